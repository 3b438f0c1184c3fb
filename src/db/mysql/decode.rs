//! The columns of a row, each of the type that was promised or refused.

use std::borrow::Cow;

use mysql_async::consts::ColumnType;
use mysql_async::{Column, Value as Wire};

use crate::db::Result;
use crate::db::server::Columns;
use crate::db::server::decode::{missing, not_utf8, utf8};
use crate::types::{Reader, Value, ValueError, ValueKind};

/// The number of the character set of bytes that are no text.
const BINARY: u16 = 63;

/// Reads a row from left to right. Text and bytes can be taken out of it, since the driver has made a `Vec` of each.
pub(super) struct RowColumns<'r> {
    columns: &'r [Column],
    values: std::slice::IterMut<'r, Option<Wire>>,
    read: usize,
}

impl<'r> RowColumns<'r> {
    pub(super) fn new(columns: &'r [Column], values: &'r mut [Option<Wire>]) -> Self {
        RowColumns { columns, values: values.iter_mut(), read: 0 }
    }

    #[inline(always)]
    fn next(&mut self, kind: ValueKind) -> Result<(&'r Column, &'r mut Wire), ValueError> {
        let column = self.columns.get(self.read);
        self.read += 1;
        match (column, self.values.next()) {
            (Some(column), Some(Some(value))) => Ok((column, value)),
            _ => Err(missing(kind)),
        }
    }
}

impl<'r> Columns<'r> for RowColumns<'r> {
    fn sent(&self) -> usize {
        self.columns.len()
    }

    fn read(&self) -> usize {
        self.read
    }
}

impl<'r> Reader<'r> for RowColumns<'r> {
    // `kind` is a constant to every caller; inlined, all that is left of the matches is one comparison.
    #[inline(always)]
    fn read(&mut self, kind: ValueKind) -> Result<Option<Value<'r>>, ValueError> {
        match self.next(kind)? {
            (_, Wire::NULL) => Ok(None),
            (column, value) => read(kind, column, value).map(Some),
        }
    }

    #[inline]
    fn read_text(&mut self) -> Result<Option<Cow<'r, str>>, ValueError> {
        match self.next(ValueKind::Text)? {
            (_, Wire::NULL) => Ok(None),
            (column, Wire::Bytes(bytes)) if is_text(column) => match String::from_utf8(std::mem::take(bytes)) {
                Ok(text) => Ok(Some(Cow::Owned(text))),
                Err(_) => Err(not_utf8()),
            },
            (column, _) => Err(unlike(ValueKind::Text, column)),
        }
    }

    #[inline]
    fn read_bytes(&mut self) -> Result<Option<Cow<'r, [u8]>>, ValueError> {
        match self.next(ValueKind::Bytes)? {
            (_, Wire::NULL) => Ok(None),
            (column, Wire::Bytes(bytes)) if is_binary(column) => Ok(Some(Cow::Owned(std::mem::take(bytes)))),
            (column, _) => Err(unlike(ValueKind::Bytes, column)),
        }
    }
}

