//! The conditions of a statement, each with its values.

use chrono::{DateTime, Utc};
use sea_orm::DbBackend;
use shared::registers::{Column, Query, Register, Test, Value, is_tag};

use super::{Cursor, Frozen, Param, Scope, Statement};
use crate::error::ApiResult;
use crate::keys::Vault;
use crate::kit::page;
use crate::registers::projection::{is_tagged, tag, tenant_word};
use crate::registers::store::instant;

/// A statement while it is written.
pub(super) struct Builder<'a> {
    register: &'static Register,
    backend: DbBackend,
    vault: &'a Vault,
    /// What every row fulfils.
    pub(super) conditions: Vec<String>,
    params: Vec<Param>,
}

impl Builder<'_> {
    /// A place for a value. SQLite numbers places as it meets them: they stand in the statement in the order in which they
    /// are taken.
    pub(super) fn place(&mut self, param: Param) -> String {
        let cast = matches!(param, Param::Uuid(_)) && self.backend == DbBackend::Postgres;
        self.params.push(param);
        let place = self.params.len();
        if cast {
            format!("${place}::uuid")
        } else {
            format!("${place}")
        }
    }

    pub(super) fn scoped(&mut self, scope: Scope) {
        if let Scope::Tenant(id) = scope {
            let place = self.place(Param::Uuid(id));
            self.conditions.push(format!("p.municipality_id = {place}"));
        }
    }

    /// The versions that count, now or then, without those that say that a record counts no longer.
    pub(super) fn counting(&mut self, as_of: Option<DateTime<Utc>>) {
        match as_of {
            None => self.counted_now(),
            Some(at) => self.counted_at(at),
        }
        self.conditions.push("p.act <> 'withdrawn'".to_owned());
    }

    /// The versions that count now.
    pub(super) fn counted_now(&mut self) {
        self.conditions.push("p.recorded_to IS NULL".to_owned());
        self.settled();
    }

    /// Rows of no import that is still being written: it becomes public as a whole or not at all.
    pub(super) fn settled(&mut self) {
        self.conditions.push(
            "(p.batch_id IS NULL
              OR p.batch_id NOT IN (SELECT id FROM public_batches WHERE visible_from IS NULL))"
                .to_owned(),
        );
    }

    /// The versions that counted at an instant.
    pub(super) fn counted_at(&mut self, at: DateTime<Utc>) {
        let place = self.place(Param::Text(instant(at)));
        let from = self.unindexed("recorded_from");
        self.conditions.push(format!(
            "{from} <= {place} AND (p.recorded_to IS NULL OR p.recorded_to > {place}) AND {}",
            seen_by("p", &place)
        ));
    }

    /// A column by whose index SQLite shall not read: it has no figures of how values are spread, and would sort all that it
    /// finds there instead of reading the list in its order.
    fn unindexed(&self, column: &str) -> String {
        match self.backend {
            DbBackend::Sqlite => format!("+p.{column}"),
            _ => format!("p.{column}"),
        }
    }

    /// Rows that were there when a reading began, each as it then was: a version counts on where what took its place came
    /// later, whatever the clock said when that was begun.
    pub(super) fn frozen(&mut self, frozen: Frozen) {
        let at = self.place(Param::Text(instant(frozen.at)));
        let last = self.place(Param::Number(frozen.last));
        let (from, n) = (self.unindexed("recorded_from"), self.unindexed("n"));
        let table = self.register.table();
        self.conditions.push(format!(
            "{from} <= {at} AND {n} <= {last} AND p.act <> 'withdrawn' AND {}
             AND (p.recorded_to IS NULL OR p.recorded_to > {at} OR NOT EXISTS (
               SELECT 1 FROM {table} s WHERE s.municipality_id = p.municipality_id AND s.id = p.id
                 AND s.version = p.version + 1 AND s.n <= {last}))",
            seen_by("p", &at)
        ));
    }

    /// The words that are looked for. Of signs alone there are none, and nothing is found by them.
    fn words<'q>(&mut self, query: &'q Query) -> Vec<&'q str> {
        let words: Vec<&str> = query.words().collect();
        if words.is_empty() && !query.search.is_empty() {
            self.conditions.push("1 = 0".to_owned());
        }
        words
    }

    /// Every word of the search, each as a beginning. A word is data in the language of the index too: its quotes are doubled.
    fn searched(&mut self, query: &Query, scope: Scope) {
        let words = self.words(query);
        if words.is_empty() {
            return;
        }
        let table = self.register.table();
        if query.as_of.is_some() {
            self.spelled(&words);
            return;
        }
        let tenant = match scope {
            Scope::Tenant(id) => Some(tenant_word(id)),
            Scope::All => None,
        };
        let condition = if self.backend == DbBackend::Sqlite {
            let tenant = tenant.iter().map(|word| format!("\"{word}\""));
            let words = words.iter();
            let words = words.map(|word| format!("\"{}\" *", word.replace('"', "\"\"")));
            let place = self.place(Param::Text(
                tenant.chain(words).collect::<Vec<_>>().join(" AND "),
            ));
            format!("p.n IN (SELECT rowid FROM {table}_words WHERE {table}_words MATCH {place})")
        } else {
            let tenant = tenant.iter().map(|word| format!("'{word}'"));
            let words = words.iter();
            let words =
                words.map(|word| format!("'{}':*", word.replace('\\', "\\\\").replace('\'', "''")));
            let place = self.place(Param::Text(
                tenant.chain(words).collect::<Vec<_>>().join(" & "),
            ));
            format!("p.words @@ to_tsquery('simple', {place})")
        };
        self.conditions.push(condition);
    }

    /// The same in the text itself: the index of words knows the versions of now only.
    fn spelled(&mut self, words: &[&str]) {
        for word in words {
            let place = self.place(Param::Text(format!(" {word}")));
            let found = match self.backend {
                DbBackend::Sqlite => format!("instr(p.search, {place}) > 0"),
                _ => format!("strpos(p.search, {place}) > 0"),
            };
            self.conditions.push(found);
        }
    }

    /// That a version, of now or of then, is one that a list narrowed so shows. The condition names its row `p.`; it is
    /// true of every row where nothing narrows.
    pub(super) fn shown_by(&mut self, query: &Query) -> ApiResult<String> {
        let before = self.conditions.len();
        let words = self.words(query);
        self.spelled(&words);
        self.filtered(query)?;
        let mine = self.conditions.split_off(before);
        Ok(if mine.is_empty() {
            "1 = 1".to_owned()
        } else {
            mine.join(" AND ")
        })
    }

    fn filtered(&mut self, query: &Query) -> ApiResult<()> {
        for filter in &query.filters {
            let Some(column) = self.register.column(filter.column) else {
                continue;
            };
            match &filter.test {
                Test::Is(values) => self.any_of(column, values)?,
                Test::Between(low, high) => self.between(column, low.as_ref(), high.as_ref()),
                Test::Contains(text) => {
                    let place = self.place(Param::Text(text.clone()));
                    let name = column.name;
                    self.conditions.push(match self.backend {
                        DbBackend::Sqlite => format!("instr(p.{name}_fold, {place}) > 0"),
                        _ => format!("strpos(p.{name}_fold, {place}) > 0"),
                    });
                }
            }
        }
        Ok(())
    }

    fn any_of(&mut self, column: &Column, values: &[Value]) -> ApiResult<()> {
        let tagged = is_tagged(column);
        let mut places = Vec::new();
        for value in values {
            let param = match value {
                Value::Null => continue,
                Value::Number(number) => Param::Number(*number),
                // A tag as the list shows it, or the number itself of whoever knows it.
                Value::Text(text) if tagged && !is_tag(text) => {
                    Param::Text(tag(self.vault, column, text)?)
                }
                Value::Text(text) => Param::Text(text.clone()),
            };
            places.push(self.place(param));
        }
        let name = if tagged {
            format!("{}_tag", column.name)
        } else {
            column.name.to_owned()
        };
        self.conditions
            .push(format!("p.{name} IN ({})", places.join(", ")));
        Ok(())
    }

    fn between(&mut self, column: &Column, low: Option<&Value>, high: Option<&Value>) {
        let is_order = column.name == self.register.date();
        let name = if is_order { "ordinal" } else { column.name };
        if let Some(low) = low.and_then(param) {
            let place = self.place(low);
            self.conditions.push(format!("p.{name} >= {place}"));
        }
        if let Some(high) = high.and_then(param) {
            // All of the last day: what follows its date in the order begins with a sign below «U».
            let (high, sign) = match high {
                Param::Text(text) if is_order => (Param::Text(format!("{text}U")), "<"),
                other => (other, "<="),
            };
            let place = self.place(high);
            self.conditions.push(format!("p.{name} {sign} {place}"));
        }
    }

    /// Whose records, by what they are searched and narrowed.
    pub(super) fn narrowed(&mut self, query: &Query, scope: Scope) -> ApiResult<()> {
        self.scoped(scope);
        self.searched(query, scope);
        self.filtered(query)
    }

    /// What follows a place in the order of a list.
    pub(super) fn after(&mut self, query: &Query, key: &str) -> ApiResult<()> {
        let Some(cursor) = &query.cursor else {
            return Ok(());
        };
        let sign = if query.order.descending { "<" } else { ">" };
        let (value, n) = match page::decode::<Cursor>(cursor)? {
            Cursor::Text(text, n) => (Param::Text(text), n),
            Cursor::Number(number, n) => (Param::Number(number), n),
        };
        let value = self.place(value);
        let n = self.place(Param::Number(n));
        self.conditions
            .push(format!("(p.{key}, p.n) {sign} ({value}, {n})"));
        Ok(())
    }

    pub(super) fn statement(self, head: &str, tail: &str) -> Statement {
        self.joined(head, "", tail)
    }

    /// The same beside rows of other tables.
    pub(super) fn joined(self, head: &str, join: &str, tail: &str) -> Statement {
        let conditions = if self.conditions.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", self.conditions.join(" AND "))
        };
        Statement {
            sql: format!(
                "SELECT {head} FROM {} p{join}{conditions}{tail}",
                self.register.table()
            ),
            params: self.params,
        }
    }
}

