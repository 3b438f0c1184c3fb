//! Rows on their way out of a statement.

use std::borrow::Cow;

use super::decode::Columns;
use super::error::from_rusqlite;
use super::work::State;
use crate::db::{Error, ErrorKind, Result};
use crate::query::Statement;
use crate::types::ValueError;

/// The rows of a running statement.
///
/// One that writes is run to its end even if nobody wants its rows: SQLite checks foreign keys there.
pub(super) struct Rows<'s> {
    rows: rusqlite::Rows<'s>,
    writes: bool,
    /// Rows that came.
    count: u64,
    ended: bool,
}

impl<'s> Rows<'s> {
    #[inline]
    pub(super) fn new(rows: rusqlite::Rows<'s>, writes: bool) -> Self {
        Rows { rows, writes, count: 0, ended: false }
    }

    /// The next row, read by `read`.
    #[inline]
    pub(super) fn next<T>(
        &mut self,
        read: impl for<'r> FnOnce(&mut Columns<'r>) -> Result<T, ValueError>,
    ) -> Result<Option<T>> {
        self.look(|columns| read(columns).map_err(|error| Error::value(&error, columns.read().saturating_sub(1))))
    }

    /// The next row, read by `read`, which has errors of its own.
    #[inline]
    pub(super) fn look<T>(&mut self, read: impl for<'r> FnOnce(&mut Columns<'r>) -> Result<T>) -> Result<Option<T>> {
        if self.ended {
            return Ok(None);
        }
        match self.rows.next() {
            Ok(Some(row)) => {
                let mut columns = Columns::new(row);
                let value = read(&mut columns)?;
                // Once is enough: the statement is not compiled anew while it runs.
                if self.count == 0 {
                    let sent = row.as_ref().column_count();
                    if sent != columns.read() {
                        return Err(shape_changed(columns.read(), sent));
                    }
                }
                self.count += 1;
                Ok(Some(value))
            }
            Ok(None) => {
                self.ended = true;
                Ok(None)
            }
            Err(error) => {
                self.ended = true;
                Err(from_rusqlite(error))
            }
        }
    }

    /// Whether there is another row, without looking at it.
    #[inline]
    pub(super) fn has_more(&mut self) -> Result<bool> {
        match self.rows.next() {
            Ok(Some(_)) => Ok(true),
            Ok(None) => {
                self.ended = true;
                Ok(false)
            }
            Err(error) => {
                self.ended = true;
                Err(from_rusqlite(error))
            }
        }
    }

    /// Runs a statement that writes to its end.
    #[inline]
    pub(super) fn finish(&mut self) -> Result<()> {
        while self.writes && !self.ended && self.has_more()? {}
        Ok(())
    }

    pub(super) fn count(&self) -> u64 {
        self.count
    }
}

#[cold]
fn shape_changed(read: usize, sent: usize) -> Error {
    Error::new(ErrorKind::SchemaChanged, format!("the row has {sent} columns, {read} were expected"))
}

/// The rows of a query, one after the other: [`Transaction::stream`](super::Transaction::stream).
///
/// It borrows the transaction, which takes no other statement as long as it lives. After an error it ends.
#[must_use = "a stream does nothing until it is read"]
pub struct Stream<'t, Q: Statement> {
    pub(super) rows: Rows<'t>,
    pub(super) query: Q,
    pub(super) sql: Cow<'static, str>,
    pub(super) state: &'t mut State,
}

impl<Q: Statement> Iterator for Stream<'_, Q> {
    type Item = Result<Q::Row>;

    fn next(&mut self) -> Option<Self::Item> {
        let query = &self.query;
        let next = self.rows.next(|columns| query.decode(columns));
        next.map_err(|error| {
            self.rows.ended = true;
            self.state.poison(error.in_statement(&self.sql))
        })
        .transpose()
    }
}

impl<Q: Statement> Drop for Stream<'_, Q> {
    fn drop(&mut self) {
        if let Err(error) = self.rows.finish() {
            self.state.poison(error.in_statement(&self.sql));
        }
    }
}

impl<Q: Statement> std::fmt::Debug for Stream<'_, Q> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stream").field("sql", &self.sql).finish_non_exhaustive()
    }
}
