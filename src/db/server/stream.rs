//! Rows read one after the other.

use std::fmt;

use super::Server;
use super::session::{Session, Text};
use super::work::{Work, decode};
use crate::db::trace::Timer;
use crate::db::{Error, ErrorKind, Result};
use crate::query::Statement;

/// The rows of a query, one after the other: [`Transaction::stream`](super::Transaction::stream).
///
/// It borrows the transaction, which takes no other statement as long as it lives. Rows come from the server as they
/// are asked for, so that a result may be larger than memory. After an error it ends. It may be dropped at any row;
/// what it has not given is thrown away.
#[must_use = "a stream does nothing until it is read"]
pub struct Stream<'t, D: Server, Q: Statement> {
    rows: <D::Session as Session>::Rows<'t>,
    query: Q,
    sql: Text,
    busy: &'t mut bool,
    failed: &'t mut Option<Error>,
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
        let Work { connection, failed, span, .. } = work;
        let connection = &mut **connection;
        let rows = connection.session.query(opening, &sql, &mut values).await;
        span.statement(&timer, &sql, rows.as_ref().map(|_| 0));
        match rows {
            Ok(rows) => {
                connection.busy = false;
                let busy = &mut connection.busy;
                Ok(Stream { rows, query, sql, busy, failed, first: true, ended: false })
            }
            Err(error) => {
                connection.busy = error.kind() == ErrorKind::ConnectionLost;
                let error = error.in_statement(sql);
                failed.get_or_insert_with(|| error.clone());
                Err(error)
            }
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
        *self.busy = true;
        let next = <D::Session as Session>::next(&mut self.rows).await;
        *self.busy = matches!(&next, Err(error) if error.kind() == ErrorKind::ConnectionLost);
        let row = match next {
            Ok(None) => {
                self.ended = true;
                return None;
            }
            Ok(Some(row)) => decode::<D, Q>(&self.query, &row, std::mem::take(&mut self.first)),
            Err(error) => Err(error),
        };
        Some(row.map_err(|error| {
            self.ended = true;
            let error = error.in_statement(self.sql.clone());
            self.failed.get_or_insert_with(|| error.clone());
            error
        }))
    }
}

impl<D: Server, Q: Statement> fmt::Debug for Stream<'_, D, Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stream").field("sql", &self.sql).finish_non_exhaustive()
    }
}
