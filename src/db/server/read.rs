//! Transactions that only read.

use statiql_macros::bounds_at_name;

use super::Server;
use super::pipeline::Pipeline;
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
    pub async fn all<Q>(&mut self, query: Q) -> Result<Vec<Q::Row>>
    where
        Q: Statement,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        D: Supports<Missing<Q, D>>,
        ReadOnly: Allows<AccessOf<Q>>,
    {
        self.work.all(query).await
    }

    /// The only row.
    ///
    /// # Errors
    /// As `all`, and [`NoRow`](crate::ErrorKind::NoRow) or [`TooManyRows`](crate::ErrorKind::TooManyRows) when
    /// there is not exactly one. These two leave the transaction usable, but for a statement that wrote several
    /// rows.
    #[bounds_at_name]
    pub async fn one<Q>(&mut self, query: Q) -> Result<Q::Row>
    where
        Q: Statement,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        D: Supports<Missing<Q, D>>,
        ReadOnly: Allows<AccessOf<Q>>,
    {
        self.work.one(query).await
    }

    /// The only row, if there is one.
    ///
    /// # Errors
    /// As `all`, and [`TooManyRows`](crate::ErrorKind::TooManyRows) when there are several.
    #[bounds_at_name]
    pub async fn optional<Q>(&mut self, query: Q) -> Result<Option<Q::Row>>
    where
        Q: Statement,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        D: Supports<Missing<Q, D>>,
        ReadOnly: Allows<AccessOf<Q>>,
    {
        self.work.optional(query).await
    }

    /// The first row, if there is one; the others are thrown away.
    ///
    /// # Errors
    /// As `all`.
    #[bounds_at_name]
    pub async fn first<Q>(&mut self, query: Q) -> Result<Option<Q::Row>>
    where
        Q: Statement,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        D: Supports<Missing<Q, D>>,
        ReadOnly: Allows<AccessOf<Q>>,
    {
        self.work.first(query).await
    }

    /// Shows each row to `each` where it lies: text is `&str`, bytes are `&[u8]`. An error of `each` ends it.
    ///
    /// # Errors
    /// As `all`, and those of `each`: one made by [`Error::custom`](crate::Error::custom) leaves the transaction
    /// usable.
    #[bounds_at_name]
    pub async fn for_each<Q>(&mut self, query: Q, each: impl for<'r> FnMut(Q::Borrowed<'r>) -> Result<()>) -> Result<()>
    where
        Q: Statement,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        D: Supports<Missing<Q, D>>,
        ReadOnly: Allows<AccessOf<Q>>,
    {
        self.work.for_each(query, each).await
    }

    /// The rows one after the other, read as they are asked for.
    ///
    /// The stream borrows the transaction: drop it, or read it to its end, before the next statement.
    ///
    /// # Errors
    /// As `all`, of the statement here and of each row there.
    #[bounds_at_name]
    pub async fn stream<Q>(&mut self, query: Q) -> Result<Stream<'_, D, Q>>
    where
        Q: Statement,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        D: Supports<Missing<Q, D>>,
        ReadOnly: Allows<AccessOf<Q>>,
    {
        self.work.stream(query).await
    }

    /// Runs several queries; see [`Transaction::pipeline`](super::Transaction::pipeline).
    ///
    /// # Errors
    /// As `all`: the first error.
    #[bounds_at_name]
    pub async fn pipeline<P>(&mut self, queries: P) -> Result<P::Results>
    where
        P: Pipeline<D>,
        ReadOnly: Allows<P::Access>,
    {
        self.work.run_all(queries).await
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
