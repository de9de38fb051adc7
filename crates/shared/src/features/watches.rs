//! Watches of registers: somebody is told what changes in the part of a register that he named, by mail or by a call to a
//! program of his own. An Atom feed of the same part tells it without asking for anything.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::checks;
use crate::kit::text_enum::text_enum;
use crate::registers::wire::OwnerOut;
use crate::registers::{Column, Query, Register, Test, Value, is_tag};
use crate::rules::{Violation, email, required};

/// Where a watch by mail is asked for.
pub const WATCHES_PATH: &str = "/api/v1/watches";
/// The watches by webhook of whoever asks: a program with a key, or a member of the staff.
pub const HOOKS_PATH: &str = "/api/v1/watches/webhooks";
/// Below which the links of mails are opened, confirmed and ended.
pub const LINKS_PATH: &str = "/api/v1/watches/links/";
/// The page to which the mail leads that asks for confirmation; the token follows.
pub const CONFIRM_PAGE: &str = "/avisos-de-datos/confirmar";
/// The page that ends a watch; the token follows.
pub const END_PAGE: &str = "/avisos-de-datos/terminar";
/// Most changes that a notice writes out.
pub const MAX_LINES: usize = 20;

/// The watch to which the link of a mail leads ([`WatchLinkOut`]).
pub fn link_path(token: &str) -> String {
    format!("{LINKS_PATH}{token}")
}

/// Where the link of a mail confirms.
pub fn confirm_path(token: &str) -> String {
    format!("{}/confirm", link_path(token))
}

/// Where the link of a mail ends; mail programs call it too (RFC 8058).
pub fn end_path(token: &str) -> String {
    format!("{}/end", link_path(token))
}

/// What was sent to a webhook ([`DeliveryOut`]).
pub fn deliveries_path(id: Uuid) -> String {
    format!("{HOOKS_PATH}/{id}/deliveries")
}

text_enum! {
    /// How often one is told, where something changed.
    Rhythm {
        /// Once an hour.
        Hourly = "hourly",
        /// Once a day, at seven in the morning in Lima.
        Daily = "daily",
    }
}

text_enum! {
    /// Where a watch stands.
    WatchState {
        /// Waiting for whoever has the mail to confirm it.
        Pending = "pending",
        /// In force.
        Confirmed = "confirmed",
        /// Its webhook did not answer for a day: nothing is sent until its owner resumes it.
        Paused = "paused",
        /// Over. Of a watch by mail the address is erased.
        Ended = "ended",
    }
}

text_enum! {
    /// Where a delivery to a webhook stands.
    DeliveryState {
        /// Waiting for its next try.
        Waiting = "waiting",
        /// The receiver answered 2xx.
        Delivered = "delivered",
        /// Given up after a day.
        Failed = "failed",
        /// The watch was ended before it could be delivered.
        Dropped = "dropped",
    }
}

/// What is asked for by mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WatchIn {
    /// The register.
    #[cfg_attr(feature = "api", schema(example = "visits"))]
    pub register: String,
    /// Name in addresses of the municipality; `null` for all of them.
    #[serde(default)]
    #[cfg_attr(feature = "api", schema(example = "munipiura"))]
    pub municipality: Option<String>,
    /// What narrows the register, as the address of the list says it; empty for all of it.
    #[serde(default)]
    #[cfg_attr(
        feature = "api",
        schema(example = "official_name_contains=quispe", max_length = 2000)
    )]
    pub filters: String,
    /// Where the notices go.
    #[cfg_attr(feature = "api", schema(example = "vecina@correo.example"))]
    pub email: String,
    /// How often.
    pub rhythm: Rhythm,
    /// That whoever asks wants these mails.
    pub consent: bool,
}

checks!(WatchIn, |it, checker| {
    checker
        .field("register", register(&it.register))
        .field("filters", short(&it.filters))
        .field("email", email(&it.email))
        .field("consent", agreed(it.consent));
});

/// A webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HookIn {
    /// The register.
    #[cfg_attr(feature = "api", schema(example = "payments"))]
    pub register: String,
    /// Name in addresses of the municipality; `null` for all of them.
    #[serde(default)]
    pub municipality: Option<String>,
    /// What narrows the register, as the address of the list says it; empty for all of it.
    #[serde(default)]
    #[cfg_attr(feature = "api", schema(max_length = 2000))]
    pub filters: String,
    /// How often.
    pub rhythm: Rhythm,
    /// What is called: `https`, at an address that everybody reaches.
    #[cfg_attr(
        feature = "api",
        schema(example = "https://observatorio.example/munica", max_length = 2000)
    )]
    pub url: String,
}

checks!(HookIn, |it, checker| {
    checker
        .field("register", register(&it.register))
        .field("filters", short(&it.filters))
        .field("url", required(&it.url));
});

/// What is watched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct WatchedOut {
    /// The register.
    pub register: String,
    /// What it is called.
    pub title: String,
    /// Whose records; `null` for those of all municipalities.
    pub municipality: Option<OwnerOut>,
    /// What narrows it, as the address of the list says it.
    pub filters: String,
    /// The same in words.
    pub narrowed_by: Vec<NarrowedOut>,
    /// The page on which people read it.
    #[cfg_attr(feature = "api", schema(example = "/m/munipiura/registros/visits"))]
    pub page: String,
}

