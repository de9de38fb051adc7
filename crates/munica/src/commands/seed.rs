//! `munica seed` and `munica create-operator`: what an installation starts from.

use std::path::PathBuf;

use api::seed;
use api::settings::Settings;
use clap::{Args, Subcommand};

use super::{say, serve};

/// What to load.
#[derive(Subcommand)]
pub(super) enum Action {
    /// Catálogos y lugares que falten
    Reference,
    /// Las municipalidades de un archivo CSV del registro de entidades, como «sin portal»
    Municipalities { file: PathBuf },
    /// Las municipalidades de demostración
    Demo,
    /// Mediciones: municipalidades inventadas con sus visitas, y cómo se ingresa a cada una
    #[command(hide = true)]
    Crowd(Size),
}

/// How many of them.
#[derive(Args)]
pub(super) struct Size {
    /// Municipalidades
    #[arg(long)]
    municipalities: usize,
    /// Visitas de cada una
    #[arg(long)]
    visits: u64,
    /// De qué número salen los datos
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Who becomes operator.
#[derive(Args)]
pub(super) struct Operator {
    /// Nombres y apellidos
    #[arg(long)]
    name: String,
    /// Correo institucional
    #[arg(long)]
    email: String,
    /// DNI
    #[arg(long)]
    dni: String,
}

pub(super) async fn run(action: Action, settings: Settings) -> anyhow::Result<()> {
    let state = serve::open(settings).await?;
    match action {
        Action::Reference => say("Los datos de referencia están al día."),
        Action::Municipalities { file } => {
            let report = seed::seed_municipalities(&state, &file).await?;
            say(&report.to_string());
        }
        Action::Demo => {
            seed::seed_demo(&state).await?;
            say("Las municipalidades de demostración están listas.");
        }
        Action::Crowd(size) => {
            let Size {
                municipalities,
                visits,
                seed,
            } = size;
            let crowd = seed::Crowd {
                municipalities,
                visits,
                seed,
            };
            for way in seed::seed_crowd(&state, crowd).await? {
                say(&format!(
                    "{}\t{}\t{}",
                    way.place,
                    way.email,
                    way.link.unwrap_or_default()
                ));
            }
        }
    }
    Ok(())
}

pub(super) async fn create_operator(operator: Operator, settings: Settings) -> anyhow::Result<()> {
    let state = serve::open(settings).await?;
    let link = api::create_operator(&state, &operator.name, &operator.email, &operator.dni).await?;
    say("Enlace de un solo uso para crear la cuenta:");
    say(&link);
    Ok(())
}
