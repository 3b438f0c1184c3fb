//! Values as PostgreSQL reads them, in its binary format.

use std::fmt;

use bytes::{BufMut, BytesMut};
use postgres_types::{IsNull, ToSql, Type};

use super::arrays::Arrays;
use crate::db::{Error, ErrorKind, Result};
use crate::query::Statement;
use crate::render::{DialectKind, Visitor, visit_statement};
use crate::types::{List, Value, ValueError, ValueKind};

/// A statement has no more parameters: their number is sent as 16 bits.
const MOST_VALUES: usize = 65_535;
/// A field has no more bytes.
pub(super) const MOST_BYTES: usize = 0x3fff_ffff;

/// The values of a statement.
#[derive(Default)]
pub struct Values {
    bytes: Vec<u8>,
    all: Vec<Place>,
}

/// A value, and where its bytes are.
struct Place {
    ty: Type,
    bytes: Bytes,
}

/// Where the bytes of a value are.
enum Bytes {
    /// It is NULL and has none.
    Null,
    /// Among those of all values.
    Among { start: usize, end: usize },
    /// By themselves.
    Own(Vec<u8>),
}

/// One value, already in its wire format. Its `Debug`, which the driver writes into its log, shows nothing.
pub(super) struct Raw<'a>(Option<&'a [u8]>);

impl Values {
    pub(super) fn of<Q: Statement>(query: &Q) -> Result<Values> {
        let mut encoder = Encoder { values: Values::default(), error: None };
        visit_statement(query, const { crate::render::has_cte(&Q::PIECE) }, &mut encoder);
        if let Some(error) = encoder.error {
            return Err(error);
        }
        if encoder.values.len() > MOST_VALUES {
            return Err(Error::new(ErrorKind::Limit, "PostgreSQL takes 65,535 values in a statement"));
        }
        Ok(encoder.values)
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn types(&self) -> impl Iterator<Item = &Type> {
        self.all.iter().map(|place| &place.ty)
    }

    fn bytes_at(&self, index: usize) -> Option<&[u8]> {
        match &self.all[index].bytes {
            Bytes::Null => None,
            Bytes::Among { start, end } => Some(&self.bytes[*start..*end]),
            Bytes::Own(bytes) => Some(bytes),
        }
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = Raw<'_>> {
        (0..self.all.len()).map(|index| Raw(self.bytes_at(index)))
    }

    /// Adds the values of many rows: each column as one array.
    pub(super) fn add_arrays(&mut self, arrays: Arrays) -> Result<()> {
        for array in arrays.finish()? {
            self.all.push(Place { ty: array_of(&array.ty), bytes: Bytes::Own(array.bytes) });
        }
        Ok(())
    }

    fn close(&mut self, ty: Type, start: usize) -> Result<()> {
        let end = self.bytes.len();
        if end - start > MOST_BYTES {
            return Err(Error::new(ErrorKind::Limit, "a value has more than 1 GiB"));
        }
        self.all.push(Place { ty, bytes: Bytes::Among { start, end } });
        Ok(())
    }
}

/// A visit cannot stop, so the first error is kept and what comes after it is passed over.
struct Encoder {
    values: Values,
    error: Option<Error>,
}

impl Encoder {
    fn put(&mut self, value: &Value<'_>) -> Result<()> {
        let position = self.values.len();
        let ty = type_of(value);
        if let Value::Null(_) = value {
            self.values.all.push(Place { ty, bytes: Bytes::Null });
            return Ok(());
        }
        let start = self.values.bytes.len();
        write(value, &mut self.values.bytes).map_err(|error| Error::value(&error, position))?;
        self.values.close(ty, start)
    }

    fn put_list(&mut self, kind: ValueKind, list: &dyn List) -> Result<()> {
        let position = self.values.len();
        let start = self.values.bytes.len();
        let refuse = |error: ValueError| Error::value(&error, position);
        let out = &mut self.values.bytes;
        let ty = type_of_kind(kind);
        let nulls = (0..list.len()).any(|index| matches!(list.get(index), Value::Null(_)));
        put_array_head(out, &ty, list.len(), nulls).map_err(refuse)?;
        for index in 0..list.len() {
            put_field(&list.get(index), out).map_err(refuse)?;
        }
        self.values.close(array_of(&ty), start)
    }

