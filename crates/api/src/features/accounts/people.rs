//! Making accounts and inviting their holders, inside the change that gives them a reason.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;
use shared::features::accounts::PersonIn;
use shared::features::help::manual_page;
use shared::rules::mask::{mask_document, mask_email};
use shared::rules::{normalize_document, normalize_email};
use shared::time::lima_date;
use uuid::Uuid;

use super::entity::account;
use super::links::{self, Purpose};
use super::store::{self, DOCUMENT, EMAIL, Status};
use crate::db::PLATFORM;
use crate::error::{ApiError, ApiResult};
use crate::features::grants::store as grants;
use crate::http::token;
use crate::outbox::Letter;
use crate::settings::Settings;
use crate::write::{Entry, Mail, Tx, personal_tag};

/// Where invitations lead and how long they work.
#[derive(Clone, Debug)]
pub(crate) struct Invitations {
    public_url: String,
    life: TimeDelta,
}

impl Invitations {
    /// By the settings.
    pub(crate) fn new(settings: &Settings) -> Self {
        Self {
            public_url: settings.server.public_url.clone(),
            life: TimeDelta::days(settings.identity.invitation_days),
        }
    }

    /// The page of an invitation.
    pub(crate) fn address(&self, token: &str) -> String {
        format!("{}/admin/invitacion/{token}", self.public_url)
    }
}

/// The account of a person, made where there is none. One person has one account, wherever he works: the document decides,
/// and the mail must be the one the account has.
///
/// # Errors
/// 422 when document and mail belong to different accounts.
pub(crate) async fn find_or_create(
    tx: &mut Tx<'_>,
    person: &PersonIn,
    field: &str,
) -> ApiResult<account::Model> {
    let kind = person.document_type.as_str();
    let number = normalize_document(&person.document_number);
    let email = normalize_email(&person.email);
    let document_tag = personal_tag(tx.vault(), kind, &number)?;
    let email_tag = personal_tag(tx.vault(), "email", &email)?;
    let by_document = store::by_document(tx.conn(), kind, &document_tag).await?;
    if let Some(account) = by_document {
        if account.email_tag == email_tag {
            return Ok(account);
        }
        let message = format!(
            "Esta persona ya tiene una cuenta con otro correo ({}). Use ese correo.",
            account.email_mask
        );
        return Err(ApiError::field(
            &format!("{field}.email"),
            "email_differs",
            message,
        ));
    }
    if store::by_email(tx.conn(), &email_tag).await?.is_some() {
        let message = "Ese correo pertenece a la cuenta de otra persona. Cada persona usa el suyo.";
        return Err(ApiError::field(
            &format!("{field}.email"),
            "email_taken",
            message,
        ));
    }
    create(tx, person, &number, &email).await
}

async fn create(
    tx: &mut Tx<'_>,
    person: &PersonIn,
    number: &str,
    email: &str,
) -> ApiResult<account::Model> {
    let id = Uuid::now_v7();
    let kind = person.document_type.as_str();
    let document = tx
        .keep_personal(PLATFORM, id, DOCUMENT, kind, number)
        .await?;
    let mail = tx
        .keep_personal(PLATFORM, id, EMAIL, "email", email)
        .await?;
    let name = person.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let row = account::ActiveModel {
        id: Set(id),
        name: Set(name.clone()),
        email_tag: Set(mail.tag),
        email_mask: Set(mask_email(email)),
        document_type: Set(kind.to_owned()),
        document_tag: Set(document.tag),
        document_mask: Set(mask_document(number)),
        password_hash: Set(None),
        status: Set(Status::Invited.code().to_owned()),
        declaration_version: Set(None),
        declared_at: Set(None),
        factor_enrolled_at: Set(None),
        factor_last_step: Set(None),
        created_at: Set(tx.now()),
        updated_at: Set(tx.now()),
    };
    account::Entity::insert(row)
        .exec_without_returning(tx.conn())
        .await?;
    let entry = Entry::new(PLATFORM, "account.created", "account", id).after(json!({
        "name": name,
        "document_type": kind,
        "document": document.commitment,
        "email": mail.commitment,
    }));
    let _receipt = tx.record(entry).await?;
    let made = store::find(tx.conn(), id).await?;
    made.ok_or_else(|| ApiError::internal(anyhow::anyhow!("a new account vanished")))
}

/// Sends an invitation to an account that has not accepted one; the links sent before no longer work. `reason` says in a
/// sentence what the person is invited to. Answers the token, for the command line.
pub(crate) async fn invite(
    tx: &mut Tx<'_>,
    invitations: &Invitations,
    account: &account::Model,
    municipality: Uuid,
    reason: String,
) -> ApiResult<String> {
    if account.status == Status::Disabled.code() {
        reopen(tx, account).await?;
    }
    let token = token::secret();
    links::keep(
        tx,
        account.id,
        Purpose::Invitation,
        &token,
        invitations.life,
    )
    .await?;
    let mut paragraphs = vec![
        reason,
        "Su cuenta es personal. Abra el enlace, elija una contraseña y acepte la declaración de uso."
            .to_owned(),
        format!(
            "El enlace sirve una sola vez y vence en {} días.",
            invitations.life.num_days()
        ),
    ];
    let today = lima_date(tx.now());
    for role in grants::awaiting(tx.conn(), account.id, today).await? {
        let manual = format!("{}{}", invitations.public_url, manual_page(role));
        paragraphs.push(format!("El manual de su rol está en {manual}"));
    }
    let letter = Letter {
        subject: "Su cuenta en Munica".to_owned(),
        name: account.name.clone(),
        paragraphs,
        action: Some(("Activar mi cuenta".to_owned(), invitations.address(&token))),
        footer: "Si no esperaba este correo, no abra el enlace y avise a su municipalidad."
            .to_owned(),
    };
    let to = store::mail_of(tx.conn(), tx.vault(), account.id).await?;
    tx.mail(Mail {
        municipality,
        template: "accounts.invitation",
        to,
        letter,
    })
    .await?;
    let entry = Entry::new(PLATFORM, "account.invited", "account", account.id);
    let _receipt = tx.record(entry).await?;
    Ok(token)
}

/// A person who left and is designated again begins anew, with a new password.
async fn reopen(tx: &mut Tx<'_>, account: &account::Model) -> ApiResult<()> {
    account::Entity::update(account::ActiveModel {
        id: Set(account.id),
        status: Set(Status::Invited.code().to_owned()),
        password_hash: Set(None),
        updated_at: Set(tx.now()),
        ..Default::default()
    })
    .exec(tx.conn())
    .await?;
    let entry = Entry::new(PLATFORM, "account.reopened", "account", account.id);
    let _receipt = tx.record(entry).await?;
    Ok(())
}
