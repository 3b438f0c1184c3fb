//! Values as MySQL and MariaDB read them, in their binary format.

use mysql_async::{Params, Value as Wire};

use crate::db::{Error, ErrorKind, Result};
use crate::query::Statement;
use crate::render::{DialectKind, Part, Visitor, visit_statement};
use crate::types::{List, Value, ValueError, ValueKind};

/// A statement has no more parameters: their number is sent as 16 bits.
pub(super) const MOST_VALUES: usize = 65_535;
/// A server takes no larger packet, however it is set up.
const MOST_BYTES: usize = 1 << 30;
/// Digits behind the point of a `DECIMAL` column for which the program gives no precision. The server rounds what has
/// more, and does not say so.
#[cfg(feature = "decimal")]
const MOST_SCALE: u32 = 20;

/// What goes with each value: its type, its length and a bit for NULL.
const OVERHEAD: usize = 12;

/// The values of a statement.
pub struct Values {
    all: Vec<Wire>,
    /// Bytes that they take in a packet, at most.
    bytes: usize,
    /// Whether the text is used once, so that the statement is not worth keeping.
    once: bool,
}

impl Values {
    pub(super) fn of<Q: Statement>(query: &Q, dialect: DialectKind) -> Result<Values> {
        let mut values = Values::none();
        values.add(query, dialect)?;
        if values.len() > MOST_VALUES {
            return Err(Error::new(ErrorKind::Limit, "MySQL and MariaDB take 65,535 values in a statement"));
        }
        Ok(values)
    }

    /// Adds those of one more statement.
    pub(super) fn add<Q: Statement>(&mut self, query: &Q, dialect: DialectKind) -> Result<()> {
        let before = (self.len(), self.bytes);
        let mut encoder = Encoder { values: self, before, dialect, error: None };
        visit_statement(query, const { crate::render::has_cte(&Q::PIECE) }, &mut encoder);
        encoder.error.map_or(Ok(()), Err)
    }

    pub(super) fn none() -> Values {
        Values { all: Vec::new(), bytes: 0, once: false }
    }

    /// None yet, and room for so many.
    pub(super) fn with_capacity(count: usize) -> Values {
        Values { all: Vec::with_capacity(count), bytes: 0, once: false }
    }

    /// Takes those from a place on away.
    pub(super) fn split_off(&mut self, place: usize) -> Values {
        let all = self.all.split_off(place);
        let bytes = all.iter().map(size).sum();
        self.bytes -= bytes;
        Values { all, bytes, once: false }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }

    pub(super) fn once(&mut self) {
        self.once = true;
    }

    pub(super) fn is_once(&self) -> bool {
        self.once
    }

    /// Takes them away, for the driver.
    pub(super) fn take(&mut self) -> Params {
        Params::Positional(std::mem::take(&mut self.all))
    }
}

/// A visit cannot stop, so the first error is kept and what comes after it is passed over.
struct Encoder<'a> {
    values: &'a mut Values,
    /// How many values and bytes there were before.
    before: (usize, usize),
    dialect: DialectKind,
    error: Option<Error>,
}

impl Encoder<'_> {
    fn put(&mut self, value: &Value<'_>) {
        if self.error.is_some() {
            return;
        }
        let (values, bytes) = self.before;
        if self.values.bytes - bytes > MOST_BYTES {
            // Before more of it is copied.
            self.error = Some(Error::new(ErrorKind::Limit, "the values of a statement have more than 1 GiB"));
            return;
        }
        // What most values are, without a second look at what they are.
        let wire = match value {
            Value::I64(x) => Wire::Int(*x),
            Value::Text(x) if x.len() < MOST_BYTES => Wire::Bytes(x.as_bytes().to_vec()),
            _ if large(value) => {
                self.error = Some(Error::new(ErrorKind::Limit, "a value has more than 1 GiB"));
                return;
            }
            _ => match wire(value) {
                Ok(wire) => wire,
                Err(error) => {
                    self.error = Some(Error::value(&error, self.values.len() - values));
                    return;
                }
            },
        };
        self.values.bytes += size(&wire);
        self.values.all.push(wire);
    }
}

impl Visitor for Encoder<'_> {
    fn dialect(&self) -> DialectKind {
        self.dialect
    }

    fn value(&mut self, value: Value<'_>) {
        self.put(&value);
    }

    fn list(&mut self, _: ValueKind, list: &dyn List) {
        // A placeholder for each.
        for index in 0..list.len() {
            self.put(&list.get(index));
        }
    }

    fn part(&mut self, _: Part) {}

    fn two_definitions(&mut self, name: &'static str) {
        let what = format!("the common table expression `{name}` is used twice with different values");
        self.error.get_or_insert(Error::new(ErrorKind::Sql, what));
    }
}

/// The bytes of a value in a packet, at most.
#[inline]
fn size(value: &Wire) -> usize {
    OVERHEAD + if let Wire::Bytes(bytes) = value { bytes.len() } else { 0 }
}

/// Looked at before the value is copied.
fn large(value: &Value<'_>) -> bool {
    let len = match value {
        Value::Text(x) => x.len(),
        Value::Bytes(x) => x.len(),
        Value::Json(x) => x.len(),
        _ => 0,
    };
    len >= MOST_BYTES
}

fn wire(value: &Value<'_>) -> Result<Wire, ValueError> {
    Ok(match value {
        Value::Null(_) => Wire::NULL,
        Value::Bool(x) => Wire::Int(i64::from(*x)),
        Value::I16(x) => Wire::Int(i64::from(*x)),
        Value::I32(x) => Wire::Int(i64::from(*x)),
        Value::I64(x) => Wire::Int(*x),
        Value::U64(x) => {
            Wire::Int(i64::try_from(*x).map_err(|_| ValueError::new("u64", "the columns' integers end at i64::MAX"))?)
        }
        Value::F32(x) if x.is_finite() => Wire::Float(*x),
        Value::F64(x) if x.is_finite() => Wire::Double(*x),
        Value::F32(_) => return Err(not_finite("f32")),
        Value::F64(_) => return Err(not_finite("f64")),
        Value::Text(x) => Wire::Bytes(x.as_bytes().to_vec()),
        Value::Bytes(x) => Wire::Bytes(x.to_vec()),
        #[cfg(feature = "chrono")]
        Value::Date(x) => super::moment::date(*x)?,
        #[cfg(feature = "chrono")]
        Value::Time(x) => super::moment::time(*x)?,
        #[cfg(feature = "chrono")]
        Value::Timestamp(x) => super::moment::timestamp(*x, "NaiveDateTime")?,
        #[cfg(feature = "chrono")]
        Value::TimestampTz(x) => super::moment::timestamp(x.naive_utc(), "DateTime<Utc>")?,
        #[cfg(feature = "uuid")]
        Value::Uuid(x) => Wire::Bytes(x.as_bytes().to_vec()),
        #[cfg(feature = "decimal")]
        Value::Decimal(x) if x.normalize().scale() > MOST_SCALE => {
            let why = "MySQL and MariaDB would round it: it has more than 20 digits behind its point";
            return Err(ValueError::new("Decimal", why));
        }
        #[cfg(feature = "decimal")]
        Value::Decimal(x) => Wire::Bytes(x.to_string().into_bytes()),
        Value::Json(x) => Wire::Bytes(x.as_bytes().to_vec()),
    })
}

#[cold]
fn not_finite(what: &'static str) -> ValueError {
    ValueError::new(what, "MySQL and MariaDB store neither NaN nor infinities")
}
