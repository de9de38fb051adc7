//! `munica config`: what is in force, and whether it may run.

use api::settings::DEFAULTS;
use clap::Subcommand;

use super::{Options, say};

/// What to do with the settings.
#[derive(Subcommand)]
pub(super) enum Action {
    /// Muestra los valores por defecto, comentados, y los que están en uso
    Print,
    /// Comprueba que la configuración permite arrancar
    Check,
}

pub(super) fn run(action: &Action, options: &Options) -> anyhow::Result<()> {
    let settings = options.settings()?;
    match action {
        Action::Print => {
            say(DEFAULTS);
            say("# En uso (los secretos no se muestran):");
            say(&serde_json::to_string_pretty(&settings)?);
        }
        Action::Check => {
            settings.check()?;
            say("La configuración es correcta.");
        }
    }
    Ok(())
}
