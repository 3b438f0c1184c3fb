//! How many rows a program wants, and what it gets when there are others.

use super::work::Work;
use crate::db::{Error, ErrorKind, Result};
use crate::query::Statement;

impl Work<'_> {
    pub(super) fn all<Q: Statement>(&mut self, query: &Q, read_only: bool) -> Result<Vec<Q::Row>> {
        let mut all = Vec::new();
        self.query(query, read_only, |rows| {
            all = rows.all(query)?;
            Ok(())
        })?;
        Ok(all)
    }

    pub(super) fn one<Q: Statement>(&mut self, query: &Q, read_only: bool) -> Result<Q::Row> {
        let mut one = None;
        self.query(query, read_only, |rows| {
            if !rows.advance()? {
                return Err(no_row());
            }
            one = Some(rows.read(query)?);
            if rows.advance()? { Err(too_many_rows()) } else { Ok(()) }
        })?;
        one.ok_or_else(no_row)
    }

    pub(super) fn optional<Q: Statement>(&mut self, query: &Q, read_only: bool) -> Result<Option<Q::Row>> {
        let mut optional = None;
        self.query(query, read_only, |rows| {
            if !rows.advance()? {
                return Ok(());
            }
            optional = Some(rows.read(query)?);
            if rows.advance()? { Err(too_many_rows()) } else { Ok(()) }
        })?;
        Ok(optional)
    }

    pub(super) fn first<Q: Statement>(&mut self, query: &Q, read_only: bool) -> Result<Option<Q::Row>> {
        let mut first = None;
        self.query(query, read_only, |rows| {
            if rows.advance()? {
                first = Some(rows.read(query)?);
            }
            Ok(())
        })?;
        Ok(first)
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
