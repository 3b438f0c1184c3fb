//! Transactions that read and write.

use super::connection::Interrupt;
use super::read::ReadTransaction;
use super::rows::Stream;
use super::savepoint::Savepoint;
use super::work::Work;
use statiql_macros::bounds_at_name;

use crate::db::{Error, ErrorKind, Result};
use crate::query::{Executes, Fetches, FinishedOf, Missing, ReturnsOf, Run, Statement, Takes};
use crate::render::{DialectKind, Sqlite, Supports};
use crate::schema::{Tables, create_statements, drop_statements};

/// A transaction.
///
/// It holds the lock for writing from its beginning. It rolls back when it is dropped before [`Transaction::commit`],
/// also by a panic. A statement that fails poisons it: from then on it takes no other, and `commit` rolls back.
#[must_use = "a transaction that is dropped rolls back"]
pub struct Transaction<'db> {
    inner: ReadTransaction<'db>,
}

impl<'db> Transaction<'db> {
    /// All rows. See [`ReadTransaction::all`].
    ///
    /// # Errors
    /// As there.
    #[bounds_at_name]
    pub fn all<Q>(&mut self, query: Q) -> Result<Vec<Q::Row>>
    where
        Q: Statement,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        Sqlite: Supports<Missing<Q, Sqlite>>,
    {
        self.inner.work.all(&query, false)
    }

    /// The only row. See [`ReadTransaction::one`].
    ///
    /// # Errors
    /// As there.
    #[bounds_at_name]
    pub fn one<Q>(&mut self, query: Q) -> Result<Q::Row>
    where
        Q: Statement,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        Sqlite: Supports<Missing<Q, Sqlite>>,
    {
        self.inner.work.one(&query, false)
    }

    /// The only row, if there is one. See [`ReadTransaction::optional`].
    ///
    /// # Errors
    /// As there.
    #[bounds_at_name]
    pub fn optional<Q>(&mut self, query: Q) -> Result<Option<Q::Row>>
    where
        Q: Statement,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        Sqlite: Supports<Missing<Q, Sqlite>>,
    {
        self.inner.work.optional(&query, false)
    }

    /// The first row, if there is one; the others are not read. See [`ReadTransaction::first`].
    ///
    /// # Errors
    /// As there.
    #[bounds_at_name]
    pub fn first<Q>(&mut self, query: Q) -> Result<Option<Q::Row>>
    where
        Q: Statement,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        Sqlite: Supports<Missing<Q, Sqlite>>,
    {
        self.inner.work.first(&query, false)
    }

