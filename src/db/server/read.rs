//! Transactions that only read.

use statiql_macros::bounds_at_name;

use super::Server;
use super::pipeline::{AccessAll, FinishedAll, MissingAll, Pipeline};
use super::running::Running;
use super::stream::Stream;
use super::work::Work;
use crate::db::Result;
use crate::query::{AccessOf, Allows, Fetches, FinishedOf, Missing, ReadOnly, ReturnsOf, Run, Statement, Takes};
use crate::render::Supports;

/// A transaction that only reads, on the server too: it sees the database as it was when its first statement ran,
/// whatever others write meanwhile.
///
/// ```no_run
/// # use statiql::prelude::*;
/// # #[table("books")]
/// # pub struct Books { #[column(primary_key)] pub id: i64, pub title: String }
/// # async fn run(db: statiql::postgres::Database) -> statiql::Result<()> {
/// let titles = db.read(async |tx| tx.all(from(Books).select(Books.title)).await).await?;
/// # let _: Vec<String> = titles;
/// # Ok(())
/// # }
/// ```
pub struct ReadTransaction<D: Server> {
    pub(super) work: Work<D>,
}

impl<D: Server> ReadTransaction<D> {
    /// All rows.
    ///
    /// # Errors
    /// The database's, and [`Value`](crate::ErrorKind::Value) when a value cannot be stored as it is or a row holds
    /// something else than its type promises. Either poisons the transaction.
    #[bounds_at_name]
    pub fn all<'t, Q>(&'t mut self, query: Q) -> Running<'t, Vec<Q::Row>>
    where
        Q: Statement<Row: Send> + Send + Sync + 't,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        D: Supports<Missing<Q, D>>,
        ReadOnly: Allows<AccessOf<Q>>,
    {
        Box::pin(self.work.all(query))
    }

    /// The only row.
    ///
    /// # Errors
    /// As `all`, and [`NoRow`](crate::ErrorKind::NoRow) or [`TooManyRows`](crate::ErrorKind::TooManyRows) when
    /// there is not exactly one. These two leave the transaction usable, but for a statement that wrote several
    /// rows.
    #[bounds_at_name]
    pub fn one<'t, Q>(&'t mut self, query: Q) -> Running<'t, Q::Row>
    where
        Q: Statement<Row: Send> + Send + Sync + 't,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        D: Supports<Missing<Q, D>>,
        ReadOnly: Allows<AccessOf<Q>>,
    {
        Box::pin(self.work.one(query))
    }

    /// The only row, if there is one.
    ///
    /// # Errors
    /// As `all`, and [`TooManyRows`](crate::ErrorKind::TooManyRows) when there are several.
    #[bounds_at_name]
    pub fn optional<'t, Q>(&'t mut self, query: Q) -> Running<'t, Option<Q::Row>>
    where
        Q: Statement<Row: Send> + Send + Sync + 't,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        D: Supports<Missing<Q, D>>,
        ReadOnly: Allows<AccessOf<Q>>,
    {
        Box::pin(self.work.optional(query))
    }

    /// The first row, if there is one; the others are thrown away.
    ///
    /// # Errors
    /// As `all`.
    #[bounds_at_name]
    pub fn first<'t, Q>(&'t mut self, query: Q) -> Running<'t, Option<Q::Row>>
    where
        Q: Statement<Row: Send> + Send + Sync + 't,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        D: Supports<Missing<Q, D>>,
        ReadOnly: Allows<AccessOf<Q>>,
    {
        Box::pin(self.work.first(query))
    }

    /// Shows each row to `each` where it lies: text is `&str`, bytes are `&[u8]`. An error of `each` ends it.
    ///
    /// # Errors
    /// As `all`, and those of `each`: one made by [`Error::custom`](crate::Error::custom) leaves the transaction
    /// usable.
    #[bounds_at_name]
    pub fn for_each<'t, Q>(
        &'t mut self,
        query: Q,
        each: impl for<'r> FnMut(Q::Borrowed<'r>) -> Result<()> + Send + 't,
    ) -> Running<'t, ()>
    where
        Q: Statement + Send + Sync + 't,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        D: Supports<Missing<Q, D>>,
        ReadOnly: Allows<AccessOf<Q>>,
    {
        Box::pin(self.work.for_each(query, each))
    }

    /// The rows one after the other, read as they are asked for.
    ///
    /// The stream borrows the transaction: drop it, or read it to its end, before the next statement.
    ///
    /// # Errors
    /// As `all`, of the statement here and of each row there.
    #[bounds_at_name]
    pub fn stream<'t, Q>(&'t mut self, query: Q) -> Running<'t, Stream<'t, D, Q>>
    where
        Q: Statement + Send + Sync + 't,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        D: Supports<Missing<Q, D>>,
        ReadOnly: Allows<AccessOf<Q>>,
    {
        Box::pin(self.work.stream(query))
    }

    /// Runs several queries; see [`Transaction::pipeline`](super::Transaction::pipeline).
    ///
    /// # Errors
    /// As `all`: the first error.
    #[bounds_at_name]
    pub fn pipeline<'t, P>(&'t mut self, queries: P) -> Running<'t, P::Results>
    where
        P: Pipeline<D, Results: Send> + Send + Sync + 't,
        Run: Takes<FinishedAll<P, D>>,
        D: Supports<MissingAll<P, D>>,
        ReadOnly: Allows<AccessAll<P, D>>,
    {
        Box::pin(self.work.run_all(queries))
    }

    /// Ends the transaction. Dropping it does the same without waiting for it.
    pub async fn end(self) {
        // There is nothing to lose.
        let _ = self.work.roll_back().await;
    }
}

impl<D: Server> std::fmt::Debug for ReadTransaction<D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReadTransaction")
    }
}
