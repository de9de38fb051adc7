//! Looking for the record that proves a domain, and what follows from finding it or not.
//!
//! The look-up is done before the change: a name server may take seconds, a lane has none to give away.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;
use shared::features::domains::admin::DomainFinding;
use shared::features::domains::{DomainAction, DomainState};
use uuid::Uuid;

use super::entity::domain;
use super::name::Platform;
use super::{letters, store, view, workflow};
use crate::db::Scope;
use crate::dns::Dns;
use crate::error::{ApiError, ApiResult};
use crate::write::{Change, Entry, Recorded, Tx};

/// Characters of a foreign record that are shown.
const SHOWN: usize = 120;

/// Looks a domain up.
///
/// # Errors
/// 503 when no name server answers.
pub(super) async fn look_up(
    dns: &dyn Dns,
    platform: &Platform,
    name: &str,
    challenge: &str,
) -> ApiResult<DomainFinding> {
    let silent = |error: anyhow::Error| {
        ApiError::unavailable(error).detail(
            "Los servidores de nombres (DNS) no respondieron. Pruebe otra vez en unos minutos.",
        )
    };
    let expected = view::txt_value(challenge);
    let records = dns.txt(&view::txt_name(name)).await.map_err(silent)?;
    let proved = records.iter().any(|record| record.trim() == expected);
    let addresses = dns.addresses(name).await.map_err(silent)?;
    let ours = dns
        .addresses(platform.host().trim_matches(['[', ']']))
        .await
        .map_err(silent)?;
    let points_here = addresses.iter().any(|address| ours.contains(address));
    let mut notes = Vec::new();
    if !proved {
        notes.push(if records.is_empty() {
            format!(
                "No hay ningún registro TXT con el nombre {}.",
                view::txt_name(name)
            )
        } else {
            "Hay un registro TXT con ese nombre, pero su valor es otro.".to_owned()
        });
    }
    if !points_here {
        let host = platform.host();
        notes.push(if addresses.is_empty() {
            format!("{name} todavía no lleva a ninguna parte: cree el registro CNAME hacia {host}.")
        } else {
            format!(
                "{name} lleva a otro servidor: cambie su registro CNAME para que lleve a {host}."
            )
        });
    }
    let shorten = |text: String| text.chars().take(SHOWN).collect();
    Ok(DomainFinding {
        proved,
        points_here,
        records: records.into_iter().map(shorten).collect(),
        addresses: addresses.iter().map(ToString::to_string).collect(),
        notes,
    })
}

/// The step that a finding leads to.
pub(super) fn consequence(state: DomainState, proved: bool) -> Option<DomainAction> {
    match (state, proved) {
        (DomainState::Requested, true) => Some(DomainAction::Verify),
        (DomainState::Verified, false) => Some(DomainAction::Lose),
        _ => None,
    }
}

/// Notes a finding, and takes the step that it leads to.
pub(super) struct Note {
    pub(super) id: Uuid,
    /// What was looked for: a finding about another challenge says nothing.
    pub(super) challenge: String,
    pub(super) finding: DomainFinding,
    pub(super) platform: Platform,
}

impl Change for Note {
    type Output = ();

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<()>> {
        let row = store::find(tx.conn(), self.id).await?;
        if row.challenge != self.challenge {
            return Err(ApiError::conflict(
                "El dominio cambió mientras se comprobaba.",
            ));
        }
        let noted = domain::ActiveModel {
            checked_at: Set(Some(tx.now())),
            finding: Set(Some(serde_json::to_string(&self.finding)?)),
            ..Default::default()
        };
        let action = consequence(workflow::state(&row)?, self.finding.proved);
        let after = match action {
            None => {
                let noted = domain::ActiveModel {
                    municipality_id: Set(row.municipality_id),
                    id: Set(row.id),
                    ..noted
                };
                domain::Entity::update(noted).exec(tx.conn()).await?
            }
            Some(action) => {
                let step = workflow::allowed(&row, action)?;
                let proved = action == DomainAction::Verify;
                let change = domain::ActiveModel {
                    verified_at: Set(proved.then_some(tx.now())),
                    ..noted
                };
                let taken = workflow::take(tx, &row, step, change).await?;
                if let Some(template) = step.mail {
                    let words = letters::verified(&row.name);
                    letters::tell(tx, &self.platform, &taken, template, words).await?;
                }
                taken
            }
        };
        let entry = Entry::new(row.municipality_id, "domain.checked", "domain", row.id)
            .before(json!({ "domain": row.name, "state": row.state }))
            .after(json!({
                "state": after.state,
                "proved": self.finding.proved,
                "points_here": self.finding.points_here,
            }));
        Ok(tx.record(entry).await?.with(()))
    }
}
