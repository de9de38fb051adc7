//! The command line.

mod backup;
mod config;
mod export;
mod healthcheck;
mod keys;
mod openapi;
mod seed;
mod serve;
mod verify;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, ensure};
use api::settings::{Mode, Settings};
use clap::{Args, Parser, Subcommand};

/// Munica, plataforma municipal del Perú.
#[derive(Parser)]
#[command(name = "munica", version, about)]
pub(crate) struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

/// Options of every command.
#[derive(Args)]
struct Options {
    /// Archivo de configuración (por defecto munica.toml, si existe)
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    /// Carpeta para todo lo que guarda esta instalación: base de datos SQLite, archivos, llaves, correos
    #[arg(long, global = true)]
    data: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Atiende el API, las dos aplicaciones y las tareas de fondo
    Serve(serve::Options),
    /// Lleva el esquema de la base de datos a la versión actual
    Migrate,
    /// Hace solo las tareas de fondo: correos, trabajos programados
    Worker,
    /// Carga datos de partida
    #[command(subcommand)]
    Seed(seed::Action),
    /// Invita a una persona como operadora de la plataforma
    CreateOperator(seed::Operator),
    /// Escribe o comprueba el documento OpenAPI
    Openapi(openapi::Options),
    /// Muestra o comprueba la configuración
    #[command(subcommand)]
    Config(config::Action),
    /// Guarda toda la instalación, o una municipalidad, en un archivo; no hace falta detener el servidor
    Backup(backup::Options),
    /// Carga un respaldo en una base de datos nueva, de cualquiera de los dos motores
    Restore(backup::From),
    /// Exporta el diario de una municipalidad o de la plataforma, con sus cabezas firmadas y las llaves
    ExportJournal(export::Options),
    /// Comprueba diarios, firmas y datos; sale con 1 si algo no concuerda
    Verify(verify::Options),
    /// Exporta, importa o renueva las llaves
    #[command(subcommand)]
    Keys(keys::Action),
    /// Pregunta a un servidor en marcha si está listo; sale con error si no
    Healthcheck(healthcheck::Options),
}

/// Runs the command.
pub(crate) async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let options = cli.options;
    match cli.command {
        Command::Serve(serve) => serve::run(options.settings()?, serve).await?,
        Command::Migrate => {
            let settings = options.settings()?;
            crate::logging::start(&settings.log)?;
            api::db::migrate(&settings.database).await?;
            say("La base de datos está al día.");
        }
        Command::Worker => serve::work(options.settings()?).await?,
        Command::Seed(action) => seed::run(action, options.settings()?).await?,
        Command::CreateOperator(operator) => {
            seed::create_operator(operator, options.settings()?).await?
        }
        Command::Openapi(openapi) => return openapi::run(&openapi),
        Command::Config(action) => config::run(&action, &options)?,
        Command::Backup(backup) => backup::run(options.settings()?, &backup).await?,
        Command::Restore(from) => backup::restore(&options.settings()?, &from).await?,
        Command::ExportJournal(export) => {
            export::run(options.settings()?, &export).await?;
        }
        Command::Verify(verify) => return verify::run(&options, &verify).await,
        Command::Keys(action) => keys::run(&action, &options.settings()?)?,
        Command::Healthcheck(healthcheck) => {
            return healthcheck::run(&options.settings()?, &healthcheck);
        }
    }
    Ok(ExitCode::SUCCESS)
}

impl Options {
    /// The settings, with everything the installation keeps below `--data` where it was given.
    fn settings(&self) -> anyhow::Result<Settings> {
        let mut settings = Settings::load(self.config.as_deref())?;
        if let Some(data) = &self.data {
            ensure!(
                api::db::is_embedded(&settings.database),
                "--data es para una base de datos SQLite y database.url nombra otra: deje solo una de las dos"
            );
            std::fs::create_dir_all(data)
                .with_context(|| format!("no se pudo crear la carpeta {}", data.display()))?;
            let data = data.canonicalize()?;
            settings.database.url = format!("sqlite://{}", data.join("munica.db").display())
                .as_str()
                .into();
            settings.files.url = format!("file://{}", data.join("files").display());
            settings.keys.folder = data.join("keys");
            settings.mail.folder = data.join("mails");
            settings.sms.folder = data.join("sms");
            settings.dns.zone_file = data.join("dns.zone");
            settings.signature.folder = data.join("signature");
        }
        Ok(settings)
    }
}

/// Says something to the person at the terminal.
pub(crate) fn say(text: &str) {
    // A closed terminal is no reason to stop.
    drop(writeln!(std::io::stdout(), "{text}"));
}

/// Says why a command ended, cause by cause.
pub(crate) fn complain(error: &anyhow::Error) {
    let mut out = std::io::stderr();
    drop(writeln!(out, "munica: {error}"));
    for cause in error.chain().skip(1) {
        drop(writeln!(out, "  porque: {cause}"));
    }
}

/// Whether the settings are those of a demo.
fn is_demo(settings: &Settings) -> bool {
    settings.mode == Mode::Demo
}