/// One thing that narrows a register, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct NarrowedOut {
    /// What of a record.
    pub label: String,
    /// What it must be.
    pub text: String,
}

/// The watch to which the link of a mail leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct WatchLinkOut {
    /// What is watched; `null` once the watch is over, since nothing of it is kept then.
    pub watched: Option<WatchedOut>,
    /// How often.
    pub rhythm: Rhythm,
    /// Where it stands.
    pub state: WatchState,
}

/// A webhook, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct HookOut {
    /// Identifier.
    pub id: Uuid,
    /// What is watched; `null` once the watch is over.
    pub watched: Option<WatchedOut>,
    /// How often.
    pub rhythm: Rhythm,
    /// Where it stands.
    pub state: WatchState,
    /// The host that is called.
    pub host: String,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// Up to which moment its owner was told.
    pub told_to: Option<DateTime<Utc>>,
    /// When it was paused, because nobody answered.
    pub paused_at: Option<DateTime<Utc>>,
    /// When it was ended.
    pub ended_at: Option<DateTime<Utc>>,
}

/// A new webhook: its secret is shown this once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct HookIssued {
    /// With which each call is signed: `Munica-Signature: t=…,v1=…`, where `v1` is the HMAC-SHA256 of `t.body` in
    /// hexadecimal digits.
    #[cfg_attr(
        feature = "api",
        schema(example = "mwh_bnVuY2EtdXNlLWVzdGUtc2VjcmV0by1kZS1lamVtcGxv")
    )]
    pub secret: String,
    /// What is kept of it.
    pub details: HookOut,
}

/// What was sent to a webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct DeliveryOut {
    /// Identifier; every try carries it as `Munica-Delivery`, so that a receiver knows what it has already.
    pub id: Uuid,
    /// The first moment of the difference, left out.
    pub from: DateTime<Utc>,
    /// The second moment.
    pub to: DateTime<Utc>,
    /// Where it stands.
    pub state: DeliveryState,
    /// Every try, the first one first.
    pub tries: Vec<TryOut>,
    /// When the next try is due.
    pub next_try_at: Option<DateTime<Utc>>,
}

/// One try to call a webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "api", derive(utoipa::ToSchema))]
pub struct TryOut {
    /// When.
    pub at: DateTime<Utc>,
    /// What the receiver answered; `null` where it did not.
    pub status: Option<u16>,
    /// Why it did not, in Spanish.
    pub failure: Option<String>,
}

/// What is sent to a webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HookBody {
    /// The watch.
    pub watch: Uuid,
    /// The delivery.
    pub delivery: Uuid,
    /// The register.
    pub register: String,
    /// Name in addresses of the municipality; `null` for all of them.
    pub municipality: Option<String>,
    /// The first page of what changed, as `/changes` answers it.
    pub changes: crate::registers::changes::ChangesPage,
}

/// What a query narrows a register by, in words.
pub fn narrowed_by(register: &'static Register, query: &Query) -> Vec<NarrowedOut> {
    let mut all = Vec::new();
    if !query.search.is_empty() {
        all.push(NarrowedOut {
            label: "Búsqueda".to_owned(),
            text: query.search.clone(),
        });
    }
    for filter in &query.filters {
        let Some(column) = register.column(filter.column) else {
            continue;
        };
        let text = match &filter.test {
            Test::Is(values) => {
                let values: Vec<_> = values.iter().map(|value| said(column, value)).collect();
                values.join(" o ")
            }
            Test::Between(low, high) => {
                let low = low
                    .as_ref()
                    .map(|low| format!("desde {}", said(column, low)));
                let high = high
                    .as_ref()
                    .map(|high| format!("hasta {}", said(column, high)));
                let ends: Vec<_> = low.into_iter().chain(high).collect();
                ends.join(" ")
            }
            Test::Contains(text) => format!("contiene «{text}»"),
        };
        all.push(NarrowedOut {
            label: column.label.to_owned(),
            text,
        });
    }
    all
}

/// A value as people read it; of a tag nothing can be said.
fn said(column: &Column, value: &Value) -> String {
    use crate::registers::Kind;
    match (column.kind, value) {
        (_, Value::Text(text)) if column.is_tagged() && is_tag(text) => "el que indicó".to_owned(),
        (Kind::Choice(_), Value::Text(code)) => column.label_of(code).to_owned(),
        (Kind::Money, Value::Number(cents)) => {
            format!("S/ {}.{:02}", cents / 100, cents.rem_euclid(100))
        }
        (_, value) => value.to_string(),
    }
}

fn register(id: &str) -> Result<(), Violation> {
    match Register::find(id) {
        Some(_) => Ok(()),
        None => Err(Violation::new(
            "unknown_register",
            "Este registro no existe.",
        )),
    }
}

fn short(filters: &str) -> Result<(), Violation> {
    if filters.len() <= 2_000 {
        return Ok(());
    }
    Err(Violation::new(
        "too_long",
        "Los filtros son demasiado largos.",
    ))
}

fn agreed(consent: bool) -> Result<(), Violation> {
    if consent {
        return Ok(());
    }
    Err(Violation::new(
        "required",
        "Marque que quiere recibir estos avisos.",
    ))
}