#[inline(always)]
fn read<'r>(kind: ValueKind, column: &Column, value: &'r Wire) -> Result<Value<'r>, ValueError> {
    let read = match kind {
        ValueKind::I64 => integer(column, value).map(Value::I64),
        ValueKind::I32 => integer(column, value).and_then(|x| i32::try_from(x).ok()).map(Value::I32),
        ValueKind::I16 => integer(column, value).and_then(|x| i16::try_from(x).ok()).map(Value::I16),
        ValueKind::Bool => match value {
            Wire::Int(0) | Wire::UInt(0) => Some(Value::Bool(false)),
            Wire::Int(1) | Wire::UInt(1) => Some(Value::Bool(true)),
            _ => None,
        },
        ValueKind::F64 => match *value {
            Wire::Double(x) => Some(Value::F64(x)),
            Wire::Float(x) => Some(Value::F64(f64::from(x))),
            _ => None,
        },
        ValueKind::F32 => match *value {
            Wire::Float(x) => Some(Value::F32(x)),
            // What is computed from floats is a double.
            Wire::Double(x) => narrow(x).map(Value::F32),
            _ => None,
        },
        ValueKind::Text => match text(column, value) {
            Some(text) => return text.map(Value::Text),
            None => None,
        },
        ValueKind::Json => match json(column, value) {
            Some(text) => return text.map(|text| Value::Json(Cow::Borrowed(text))),
            None => None,
        },
        ValueKind::Bytes => bytes(column, value).map(Value::Bytes),
        #[cfg(feature = "uuid")]
        ValueKind::Uuid => bytes(column, value)
            .and_then(|bytes| bytes.try_into().ok())
            .map(|bytes| Value::Uuid(uuid::Uuid::from_bytes(bytes))),
        #[cfg(feature = "decimal")]
        ValueKind::Decimal => match decimal(column, value) {
            Some(decimal) => return decimal.map(Value::Decimal),
            None => None,
        },
        #[cfg(feature = "chrono")]
        ValueKind::Date | ValueKind::Time | ValueKind::Timestamp | ValueKind::TimestampTz => {
            match moment(kind, column, value) {
                Some(moment) => return moment,
                None => None,
            }
        }
        #[allow(unreachable_patterns, reason = "kinds of features that are off")]
        _ => None,
    };
    read.ok_or_else(|| unlike(kind, column))
}

/// An integer of any width, also one that was summed up and therefore is a DECIMAL. Whether it fits is for the caller
/// to see.
#[inline]
fn integer(column: &Column, value: &Wire) -> Option<i64> {
    match value {
        Wire::Int(x) => Some(*x),
        Wire::UInt(x) => i64::try_from(*x).ok(),
        Wire::Bytes(digits) if is_decimal(column) => whole(std::str::from_utf8(digits).ok()?),
        _ => None,
    }
}

/// What was computed of a DECIMAL and a bound value has zeros behind its point.
fn whole(digits: &str) -> Option<i64> {
    let (digits, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if fraction.bytes().all(|digit| digit == b'0') { digits.parse().ok() } else { None }
}

#[expect(clippy::cast_possible_truncation, reason = "rounds to the nearest, and too large a number is refused")]
fn narrow(x: f64) -> Option<f32> {
    let narrow = x as f32;
    (narrow.is_finite() || !x.is_finite()).then_some(narrow)
}

fn is_decimal(column: &Column) -> bool {
    matches!(column.column_type(), ColumnType::MYSQL_TYPE_NEWDECIMAL | ColumnType::MYSQL_TYPE_DECIMAL)
}

/// Text, or bytes that are none.
#[inline]
fn is_string(column: &Column) -> bool {
    matches!(
        column.column_type(),
        ColumnType::MYSQL_TYPE_VAR_STRING
            | ColumnType::MYSQL_TYPE_STRING
            | ColumnType::MYSQL_TYPE_VARCHAR
            | ColumnType::MYSQL_TYPE_BLOB
            | ColumnType::MYSQL_TYPE_TINY_BLOB
            | ColumnType::MYSQL_TYPE_MEDIUM_BLOB
            | ColumnType::MYSQL_TYPE_LONG_BLOB
            | ColumnType::MYSQL_TYPE_ENUM
            | ColumnType::MYSQL_TYPE_SET
    )
}

#[inline]
fn is_text(column: &Column) -> bool {
    is_string(column) && column.character_set() != BINARY
}

#[inline]
fn is_binary(column: &Column) -> bool {
    is_string(column) && column.character_set() == BINARY
}

#[inline]
fn text<'r>(column: &Column, value: &'r Wire) -> Option<Result<&'r str, ValueError>> {
    match value {
        Wire::Bytes(bytes) if is_text(column) => Some(utf8(bytes)),
        _ => None,
    }
}

