//! The only calls of `fetch` in the app, and the one renewal of a session that has lapsed.

use leptos::prelude::window;
use shared::features::auth::{LOGIN_PATH, REFRESH_PATH};
use shared::kit::problem::Problem;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Request, RequestCredentials, RequestInit, Response};

use super::send::{Method, SendOptions, has_session_hook, session_ended};
use super::{offline, unreadable};
use crate::browser::alone;
use crate::env::Answer;

const ACCEPT: &str = "application/json, application/problem+json";

/// The API's codes for no session, and for one that is over.
const SESSION_CODES: [&str; 2] = ["unauthenticated", "invalid_credentials"];

/// Reads; also answers the `ETag` of what was read.
pub(super) async fn get(path: &str) -> Result<(Answer, Option<String>), Problem> {
    let response = with_session(path, || prepare("GET", path, &[], None)).await?;
    answer(response).await
}

/// Writes; also answers the `ETag` of what was written. The JSON `null` stands for no body.
pub(super) async fn write(
    method: Method,
    path: &str,
    json: &str,
    options: &SendOptions,
) -> Result<(Answer, Option<String>), Problem> {
    let verb = match method {
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Patch => "PATCH",
        Method::Delete => "DELETE",
    };
    let body = Some(json).filter(|json| *json != "null");
    let mut headers = vec![("X-Munica-CSRF", "1")];
    headers.extend(body.map(|_| ("Content-Type", "application/json")));
    headers.extend(options.if_match.as_deref().map(|etag| ("If-Match", etag)));
    let key = options.idempotency_key.as_deref();
    headers.extend(key.map(|key| ("Idempotency-Key", key)));
    let response = with_session(path, || prepare(verb, path, &headers, body)).await?;
    answer(response).await
}

/// Reads a file and hands it to the browser to keep, under the name that the API gives it. What is refused is a problem
/// to be shown, where a plain link would lead to the API's own answer.
pub(super) async fn download(path: &str) -> Result<(), Problem> {
    let response = with_session(path, || prepare("GET", path, &[], None)).await?;
    if !response.ok() {
        let (answer, _) = answer(response).await?;
        return super::read(&answer);
    }
    let disposition = response.headers().get("content-disposition").ok().flatten();
    let name = disposition.and_then(|text| super::file_name(&text));
    let blob = response.blob().map_err(|_| unreadable(response.status()))?;
    let blob = JsFuture::from(blob).await.map_err(|_| offline())?;
    keep(blob.unchecked_ref(), &name.unwrap_or_default()).map_err(|_| unreadable(response.status()))
}

/// Long enough for the browser to have taken the file over.
const KEPT: std::time::Duration = std::time::Duration::from_secs(60);

fn keep(blob: &web_sys::Blob, name: &str) -> Result<(), JsValue> {
    let address = web_sys::Url::create_object_url_with_blob(blob)?;
    let link = leptos::prelude::document().create_element("a")?;
    link.set_attribute("href", &address)?;
    link.set_attribute("download", name)?;
    link.unchecked_into::<web_sys::HtmlElement>().click();
    leptos::prelude::set_timeout(
        move || drop(web_sys::Url::revoke_object_url(&address)),
        KEPT,
    );
    Ok(())
}

/// A JSON file among the assets; `None` when it cannot be had.
pub(crate) async fn asset_json<T: serde::de::DeserializeOwned>(address: &str) -> Option<T> {
    let response = run(prepare("GET", address, &[], None)).await.ok()?;
    let (answer, _) = answer(response).await.ok()?;
    serde_json::from_str(&answer.body).ok()
}

fn prepare(
    verb: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: Option<&str>,
) -> Result<Request, JsValue> {
    let init = RequestInit::new();
    init.set_method(verb);
    init.set_credentials(RequestCredentials::SameOrigin);
    if let Some(body) = body {
        init.set_body(&JsValue::from_str(body));
    }
    let request = Request::new_with_str_and_init(path, &init)?;
    let all = request.headers();
    all.set("Accept", ACCEPT)?;
    for (name, value) in headers {
        all.set(name, value)?;
    }
    Ok(request)
}

/// Sends; where the staff app finds its session lapsed, renews it once and sends again.
async fn with_session(
    path: &str,
    build: impl Fn() -> Result<Request, JsValue>,
) -> Result<Response, Problem> {
    let response = run(build()).await?;
    if path == LOGIN_PATH || !has_session_hook() || !has_lapsed(&response).await {
        return Ok(response);
    }
    if renew().await {
        let again = run(build()).await?;
        if !has_lapsed(&again).await {
            return Ok(again);
        }
    }
    session_ended();
    Ok(response)
}

/// Whether the API knows nobody by this session. Its other 401, about a wrong code or password, is for the form.
async fn has_lapsed(response: &Response) -> bool {
    if response.status() != 401 {
        return false;
    }
    let copy = response.clone().and_then(|copy| copy.text());
    let Ok(text) = copy else { return true };
    let text = JsFuture::from(text)
        .await
        .ok()
        .and_then(|text| text.as_string());
    let problem = text.and_then(|text| serde_json::from_str::<Problem>(&text).ok());
    problem.is_none_or(|problem| SESSION_CODES.contains(&problem.code.as_str()))
}

async fn run(request: Result<Request, JsValue>) -> Result<Response, Problem> {
    let request = request.map_err(|_| unreadable(0))?;
    let response = JsFuture::from(window().fetch_with_request(&request)).await;
    let response = response.map_err(|_| offline())?;
    response.dyn_into().map_err(|_| unreadable(0))
}

async fn answer(response: Response) -> Result<(Answer, Option<String>), Problem> {
    let etag = response.headers().get("etag").ok().flatten();
    let status = response.status();
    let text = response.text().map_err(|_| unreadable(status))?;
    let text = JsFuture::from(text).await.map_err(|_| offline())?;
    let body = text.as_string().unwrap_or_default();
    Ok((Answer { status, body }, etag))
}

/// Renews the session under a lock of the browser: the refresh token is single-use, so two tabs must not present the
/// same one. A tab that waited finds the session renewed and simply renews it again with the new token.
async fn renew() -> bool {
    let renewed = alone("munica-refresh", || async {
        let request = prepare("POST", REFRESH_PATH, &[("X-Munica-CSRF", "1")], None);
        run(request).await.is_ok_and(|response| response.ok())
    });
    renewed.await.unwrap_or(false)
}
