//! Rows read one after the other.

use std::fmt;

use super::Server;
use super::deadline::within;
use super::pool::Connection;
use super::rows::decode;
use super::session::{Session, Text};
use super::work::Work;
use crate::db::Result;
use crate::db::trace::Timer;
use crate::query::Statement;

/// The rows of a query, one after the other: [`Transaction::stream`](super::Transaction::stream).
///
/// It borrows the transaction, which takes no other statement as long as it lives. Rows come from the server as they
/// are asked for, so that a result may be larger than memory. After an error it ends. It may be dropped at any row;
/// what it has not given is thrown away.
#[must_use = "a stream does nothing until it is read"]
pub struct Stream<'t, D: Server, Q: Statement> {
    work: &'t mut Work<D>,
    query: Q,
    sql: Text,
    first: bool,
    ended: bool,
}

impl<'t, D: Server, Q: Statement> Stream<'t, D, Q> {
    pub(super) async fn begin(
        work: &'t mut Work<D>,
        opening: &'static [&'static str],
        query: Q,
        mut values: <D::Session as Session>::Values,
    ) -> Result<Self> {
        let sql = query.sql::<D>();
        let timer = Timer::start();
        let Connection { session, limit, .. } = &mut *work.connection;
        let begun = within!(*limit, session.query(opening, &sql, &mut values));
        Work::<D>::answered(&mut work.connection, &begun);
        work.span.statement(&timer, &sql, begun.as_ref().map(|()| 0));
        match begun {
            Ok(()) => Ok(Stream { work, query, sql, first: true, ended: false }),
            Err(error) => Err(work.poison(error.in_statement(sql))),
        }
    }

    /// The next row, `None` after the last.
    ///
    /// # Errors
    /// The database's, and [`Value`](crate::ErrorKind::Value) when a row holds something else than its type promises.
    /// Either poisons the transaction and ends the stream.
    pub async fn next(&mut self) -> Option<Result<Q::Row>> {
        if self.ended {
            return None;
        }
        let connection = &mut *self.work.connection;
        connection.busy = true;
        let next = within!(connection.limit, connection.session.next());
        Work::<D>::answered(connection, &next);
        let row = match next {
            Ok(None) => {
                self.ended = true;
                return None;
            }
            Ok(Some(row)) => decode::<D, Q>(&self.query, row, std::mem::take(&mut self.first)),
            Err(error) => Err(error),
        };
        Some(row.map_err(|error| {
            self.ended = true;
            self.work.poison(error.in_statement(self.sql.clone()))
        }))
    }
}

impl<D: Server, Q: Statement> Drop for Stream<'_, D, Q> {
    fn drop(&mut self) {
        self.work.connection.session.leave_rows();
    }
}

impl<D: Server, Q: Statement> fmt::Debug for Stream<'_, D, Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stream").field("sql", &self.sql).finish_non_exhaustive()
    }
}
