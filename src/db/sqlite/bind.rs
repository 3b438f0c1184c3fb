//! Values into a prepared statement.

use std::rc::Rc;

use rusqlite::types::{ToSqlOutput, ValueRef};

use super::error::from_rusqlite;
#[cfg(feature = "chrono")]
use super::moment::Moment;
use crate::db::{Error, Result};
use crate::query::Statement;
use crate::render::{DialectKind, Part, Visitor, visit_statement};
use crate::types::{List, Value, ValueError, ValueKind};

/// Binds each value of `query` in its turn; gives their number.
#[inline]
pub(super) fn bind<Q: Statement>(query: &Q, statement: &mut rusqlite::Statement<'_>) -> Result<usize> {
    let mut binder = Binder { statement, bound: 0, error: None };
    visit_statement(query, const { crate::render::has_cte(&Q::PIECE) }, &mut binder);
    match binder.error {
        None => Ok(binder.bound),
        Some(error) => Err(error),
    }
}

/// How many values `query` binds.
pub(super) fn count<Q: Statement>(query: &Q) -> usize {
    let mut counter = Counter(0);
    visit_statement(query, const { crate::render::has_cte(&Q::PIECE) }, &mut counter);
    counter.0
}

/// A visit cannot stop, so the first error is kept and what comes after it is passed over.
struct Binder<'a, 'c> {
    statement: &'a mut rusqlite::Statement<'c>,
    bound: usize,
    error: Option<Error>,
}

impl Binder<'_, '_> {
    // Apart, so that what is inlined for each value of a query stays small.
    #[inline(never)]
    fn put(&mut self, value: &Value<'_>) -> Result<()> {
        let position = self.bound + 1;
        store(value, |stored| self.statement.raw_bind_parameter(position, ToSqlOutput::Borrowed(stored)))
            .map_err(|error| Error::value(&error, self.bound))?
            .map_err(from_rusqlite)
    }

    fn put_list(&mut self, list: &dyn List) -> Result<()> {
        let mut all = Vec::with_capacity(list.len());
        for index in 0..list.len() {
            let value = store(&list.get(index), owned).map_err(|error| Error::value(&error, self.bound))?;
            all.push(value);
        }
        self.statement.raw_bind_parameter(self.bound + 1, Rc::new(all)).map_err(from_rusqlite)
    }
}

impl Visitor for Binder<'_, '_> {
    fn dialect(&self) -> DialectKind {
        DialectKind::Sqlite
    }

    #[inline(always)]
    fn value(&mut self, value: Value<'_>) {
        if self.error.is_some() {
            return;
        }
        let position = self.bound + 1;
        // The plain ones first: where the compiler sees the kind of a value, one call is all that is left of this.
        let put = match &value {
            Value::I64(x) => self.statement.raw_bind_parameter(position, *x).map_err(from_rusqlite),
            Value::Text(x) => self.statement.raw_bind_parameter(position, *x).map_err(from_rusqlite),
            other => self.put(other),
        };
        self.bound = position;
        if let Err(error) = put {
            self.error = Some(error);
        }
    }

    fn value_of_like(&mut self, value: Value<'_>) {
        if let Value::Text(text) = value
            && text.contains('\0')
            && self.error.is_none()
        {
            let error = ValueError::new("String", "SQLite's LIKE stops at a NUL");
            self.error = Some(Error::value(&error, self.bound));
        }
        self.value(value);
    }

    fn list(&mut self, _: ValueKind, list: &dyn List) {
        if self.error.is_none() {
            self.error = self.put_list(list).err();
            self.bound += 1;
        }
    }

    fn part(&mut self, _: Part) {}
}

struct Counter(usize);

impl Visitor for Counter {
    fn dialect(&self) -> DialectKind {
        DialectKind::Sqlite
    }

    fn value(&mut self, _: Value<'_>) {
        self.0 += 1;
    }

    fn list(&mut self, _: ValueKind, _: &dyn List) {
        self.0 += 1;
    }

    fn part(&mut self, _: Part) {}
}

/// Gives `take` the value as SQLite stores it.
fn store<T>(value: &Value<'_>, take: impl FnOnce(ValueRef<'_>) -> T) -> Result<T, ValueError> {
    Ok(match value {
        Value::Null(_) => take(ValueRef::Null),
        Value::Bool(x) => take(ValueRef::Integer(i64::from(*x))),
        Value::I16(x) => take(ValueRef::Integer(i64::from(*x))),
        Value::I32(x) => take(ValueRef::Integer(i64::from(*x))),
        Value::I64(x) => take(ValueRef::Integer(*x)),
        Value::U64(x) => {
            let x = i64::try_from(*x).map_err(|_| ValueError::new("u64", "SQLite's integers end at i64::MAX"))?;
            take(ValueRef::Integer(x))
        }
        Value::F32(x) => take(ValueRef::Real(number(f64::from(*x), "f32")?)),
        Value::F64(x) => take(ValueRef::Real(number(*x, "f64")?)),
        Value::Text(x) => take(ValueRef::Text(x.as_bytes())),
        Value::Bytes(x) => take(ValueRef::Blob(x)),
        #[cfg(feature = "chrono")]
        Value::Date(x) => take(ValueRef::Text(Moment::date(*x)?.as_bytes())),
        #[cfg(feature = "chrono")]
        Value::Time(x) => take(ValueRef::Text(Moment::time(*x)?.as_bytes())),
        #[cfg(feature = "chrono")]
        Value::Timestamp(x) => take(ValueRef::Text(Moment::timestamp(*x)?.as_bytes())),
        #[cfg(feature = "chrono")]
        Value::TimestampTz(x) => take(ValueRef::Text(Moment::instant(*x)?.as_bytes())),
        #[cfg(feature = "uuid")]
        Value::Uuid(x) => take(ValueRef::Blob(x.as_bytes())),
        // Without trailing zeros, so that equal numbers are equal texts.
        #[cfg(feature = "decimal")]
        Value::Decimal(x) => take(ValueRef::Text(x.normalize().to_string().as_bytes())),
        Value::Json(x) => take(ValueRef::Text(x.as_bytes())),
    })
}

/// SQLite would store NULL for NaN, and say nothing.
fn number(x: f64, what: &'static str) -> Result<f64, ValueError> {
    if x.is_nan() { Err(ValueError::new(what, "SQLite cannot store NaN")) } else { Ok(x) }
}

fn owned(value: ValueRef<'_>) -> rusqlite::types::Value {
    match value {
        ValueRef::Null => rusqlite::types::Value::Null,
        ValueRef::Integer(x) => rusqlite::types::Value::Integer(x),
        ValueRef::Real(x) => rusqlite::types::Value::Real(x),
        // `store` makes text of `str`s and ASCII only.
        ValueRef::Text(x) => rusqlite::types::Value::Text(String::from_utf8_lossy(x).into_owned()),
        ValueRef::Blob(x) => rusqlite::types::Value::Blob(x.to_vec()),
    }
}