fn json<'r>(column: &Column, value: &'r Wire) -> Option<Result<&'r str, ValueError>> {
    match value {
        Wire::Bytes(bytes) if column.column_type() == ColumnType::MYSQL_TYPE_JSON => Some(utf8(bytes)),
        // MariaDB's JSON is text.
        _ => text(column, value),
    }
}

#[inline]
fn bytes<'r>(column: &Column, value: &'r Wire) -> Option<&'r [u8]> {
    match value {
        Wire::Bytes(bytes) if is_binary(column) => Some(bytes),
        _ => None,
    }
}

#[cfg(feature = "decimal")]
fn decimal(column: &Column, value: &Wire) -> Option<Result<rust_decimal::Decimal, ValueError>> {
    match value {
        Wire::Int(x) => Some(Ok((*x).into())),
        Wire::UInt(x) => Some(Ok((*x).into())),
        Wire::Bytes(digits) if is_decimal(column) => Some(exact(digits)),
        _ => None,
    }
}

#[cfg(feature = "decimal")]
fn exact(digits: &[u8]) -> Result<rust_decimal::Decimal, ValueError> {
    let refuse = || ValueError::new("a decimal", "it has more than 28 digits");
    let text = std::str::from_utf8(digits).map_err(|_| refuse())?;
    // The server fills up with zeros to the digits of the column.
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    rust_decimal::Decimal::from_str_exact(text).map_err(|_| refuse())
}

#[cfg(feature = "chrono")]
fn moment<'r>(kind: ValueKind, column: &Column, value: &Wire) -> Option<Result<Value<'r>, ValueError>> {
    use super::moment::{read_date, read_instant, read_span, read_timestamp};

    let ty = column.column_type();
    let is_date = matches!(ty, ColumnType::MYSQL_TYPE_DATE | ColumnType::MYSQL_TYPE_NEWDATE);
    let is_timestamp = matches!(ty, ColumnType::MYSQL_TYPE_DATETIME | ColumnType::MYSQL_TYPE_TIMESTAMP);
    Some(match (kind, value) {
        (ValueKind::Date, &Wire::Date(year, month, day, ..)) if is_date => {
            read_date(year, month, day, "a date").map(Value::Date)
        }
        (ValueKind::Time, &Wire::Time(negative, days, hour, minute, second, microseconds)) => {
            read_span(negative, days, hour, minute, second, microseconds).map(Value::Time)
        }
        (ValueKind::Timestamp, value) if is_timestamp => {
            read_timestamp(value, "a date and time")?.map(Value::Timestamp)
        }
        // The session is in UTC.
        (ValueKind::TimestampTz, value) if is_timestamp => read_instant(value)?.map(Value::TimestampTz),
        _ => return None,
    })
}

#[cold]
fn unlike(kind: ValueKind, column: &Column) -> ValueError {
    let ty = column.column_type();
    let is_integer = matches!(
        ty,
        ColumnType::MYSQL_TYPE_TINY
            | ColumnType::MYSQL_TYPE_SHORT
            | ColumnType::MYSQL_TYPE_INT24
            | ColumnType::MYSQL_TYPE_LONG
            | ColumnType::MYSQL_TYPE_LONGLONG
            | ColumnType::MYSQL_TYPE_YEAR
    ) || is_decimal(column);
    match kind {
        ValueKind::I16 | ValueKind::I32 | ValueKind::I64 if is_integer => {
            ValueError::new(kind.name(), "the number is out of range")
        }
        ValueKind::Bool if is_integer => ValueError::new(kind.name(), "an integer that is neither 0 nor 1"),
        _ if is_string(column) => {
            let what = if column.character_set() == BINARY { "bytes" } else { "text" };
            ValueError::new(kind.name(), format!("the column holds {what}"))
        }
        _ => {
            let name = format!("{ty:?}");
            ValueError::new(kind.name(), format!("the column is of type {}", name.trim_start_matches("MYSQL_TYPE_")))
        }
    }
}
