//! How many rows a program wants, and what it gets when there are others.

use super::Server;
use super::deadline::within;
use super::pool::Connection;
use super::rows::Shown;
use super::session::Session;
use super::stream::Stream;
use super::work::Work;
use crate::db::trace::Timer;
use crate::db::{Error, ErrorKind, Result};
use crate::query::{Access, Statement};

impl<D: Server> Work<D> {
    pub(super) async fn all<Q: Statement<Row: Send> + Sync>(&mut self, query: Q) -> Result<Vec<Q::Row>> {
        self.fetch(&query, usize::MAX).await
    }

    pub(super) async fn one<Q: Statement<Row: Send> + Sync>(&mut self, query: Q) -> Result<Q::Row> {
        match self.optional(query).await? {
            Some(row) => Ok(row),
            None => Err(Error::new(ErrorKind::NoRow, "")),
        }
    }

    pub(super) async fn optional<Q: Statement<Row: Send> + Sync>(&mut self, query: Q) -> Result<Option<Q::Row>> {
        let mut rows = self.fetch(&query, 2).await?;
        if rows.len() < 2 {
            return Ok(rows.pop());
        }
        let error = Error::new(ErrorKind::TooManyRows, "").in_statement(query.sql::<D>());
        // A query that was only read from is not half done.
        Err(if Q::Access::READS { error } else { self.poison(error) })
    }

    pub(super) async fn first<Q: Statement<Row: Send> + Sync>(&mut self, query: Q) -> Result<Option<Q::Row>> {
        Ok(self.fetch(&query, 1).await?.pop())
    }

    pub(super) async fn for_each<Q: Statement + Sync>(
        &mut self,
        query: Q,
        each: impl for<'r> FnMut(Q::Borrowed<'r>) -> Result<()> + Send,
    ) -> Result<()> {
        self.ready().await?;
        let timer = Timer::start();
        let sql = query.sql::<D>();
        let mut shown = Shown { query: &query, each, count: 0, harmless: false };
        let result = match D::Session::encode(&query, D::KIND) {
            Ok(mut values) => {
                let opening = self.open();
                let Connection { session, limit, .. } = &mut *self.connection;
                let result = within!(*limit, async {
                    session.query(opening, &sql, &mut values).await?;
                    session.read(&mut shown).await
                });
                Self::answered(&mut self.connection, &result);
                result
            }
            Err(error) => Err(error),
        };
        self.span.statement(&timer, &sql, result.as_ref().map(|()| shown.count));
        result.map_err(|error| {
            let error = error.in_statement(sql);
            if shown.harmless { error } else { self.poison(error) }
        })
    }

    pub(super) async fn stream<Q: Statement>(&mut self, query: Q) -> Result<Stream<'_, D, Q>> {
        self.ready().await?;
        let values = D::Session::encode(&query, D::KIND);
        let values = values.map_err(|error| self.poison(error.in_statement(query.sql::<D>())))?;
        let opening = self.open();
        Stream::begin(self, opening, query, values).await
    }
}