    /// Shows each row to `each` without taking it out of the database's hands: text is `&str`, bytes are `&[u8]`, and nothing is allocated. An error of `each` ends it. See [`ReadTransaction::for_each`].
    ///
    /// # Errors
    /// As there.
    #[bounds_at_name]
    pub fn for_each<Q>(&mut self, query: Q, each: impl for<'r> FnMut(Q::Borrowed<'r>) -> Result<()>) -> Result<()>
    where
        Q: Statement,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        Sqlite: Supports<Missing<Q, Sqlite>>,
    {
        self.inner.work.for_each(&query, false, each)
    }

    /// The rows one after the other, read as they are asked for. See [`ReadTransaction::stream`].
    ///
    /// # Errors
    /// As there.
    #[bounds_at_name]
    pub fn stream<Q>(&mut self, query: Q) -> Result<Stream<'_, Q>>
    where
        Q: Statement,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        Sqlite: Supports<Missing<Q, Sqlite>>,
    {
        self.inner.work.stream(query, false)
    }

    /// Runs a statement that gives no rows; gives how many rows it inserted, changed or deleted.
    ///
    /// # Errors
    /// The database's: [`UniqueViolation`](crate::ErrorKind::UniqueViolation) and the other violations,
    /// [`Value`](crate::ErrorKind::Value) when a value cannot be stored as it is. It poisons the transaction.
    #[bounds_at_name]
    pub fn execute<Q>(&mut self, statement: Q) -> Result<u64>
    where
        Q: Statement,
        Run: Takes<FinishedOf<Q>> + Executes<ReturnsOf<Q>>,
        Sqlite: Supports<Missing<Q, Sqlite>>,
    {
        self.inner.work.execute(&statement)
    }

    /// Runs one statement for each item, all or none; gives how many rows they inserted, changed or deleted.
    ///
    /// The statement is compiled once.
    ///
    /// ```
    /// # use statiql::prelude::*;
    /// # #[table("books")]
    /// # pub struct Books { #[column(primary_key)] pub id: i64, pub title: String }
    /// # let db = sqlite::Database::in_memory()?;
    /// # db.transaction(|tx| {
    /// # tx.create_all(Books)?;
    /// let titles = ["The Dispossessed", "Orlando"];
    /// let count = tx.execute_many(titles.iter().zip(1..), |(title, id)| {
    ///     insert(Books).values((Books.id.set(id), Books.title.set(*title)))
    /// })?;
    /// assert_eq!(count, 2);
    /// # Ok(())
    /// # })?;
    /// # Ok::<(), statiql::Error>(())
    /// ```
    ///
    /// # Errors
    /// As `execute`: the first that fails poisons the transaction, and what those before it did is undone with it.
    #[bounds_at_name]
    pub fn execute_many<I, Q>(&mut self, items: I, mut statement: impl FnMut(I::Item) -> Q) -> Result<u64>
    where
        I: IntoIterator,
        Q: Statement,
        Run: Takes<FinishedOf<Q>> + Executes<ReturnsOf<Q>>,
        Sqlite: Supports<Missing<Q, Sqlite>>,
    {
        let mut changed = 0;
        for item in items {
            changed += self.inner.work.execute(&statement(item))?;
        }
        Ok(changed)
    }

    /// Runs `work` in a savepoint: on `Err` what it did is undone, and the transaction goes on.
    ///
    /// ```
    /// # use statiql::prelude::*;
    /// # #[table("books")]
    /// # pub struct Books { #[column(primary_key)] pub id: i64, pub title: String }
    /// # let db = sqlite::Database::in_memory()?;
    /// # db.transaction(|tx| tx.create_all(Books))?;
    /// db.transaction(|tx| {
    ///     tx.execute(insert(Books).values((Books.id.set(1), Books.title.set("Orlando"))))?;
    ///     let again = tx.savepoint(|tx| {
    ///         tx.execute(insert(Books).values((Books.id.set(1), Books.title.set("Flush"))))
    ///     });
    ///     assert!(again.is_err_and(|error| error.is_unique_violation()));
    ///     tx.execute(insert(Books).values((Books.id.set(2), Books.title.set("Flush"))))?;
    ///     Ok(())
    /// })?;
    /// # Ok::<(), statiql::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of `work`; [`RolledBack`](crate::ErrorKind::RolledBack) when it swallowed the error of a statement; and
    /// the database's, which poison the transaction.
    pub fn savepoint<T>(&mut self, work: impl FnOnce(&mut Transaction<'db>) -> Result<T>) -> Result<T> {
        self.try_savepoint(work)
    }

    /// As [`Transaction::savepoint`], for errors of any type.
    ///
    /// # Errors
    /// As `savepoint`.
    pub fn try_savepoint<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&mut Transaction<'db>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut savepoint = self.begin_savepoint()?;
        match work(&mut savepoint) {
            Ok(value) => {
                savepoint.commit()?;
                Ok(value)
            }
            Err(error) => {
                // Should that fail, the transaction stays poisoned, and its end tells.
                let _ = savepoint.rollback();
                Err(error)
            }
        }
    }

    /// Begins a savepoint. It is undone when it is dropped before [`Savepoint::commit`].
    ///
    /// # Errors
    /// [`Transaction`](crate::ErrorKind::Transaction) when the transaction takes no more statements, or the
    /// database's.
    pub fn begin_savepoint(&mut self) -> Result<Savepoint<'_, 'db>> {
        Savepoint::begin(self)
    }

    /// Creates the tables that do not exist yet, referenced ones first, with their keys and indexes.
    ///
    /// # Errors
    /// [`Sql`](crate::ErrorKind::Sql) when a description makes no table. It poisons the transaction.
    pub fn create_all<T: Tables>(&mut self, tables: T) -> Result<()> {
        let _ = tables;
        self.run_ddl::<T>(create_statements)
    }

    /// Drops the tables that exist, referencing ones first.
    ///
    /// # Errors
    /// [`ForeignKeyViolation`](crate::ErrorKind::ForeignKeyViolation) when rows of other tables reference theirs. It
    /// poisons the transaction.
    pub fn drop_all<T: Tables>(&mut self, tables: T) -> Result<()> {
        let _ = tables;
        self.run_ddl::<T>(drop_statements)
    }

    fn run_ddl<T: Tables>(
        &mut self,
        write: fn(&[&'static crate::schema::TableMeta], DialectKind) -> Result<Vec<String>, crate::schema::DdlError>,
    ) -> Result<()> {
        let mut all = Vec::new();
        T::describe(&mut all);
        let statements =
            write(&all, DialectKind::Sqlite).map_err(|error| Error::new(ErrorKind::Sql, error.to_string()))?;
        let result = statements.iter().try_for_each(|sql| self.inner.work.raw(sql));
        self.inner.work.forget_statements();
        result
    }

    /// Runs SQL of your own that gives no rows, one statement or several: triggers, views, full-text tables.
    ///
    /// It takes no text made at run time, so that no value finds its way into SQL.
    ///
    /// # Errors
    /// The database's, and [`Transaction`](crate::ErrorKind::Transaction) when the text begins or ends a transaction
    /// or savepoint, attaches a database or sets a pragma. Either poisons the transaction.
    pub fn raw(&mut self, sql: &'static str) -> Result<()> {
        let result = self.inner.work.raw(sql);
        self.inner.work.forget_statements();
        result
    }

    /// The same transaction for code that only reads.
    pub fn as_read(&mut self) -> &mut ReadTransaction<'db> {
        &mut self.inner
    }

    /// Stops a running statement from another thread.
    pub fn interrupt_handle(&self) -> Interrupt {
        self.inner.interrupt_handle()
    }

    /// Ends the transaction and keeps what it did.
    ///
    /// # Errors
    /// [`RolledBack`](crate::ErrorKind::RolledBack) when a statement had failed, also one whose error was swallowed,
    /// with that error as the source. [`OutcomeUnknown`](crate::ErrorKind::OutcomeUnknown) when the disk failed. After
    /// any other error, such as a foreign key that is checked at the end, or
    /// [`Busy`](crate::ErrorKind::Busy), the transaction is rolled back too.
    pub fn commit(mut self) -> Result<()> {
        self.inner.work.commit()
    }

    /// Ends the transaction and undoes what it did.
    ///
    /// # Errors
    /// The database's; it undoes the transaction then when its connection is closed.
    pub fn rollback(mut self) -> Result<()> {
        self.inner.work.roll_back()
    }

    pub(super) fn new(work: Work<'db>) -> Self {
        Transaction { inner: ReadTransaction::new(work) }
    }

    pub(super) fn work(&mut self) -> &mut Work<'db> {
        &mut self.inner.work
    }
}

impl std::fmt::Debug for Transaction<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Transaction")
    }
}
