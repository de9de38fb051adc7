//! The first operator. There is no account before him, and no default password: he receives a link that works once.

use anyhow::{Context as _, ensure};
use serde::{Deserialize, Serialize};
use shared::access::Role;
use shared::features::accounts::{DocumentType, PersonIn};
use shared::features::grants::{GrantIn, Resolution};
use shared::kit::check::Check as _;
use shared::time::lima_date;

use super::people::Invitations;
use crate::db::{PLATFORM, Scope};
use crate::error::ApiResult;
use crate::features::grants::{Gift, give};
use crate::state::AppState;
use crate::write::{Caller, Change, Recorded, Tx};

/// Makes a person an operator, from the command line of the machine, and answers the link by which he sets his password.
/// Whoever commands the machine commands the platform; later operators are invited by one who is signed in.
///
/// # Errors
/// When a value breaks a rule or belongs to somebody else.
pub async fn create_operator(
    state: &AppState,
    name: &str,
    email: &str,
    dni: &str,
) -> anyhow::Result<String> {
    let person = PersonIn {
        name: name.to_owned(),
        document_type: DocumentType::Dni,
        document_number: dni.to_owned(),
        email: email.to_owned(),
    };
    let broken = person.check();
    let messages: Vec<String> = broken
        .into_iter()
        .map(|error| format!("{}: {}", error.field, error.message))
        .collect();
    ensure!(messages.is_empty(), "{}", messages.join("\n"));
    let invitations = Invitations::new(&state.settings);
    let change = CreateOperator {
        person,
        invitations: invitations.clone(),
    };
    let made = state
        .write
        .run(Caller::system("create-operator"), change)
        .await;
    let made = made.map_err(|error| {
        let fields = error.problem().errors;
        let messages: Vec<String> = fields.into_iter().map(|field| field.message).collect();
        anyhow::anyhow!("{error} {}", messages.join(" "))
    })?;
    let token = made
        .token
        .context("la persona ya tiene una cuenta activa; ahora es operadora")?;
    Ok(invitations.address(&token))
}

struct CreateOperator {
    person: PersonIn,
    invitations: Invitations,
}

#[derive(Serialize, Deserialize)]
struct Made {
    token: Option<String>,
}

impl Change for CreateOperator {
    type Output = Made;

    fn scope(&self) -> Scope {
        Scope::Platform
    }

    async fn apply(&self, tx: &mut Tx<'_>) -> ApiResult<Recorded<Made>> {
        let today = lima_date(tx.now());
        let grant = GrantIn {
            person: self.person.clone(),
            role: Role::PlatformOperator,
            theme: None,
            resolution: Resolution {
                number: "Instalación de la plataforma".to_owned(),
                date: today,
                file_id: None,
            },
            starts_on: today,
            ends_on: None,
        };
        let gift = Gift {
            municipality: PLATFORM,
            place: "la plataforma Munica",
            grant: &grant,
            granted_by: None,
            invitations: &self.invitations,
        };
        let given = give(tx, &gift).await?;
        Ok(given.receipt.with(Made { token: given.token }))
    }
}
