//! The second operator approves: the municipality gets its portal, its responsible person becomes its administrator.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;
use shared::access::Role;
use shared::features::accounts::{DocumentType, PersonIn};
use shared::features::directory::PortalStatus;
use shared::features::grants::{GrantIn, Resolution};
use shared::features::notices::NoticeKind;
use shared::features::portal::PortalMode;
use shared::features::portal_requests::{PortalRequestOut, RequestAction, ResponsibleOut};
use shared::time::lima_date;
use uuid::Uuid;

use super::entity::request;
use super::look::{find, responsible, view};
use super::papers::{IssuePaper, Paper};
use super::step::second_operator;
use super::{desk, letters, tell, workflow};
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::features::accounts::Invitations;
use crate::features::grants::{Gift, give};
use crate::features::municipalities::{self, Municipality};
use crate::features::notices::{Notice, To};
use crate::features::portal;
use crate::jobs::NewJob;
use crate::write::{Change, Entry, Recorded, Tx};

/// The approval of a proposed request.
pub(super) struct Approve {
    pub(super) id: Uuid,
    pub(super) actor: Uuid,
    pub(super) invitations: Invitations,
    pub(super) public_url: String,
    /// What the new portal's pages say they are.
    pub(super) mode: PortalMode,
    /// Whether this installation sends short messages.
    pub(super) texts: bool,
}

impl Change for Approve {
    type Output = PortalRequestOut;

    fn scope(&self) -> Scope {
        desk::SCOPE
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<PortalRequestOut>> {
        let row = find(tx, self.id).await?;
        let step = workflow::allowed(&row, RequestAction::Approve)?;
        second_operator(&row, self.actor)?;
        let person = responsible(tx, &row).await?.ok_or_else(|| {
            ApiError::conflict("Los datos de la persona responsable ya se suprimieron.")
        })?;
        let tenant = self.open(tx, &row).await?;
        portal::begin(tx, &tenant).await?;
        self.appoint(tx, &row, &tenant, &person).await?;
        let created = request::ActiveModel {
            id: Set(row.id),
            municipality_id: Set(Some(tenant.id)),
            ..Default::default()
        };
        let row = request::Entity::update(created).exec(tx.conn()).await?;
        let taken = workflow::take(tx, &row, step, Some(self.actor), None).await?;
        let letter = letters::created(
            &person.name,
            &row.code,
            &tenant.name,
            &tenant.slug,
            &self.public_url,
        );
        tx.mail(letters::mail(
            "portal_request.created",
            &person.email,
            letter,
        ))
        .await?;
        if self.texts {
            tell::by_phone(tx, &person.phone, &row.code, tell::News::Created).await?;
        }
        let paper = IssuePaper {
            code: row.code.clone(),
            paper: Paper::Certificate,
        };
        let later = tx.now() + TimeDelta::minutes(1);
        tx.job(NewJob::new(PLATFORM, paper).at(later)).await?;
        tx.notify(Notice {
            municipality: tenant.id,
            to: To::Role(Role::PortalAdmin),
            kind: NoticeKind::PortalCreated,
            about: tenant.name.clone(),
            link: "/admin/portal".to_owned(),
        })
        .await?;
        let born = Entry::new(tenant.id, "portal.created", "municipality", tenant.id)
            .after(json!({ "slug": tenant.slug, "name": tenant.name, "request": row.code }))
            .basis("Ley 27972");
        let _in_the_journal_of_the_tenant = tx.record(born).await?;
        let entry = Entry::new(
            PLATFORM,
            RequestAction::Approve.done(),
            "portal_request",
            row.id,
        )
        .before(json!({ "proposed_by": row.proposed_by }))
        .after(json!({ "state": taken.state, "municipality_id": tenant.id, "slug": tenant.slug }))
        .basis(row.designation_number.clone());
        let receipt = tx.record(entry).await?;
        Ok(receipt.with(view(tx, &taken).await?))
    }
}

impl Approve {
    /// The municipality of the request, known from the State's register or new.
    async fn open(&self, tx: &mut Tx<'_>, row: &request::Model) -> ApiResult<Municipality> {
        let new = municipalities::New {
            mode: self.mode,
            ..desk::municipality(row)?
        };
        let centre = row.populated_center.as_deref();
        let Some(known) = municipalities::find_at(tx.conn(), &row.ubigeo, new.kind, centre).await?
        else {
            let created = municipalities::create(tx, new).await?;
            municipalities::set_status(tx, created.id, PortalStatus::Created).await?;
            return Ok(created);
        };
        if known.status.is_granted() {
            return Err(ApiError::conflict("Esta municipalidad ya tiene un portal."));
        }
        municipalities::set_status(tx, known.id, PortalStatus::Created).await?;
        municipalities::set_mode(tx, known.id, self.mode).await?;
        municipalities::find(tx.conn(), known.id)
            .await?
            .ok_or_else(ApiError::not_found)
    }

    /// The responsible person becomes administrator by the document that designates him.
    async fn appoint(
        &self,
        tx: &mut Tx<'_>,
        row: &request::Model,
        tenant: &Municipality,
        person: &ResponsibleOut,
    ) -> ApiResult<()> {
        let grant = GrantIn {
            person: PersonIn {
                name: person.name.clone(),
                document_type: DocumentType::Dni,
                document_number: person.dni.clone(),
                email: person.email.clone(),
            },
            role: Role::PortalAdmin,
            theme: None,
            resolution: Resolution {
                number: row.designation_number.clone(),
                date: row.designation_date,
                file_id: row.scan_id,
            },
            starts_on: lima_date(tx.now()),
            ends_on: None,
        };
        let gift = Gift {
            municipality: tenant.id,
            place: &tenant.name,
            grant: &grant,
            granted_by: Some(self.actor),
            invitations: &self.invitations,
        };
        give(tx, &gift).await?;
        Ok(())
    }
}
