//! What an installation knows about itself since its first start: its key ring, and whether it is a demo. Facts travel
//! with the rows: a restored installation is what the saved one was.

use anyhow::bail;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait};

use crate::db::{Db, Scope};
use crate::error::ApiResult;
use crate::keys::known::Known;
use crate::settings::Mode;
use crate::write::{Bookkeeping, Books};

pub(crate) mod entity {
    //! One fact a row.

    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "installation_facts")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub value: String,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// The fingerprint of the key ring.
pub(crate) const KEYRING: &str = "keyring";
/// Demo or production.
pub(crate) const MODE: &str = "mode";

/// What is known under a name.
pub(crate) async fn fact(conn: &impl ConnectionTrait, name: &str) -> Result<Option<String>, DbErr> {
    let row = entity::Entity::find_by_id(name.to_owned())
        .one(conn)
        .await?;
    Ok(row.map(|row| row.value))
}

/// Refuses the database of the other kind of installation: invented municipalities and operators never stand beside real
/// ones. Whether the database must still be marked.
///
/// # Errors
/// When it is marked as the other kind, or holds data without a mark and a demo asks for it.
pub(crate) async fn check_mode(db: &Db, mode: Mode, known: &Known) -> anyhow::Result<bool> {
    let read = db.read(Scope::Platform).await?;
    match (fact(&read, MODE).await?, mode) {
        (Some(marked), mode) if marked == mode.as_str() => Ok(false),
        (Some(_), Mode::Production) => bail!(
            "esta base de datos es de una demostración, con datos inventados: en producción use una base de datos nueva"
        ),
        (Some(_), Mode::Demo) => bail!(
            "esta base de datos es de una instalación en producción: una demostración usa otra, por ejemplo con --data"
        ),
        (None, Mode::Demo) if *known != Known::New => bail!(
            "esta base de datos tiene datos y no está marcada como demostración: una demostración usa otra, por ejemplo con --data"
        ),
        (None, _) => Ok(true),
    }
}

/// Lets the database remember facts; what it knows already stays. The platform's note on its own running, nobody's act.
pub(crate) struct Remember(pub(crate) Vec<(&'static str, String)>);

impl Bookkeeping for Remember {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, books: &Books<'_>) -> ApiResult<()> {
        let rows = self.0.iter().map(|(name, value)| entity::ActiveModel {
            name: Set((*name).to_owned()),
            value: Set(value.clone()),
        });
        let first = OnConflict::column(entity::Column::Name)
            .do_nothing()
            .to_owned();
        entity::Entity::insert_many(rows)
            .on_conflict(first)
            .exec_without_returning(books.conn())
            .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{MailTransport, Settings};
    use crate::state::AppState;
    use crate::testing::Stand;

    fn production(settings: &mut Settings) {
        settings.mode = Mode::Production;
        settings.server.public_url = "https://munica.gob.example".into();
        settings.mail.transport = MailTransport::Smtp;
        settings.mail.smtp_url = "smtp://127.0.0.1:1".into();
        settings.mail.from = "Munica <no-responder@munica.gob.example>".into();
        settings.mail.reply_to = "mesa@munica.gob.example".into();
        settings.database.allow_unsafe_durability = false;
    }

    async fn open(stand: &Stand, adjust: impl FnOnce(&mut Settings)) -> Result<AppState, String> {
        let mut settings = stand.state.settings.as_ref().clone();
        adjust(&mut settings);
        let opened = AppState::open(settings, stand.clock.clone()).await;
        opened.map_err(|error| error.to_string())
    }

    #[tokio::test]
    async fn production_does_not_start_on_the_database_of_a_demo() {
        if std::env::var("MUNICA_TEST_PG").is_ok() {
            // A test cluster forgets what it acknowledged: no production starts there at all.
            return;
        }
        let demo = Stand::new().await;
        let refused = open(&demo, production).await.unwrap_err();
        assert!(refused.contains("es de una demostración"), "{refused}");
        open(&demo, |_| {}).await.unwrap();
    }

    #[tokio::test]
    async fn a_demo_does_not_start_on_the_database_of_a_production() {
        if std::env::var("MUNICA_TEST_PG").is_ok() {
            return;
        }
        let work = Stand::with(production).await;
        let demo = |settings: &mut Settings| settings.mode = Mode::Demo;
        let refused = open(&work, demo).await.unwrap_err();
        assert!(refused.contains("instalación en producción"), "{refused}");
        let refused = crate::seed::seed_demo(&work.state).await.unwrap_err();
        assert!(refused.to_string().contains("demostración"), "{refused}");
    }

    #[tokio::test]
    async fn data_without_a_mark_is_no_demo() {
        let stand = Stand::new().await;
        let owner = sea_orm::Database::connect(&stand.db.owner_url).await;
        let mark = entity::Entity::delete_by_id(MODE.to_owned());
        mark.exec(&owner.unwrap()).await.unwrap();
        let refused = open(&stand, |_| {}).await.unwrap_err();
        assert!(refused.contains("no está marcada"), "{refused}");
    }
}
