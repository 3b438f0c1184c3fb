//! The columns of a row, each of the storage class that its type promises or refused.

use std::borrow::Cow;

use rusqlite::types::ValueRef;

#[cfg(feature = "chrono")]
use super::moment;
use crate::db::width::check_width;
use crate::db::{Error, Result};
use crate::types::{Reader, Value, ValueError, ValueKind};

type Decoded<T> = std::result::Result<T, ValueError>;

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

    #[inline]
    pub(super) fn check_width(&self, read_to_the_end: bool) -> Result<()> {
        check_width(self.read, self.row.as_ref().column_count(), read_to_the_end)
    }

    /// The column that was read last holds something else.
    #[cold]
    pub(super) fn refuse(&self, error: &ValueError) -> Error {
        Error::value(error, self.read.saturating_sub(1))
    }
}

impl<'r> Reader<'r> for Columns<'r> {
    // `kind` is a constant to every caller; inlined, all that is left of the matches is one comparison.
    #[inline(always)]
    fn read(&mut self, kind: ValueKind) -> Decoded<Option<Value<'r>>> {
        let column = self.read;
        self.read += 1;
        // Matched where it stands: moving it first costs more than reading it.
        match self.row.get_ref(column) {
            Ok(ValueRef::Null) => Ok(None),
            Ok(ValueRef::Integer(x)) => integer(kind, x).map(Some),
            Ok(ValueRef::Real(x)) => real(kind, x).map(Some),
            Ok(ValueRef::Text(x)) => text(kind, x).map(Some),
            Ok(ValueRef::Blob(x)) => blob(kind, x).map(Some),
            Err(_) => Err(missing(kind)),
        }
    }
}

#[inline(always)]
fn integer<'r>(kind: ValueKind, x: i64) -> Decoded<Value<'r>> {
    match kind {
        ValueKind::I64 => Ok(Value::I64(x)),
        ValueKind::I32 => i32::try_from(x).map(Value::I32).map_err(|_| out_of_range("i32")),
        ValueKind::I16 => i16::try_from(x).map(Value::I16).map_err(|_| out_of_range("i16")),
        ValueKind::Bool => match x {
            0 => Ok(Value::Bool(false)),
            1 => Ok(Value::Bool(true)),
            _ => Err(ValueError::new("bool", "an integer that is neither 0 nor 1")),
        },
        // Computed values may be integers where they happen to be whole.
        ValueKind::F64 => whole(x).map(Value::F64),
        ValueKind::F32 => whole(x).and_then(narrow).map(Value::F32),
        #[cfg(feature = "decimal")]
        ValueKind::Decimal => Ok(Value::Decimal(x.into())),
        _ => Err(unlike(kind, "an INTEGER")),
    }
}

#[inline(always)]
fn real<'r>(kind: ValueKind, x: f64) -> Decoded<Value<'r>> {
    match kind {
        ValueKind::F64 => Ok(Value::F64(x)),
        ValueKind::F32 => narrow(x).map(Value::F32),
        _ => Err(unlike(kind, "a REAL")),
    }
}

#[inline(always)]
fn text(kind: ValueKind, bytes: &[u8]) -> Decoded<Value<'_>> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(ValueError::new(kind.name(), "the bytes are not UTF-8"));
    };
    match kind {
        ValueKind::Text => Ok(Value::Text(text)),
        ValueKind::Json => Ok(Value::Json(Cow::Borrowed(text))),
        #[cfg(feature = "chrono")]
        ValueKind::Date => moment::read_date(text).map(Value::Date),
        #[cfg(feature = "chrono")]
        ValueKind::Time => moment::read_time(text).map(Value::Time),
        #[cfg(feature = "chrono")]
        ValueKind::Timestamp => moment::read_timestamp(text).map(Value::Timestamp),
        #[cfg(feature = "chrono")]
        ValueKind::TimestampTz => moment::read_instant(text).map(Value::TimestampTz),
        #[cfg(feature = "decimal")]
        ValueKind::Decimal => rust_decimal::Decimal::from_str_exact(text)
            .map(Value::Decimal)
            .map_err(|_| ValueError::new("a decimal", "the text is no decimal number of at most 28 digits")),
        _ => Err(unlike(kind, "a TEXT")),
    }
}

#[inline(always)]
fn blob(kind: ValueKind, bytes: &[u8]) -> Decoded<Value<'_>> {
    match kind {
        ValueKind::Bytes => Ok(Value::Bytes(bytes)),
        #[cfg(feature = "uuid")]
        ValueKind::Uuid => uuid::Uuid::from_slice(bytes)
            .map(Value::Uuid)
            .map_err(|_| ValueError::new("a UUID", "a BLOB that has not 16 bytes")),
        _ => Err(unlike(kind, "a BLOB")),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "rounds to the nearest, and too large a number is refused")]
fn narrow(x: f64) -> Decoded<f32> {
    let narrow = x as f32;
    if narrow.is_infinite() && x.is_finite() { Err(out_of_range("f32")) } else { Ok(narrow) }
}

/// An integer as a float, if the float is the same number.
#[expect(clippy::cast_precision_loss, reason = "a number that would lose digits is refused")]
fn whole(x: i64) -> Decoded<f64> {
    const EXACT: u64 = 1 << 53;
    if x.unsigned_abs() <= EXACT { Ok(x as f64) } else { Err(out_of_range("f64")) }
}

#[cold]
fn out_of_range(what: &'static str) -> ValueError {
    ValueError::new(what, "the number is out of range")
}

#[cold]
fn unlike(kind: ValueKind, class: &'static str) -> ValueError {
    ValueError::new(kind.name(), format!("the database holds {class}"))
}

#[cold]
fn missing(kind: ValueKind) -> ValueError {
    ValueError::new(kind.name(), "the row has fewer columns")
}
