//! A record before it is stored: every column judged, nothing that its register does not know.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::{Kind, Register, Value};
use crate::kit::text_enum::text_enum;
use crate::rules::ruc_dni;
use crate::text::fold::fold;

text_enum! {
    /// What was done to a record. Nothing is ever deleted.
    Act {
        /// It was entered.
        Created = "created",
        /// What was open was filled in, such as the exit of a visit: nothing that stood there changed.
        Completed = "completed",
        /// It was entered again, with the reason why.
        Corrected = "corrected",
        /// It counts no longer; its content stays in its history, with the reason why.
        Withdrawn = "withdrawn",
    }
}

impl Act {
    /// As people read it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Created => "Anotado",
            Self::Completed => "Completado",
            Self::Corrected => "Corregido",
            Self::Withdrawn => "Retirado",
        }
    }
}

/// A record: a value for each column of its register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    values: BTreeMap<&'static str, Value>,
}

/// Why a record cannot be stored, by column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordError {
    /// The column, or a name that is none.
    pub column: String,
    /// Stable code.
    pub code: &'static str,
    /// How to mend it, in Spanish.
    pub message: String,
}

impl Record {
    /// Reads a record out of JSON.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn of(
        register: &'static Register,
        json: &Map<String, Json>,
    ) -> Result<Self, Vec<RecordError>> {
        let mut errors = Vec::new();
        let mut values = BTreeMap::new();
        let unknown = json.keys().filter(|name| register.column(name).is_none());
        errors.extend(unknown.map(|name| RecordError {
            column: name.clone(),
            code: "unknown_field",
            message: "Este registro no tiene esa columna.".to_owned(),
        }));
        for column in register.columns {
            let json = json.get(column.name).unwrap_or(&Json::Null);
            match Value::of(column, json) {
                Ok(Value::Null) if column.is_required => errors.push(RecordError {
                    column: column.name.to_owned(),
                    code: "required",
                    message: "Complete este dato.".to_owned(),
                }),
                Ok(value) => {
                    values.insert(column.name, value);
                }
                Err(error) => errors.push(RecordError {
                    column: column.name.to_owned(),
                    code: error.code,
                    message: error.message,
                }),
            }
        }
        if errors.is_empty() {
            Ok(Self { values })
        } else {
            Err(errors)
        }
    }

    /// Reads a record that was stored before: columns that are kept elsewhere or came later may be missing.
    ///
    /// # Errors
    /// As [`Record::of`], apart from what is missing.
    pub fn stored(
        register: &'static Register,
        json: &Map<String, Json>,
    ) -> Result<Self, Vec<RecordError>> {
        let columns = register.columns.iter();
        let known = columns.filter_map(|column| Some((column, json.get(column.name)?)));
        let values = known.map(|(column, json)| {
            let value = Value::of(column, json).map_err(|error| {
                vec![RecordError {
                    column: column.name.to_owned(),
                    code: error.code,
                    message: error.message,
                }]
            })?;
            Ok((column.name, value))
        });
        values
            .collect::<Result<_, _>>()
            .map(|values| Self { values })
    }

    /// The same record with columns filled that were empty.
    ///
    /// # Errors
    /// By column what cannot stand there, and `filled` where something else stands already: that is a correction.
    pub fn completed(
        &self,
        register: &'static Register,
        json: &Map<String, Json>,
    ) -> Result<Self, Vec<RecordError>> {
        let more = Self::stored(register, json)?;
        let errors: Vec<_> = more
            .values
            .iter()
            .filter(|(name, value)| !value.is_null() && !self.get(name).is_null())
            .map(|(name, _)| RecordError {
                column: (*name).to_owned(),
                code: "filled",
                message: "Este dato ya está anotado: para cambiarlo, corrija el registro."
                    .to_owned(),
            })
            .collect();
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut values = self.values.clone();
        values.extend(
            more.values
                .into_iter()
                .filter(|(_, value)| !value.is_null()),
        );
        Ok(Self { values })
    }

    /// The record that somebody wrote, with the columns of a procedure as they stand in another version of it; empty where
    /// there is none.
    ///
    /// # Errors
    /// `procedure` for each of them that was given another value.
    pub fn by_hand(
        mut self,
        register: &'static Register,
        standing: Option<&Self>,
    ) -> Result<Self, Vec<RecordError>> {
        let mut errors = Vec::new();
        for column in register.procedural_columns() {
            let stands = standing.map_or(&Value::Null, |record| record.get(column.name));
            let given = self.get(column.name);
            if !given.is_null() && given != stands {
                errors.push(RecordError {
                    column: column.name.to_owned(),
                    code: "procedure",
                    message: "Este dato lo escribe el procedimiento: no se cambia a mano."
                        .to_owned(),
                });
            }
            self.values.insert(column.name, stands.clone());
        }
        if errors.is_empty() {
            Ok(self)
        } else {
            Err(errors)
        }
    }

    /// The value of a column.
    pub fn get(&self, column: &str) -> &Value {
        self.values.get(column).unwrap_or(&Value::Null)
    }

    /// The record as JSON, every column.
    pub fn json(&self, register: &'static Register) -> Map<String, Json> {
        let columns = register.columns.iter();
        columns
            .map(|column| {
                let value = self.get(column.name).json(column.kind);
                (column.name.to_owned(), value)
            })
            .collect()
    }

    /// What names it for people, as one text: two records with the same are the same.
    pub fn key(&self, register: &'static Register) -> String {
        let values = register.key.iter().map(|name| self.get(name));
        let folded = values.map(|value| fold(&value.to_string()));
        // A separator that folding never leaves in a value.
        folded.collect::<Vec<_>>().join("\u{1f}")
    }

    /// Where it stands in the list: the values of the register's order, one after the other.
    pub fn ordinal(&self, register: &'static Register) -> String {
        let values = register.order.iter().map(|name| self.get(name).to_string());
        values.collect::<Vec<_>>().join("T")
    }

    /// What the search finds it by, folded. The RUC of a natural person is left out: digit by digit it would tell the DNI
    /// that is in it.
    pub fn search_text(&self, register: &'static Register) -> String {
        let searched = register
            .columns
            .iter()
            .filter(|column| column.is_searchable);
        let texts = searched.filter_map(|column| {
            let text = self.get(column.name).text()?;
            let tells = column.kind == Kind::Ruc && ruc_dni(text).is_some();
            (!tells).then(|| fold(column.label_of(text)))
        });
        texts.collect::<Vec<_>>().join(" ")
    }
}