/// A statement on which nothing is asked yet.
pub(super) fn builder<'a>(
    register: &'static Register,
    backend: DbBackend,
    vault: &'a Vault,
) -> Builder<'a> {
    Builder {
        register,
        backend,
        vault,
        conditions: Vec::new(),
        params: Vec::new(),
    }
}

/// What a list holds.
pub(super) fn matching<'a>(
    register: &'static Register,
    backend: DbBackend,
    vault: &'a Vault,
    query: &Query,
    scope: Scope,
) -> ApiResult<Builder<'a>> {
    let mut builder = builder(register, backend, vault);
    builder.narrowed(query, scope)?;
    builder.counting(query.as_of);
    Ok(builder)
}

/// That a row of this table came with no import, or with one that was public by then. An import counts from the moment at
/// which it became public, not from that at which its rows were written: what was cited before says the same for ever.
pub(super) fn seen_by(table: &str, at: &str) -> String {
    format!(
        "({table}.batch_id IS NULL
          OR {table}.batch_id IN (SELECT id FROM public_batches WHERE visible_from <= {at}))"
    )
}

fn param(value: &Value) -> Option<Param> {
    match value {
        Value::Null => None,
        Value::Number(number) => Some(Param::Number(*number)),
        Value::Text(text) => Some(Param::Text(text.clone())),
    }
}
