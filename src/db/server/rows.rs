//! What becomes of the rows of a statement: decoded and kept, or looked at where they lie.

use std::ops::ControlFlow;

use super::Server;
use super::session::{Columns, RowReader, Session, Text};
use crate::db::{ErrorKind, Result};
use crate::query::Statement;

/// Runs a statement and reads at most so many of its rows.
pub(super) async fn fetch<D: Server, Q: Statement<Row: Send> + Sync>(
    session: &mut D::Session,
    opening: &'static [&'static str],
    query: &Q,
    sql: &Text,
    values: &mut <D::Session as Session>::Values,
    most: usize,
) -> Result<Vec<Q::Row>> {
    session.query(opening, sql, values).await?;
    let mut kept = Kept { query, rows: Vec::new(), most };
    session.read(&mut kept).await?;
    Ok(kept.rows)
}

/// Reads a row that was not read as it came. The first tells how wide all are.
pub(super) fn decode<D: Server, Q: Statement>(
    query: &Q,
    row: <D::Session as Session>::Row,
    first: bool,
) -> Result<Q::Row> {
    let mut decoded = Decoded { query, first, row: None };
    // It reads one row and never breaks off.
    let _ = D::Session::read_row(row, &mut decoded)?;
    match decoded.row {
        Some(row) => Ok(row),
        None => unreachable!("a session hands the row on or fails"),
    }
}

/// Keeps what the rows are read as.
struct Kept<'q, Q: Statement> {
    query: &'q Q,
    rows: Vec<Q::Row>,
    most: usize,
}

impl<Q: Statement> RowReader for Kept<'_, Q> {
    #[inline]
    fn row<'r, C: Columns<'r>>(&mut self, mut columns: C) -> Result<ControlFlow<()>> {
        let row = self.query.decode(&mut columns);
        // The first tells how wide all are.
        if self.rows.is_empty() {
            columns.check_width(row.is_ok())?;
        }
        match row {
            Ok(row) => self.rows.push(row),
            Err(error) => return Err(columns.refuse(&error)),
        }
        Ok(if self.rows.len() < self.most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    }
}

struct Decoded<'q, Q: Statement> {
    query: &'q Q,
    first: bool,
    row: Option<Q::Row>,
}

impl<Q: Statement> RowReader for Decoded<'_, Q> {
    #[inline]
    fn row<'r, C: Columns<'r>>(&mut self, mut columns: C) -> Result<ControlFlow<()>> {
        let row = self.query.decode(&mut columns);
        if self.first {
            columns.check_width(row.is_ok())?;
        }
        self.row = Some(row.map_err(|error| columns.refuse(&error))?);
        Ok(ControlFlow::Continue(()))
    }
}

/// Shows the rows to `each` where they lie.
pub(super) struct Shown<'q, Q, F> {
    pub(super) query: &'q Q,
    pub(super) each: F,
    pub(super) count: u64,
    /// Whether it ended by an error of the program's own.
    pub(super) harmless: bool,
}

impl<Q: Statement, F: for<'r> FnMut(Q::Borrowed<'r>) -> Result<()>> RowReader for Shown<'_, Q, F> {
    #[inline]
    fn row<'r, C: Columns<'r>>(&mut self, mut columns: C) -> Result<ControlFlow<()>> {
        let borrowed = self.query.borrow(&mut columns);
        if self.count == 0 {
            columns.check_width(borrowed.is_ok())?;
        }
        self.count += 1;
        match borrowed {
            Ok(row) => (self.each)(row).inspect_err(|error| self.harmless = error.kind() == ErrorKind::Custom)?,
            Err(error) => return Err(columns.refuse(&error)),
        }
        Ok(ControlFlow::Continue(()))
    }
}
