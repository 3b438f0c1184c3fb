//! How many rows a program wants, and what it gets when there are others.

use super::work::Work;
use crate::db::{Error, ErrorKind, Result};
use crate::query::Statement;

impl Work<'_> {
    pub(super) fn all<Q: Statement>(&mut self, query: &Q, read_only: bool) -> Result<Vec<Q::Row>> {
        self.query(query, read_only, |rows| {
            let mut all = Vec::new();
            while rows.advance()? {
                all.push(rows.read(query)?);
            }
            Ok(all)
        })
    }

    pub(super) fn one<Q: Statement>(&mut self, query: &Q, read_only: bool) -> Result<Q::Row> {
        self.query(query, read_only, |rows| {
            if !rows.advance()? {
                return Err(no_row());
            }
            let row = rows.read(query)?;
            if rows.advance()? { Err(too_many_rows()) } else { Ok(row) }
        })
    }

    pub(super) fn optional<Q: Statement>(&mut self, query: &Q, read_only: bool) -> Result<Option<Q::Row>> {
        self.query(query, read_only, |rows| {
            if !rows.advance()? {
                return Ok(None);
            }
            let row = rows.read(query)?;
            if rows.advance()? { Err(too_many_rows()) } else { Ok(Some(row)) }
        })
    }

    pub(super) fn first<Q: Statement>(&mut self, query: &Q, read_only: bool) -> Result<Option<Q::Row>> {
        self.query(query, read_only, |rows| if rows.advance()? { rows.read(query).map(Some) } else { Ok(None) })
    }

    pub(super) fn for_each<Q: Statement>(
        &mut self,
        query: &Q,
        read_only: bool,
        mut each: impl for<'r> FnMut(Q::Borrowed<'r>) -> Result<()>,
    ) -> Result<()> {
        self.query(query, read_only, |rows| {
            while rows.advance()? {
                rows.look(query, &mut each)?;
            }
            Ok(())
        })
    }
}

#[cold]
fn no_row() -> Error {
    Error::new(ErrorKind::NoRow, "")
}

#[cold]
fn too_many_rows() -> Error {
    Error::new(ErrorKind::TooManyRows, "")
}
