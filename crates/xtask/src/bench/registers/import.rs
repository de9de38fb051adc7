//! A file of two hundred thousand visits, while people come in.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::super::subject::{Start, Subject};
use super::super::{Args, Database, Programs};
use crate::console::say;
use crate::door::Door;
use crate::http;
use crate::staff::Staff;

/// Rows of the file.
const ROWS: u32 = 200_000;
/// Longest wait for an import.
const PATIENCE: Duration = Duration::from_secs(600);

/// Measures it.
pub(crate) fn run(_args: &Args, programs: &Programs, database: Database) -> Result<()> {
    let mut subject = Subject::create(&programs.munica, database == Database::Postgres)?;
    let ways = subject.crowd(2, 100)?;
    subject.start(Start::default())?;
    let [importing, entering] = ways.as_slice() else {
        anyhow::bail!("two ways in were expected")
    };
    let [_, email, link] = importing;
    let staff = Staff::enter(subject.port, email, link)?;
    let door = Door::open(subject.port, entering)?;
    let idle = subject.memory()?;
    subject.forget_peak()?;
    let file = upload(&subject, &staff, &file()?)?;
    let start = Instant::now();
    let begun = staff.ask("/api/v1/admin/imports/visits", &json!({ "file_id": file }))?;
    let begun: Value = serde_json::from_str(&begun.body)?;
    let id = begun
        .get("id")
        .and_then(Value::as_str)
        .context("no import")?
        .to_owned();
    let (mut entered, mut slowest) = (0_u64, Duration::ZERO);
    let mut meanwhile = || {
        let asked = Instant::now();
        door.enter(entered)?;
        entered += 1;
        slowest = slowest.max(asked.elapsed());
        anyhow::Ok(())
    };
    let read = wait(&subject, &staff, &id, "ready", &mut meanwhile)?;
    let reading = start.elapsed();
    let judged = |name: &str| read.get(name).and_then(Value::as_u64);
    ensure!(
        judged("added") == Some(u64::from(ROWS)),
        "the file was not judged as it was meant: {read}"
    );
    let staging = read.get("staging").cloned().unwrap_or_default();
    staff.ask(
        &format!("/api/v1/admin/imports/visits/{id}/apply"),
        &json!({ "staging": staging }),
    )?;
    let applied = wait(&subject, &staff, &id, "applied", &mut meanwhile)?;
    let whole = start.elapsed();
    let added = applied
        .get("added")
        .and_then(Value::as_u64)
        .unwrap_or_default();
    ensure!(
        added == u64::from(ROWS),
        "{added} rows were entered: {applied}"
    );
    say!(
        "{database:?}: import of {ROWS} rows: read and judged in {:.1} s, public after {:.1} s in all; memory {idle:.0} MB before, \
         {:.0} MB at its peak; {entered} check-ins meanwhile, the slowest {:.0} ms",
        reading.as_secs_f64(),
        whole.as_secs_f64(),
        subject.peak()?,
        slowest.as_secs_f64() * 1e3
    );
    Ok(())
}

/// Asks until an import stands as it should; somebody comes in between.
fn wait(
    subject: &Subject,
    staff: &Staff,
    id: &str,
    state: &str,
    meanwhile: &mut impl FnMut() -> Result<()>,
) -> Result<Value> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        let path = format!("/api/v1/admin/imports/visits/{id}");
        let seen = http::get(subject.port, &path, &staff.headers())?;
        let seen: Value = serde_json::from_str(&seen.body)?;
        match seen.get("state").and_then(Value::as_str) {
            Some(now) if now == state => return Ok(seen),
            Some("unreadable") => anyhow::bail!("the import failed: {seen}"),
            _ => meanwhile()?,
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    anyhow::bail!("the import did not come to {state}")
}

/// A file as an official has it, no two rows alike.
fn file() -> Result<String> {
    let mut file = String::from(
        "Fecha de registro;Fecha de visita;Visitante;Tipo de documento;Documento del visitante;Tipo de visitante;\
         Funcionario visitado;Cargo;Oficina;Hora de ingreso;Hora de salida;Motivo;Lugar específico;Clase de registro\r\n",
    );
    for row in 0..ROWS {
        let (day, month, minute) = (row % 28 + 1, row / 28 % 12 + 1, row / 336 % 600);
        let (hour, minute) = (7 + minute / 60, minute % 60);
        let document = 30_000_000 + row;
        write!(
            file,
            "{day:02}/{month:02}/2025 {hour:02}:{minute:02};{day:02}/{month:02}/2025;Núñez Castro, Amelia {row};DNI;{document};Persona natural;\
             Rojas Medina, Teófilo;Gerente;Gerencia Municipal;{hour:02}:{minute:02};{:02}:{minute:02};Reunión de trabajo;\
             Oficina 201;Registro en línea\r\n",
            hour + 1
        )?;
    }
    Ok(file)
}

/// Sends the file; its number.
fn upload(subject: &Subject, staff: &Staff, file: &str) -> Result<String> {
    let head = staff.headers().replace(
        "Content-Type: application/json",
        "Content-Type: multipart/form-data; boundary=bench",
    );
    let body = format!(
        "--bench\r\nContent-Disposition: form-data; name=\"file\"; filename=\"visitas.csv\"\r\nContent-Type: text/csv\r\n\r\n\
         {file}\r\n--bench--\r\n"
    );
    let sent = http::post(subject.port, "/api/v1/admin/uploads/sheet", &head, &body)?;
    ensure!(
        sent.status == 201,
        "the file was not taken: {} {}",
        sent.status,
        sent.body
    );
    let sent: Value = serde_json::from_str(&sent.body)?;
    let id = sent.get("id").and_then(Value::as_str);
    Ok(id.context("a file without a number")?.to_owned())
}
