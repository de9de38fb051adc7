//! How long a large file takes to be read and written, and how much memory: `cargo run --release --example measure`.
//!
//! `measure write rows` makes `measure.csv` and `measure.xlsx` in the folder for temporary files; `measure csv` and
//! `measure xlsx` read them with every cell parsed. Run apart, so that each has a peak of its own.

use std::{
    error::Error,
    fs::File,
    io::{BufReader, Write},
    path::PathBuf,
    time::Instant,
};

use chrono::{Days, NaiveDate, NaiveTime};
use tabular::{
    parse::{
        code::{Width, code},
        date::{Pivot, date},
        number::{Vote, money},
        text::text,
        time::time,
    },
    rows::{Options, Table},
    write::{
        Value,
        csv::CsvWriter,
        xlsx::{Heading, XlsxWriter},
    },
};

const HEADINGS: [&str; 12] = [
    "Fecha",
    "Visitante",
    "Documento",
    "Entidad",
    "Motivo",
    "Funcionario",
    "Cargo",
    "Oficina",
    "Sede",
    "Ingreso",
    "Salida",
    "Monto",
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let what = arguments.next().unwrap_or_default();
    let begin = Instant::now();
    match what.as_str() {
        "write" => write(arguments.next().map_or(Ok(200_000), |rows| rows.parse())?)?,
        kind => read(kind)?,
    }
    eprintln!("{what}: {} ms, {}", begin.elapsed().as_millis(), peak());
    Ok(())
}

fn path(kind: &str) -> PathBuf {
    std::env::temp_dir().join(format!("measure.{kind}"))
}

fn write(rows: u32) -> Result<(), Box<dyn Error>> {
    let mut csv = CsvWriter::new(true);
    let mut file = File::create(path("csv"))?;
    csv.row(HEADINGS.map(Value::Text))?;
    let headings = HEADINGS.map(|label| Heading { label, width: 18 });
    let mut xlsx = XlsxWriter::new("Visitas", &headings)?;
    let start = NaiveDate::from_ymd_opt(2015, 1, 1).unwrap_or_default();
    for row in 0..rows {
        let day = start
            .checked_add_days(Days::new(u64::from(row / 60)))
            .unwrap_or_default();
        let at = |minute: u32| {
            NaiveTime::from_num_seconds_from_midnight_opt(minute % 1_440 * 60, 0)
                .unwrap_or_default()
        };
        let visitor = format!("Visitante número {row} de Ñuñoa");
        let document = format!("{:08}", u64::from(row) * 7_919 % 100_000_000);
        let values = [
            Value::Date(day),
            Value::Text(&visitor),
            Value::Code(&document),
            Value::Text("Comunidad Campesina San Juan"),
            Value::Text("Trámite documentario; licencia de edificación"),
            Value::Text("Quispe Mamani, María"),
            Value::Text("Subgerente"),
            Value::Text("Subgerencia de Obras Privadas"),
            Value::Text("Palacio Municipal"),
            Value::Time(at(row)),
            Value::Time(at(row + 30)),
            Value::Cents(i64::from(row) * 7),
        ];
        csv.row(values)?;
        xlsx.row(values)?;
        if row % 500 == 0 {
            file.write_all(&csv.take()?)?;
        }
    }
    file.write_all(&csv.take()?)?;
    std::fs::copy(xlsx.finish()?.path(), path("xlsx"))?;
    Ok(())
}

fn read(kind: &str) -> Result<(), Box<dyn Error>> {
    let file = File::open(path(kind))?;
    let bytes = file.metadata()?.len();
    let mut table = Table::open(BufReader::new(file), Options::default())?;
    let (mut rows, mut sum) = (0_u32, 0_i64);
    for row in table.rows()?.skip(1) {
        let row = row?;
        date(row.cell(0), Pivot::default())?;
        code(row.cell(2), Width::DNI)?;
        for column in [1, 3, 4, 5, 6, 7, 8] {
            text(row.cell(column), 500)?;
        }
        time(row.cell(9))?;
        time(row.cell(10))?;
        sum += money(row.cell(11), Vote::default())?.map_or(0, |money| money.value);
        rows += 1;
    }
    eprintln!("{bytes} bytes, {rows} rows, {sum} céntimos");
    Ok(())
}

/// The largest amount of memory that this process had, as Linux tells it.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.unwrap_or("peak unknown").to_owned()
}
