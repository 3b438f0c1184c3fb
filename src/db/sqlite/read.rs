//! Transactions that only read.

use super::connection::Interrupt;
use super::rows::Stream;
use super::work::Work;
use statiql_macros::bounds_at_name;

use crate::db::Result;
use crate::query::{AccessOf, Allows, Fetches, FinishedOf, Missing, ReadOnly, ReturnsOf, Run, Statement, Takes};
use crate::render::{Sqlite, Supports};

/// A transaction that only reads: it sees the database as it was when it began, whatever others write meanwhile.
///
/// ```
/// # use statiql::prelude::*;
/// # #[table("books")]
/// # pub struct Books { #[column(primary_key)] pub id: i64, pub title: String }
/// # let db = sqlite::Database::in_memory()?;
/// # db.transaction(|tx| tx.create_all(Books))?;
/// let titles = db.read(|tx| tx.all(from(Books).select(Books.title)))?;
/// assert!(titles.is_empty());
/// # Ok::<(), statiql::Error>(())
/// ```
pub struct ReadTransaction<'db> {
    pub(super) work: Work<'db>,
}

impl<'db> ReadTransaction<'db> {
    /// All rows.
    ///
    /// # Errors
    /// The database's, and [`Value`](crate::ErrorKind::Value) when a row holds something else than its type
    /// promises. Either poisons the transaction.
    #[bounds_at_name]
    pub fn all<Q>(&mut self, query: Q) -> Result<Vec<Q::Row>>
    where
        Q: Statement,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        Sqlite: Supports<Missing<Q, Sqlite>>,
        ReadOnly: Allows<AccessOf<Q>>,
    {
        self.work.all(&query, true)
    }

    /// The only row.
    ///
    /// # Errors
    /// As `all`, and [`NoRow`](crate::ErrorKind::NoRow) or [`TooManyRows`](crate::ErrorKind::TooManyRows) when
    /// there is not exactly one. These two leave the transaction usable, but for a statement that wrote several
    /// rows.
    #[bounds_at_name]
    pub fn one<Q>(&mut self, query: Q) -> Result<Q::Row>
    where
        Q: Statement,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        Sqlite: Supports<Missing<Q, Sqlite>>,
        ReadOnly: Allows<AccessOf<Q>>,
    {
        self.work.one(&query, true)
    }

    /// The only row, if there is one.
    ///
    /// # Errors
    /// As `one`, but no row is no error.
    #[bounds_at_name]
    pub fn optional<Q>(&mut self, query: Q) -> Result<Option<Q::Row>>
    where
        Q: Statement,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        Sqlite: Supports<Missing<Q, Sqlite>>,
        ReadOnly: Allows<AccessOf<Q>>,
    {
        self.work.optional(&query, true)
    }

    /// The first row, if there is one; the others are not read.
    ///
    /// # Errors
    /// As `all`.
    #[bounds_at_name]
    pub fn first<Q>(&mut self, query: Q) -> Result<Option<Q::Row>>
    where
        Q: Statement,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        Sqlite: Supports<Missing<Q, Sqlite>>,
        ReadOnly: Allows<AccessOf<Q>>,
    {
        self.work.first(&query, true)
    }

    /// Shows each row to `each` without taking it out of the database's hands: text is `&str`, bytes are `&[u8]`,
    /// and nothing is allocated. An error of `each` ends it.
    ///
    /// ```
    /// # use statiql::prelude::*;
    /// # #[table("books")]
    /// # pub struct Books { #[column(primary_key)] pub id: i64, pub title: String }
    /// # let db = sqlite::Database::in_memory()?;
    /// # db.transaction(|tx| tx.create_all(Books))?;
    /// let mut letters = 0;
    /// db.transaction(|tx| {
    ///     tx.for_each(from(Books).select((Books.id, Books.title)), |(_, title)| {
    ///         letters += title.len();
    ///         Ok(())
    ///     })
    /// })?;
    /// # assert_eq!(letters, 0);
    /// # Ok::<(), statiql::Error>(())
    /// ```
    ///
    /// # Errors
    /// As `all`, and those of `each`: one made by [`Error::custom`](crate::Error::custom) leaves the transaction
    /// usable.
    #[bounds_at_name]
    pub fn for_each<Q>(&mut self, query: Q, each: impl for<'r> FnMut(Q::Borrowed<'r>) -> Result<()>) -> Result<()>
    where
        Q: Statement,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        Sqlite: Supports<Missing<Q, Sqlite>>,
        ReadOnly: Allows<AccessOf<Q>>,
    {
        self.work.for_each(&query, true, each)
    }

    /// The rows one after the other, read as they are asked for.
    ///
    /// The stream borrows the transaction: drop it, or read it to its end, before the next statement.
    ///
    /// # Errors
    /// As `all`, of the statement here and of each row there.
    #[bounds_at_name]
    pub fn stream<Q>(&mut self, query: Q) -> Result<Stream<'_, Q>>
    where
        Q: Statement,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        Sqlite: Supports<Missing<Q, Sqlite>>,
        ReadOnly: Allows<AccessOf<Q>>,
    {
        self.work.stream(query, true)
    }

    /// Stops a running statement from another thread.
    pub fn interrupt_handle(&self) -> Interrupt {
        self.work.interrupt_handle()
    }

    pub(super) fn new(work: Work<'db>) -> Self {
        ReadTransaction { work }
    }
}

impl std::fmt::Debug for ReadTransaction<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReadTransaction")
    }
}
