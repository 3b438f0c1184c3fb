//! Values as PostgreSQL reads them, in its binary format.

use std::fmt;

use bytes::{BufMut, BytesMut};
use postgres_types::{IsNull, ToSql, Type};

use crate::db::{Error, ErrorKind, Result};
use crate::query::Statement;
use crate::render::{DialectKind, Visitor, visit_statement};
use crate::types::{List, Value, ValueError, ValueKind};

/// A statement has no more parameters: their number is sent as 16 bits.
const MOST_VALUES: usize = 65_535;
/// A field has no more bytes.
const MOST_BYTES: usize = 0x3fff_ffff;

/// The values of a statement.
#[derive(Default)]
pub struct Values {
    bytes: BytesMut,
    all: Vec<Place>,
}

/// Where a value lies.
struct Place {
    ty: Type,
    start: usize,
    /// `None` for NULL.
    end: Option<usize>,
}

/// One value, already in its wire format. Its `Debug`, which the driver writes into its log, shows nothing.
pub(super) struct Raw<'a>(Option<&'a [u8]>);

impl Values {
    pub(super) fn of<Q: Statement>(query: &Q) -> Result<Values> {
        let mut values = Values::default();
        values.add(query)?;
        if values.len() > MOST_VALUES {
            return Err(Error::new(ErrorKind::Limit, "PostgreSQL takes 65,535 values in a statement"));
        }
        Ok(values)
    }

    /// Adds those of one more statement.
    pub(super) fn add<Q: Statement>(&mut self, query: &Q) -> Result<()> {
        let mut encoder = Encoder::after(self);
        visit_statement(query, const { crate::render::has_cte(&Q::PIECE) }, &mut encoder);
        encoder.finish()
    }

    pub(crate) fn clear(&mut self) {
        self.bytes.clear();
        self.all.clear();
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn types(&self) -> impl Iterator<Item = &Type> {
        self.all.iter().map(|place| &place.ty)
    }

    fn bytes_at(&self, index: usize) -> Option<&[u8]> {
        let place = &self.all[index];
        place.end.map(|end| &self.bytes[place.start..end])
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = Raw<'_>> {
        (0..self.all.len()).map(|index| Raw(self.bytes_at(index)))
    }

    /// Each value with its length before it, as arrays and COPY want it.
    pub(super) fn write_field(&self, index: usize, out: &mut BytesMut) -> Result<()> {
        put_field(self.bytes_at(index), out).map_err(|error| Error::value(&error, index))
    }

    /// Adds the values of many rows of so many columns: each column as one array.
    pub(super) fn add_transposed(&mut self, rows: &Values, columns: usize) -> Result<()> {
        self.bytes.reserve(rows.bytes.len() + 4 * rows.len());
        for (column, place) in rows.all.iter().take(columns).enumerate() {
            let start = self.bytes.len();
            let cells = (column..rows.len()).step_by(columns);
            let nulls = cells.clone().any(|cell| rows.all[cell].end.is_none());
            put_array_head(&mut self.bytes, &place.ty, cells.len(), nulls)
                .map_err(|error| Error::value(&error, column))?;
            for cell in cells {
                put_field(rows.bytes_at(cell), &mut self.bytes).map_err(|error| Error::value(&error, column))?;
            }
            self.close(array_of(&place.ty), start)?;
        }
        Ok(())
    }

    fn close(&mut self, ty: Type, start: usize) -> Result<()> {
        let end = self.bytes.len();
        if end - start > MOST_BYTES {
            return Err(Error::new(ErrorKind::Limit, "a value has more than 1 GiB"));
        }
        self.all.push(Place { ty, start, end: Some(end) });
        Ok(())
    }
}

/// A visit cannot stop, so the first error is kept and what comes after it is passed over.
struct Encoder<'a> {
    values: &'a mut Values,
    /// How many values there were before.
    before: usize,
    error: Option<Error>,
}

impl<'a> Encoder<'a> {
    fn after(values: &'a mut Values) -> Self {
        Encoder { before: values.len(), values, error: None }
    }

    fn finish(self) -> Result<()> {
        self.error.map_or(Ok(()), Err)
    }

    fn position(&self) -> usize {
        self.values.len() - self.before
    }

    fn put(&mut self, value: &Value<'_>) -> Result<()> {
        let position = self.position();
        let ty = type_of(value);
        let start = self.values.bytes.len();
        if let Value::Null(_) = value {
            self.values.all.push(Place { ty, start, end: None });
            return Ok(());
        }
        write(value, &mut self.values.bytes).map_err(|error| Error::value(&error, position))?;
        self.values.close(ty, start)
    }

    fn put_list(&mut self, kind: ValueKind, list: &dyn List) -> Result<()> {
        let position = self.position();
        let start = self.values.bytes.len();
        let refuse = |error: ValueError| Error::value(&error, position);
        let out = &mut self.values.bytes;
        let ty = type_of_kind(kind);
        let nulls = (0..list.len()).any(|index| matches!(list.get(index), Value::Null(_)));
        put_array_head(out, &ty, list.len(), nulls).map_err(refuse)?;
        let mut item = BytesMut::new();
        for index in 0..list.len() {
            item.clear();
            let value = list.get(index);
            let null = matches!(value, Value::Null(_));
            if !null {
                write(&value, &mut item).map_err(refuse)?;
            }
            put_field((!null).then_some(&item[..]), out).map_err(refuse)?;
        }
        self.values.close(array_of(&ty), start)
    }
}

impl Visitor for Encoder<'_> {
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
        let mut rows = Values::default();
        for index in 0..count {
            let mut row = Encoder::after(&mut rows);
            visit(index, &mut row);
            if let Err(error) = row.finish() {
                self.error.get_or_insert(error);
                return true;
            }
        }
        if let Err(error) = self.values.add_transposed(&rows, rows.len() / count.max(1)) {
            self.error.get_or_insert(error);
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

fn type_of(value: &Value<'_>) -> Type {
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

pub(super) fn type_of_kind(kind: ValueKind) -> Type {
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

fn put_array_head(out: &mut BytesMut, ty: &Type, len: usize, nulls: bool) -> Result<(), ValueError> {
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

fn put_field(bytes: Option<&[u8]>, out: &mut BytesMut) -> Result<(), ValueError> {
    let Some(bytes) = bytes else {
        out.put_i32(-1);
        return Ok(());
    };
    let len = i32::try_from(bytes.len()).map_err(|_| ValueError::new("a value", "it has more than 1 GiB"))?;
    out.put_i32(len);
    out.put_slice(bytes);
    Ok(())
}

/// Writes a value that is not NULL.
fn write(value: &Value<'_>, out: &mut BytesMut) -> Result<(), ValueError> {
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

fn put_text(text: &str, out: &mut BytesMut) -> Result<(), ValueError> {
    if text.as_bytes().contains(&0) {
        return Err(ValueError::new("text", "PostgreSQL cannot store a NUL in text"));
    }
    put_bytes(text.as_bytes(), out)
}

fn put_bytes(bytes: &[u8], out: &mut BytesMut) -> Result<(), ValueError> {
    // Before it is copied: such a value is large.
    if bytes.len() > MOST_BYTES {
        return Err(ValueError::new("a value", "it has more than 1 GiB"));
    }
    out.put_slice(bytes);
    Ok(())
}