    fn put_rows(&mut self, count: usize, visit: &dyn Fn(usize, &mut dyn Visitor)) -> Result<()> {
        let mut arrays = Arrays::default();
        for index in 0..count {
            arrays.add(|row| visit(index, row))?;
        }
        self.values.add_arrays(arrays)
    }
}

impl Visitor for Encoder {
    fn dialect(&self) -> DialectKind {
        DialectKind::Postgres
    }

    fn value(&mut self, value: Value<'_>) {
        if self.error.is_none() {
            self.error = self.put(&value).err();
        }
    }

    fn list(&mut self, kind: ValueKind, list: &dyn List) {
        if self.error.is_none() {
            self.error = self.put_list(kind, list).err();
        }
    }

    fn rows(&mut self, count: usize, visit: &dyn Fn(usize, &mut dyn Visitor)) -> bool {
        if self.error.is_none() {
            self.error = self.put_rows(count, visit).err();
        }
        true
    }

    fn part(&mut self, _: crate::render::Part) {}

    fn two_definitions(&mut self, name: &'static str) {
        let what = format!("the common table expression `{name}` is used twice with different values");
        self.error.get_or_insert(Error::new(ErrorKind::Sql, what));
    }
}

impl ToSql for Raw<'_> {
    fn to_sql(
        &self,
        _: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self.0 {
            Some(bytes) => {
                out.put_slice(bytes);
                Ok(IsNull::No)
            }
            None => Ok(IsNull::Yes),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    postgres_types::to_sql_checked!();
}

impl fmt::Debug for Raw<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("_")
    }
}

pub(super) fn type_of(value: &Value<'_>) -> Type {
    type_of_kind(match value {
        Value::Null(kind) => *kind,
        Value::Bool(_) => ValueKind::Bool,
        Value::I16(_) => ValueKind::I16,
        Value::I32(_) => ValueKind::I32,
        Value::I64(_) | Value::U64(_) => ValueKind::I64,
        Value::F32(_) => ValueKind::F32,
        Value::F64(_) => ValueKind::F64,
        Value::Text(_) => ValueKind::Text,
        Value::Bytes(_) => ValueKind::Bytes,
        #[cfg(feature = "chrono")]
        Value::Date(_) => ValueKind::Date,
        #[cfg(feature = "chrono")]
        Value::Time(_) => ValueKind::Time,
        #[cfg(feature = "chrono")]
        Value::Timestamp(_) => ValueKind::Timestamp,
        #[cfg(feature = "chrono")]
        Value::TimestampTz(_) => ValueKind::TimestampTz,
        #[cfg(feature = "uuid")]
        Value::Uuid(_) => ValueKind::Uuid,
        #[cfg(feature = "decimal")]
        Value::Decimal(_) => ValueKind::Decimal,
        Value::Json(_) => ValueKind::Json,
    })
}

fn type_of_kind(kind: ValueKind) -> Type {
    match kind {
        ValueKind::Bool => Type::BOOL,
        ValueKind::I16 => Type::INT2,
        ValueKind::I32 => Type::INT4,
        ValueKind::I64 => Type::INT8,
        ValueKind::F32 => Type::FLOAT4,
        ValueKind::F64 => Type::FLOAT8,
        ValueKind::Text => Type::TEXT,
        ValueKind::Bytes => Type::BYTEA,
        ValueKind::Date => Type::DATE,
        ValueKind::Time => Type::TIME,
        ValueKind::Timestamp => Type::TIMESTAMP,
        ValueKind::TimestampTz => Type::TIMESTAMPTZ,
        ValueKind::Uuid => Type::UUID,
        ValueKind::Decimal => Type::NUMERIC,
        ValueKind::Json => Type::JSONB,
    }
}

fn array_of(ty: &Type) -> Type {
    match *ty {
        Type::BOOL => Type::BOOL_ARRAY,
        Type::INT2 => Type::INT2_ARRAY,
        Type::INT4 => Type::INT4_ARRAY,
        Type::INT8 => Type::INT8_ARRAY,
        Type::FLOAT4 => Type::FLOAT4_ARRAY,
        Type::FLOAT8 => Type::FLOAT8_ARRAY,
        Type::BYTEA => Type::BYTEA_ARRAY,
        Type::DATE => Type::DATE_ARRAY,
        Type::TIME => Type::TIME_ARRAY,
        Type::TIMESTAMP => Type::TIMESTAMP_ARRAY,
        Type::TIMESTAMPTZ => Type::TIMESTAMPTZ_ARRAY,
        Type::UUID => Type::UUID_ARRAY,
        Type::NUMERIC => Type::NUMERIC_ARRAY,
        Type::JSONB => Type::JSONB_ARRAY,
        _ => Type::TEXT_ARRAY,
    }
}

