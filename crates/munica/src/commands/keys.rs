//! `munica keys`: the key ring, kept apart from the backups.

use std::path::PathBuf;

use anyhow::Context as _;
use api::clock::{Clock as _, SystemClock};
use api::keys::{self, Keyring, Purpose};
use api::settings::Settings;
use clap::{Subcommand, ValueEnum};

use super::say;

/// What to do with the keys.
#[derive(Subcommand)]
pub(super) enum Action {
    /// Escribe el llavero en un archivo protegido con la frase de paso de MUNICA_PASSPHRASE
    Export { file: PathBuf },
    /// Recupera el llavero de un archivo exportado
    Import { file: PathBuf },
    /// Crea una llave nueva; las anteriores siguen sirviendo para leer y verificar
    Rotate { purpose: Rotatable },
}

/// Keys that may be renewed.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Rotatable {
    /// Sesiones
    Session,
    /// Firma de las cabezas del diario
    Head,
    /// Cifrado de datos personales
    Value,
    /// Firma de avisos a otros sistemas
    Webhook,
}

pub(super) fn run(action: &Action, settings: &Settings) -> anyhow::Result<()> {
    let folder = &settings.keys.folder;
    match action {
        Action::Export { file } => {
            let archive = keys::export(&Keyring::open(folder)?, &passphrase()?)?;
            std::fs::write(file, archive)?;
            say(&format!("Llavero exportado a {}.", file.display()));
        }
        Action::Import { file } => {
            keys::import(folder, &std::fs::read(file)?, &passphrase()?)?;
            say(&format!("Llavero recuperado en {}.", folder.display()));
        }
        Action::Rotate { purpose } => {
            let purpose = match purpose {
                Rotatable::Session => Purpose::Session,
                Rotatable::Head => Purpose::Head,
                Rotatable::Value => Purpose::Value,
                Rotatable::Webhook => Purpose::Webhook,
            };
            let key = Keyring::open(folder)?.rotate(purpose, SystemClock.now())?;
            say(&format!(
                "Llave nueva: {}. Reinicie los procesos para que la usen.",
                key.id
            ));
        }
    }
    Ok(())
}

/// From the environment, because arguments are visible to every process of the machine.
fn passphrase() -> anyhow::Result<String> {
    std::env::var("MUNICA_PASSPHRASE")
        .context("ponga la frase de paso en la variable MUNICA_PASSPHRASE")
}
