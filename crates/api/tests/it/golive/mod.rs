//! How a municipality goes live with its visitor register: the stages, the gate before production, and the questions.

mod gate;
mod staff;
mod stages;
mod tickets;

use actix_web::http::Method;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Map, Value as Json, json};
use shared::access::Role;
use shared::features::golive::{
    FieldKind, GoLiveStage, Stage, desk_decision_path, plan_of, stage_path, submission_path,
};
use shared::features::visits::REGISTER;
use shared::features::visits::desk::{ENTRIES_PATH, EXITS_PATH};
use shared::features::visits::officials::OFFICIALS_PATH;
use uuid::Uuid;

use crate::support::{Answer, Staff, TestApp, corpus};

/// The one of the demo that is at the beginning of its way.
const BEGINNER: &str = "230110";

/// A municipality that begins, with those who take part.
struct Way<'a> {
    id: Uuid,
    slug: String,
    titular: Staff<'a>,
    boss: Staff<'a>,
    operator: Staff<'a>,
}

impl<'a> Way<'a> {
    async fn of(app: &'a TestApp) -> Self {
        let owner = app.owner().await;
        let sql = "SELECT slug FROM municipalities WHERE ubigeo = $1";
        let backend = owner.get_database_backend();
        let query = Statement::from_sql_and_values(backend, sql, [BEGINNER.into()]);
        let row = owner.query_one_raw(query).await.unwrap().unwrap();
        let slug: String = row.try_get_by_index(0).unwrap();
        let id = app.municipality(&slug).await;
        Self {
            id,
            slug,
            titular: app.staff_of(id, Role::PortalAdmin).await,
            boss: app.staff_of(id, Role::VisitsAdmin).await,
            operator: app.operator().await,
        }
    }

    async fn stage(&self, code: GoLiveStage) -> (Json, String) {
        let found = self.boss.get(&stage_path(REGISTER.id, code)).await;
        let found = found.assert(200);
        (found.json(), found.header("etag").unwrap().to_owned())
    }

    /// Writes a stage as far as it asks for anything.
    async fn fill(&self, code: GoLiveStage) {
        let body = filled(&self.boss, declared(code)).await;
        let (_, tag) = self.stage(code).await;
        let path = stage_path(REGISTER.id, code);
        self.boss.put(&path, &tag, &body).await.assert(200);
    }

    async fn submit(&self, who: &Staff<'_>, code: GoLiveStage) -> Answer {
        let (_, tag) = self.stage(code).await;
        let request = who
            .request(Method::POST, &submission_path(REGISTER.id, code))
            .insert_header(("if-match", tag));
        who.send(request).await
    }

    async fn accept(&self, code: GoLiveStage) -> Answer {
        let path = desk_decision_path(self.id, REGISTER.id, code, "acceptance");
        self.operator.act(&path).await
    }

    async fn give_back(&self, code: GoLiveStage) -> Answer {
        let path = desk_decision_path(self.id, REGISTER.id, code, "return");
        let body = json!({ "reason": "Falta la firma en el documento" });
        self.operator.post(&path, &body).await
    }

    /// Whoever may send a stage.
    fn signer(&self, code: GoLiveStage) -> &Staff<'a> {
        let permissions = declared(code).signer.permissions();
        let is_his = permissions.contains(&shared::access::Permission::PortalDeclare);
        if is_his { &self.titular } else { &self.boss }
    }

    /// Goes through the stages up to one, that one included.
    async fn go_until(&self, last: GoLiveStage) {
        let plan = plan_of(&REGISTER).unwrap();
        for stage in plan.stages.iter().take(plan.position(last).unwrap() + 1) {
            if stage.has_practice {
                self.practise().await;
            }
            self.fill(stage.code).await;
            let who = self.signer(stage.code);
            self.submit(who, stage.code).await.assert(200);
            self.accept(stage.code).await.assert(200);
        }
    }

    /// Somebody of fiction comes and goes in training.
    async fn practise(&self) -> Uuid {
        let official = an_official(&self.boss).await;
        let entered = self.boss.post(ENTRIES_PATH, &visit(official, true)).await;
        let entered = entered.assert(201).json();
        let id = &entered["items"][0]["id"];
        let left = json!({ "visits": [id] });
        self.boss.post(EXITS_PATH, &left).await.assert(200);
        official
    }
}

fn declared(code: GoLiveStage) -> &'static Stage {
    plan_of(&REGISTER).unwrap().stage(code).unwrap()
}

/// What a stage asks for, invented.
async fn filled(who: &Staff<'_>, stage: &Stage) -> Json {
    let mut form = Map::new();
    for field in stage.fields {
        let value = match field.kind {
            FieldKind::Day => "2026-11-20",
            FieldKind::Count => "4",
            FieldKind::Mail => "visitas@muni.example",
            FieldKind::Phone => "987654321",
            FieldKind::Text(_) | FieldKind::Long(_) => "Rojas Ficticio, Teófilo",
        };
        form.insert(field.name.to_owned(), json!(value));
    }
    let mut evidence = Vec::new();
    for kind in stage.evidence {
        let code = kind.purpose.code();
        let (name, bytes) = if code == "sheet" {
            ("personal.csv", b"Nombre;Cargo\nUno;Dos\n".to_vec())
        } else {
            ("documento.pdf", corpus::pdf(b""))
        };
        let path = format!("/api/v1/admin/uploads/{code}");
        let sent = who.send_file(&path, name, &bytes).await.assert(201).json();
        evidence.push(json!({ "kind": kind.code, "file_id": sent["id"] }));
    }
    let attendants = if stage.has_attendants {
        json!([{ "name": "Chávez Ficticia, Rosa", "post": "Mesa de partes" }])
    } else {
        json!([])
    };
    json!({ "form": form, "attendants": attendants, "evidence": evidence })
}

async fn an_official(boss: &Staff<'_>) -> Uuid {
    let body = json!({
        "name": "Rojas Ficticio, Teófilo", "document_type": "dni", "document": "40999001",
        "post": "Gerente de Infraestructura", "office": "Gerencia de Infraestructura",
        "resolution": "Resolución de Alcaldía N.° 045-2026-A", "valid_from": "2026-11-01",
    });
    let added = boss.post(OFFICIALS_PATH, &body).await.assert(201).json();
    added["id"].as_str().unwrap().parse().unwrap()
}

fn visit(official: Uuid, is_training: bool) -> Json {
    json!({
        "visitors": [{ "document_type": "dni", "document": "40999123", "name": "Practicante Ficticia, Zoila" }],
        "meeting": {
            "official_id": official, "visitor_kind": "natural_person", "reason": "work_meeting",
            "place": "Sala de reuniones",
        },
        "is_training": is_training,
    })
}
