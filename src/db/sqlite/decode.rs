//! The columns of a row, each of the storage class that its type promises or refused.

use std::borrow::Cow;

use rusqlite::types::ValueRef;

#[cfg(feature = "chrono")]
use super::moment;
use crate::types::{Reader, Value, ValueError, ValueKind};

/// Reads a row from left to right.
pub(super) struct Columns<'r> {
    row: &'r rusqlite::Row<'r>,
    read: usize,
}

impl<'r> Columns<'r> {
    #[inline]
    pub(super) fn new(row: &'r rusqlite::Row<'r>) -> Self {
        Columns { row, read: 0 }
    }

    /// How many columns were read.
    #[inline]
    pub(super) fn read(&self) -> usize {
        self.read
    }
}

impl<'r> Reader<'r> for Columns<'r> {
    #[inline]
    fn read(&mut self, kind: ValueKind) -> Result<Option<Value<'r>>, ValueError> {
        let column = self.read;
        self.read += 1;
        let Ok(stored) = self.row.get_ref(column) else {
            return Err(ValueError::new(name(kind), "the row has fewer columns"));
        };
        match (kind, stored) {
            (_, ValueRef::Null) => Ok(None),
            (ValueKind::I64, ValueRef::Integer(x)) => Ok(Some(Value::I64(x))),
            (ValueKind::Text, ValueRef::Text(x)) => Ok(Some(Value::Text(text(x)?))),
            (ValueKind::F64, ValueRef::Real(x)) => Ok(Some(Value::F64(x))),
            (kind, stored) => uncommon(kind, stored).map(Some),
        }
    }
}

fn uncommon(kind: ValueKind, stored: ValueRef<'_>) -> Result<Value<'_>, ValueError> {
    match (kind, stored) {
        (ValueKind::Bool, ValueRef::Integer(0)) => Ok(Value::Bool(false)),
        (ValueKind::Bool, ValueRef::Integer(1)) => Ok(Value::Bool(true)),
        (ValueKind::Bool, ValueRef::Integer(_)) => Err(ValueError::new("bool", "an integer that is neither 0 nor 1")),
        (ValueKind::I16, ValueRef::Integer(x)) => i16::try_from(x).map(Value::I16).map_err(|_| out_of_range("i16")),
        (ValueKind::I32, ValueRef::Integer(x)) => i32::try_from(x).map(Value::I32).map_err(|_| out_of_range("i32")),
        (ValueKind::F32, ValueRef::Real(x)) => narrow(x).map(Value::F32),
        // Computed values may be integers where they happen to be whole.
        (ValueKind::F64, ValueRef::Integer(x)) => whole(x).map(Value::F64),
        (ValueKind::F32, ValueRef::Integer(x)) => whole(x).and_then(narrow).map(Value::F32),
        (ValueKind::Bytes, ValueRef::Blob(x)) => Ok(Value::Bytes(x)),
        (ValueKind::Json, ValueRef::Text(x)) => Ok(Value::Json(Cow::Borrowed(text(x)?))),
        #[cfg(feature = "chrono")]
        (ValueKind::Date, ValueRef::Text(x)) => moment::read_date(text(x)?).map(Value::Date),
        #[cfg(feature = "chrono")]
        (ValueKind::Time, ValueRef::Text(x)) => moment::read_time(text(x)?).map(Value::Time),
        #[cfg(feature = "chrono")]
        (ValueKind::Timestamp, ValueRef::Text(x)) => moment::read_timestamp(text(x)?).map(Value::Timestamp),
        #[cfg(feature = "chrono")]
        (ValueKind::TimestampTz, ValueRef::Text(x)) => moment::read_instant(text(x)?).map(Value::TimestampTz),
        #[cfg(feature = "uuid")]
        (ValueKind::Uuid, ValueRef::Blob(x)) => {
            uuid::Uuid::from_slice(x).map(Value::Uuid).map_err(|_| ValueError::new("Uuid", "a blob not of 16 bytes"))
        }
        #[cfg(feature = "decimal")]
        (ValueKind::Decimal, ValueRef::Text(x)) => rust_decimal::Decimal::from_str_exact(text(x)?)
            .map(Value::Decimal)
            .map_err(|_| ValueError::new("Decimal", "the text is no decimal number of at most 28 digits")),
        #[cfg(feature = "decimal")]
        (ValueKind::Decimal, ValueRef::Integer(x)) => Ok(Value::Decimal(x.into())),
        (kind, stored) => Err(ValueError::new(name(kind), format!("the database holds {}", class(stored)))),
    }
}

fn text(bytes: &[u8]) -> Result<&str, ValueError> {
    std::str::from_utf8(bytes).map_err(|_| ValueError::new("text", "the bytes are not UTF-8"))
}

#[expect(clippy::cast_possible_truncation, reason = "rounds to the nearest, and too large a number is refused")]
fn narrow(x: f64) -> Result<f32, ValueError> {
    let narrow = x as f32;
    if narrow.is_infinite() && x.is_finite() { Err(out_of_range("f32")) } else { Ok(narrow) }
}

/// An integer as a float, if the float is the same number.
#[expect(clippy::cast_precision_loss, reason = "a number that would lose digits is refused")]
fn whole(x: i64) -> Result<f64, ValueError> {
    const EXACT: u64 = 1 << 53;
    if x.unsigned_abs() <= EXACT { Ok(x as f64) } else { Err(out_of_range("f64")) }
}

#[cold]
fn out_of_range(what: &'static str) -> ValueError {
    ValueError::new(what, "the number is out of range")
}

fn class(stored: ValueRef<'_>) -> &'static str {
    match stored {
        ValueRef::Null => "NULL",
        ValueRef::Integer(_) => "an INTEGER",
        ValueRef::Real(_) => "a REAL",
        ValueRef::Text(_) => "a TEXT",
        ValueRef::Blob(_) => "a BLOB",
    }
}

fn name(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Bool => "bool",
        ValueKind::I16 => "i16",
        ValueKind::I32 => "i32",
        ValueKind::I64 => "i64",
        ValueKind::F32 => "f32",
        ValueKind::F64 => "f64",
        ValueKind::Text => "text",
        ValueKind::Bytes => "bytes",
        ValueKind::Date => "a date",
        ValueKind::Time => "a time",
        ValueKind::Timestamp => "a date and time",
        ValueKind::TimestampTz => "an instant",
        ValueKind::Uuid => "a UUID",
        ValueKind::Decimal => "a decimal",
        ValueKind::Json => "a JSON document",
    }
}
