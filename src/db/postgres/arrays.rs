//! Many rows as arrays, one for each column: <https://www.postgresql.org/docs/current/functions-array.html>.

use postgres_types::Type;

use super::encode::{MOST_BYTES, put_array_head, put_field, type_of};
use crate::db::{Error, ErrorKind, Result};
use crate::render::{DialectKind, Part, Visitor};
use crate::types::{List, Value, ValueError, ValueKind};

/// The values of rows, those of a column one after the other: each is written once, where it is sent from.
#[derive(Default)]
pub struct Arrays {
    columns: Vec<Array>,
    rows: usize,
}

/// The values of a column.
pub(super) struct Array {
    /// Of a value.
    pub(super) ty: Type,
    /// As it is sent, with an empty head as long as it grows.
    pub(super) bytes: Vec<u8>,
    nulls: bool,
}

impl Array {
    fn new(ty: Type) -> Result<Self, ValueError> {
        let mut bytes = Vec::new();
        put_array_head(&mut bytes, &ty, 1, false)?;
        Ok(Array { ty, bytes, nulls: false })
    }

    #[inline]
    fn push(&mut self, value: &Value<'_>) -> Result<(), Refused> {
        self.nulls |= matches!(value, Value::Null(_));
        put_field(value, &mut self.bytes)?;
        if self.bytes.len() > MOST_BYTES {
            return Err(Refused::TooLarge);
        }
        Ok(())
    }
}

impl Arrays {
    /// Adds a row, whose values `visit` hands out.
    pub(super) fn add(&mut self, visit: impl FnOnce(&mut dyn Visitor)) -> Result<()> {
        let columns = &mut self.columns;
        let mut fields = Fields::new(|column, value| {
            if let Some(array) = columns.get_mut(column) {
                return array.push(value);
            }
            let mut array = Array::new(type_of(value))?;
            array.push(value)?;
            columns.push(array);
            Ok(())
        });
        visit(&mut fields);
        self.rows += 1;
        fields.finish()
    }

    /// The arrays, ready to be sent.
    pub(super) fn finish(self) -> Result<Vec<Array>> {
        let mut columns = self.columns;
        for (index, array) in columns.iter_mut().enumerate() {
            let mut head = Vec::new();
            put_array_head(&mut head, &array.ty, self.rows, array.nulls)
                .map_err(|error| Error::value(&error, index))?;
            array.bytes[..head.len()].copy_from_slice(&head);
        }
        Ok(columns)
    }
}

/// Why a value cannot go along.
pub(super) enum Refused {
    Value(ValueError),
    TooLarge,
}

impl From<ValueError> for Refused {
    fn from(error: ValueError) -> Self {
        Refused::Value(error)
    }
}

/// Gives each value of a row to `put`, with the number of its column.
///
/// A visit cannot stop, so the first error is kept and what comes after it is passed over.
pub(super) struct Fields<F> {
    put: F,
    column: usize,
    error: Option<Error>,
}

impl<F: FnMut(usize, &Value<'_>) -> Result<(), Refused>> Fields<F> {
    pub(super) fn new(put: F) -> Self {
        Fields { put, column: 0, error: None }
    }

    pub(super) fn finish(self) -> Result<()> {
        self.error.map_or(Ok(()), Err)
    }

    #[cold]
    fn refuse(&mut self, refused: Refused) {
        self.error = Some(match refused {
            Refused::Value(error) => Error::value(&error, self.column),
            Refused::TooLarge => Error::new(ErrorKind::Limit, "a value has more than 1 GiB"),
        });
    }
}

impl<F: FnMut(usize, &Value<'_>) -> Result<(), Refused>> Visitor for Fields<F> {
    fn dialect(&self) -> DialectKind {
        DialectKind::Postgres
    }

    fn value(&mut self, value: Value<'_>) {
        if self.error.is_some() {
            return;
        }
        match (self.put)(self.column, &value) {
            Ok(()) => self.column += 1,
            Err(refused) => self.refuse(refused),
        }
    }

    fn list(&mut self, kind: ValueKind, _: &dyn List) {
        // Only rows of plain values come here.
        self.refuse(ValueError::new(kind.name(), "a list is no value of a row").into());
    }

    fn part(&mut self, _: Part) {}
}
