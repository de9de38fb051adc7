//! A municipality's portal: what its administrators change, and what neighbours see the moment after.

mod content;
mod frame;
mod opening;

use serde_json::{Value, json};
use shared::access::Role;
use shared::features::portal_admin::SETTINGS_PATH;

use crate::support::{Answer, Staff, TestApp};

const PIURA: &str = "/api/v1/m/munipiura";

async fn admin_of<'a>(app: &'a TestApp, slug: &str) -> Staff<'a> {
    let municipality = app.municipality(slug).await;
    app.staff_of(municipality, Role::PortalAdmin).await
}

/// Changes the settings as they stand and sends them back.
async fn save(admin: &Staff<'_>, change: impl FnOnce(&mut Value)) -> Answer {
    let now = admin.get(SETTINGS_PATH).await.assert(200);
    let mut body = now.json();
    let members = body.as_object_mut().unwrap();
    members.remove("updated_at");
    for image in ["coat_of_arms", "header_image"] {
        if let Some(image) = members[image].as_object_mut() {
            image.remove("url");
        }
    }
    change(&mut body);
    admin
        .put(SETTINGS_PATH, now.header("etag").unwrap(), &body)
        .await
}

async fn add(admin: &Staff<'_>, kind: &str, value: Value) -> Answer {
    let body = json!({ "is_visible": true, "value": value });
    admin
        .post(&format!("/api/v1/admin/content/{kind}"), &body)
        .await
}

fn titles(list: &Value) -> Vec<&str> {
    let items = list.as_array().unwrap().iter();
    items.map(|item| item["title"].as_str().unwrap()).collect()
}
