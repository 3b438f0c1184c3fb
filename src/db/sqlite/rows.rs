//! Rows on their way out of a statement.

use std::borrow::Cow;

use rusqlite::fallible_streaming_iterator::FallibleStreamingIterator;

use super::decode::Columns;
use super::error::from_rusqlite;
use super::work::State;
use crate::db::{Error, ErrorKind, Result};
use crate::query::Statement;

/// The rows of a running statement.
///
/// One that writes has written everything, and checked its foreign keys, when its first row comes, so it may be left
/// at any row.
pub(super) struct Rows<'s> {
    rows: rusqlite::Rows<'s>,
    count: u64,
}

impl<'s> Rows<'s> {
    #[inline]
    pub(super) fn new(rows: rusqlite::Rows<'s>) -> Self {
        Rows { rows, count: 0 }
    }

    /// Goes to the next row; false when there is none, then and ever after.
    #[inline(always)]
    pub(super) fn advance(&mut self) -> Result<bool> {
        self.rows.advance().map_err(from_rusqlite)?;
        let there = self.rows.get().is_some();
        self.count += u64::from(there);
        Ok(there)
    }

    /// Reads all rows.
    #[inline]
    pub(super) fn all<Q: Statement>(&mut self, query: &Q) -> Result<Vec<Q::Row>> {
        let mut all = Vec::new();
        while self.advance()? {
            all.push(self.read(query)?);
        }
        Ok(all)
    }

    /// Reads the row that it is at.
    #[inline(always)]
    pub(super) fn read<Q: Statement>(&self, query: &Q) -> Result<Q::Row> {
        let mut columns = self.columns()?;
        let row = query.decode(&mut columns);
        self.check_width(&columns, row.is_ok())?;
        match row {
            Ok(row) => Ok(row),
            Err(error) => Err(columns.refuse(&error)),
        }
    }

    /// Reads the row that it is at without taking it out, and hands it to `each`.
    #[inline]
    pub(super) fn look<'r, Q: Statement>(
        &'r self,
        query: &Q,
        each: &mut impl FnMut(Q::Borrowed<'r>) -> Result<()>,
    ) -> Result<()> {
        let mut columns = self.columns()?;
        let row = query.borrow(&mut columns);
        self.check_width(&columns, row.is_ok())?;
        match row {
            Ok(row) => each(row),
            Err(error) => Err(columns.refuse(&error)),
        }
    }

    #[inline]
    fn columns(&self) -> Result<Columns<'_>> {
        match self.rows.get() {
            Some(row) => Ok(Columns::new(row)),
            None => Err(Error::new(ErrorKind::NoRow, "")),
        }
    }

    /// The first row tells how wide they are: the statement is not compiled anew while it runs.
    #[inline]
    fn check_width(&self, columns: &Columns<'_>, read_to_the_end: bool) -> Result<()> {
        if self.count == 1 { columns.check_width(read_to_the_end) } else { Ok(()) }
    }

    /// How many rows came.
    pub(super) fn count(&self) -> u64 {
        self.count
    }
}

/// The rows of a query, one after the other: [`Transaction::stream`](super::Transaction::stream).
///
/// It borrows the transaction, which takes no other statement as long as it lives. After an error it ends.
#[must_use = "a stream does nothing until it is read"]
pub struct Stream<'t, Q: Statement> {
    /// None after an error.
    pub(super) rows: Option<Rows<'t>>,
    pub(super) query: Q,
    pub(super) sql: Cow<'static, str>,
    pub(super) state: &'t mut State,
}

impl<Q: Statement> Iterator for Stream<'_, Q> {
    type Item = Result<Q::Row>;

    fn next(&mut self) -> Option<Self::Item> {
        let rows = self.rows.as_mut()?;
        let next = match rows.advance() {
            Ok(true) => rows.read(&self.query),
            Ok(false) => return None,
            Err(error) => Err(error),
        };
        Some(next.map_err(|error| {
            self.rows = None;
            self.state.poison(error.in_statement(self.sql.clone()))
        }))
    }
}

impl<Q: Statement> std::fmt::Debug for Stream<'_, Q> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stream").field("sql", &self.sql).finish_non_exhaustive()
    }
}
