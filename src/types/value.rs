//! A value on its way to or from a database: a closed set that every driver knows.

use std::borrow::Cow;
use std::fmt;

/// How a value is stored; decides the column type and the wire type of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ValueKind {
    /// `boolean`; 0 or 1 on SQLite, MySQL and MariaDB.
    Bool,
    /// 16-bit integer.
    I16,
    /// 32-bit integer.
    I32,
    /// 64-bit integer.
    I64,
    /// 32-bit float.
    F32,
    /// 64-bit float.
    F64,
    /// Text, UTF-8.
    Text,
    /// Bytes.
    Bytes,
    /// Calendar date.
    Date,
    /// Time of day, microseconds.
    Time,
    /// Date and time without a zone, microseconds.
    Timestamp,
    /// An instant, microseconds, always UTC.
    TimestampTz,
    /// UUID.
    Uuid,
    /// Exact decimal number.
    Decimal,
    /// JSON document.
    Json,
}

impl ValueKind {
    /// What an error calls a value of that kind.
    #[cfg_attr(
        not(any(feature = "sqlite", feature = "postgres", feature = "mysql")),
        expect(dead_code, reason = "for the drivers")
    )]
    pub(crate) fn name(self) -> &'static str {
        match self {
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
}

/// One value, borrowed from the query that binds it or from the row that holds it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// NULL of the given kind.
    Null(ValueKind),
    /// A truth value.
    Bool(bool),
    /// A 16-bit integer.
    I16(i16),
    /// A 32-bit integer.
    I32(i32),
    /// A 64-bit integer.
    I64(i64),
    /// An unsigned 64-bit integer; stored in a 64-bit signed column, refused above `i64::MAX`.
    U64(u64),
    /// A 32-bit float.
    F32(f32),
    /// A 64-bit float.
    F64(f64),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
    /// A date.
    #[cfg(feature = "chrono")]
    Date(chrono::NaiveDate),
    /// A time of day.
    #[cfg(feature = "chrono")]
    Time(chrono::NaiveTime),
    /// A date and time without a zone.
    #[cfg(feature = "chrono")]
    Timestamp(chrono::NaiveDateTime),
    /// An instant in UTC.
    #[cfg(feature = "chrono")]
    TimestampTz(chrono::DateTime<chrono::Utc>),
    /// A UUID.
    #[cfg(feature = "uuid")]
    Uuid(uuid::Uuid),
    /// A decimal number.
    #[cfg(feature = "decimal")]
    Decimal(rust_decimal::Decimal),
    /// A JSON document as text.
    Json(Cow<'a, str>),
}

/// The values of an `IN` list, or of any array bound as one parameter.
pub trait List {
    /// How many values there are.
    fn len(&self) -> usize;
    /// The value at `index`, which is less than [`List::len`].
    fn get(&self, index: usize) -> Value<'_>;
    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Reads the columns of one row from left to right.
pub trait Reader<'r> {
    /// The next column, or `None` for NULL.
    ///
    /// # Errors
    /// When the stored value is not of that kind, or out of its range.
    fn read(&mut self, kind: ValueKind) -> Result<Option<Value<'r>>, ValueError>;

    /// The next column as text, or `None` for NULL; moved out of the row by a driver that has made a `String` of it.
    ///
    /// # Errors
    /// As [`Reader::read`].
    #[inline]
    fn read_text(&mut self) -> Result<Option<Cow<'r, str>>, ValueError> {
        match self.read(ValueKind::Text)? {
            None => Ok(None),
            Some(Value::Text(text)) => Ok(Some(Cow::Borrowed(text))),
            Some(_) => Err(ValueError::new("text", "the database sent another type")),
        }
    }

    /// As [`Reader::read_text`], for bytes.
    ///
    /// # Errors
    /// As [`Reader::read`].
    #[inline]
    fn read_bytes(&mut self) -> Result<Option<Cow<'r, [u8]>>, ValueError> {
        match self.read(ValueKind::Bytes)? {
            None => Ok(None),
            Some(Value::Bytes(bytes)) => Ok(Some(Cow::Borrowed(bytes))),
            Some(_) => Err(ValueError::new("bytes", "the database sent another type")),
        }
    }
}

/// A value that cannot be stored or read without changing it.
///
/// It names types and the reason, never the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueError {
    expected: &'static str,
    reason: Cow<'static, str>,
}

impl ValueError {
    /// `expected` is the type that was asked for; `reason` says why it is not that.
    pub fn new(expected: &'static str, reason: impl Into<Cow<'static, str>>) -> Self {
        ValueError { expected, reason: reason.into() }
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}: {}", self.expected, self.reason)
    }
}

impl std::error::Error for ValueError {}