pub(super) fn put_array_head(out: &mut Vec<u8>, ty: &Type, len: usize, nulls: bool) -> Result<(), ValueError> {
    let len = i32::try_from(len).map_err(|_| ValueError::new("a list", "it has too many values"))?;
    out.put_i32(i32::from(len > 0));
    out.put_i32(i32::from(nulls));
    out.put_u32(ty.oid());
    if len > 0 {
        out.put_i32(len);
        // PostgreSQL counts from 1.
        out.put_i32(1);
    }
    Ok(())
}

/// Writes a value with its length before it, as arrays and COPY want it.
#[inline]
pub(super) fn put_field(value: &Value<'_>, out: &mut Vec<u8>) -> Result<(), ValueError> {
    match value {
        Value::Null(_) => out.extend_from_slice(&(-1_i32).to_be_bytes()),
        // What most values are, without a second look at what they are.
        Value::I64(x) => {
            out.extend_from_slice(&8_i32.to_be_bytes());
            out.extend_from_slice(&x.to_be_bytes());
        }
        Value::Text(x) => {
            check_text(x)?;
            out.extend_from_slice(&length(x.len())?.to_be_bytes());
            out.extend_from_slice(x.as_bytes());
        }
        _ => return put_any(value, out),
    }
    Ok(())
}

fn put_any(value: &Value<'_>, out: &mut Vec<u8>) -> Result<(), ValueError> {
    let start = out.len();
    out.put_i32(0);
    write(value, out)?;
    let len = length(out.len() - start - 4)?;
    out[start..start + 4].copy_from_slice(&len.to_be_bytes());
    Ok(())
}

#[inline]
fn length(bytes: usize) -> Result<i32, ValueError> {
    if bytes > MOST_BYTES {
        return Err(too_large());
    }
    i32::try_from(bytes).map_err(|_| too_large())
}

/// Writes a value that is not NULL.
fn write(value: &Value<'_>, out: &mut Vec<u8>) -> Result<(), ValueError> {
    match value {
        Value::Null(_) => {}
        Value::Bool(x) => out.put_u8(u8::from(*x)),
        Value::I16(x) => out.put_i16(*x),
        Value::I32(x) => out.put_i32(*x),
        Value::I64(x) => out.put_i64(*x),
        Value::U64(x) => {
            out.put_i64(i64::try_from(*x).map_err(|_| ValueError::new("u64", "PostgreSQL's integers end at i64::MAX"))?)
        }
        Value::F32(x) => out.put_f32(*x),
        Value::F64(x) => out.put_f64(*x),
        Value::Text(x) => put_text(x, out)?,
        Value::Bytes(x) => put_bytes(x, out)?,
        #[cfg(feature = "chrono")]
        Value::Date(x) => out.put_i32(super::moment::days(*x)?),
        #[cfg(feature = "chrono")]
        Value::Time(x) => out.put_i64(super::moment::time(*x)?),
        #[cfg(feature = "chrono")]
        Value::Timestamp(x) => out.put_i64(super::moment::since_2000(*x, "NaiveDateTime")?),
        #[cfg(feature = "chrono")]
        Value::TimestampTz(x) => out.put_i64(super::moment::since_2000(x.naive_utc(), "DateTime<Utc>")?),
        #[cfg(feature = "uuid")]
        Value::Uuid(x) => out.put_slice(x.as_bytes()),
        #[cfg(feature = "decimal")]
        Value::Decimal(x) => super::numeric::write(*x, out),
        Value::Json(x) => {
            // The version of the format of `jsonb`.
            out.put_u8(1);
            put_text(x, out)?;
        }
    }
    Ok(())
}

fn put_text(text: &str, out: &mut Vec<u8>) -> Result<(), ValueError> {
    check_text(text)?;
    put_bytes(text.as_bytes(), out)
}

fn put_bytes(bytes: &[u8], out: &mut Vec<u8>) -> Result<(), ValueError> {
    // Before it is copied: such a value is large.
    length(bytes.len())?;
    out.put_slice(bytes);
    Ok(())
}

#[inline]
fn check_text(text: &str) -> Result<(), ValueError> {
    if text.as_bytes().contains(&0) {
        return Err(ValueError::new("text", "PostgreSQL cannot store a NUL in text"));
    }
    Ok(())
}

#[cold]
fn too_large() -> ValueError {
    ValueError::new("a value", "it has more than 1 GiB")
}
