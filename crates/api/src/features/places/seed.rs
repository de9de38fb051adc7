//! The places that ship with the API.

use anyhow::Context;
use shared::ubigeo::Ubigeo;

use super::{Place, store};
use crate::error::{ApiError, ApiResult};
use crate::write::Tx;

const FILE: &str = include_str!("../../../data/ubigeo.tsv");

/// The rows of the file.
///
/// # Errors
/// When the file is not of its form.
pub(crate) fn file_rows() -> anyhow::Result<Vec<Place>> {
    let lines = FILE.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines
        .map(|line| row(line).with_context(|| line.to_owned()))
        .collect()
}

/// Fills the empty table in a transaction; answers with the number of rows.
pub(crate) async fn seed(tx: &Tx<'_>) -> ApiResult<usize> {
    let places = file_rows().map_err(ApiError::internal)?;
    let count = places.len();
    store::insert(tx, places).await?;
    Ok(count)
}

fn row(line: &str) -> anyhow::Result<Place> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [
        code,
        _kind,
        name,
        capital,
        from,
        to,
        reniec,
        latitude,
        longitude,
    ] = columns.try_into().ok().context("nine columns")?;
    let text = |value: &str| (!value.is_empty()).then(|| value.to_owned());
    let date = |value: &str| text(value).map(|value| value.parse()).transpose();
    Ok(Place {
        code: code.parse::<Ubigeo>()?,
        name: name.to_owned(),
        capital: text(capital),
        valid_from: date(from)?,
        valid_to: date(to)?,
        reniec: text(reniec),
        latitude_e6: millionths(latitude)?,
        longitude_e6: millionths(longitude)?,
    })
}

/// `-6.229444` as a whole number; the file writes six decimals.
fn millionths(degrees: &str) -> anyhow::Result<Option<i32>> {
    let Some((whole, decimals)) = degrees.split_once('.') else {
        return Ok(None);
    };
    anyhow::ensure!(decimals.len() == 6, "six decimals");
    Ok(Some(format!("{whole}{decimals}").parse()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read_whole() {
        let rows = file_rows().unwrap();
        assert_eq!(rows.len(), 25 + 196 + 1_893);
        let chachapoyas = rows.first().unwrap();
        assert_eq!(chachapoyas.latitude_e6, Some(-6_229_444));
        assert!(rows.iter().all(|row| {
            row.latitude_e6
                .is_none_or(|value| (-18_500_000..100_000).contains(&value))
        }));
    }
}
