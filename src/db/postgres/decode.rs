//! The columns of a row, each of the type that was promised or refused.

use std::borrow::Cow;
use std::error::Error as StdError;

use postgres_types::{FromSql, Kind, Type};
use tokio_postgres::Row;

use crate::db::Result;
use crate::db::server::Columns;
use crate::db::server::decode::{missing, utf8};
use crate::types::{Reader, Value, ValueError, ValueKind};

/// Reads a row from left to right.
pub(super) struct RowColumns<'r> {
    row: &'r Row,
    read: usize,
}

impl<'r> RowColumns<'r> {
    pub(super) fn new(row: &'r Row) -> Self {
        RowColumns { row, read: 0 }
    }
}

impl<'r> Columns<'r> for RowColumns<'r> {
    fn sent(&self) -> usize {
        self.row.len()
    }

    fn read(&self) -> usize {
        self.read
    }
}

/// The bytes of a field, whatever its type.
struct Bytes<'r>(&'r [u8]);

impl<'r> FromSql<'r> for Bytes<'r> {
    fn from_sql(_: &Type, bytes: &'r [u8]) -> std::result::Result<Self, Box<dyn StdError + Sync + Send>> {
        Ok(Bytes(bytes))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

impl<'r> Reader<'r> for RowColumns<'r> {
    // `kind` is a constant to every caller; inlined, all that is left of the matches is one comparison.
    #[inline(always)]
    fn read(&mut self, kind: ValueKind) -> Result<Option<Value<'r>>, ValueError> {
        let index = self.read;
        self.read += 1;
        let Some(column) = self.row.columns().get(index) else {
            return Err(missing(kind));
        };
        match self.row.try_get::<_, Option<Bytes<'r>>>(index) {
            Ok(None) => Ok(None),
            Ok(Some(Bytes(bytes))) => read(kind, column.type_(), bytes).map(Some),
            Err(_) => Err(broken(kind)),
        }
    }
}

#[inline(always)]
fn read<'r>(kind: ValueKind, ty: &Type, bytes: &'r [u8]) -> Result<Value<'r>, ValueError> {
    let value = match kind {
        ValueKind::I64 => integer(ty, bytes).map(Value::I64),
        ValueKind::I32 => integer(ty, bytes).and_then(|x| i32::try_from(x).ok()).map(Value::I32),
        ValueKind::I16 => integer(ty, bytes).and_then(|x| i16::try_from(x).ok()).map(Value::I16),
        ValueKind::Bool if *ty == Type::BOOL => fixed::<1>(bytes).map(|[x]| Value::Bool(x != 0)),
        ValueKind::F64 if *ty == Type::FLOAT8 => fixed(bytes).map(|x| Value::F64(f64::from_be_bytes(x))),
        ValueKind::F64 if *ty == Type::FLOAT4 => fixed(bytes).map(|x| Value::F64(f64::from(f32::from_be_bytes(x)))),
        ValueKind::F32 if *ty == Type::FLOAT4 => fixed(bytes).map(|x| Value::F32(f32::from_be_bytes(x))),
        ValueKind::Text if is_text(ty) => return Ok(Value::Text(utf8(bytes)?)),
        ValueKind::Bytes if *ty == Type::BYTEA => Some(Value::Bytes(bytes)),
        #[cfg(feature = "chrono")]
        ValueKind::Date if *ty == Type::DATE => match fixed(bytes) {
            Some(x) => return super::moment::read_date(i32::from_be_bytes(x)).map(Value::Date),
            None => None,
        },
        #[cfg(feature = "chrono")]
        ValueKind::Time if *ty == Type::TIME => match fixed(bytes) {
            Some(x) => return super::moment::read_time(i64::from_be_bytes(x)).map(Value::Time),
            None => None,
        },
        #[cfg(feature = "chrono")]
        ValueKind::Timestamp if *ty == Type::TIMESTAMP => match fixed(bytes) {
            Some(x) => return super::moment::read_timestamp(i64::from_be_bytes(x)).map(Value::Timestamp),
            None => None,
        },
        #[cfg(feature = "chrono")]
        ValueKind::TimestampTz if *ty == Type::TIMESTAMPTZ => match fixed(bytes) {
            Some(x) => return super::moment::read_instant(i64::from_be_bytes(x)).map(Value::TimestampTz),
            None => None,
        },
        #[cfg(feature = "uuid")]
        ValueKind::Uuid if *ty == Type::UUID => fixed(bytes).map(|x| Value::Uuid(uuid::Uuid::from_bytes(x))),
        #[cfg(feature = "decimal")]
        ValueKind::Decimal if *ty == Type::NUMERIC => return super::numeric::read(bytes).map(Value::Decimal),
        #[cfg(feature = "decimal")]
        ValueKind::Decimal => integer(ty, bytes).map(|x| Value::Decimal(x.into())),
        ValueKind::Json if *ty == Type::JSON => return Ok(Value::Json(Cow::Borrowed(utf8(bytes)?))),
        ValueKind::Json if *ty == Type::JSONB => match bytes.split_first() {
            Some((1, text)) => return Ok(Value::Json(Cow::Borrowed(utf8(text)?))),
            _ => None,
        },
        _ => None,
    };
    value.ok_or_else(|| unlike(kind, ty))
}

#[inline]
fn fixed<const N: usize>(bytes: &[u8]) -> Option<[u8; N]> {
    bytes.try_into().ok()
}

/// An integer of any width: whether it fits is for the caller to see.
#[inline]
fn integer(ty: &Type, bytes: &[u8]) -> Option<i64> {
    match *ty {
        Type::INT8 => fixed(bytes).map(i64::from_be_bytes),
        Type::INT4 => fixed(bytes).map(|x| i64::from(i32::from_be_bytes(x))),
        Type::INT2 => fixed(bytes).map(|x| i64::from(i16::from_be_bytes(x))),
        _ => None,
    }
}

/// The types whose binary format is their text; an enum's is too.
#[inline]
fn is_text(ty: &Type) -> bool {
    matches!(*ty, Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN)
        || matches!(ty.kind(), Kind::Enum(_))
        || ty.name() == "citext"
}

#[cold]
fn broken(kind: ValueKind) -> ValueError {
    ValueError::new(kind.name(), "the server sent a broken row")
}

#[cold]
fn unlike(kind: ValueKind, ty: &Type) -> ValueError {
    if matches!(kind, ValueKind::I16 | ValueKind::I32) && matches!(*ty, Type::INT2 | Type::INT4 | Type::INT8) {
        return ValueError::new(kind.name(), "the number is out of range");
    }
    ValueError::new(kind.name(), format!("the column is of type {}", ty.name()))
}
