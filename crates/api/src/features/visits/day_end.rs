//! The end of the day at the door: whoever did not leave by the record is told of to the desk, and nobody's exit is made up.

use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::access::Role;
use shared::features::notices::NoticeKind;
use shared::features::visits::desk::DeskVisit;
use shared::time::{day_start, lima_date, next_day, short_date, short_time};
use uuid::Uuid;

use super::entity::entry;
use super::store;
use super::view::{self, Viewer};
use crate::db::Scope;
use crate::error::{ApiError, ApiResult};
use crate::features::grants::tell_holders;
use crate::features::notices::{self, Notice, To};
use crate::jobs::{Failure, Job};
use crate::outbox::Letter;
use crate::state::AppState;
use crate::write::{Caller, Change, Entry, Recorded, Tx, Unrecorded};

/// Where the desk sees them.
pub(crate) const PAGE: &str = "/admin/visitas/dia";
/// Visits that a mail names.
const LINES: usize = 20;

/// Tells the desks of the day that is over.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct EndDay;

impl Job for EndDay {
    const KIND: &'static str = "visits.end_day";

    async fn run(&self, state: &AppState) -> Result<(), Failure> {
        // Shortly after midnight in Lima; where the platform was down, of the day before whenever it is back.
        let today = lima_date(state.clock.now());
        let day = today.checked_sub_days(Days::new(1)).unwrap_or(today);
        let read = state.db.read(Scope::Platform).await?;
        let desks = with_open_visits(&read, day).await?;
        drop(read);
        for municipality in desks {
            let tell = TellDesk {
                municipality,
                day,
                public_url: state.settings.server.public_url.clone(),
            };
            state.write.run(Caller::system(Self::KIND), tell).await?;
        }
        Ok(())
    }
}

/// The municipalities with visits of a day that have no exit.
async fn with_open_visits(conn: &impl ConnectionTrait, day: NaiveDate) -> ApiResult<Vec<Uuid>> {
    let found = entry::Entity::find()
        .select_only()
        .distinct()
        .column(entry::Column::MunicipalityId)
        .filter(entry::Column::IsTraining.eq(false))
        .filter(entry::Column::IsWithdrawn.eq(false))
        .filter(entry::Column::ExitedAt.is_null())
        .filter(entry::Column::OccurredAt.gte(day_start(day)))
        .filter(entry::Column::OccurredAt.lt(day_start(next_day(day))));
    Ok(found.into_tuple().all(conn).await?)
}

/// The visits of a municipality whose day is over and that have no exit: since a day, or of all days.
pub(crate) async fn without_exit(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    (since, today): (Option<NaiveDate>, NaiveDate),
) -> ApiResult<Vec<DeskVisit>> {
    let entries = store::open_entries(conn, municipality, false, since).await?;
    // Nobody looks: whose a visit is and how long it may be corrected says nothing here.
    let viewer = Viewer {
        account: Uuid::nil(),
        now: day_start(today),
    };
    let mut visits = view::visits(conn, municipality, entries, viewer).await?;
    visits.retain(|visit| visit.lacks_exit);
    Ok(visits)
}

struct TellDesk {
    municipality: Uuid,
    day: NaiveDate,
    public_url: String,
}

impl Change for TellDesk {
    type Output = ();

    fn scope(&self) -> Scope {
        // Accounts and their mails are the platform's.
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let (municipality, day) = (self.municipality, self.day);
        let link = format!("{PAGE}?dia={day}");
        let kind = NoticeKind::VisitsWithoutExit;
        if notices::is_told(tx.conn(), municipality, kind, &link).await? {
            return Ok(tx.unrecorded(Unrecorded::NothingToTell).with(()));
        }
        let today = (Some(day), next_day(day));
        let mut open = without_exit(tx.conn(), municipality, today).await?;
        open.retain(|visit| lima_date(visit.entered_at) == day);
        if open.is_empty() {
            return Ok(tx.unrecorded(Unrecorded::NothingToTell).with(()));
        }
        open.sort_by_key(|visit| (visit.entered_at, visit.id));
        for role in [Role::VisitsAdmin, Role::VisitsRecorder] {
            tx.notify(Notice {
                municipality,
                to: To::Role(role),
                kind,
                about: told(open.len(), day),
                link: link.clone(),
            })
            .await?;
        }
        let letter = self.letter(&open, &link);
        let template = "visits.without_exit";
        let told = tell_holders(tx, municipality, Role::VisitsAdmin, template, &letter).await?;
        let ids: Vec<_> = open.iter().map(|visit| visit.id).collect();
        // One for each day of a municipality.
        let id = Uuid::now_v7();
        let entry = Entry::new(municipality, "visits.day_ended", "visit_day", id).after(json!({
            "day": day, "without_exit": ids, "people": told,
        }));
        Ok(tx.record(entry).await?.with(()))
    }
}

impl TellDesk {
    /// Hours and offices: who came stands in no mail.
    fn letter(&self, open: &[DeskVisit], link: &str) -> Letter {
        let lines = open.iter().take(LINES).map(|visit| {
            let office = visit.office.as_deref().unwrap_or("sin oficina");
            format!("{}, {office}", short_time(visit.entered_at))
        });
        let mut paragraphs = vec![format!("{}:", told(open.len(), self.day))];
        paragraphs.extend(lines);
        if let Some(more) = open.len().checked_sub(LINES).filter(|more| *more > 0) {
            paragraphs.push(format!("Y {more} más."));
        }
        paragraphs.push(
            "Anote la hora solo si le consta, con su sustento. Si no la sabe, déjela sin anotar: la visita se publica «sin hora de salida»."
                .to_owned(),
        );
        Letter {
            subject: format!("Visitas sin hora de salida, {}", short_date(self.day)),
            name: String::new(),
            paragraphs,
            action: Some((
                "Ver las visitas".to_owned(),
                format!("{}{link}", self.public_url),
            )),
            footer:
                "Recibe este correo porque administra el registro de visitas de su municipalidad."
                    .to_owned(),
        }
    }
}

fn told(count: usize, day: NaiveDate) -> String {
    let day = short_date(day);
    match count {
        1 => format!("1 visita del {day} quedó sin hora de salida"),
        n => format!("{n} visitas del {day} quedaron sin hora de salida"),
    }
}

/// How many visits of days that are over have no exit.
pub(crate) async fn count_without_exit(
    conn: &impl ConnectionTrait,
    municipality: Uuid,
    today: NaiveDate,
) -> ApiResult<u64> {
    let open = without_exit(conn, municipality, (None, today)).await?;
    u64::try_from(open.len()).map_err(ApiError::internal)
}
