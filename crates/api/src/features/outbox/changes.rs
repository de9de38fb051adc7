//! Acts on mails: a look at one, and sending a failed one again.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;
use shared::features::platform::{MailListItem, MailOut, MailStatus};
use uuid::Uuid;

use super::store;
use crate::bus::Topic;
use crate::db::{PLATFORM, Scope};
use crate::error::{ApiError, ApiResult};
use crate::outbox::entity;
use crate::write::{Change, Entry, Recorded, Tx};

/// An operator looks at a mail. Recipient and subject are personal, so the look is journaled.
pub(super) struct Look {
    pub(super) id: Uuid,
    /// In a demo the text is shown as well; elsewhere its links would open other people's accounts.
    pub(super) demo: bool,
}

impl Change for Look {
    type Output = MailOut;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<MailOut>> {
        let row = store::find(tx.conn(), self.id).await?;
        let (item, text) = store::opened(tx.vault(), &row)?;
        let entry = Entry::new(PLATFORM, "mail.looked_at", "mail", row.id)
            .after(json!({ "template": row.template, "to": row.recipient_mask }));
        let receipt = tx.record(entry).await?;
        Ok(receipt.with(MailOut {
            item,
            text: text.filter(|_| self.demo),
        }))
    }
}

/// A mail that was given up is queued again, with all its tries.
pub(super) struct Resend {
    pub(super) id: Uuid,
}

impl Change for Resend {
    type Output = MailListItem;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<MailListItem>> {
        let row = store::find(tx.conn(), self.id).await?;
        if row.status != MailStatus::Failed.as_str() {
            return Err(ApiError::conflict(
                "Solo se vuelve a enviar un correo que no se pudo enviar",
            ));
        }
        let queued = entity::ActiveModel {
            id: Set(row.id),
            status: Set(MailStatus::Queued.as_str().to_owned()),
            attempts: Set(0),
            next_attempt_at: Set(tx.now()),
            lease_id: Set(None),
            ..Default::default()
        };
        let queued = entity::Entity::update(queued).exec(tx.conn()).await?;
        tx.touch(Topic::Work);
        let entry = Entry::new(PLATFORM, "mail.resent", "mail", row.id)
            .before(json!({ "status": row.status, "attempts": row.attempts }))
            .after(json!({ "status": queued.status, "template": row.template }));
        let receipt = tx.record(entry).await?;
        Ok(receipt.with(store::item(&queued)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outbox::Letter;
    use crate::testing::Stand;
    use crate::write::{Caller, Mail};
    use shared::kit::page::PageQuery;

    #[tokio::test]
    async fn outside_a_demo_nobody_reads_the_links_of_others() {
        let stand = Stand::new().await;
        let queued = stand.act(PLATFORM, |tx| {
            Box::pin(async move {
                let letter = Letter {
                    subject: "Su cuenta en Munica".to_owned(),
                    name: "Ana Ruiz".to_owned(),
                    paragraphs: Vec::new(),
                    action: Some(("Activar".to_owned(), "https://x.example/secreto".to_owned())),
                    footer: String::new(),
                };
                tx.mail(Mail {
                    municipality: PLATFORM,
                    template: "accounts.invitation",
                    to: "ana@muni.example".to_owned(),
                    letter,
                })
                .await
            })
        });
        queued.await.unwrap();
        let conn = stand.state.db.read(Scope::Platform).await.unwrap();
        let row = store::list(&conn, &store::Narrowed::default(), &PageQuery::default())
            .await
            .unwrap()
            .items
            .remove(0);
        drop(conn);
        assert_eq!(store::item(&row).unwrap().to, "a****@muni.example");
        let look = |demo| {
            let change = Look { id: row.id, demo };
            stand.state.write.run(Caller::system("test"), change)
        };
        let seen = look(false).await.unwrap();
        assert_eq!(
            (seen.item.to.as_str(), seen.text),
            ("ana@muni.example", None)
        );
        assert!(look(true).await.unwrap().text.unwrap().contains("secreto"));
        assert_eq!(
            stand.journal(PLATFORM).await[1..],
            ["mail.looked_at", "mail.looked_at"]
        );
    }
}
