//! Transactions that read and write.

use statiql_macros::bounds_at_name;

use super::Server;
use super::pipeline::{FinishedAll, MissingAll, Pipeline};
use super::read::ReadTransaction;
use super::running::Running;
use super::savepoint::Savepoint;
use super::stream::Stream;
use super::work::Work;
use crate::db::{Error, Result};
use crate::query::{Executes, Fetches, FinishedOf, Missing, ReturnsOf, Run, Statement, Takes};
use crate::render::Supports;
use crate::render::capability::{Lacks, TransactionalDdl};
use crate::schema::{Tables, create_statements, drop_statements};

/// A transaction.
///
/// It rolls back when it is dropped before [`Transaction::commit`], also by a panic or because the future that holds
/// it is dropped. A statement that fails, or whose future is dropped before its end, poisons it: from then on it takes
/// no other, and `commit` rolls back.
#[must_use = "a transaction that is dropped rolls back"]
pub struct Transaction<D: Server> {
    inner: ReadTransaction<D>,
}

impl<D: Server> Transaction<D> {
    /// All rows. See [`ReadTransaction::all`].
    ///
    /// # Errors
    /// As there.
    #[bounds_at_name]
    pub fn all<'t, Q>(&'t mut self, query: Q) -> Running<'t, Vec<Q::Row>>
    where
        Q: Statement<Row: Send> + Send + Sync + 't,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        D: Supports<Missing<Q, D>>,
    {
        Box::pin(self.inner.work.all(query))
    }

    /// The only row. See [`ReadTransaction::one`].
    ///
    /// # Errors
    /// As there.
    #[bounds_at_name]
    pub fn one<'t, Q>(&'t mut self, query: Q) -> Running<'t, Q::Row>
    where
        Q: Statement<Row: Send> + Send + Sync + 't,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        D: Supports<Missing<Q, D>>,
    {
        Box::pin(self.inner.work.one(query))
    }

    /// The only row, if there is one. See [`ReadTransaction::optional`].
    ///
    /// # Errors
    /// As there.
    #[bounds_at_name]
    pub fn optional<'t, Q>(&'t mut self, query: Q) -> Running<'t, Option<Q::Row>>
    where
        Q: Statement<Row: Send> + Send + Sync + 't,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        D: Supports<Missing<Q, D>>,
    {
        Box::pin(self.inner.work.optional(query))
    }

    /// The first row, if there is one; the others are thrown away. See [`ReadTransaction::first`].
    ///
    /// # Errors
    /// As there.
    #[bounds_at_name]
    pub fn first<'t, Q>(&'t mut self, query: Q) -> Running<'t, Option<Q::Row>>
    where
        Q: Statement<Row: Send> + Send + Sync + 't,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        D: Supports<Missing<Q, D>>,
    {
        Box::pin(self.inner.work.first(query))
    }

    /// Shows each row to `each` where it lies. See [`ReadTransaction::for_each`].
    ///
    /// # Errors
    /// As there.
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
    {
        Box::pin(self.inner.work.for_each(query, each))
    }

    /// The rows one after the other, read as they are asked for. See [`ReadTransaction::stream`].
    ///
    /// # Errors
    /// As there.
    #[bounds_at_name]
    pub fn stream<'t, Q>(&'t mut self, query: Q) -> Running<'t, Stream<'t, D, Q>>
    where
        Q: Statement + Send + Sync + 't,
        Run: Takes<FinishedOf<Q>> + Fetches<ReturnsOf<Q>>,
        D: Supports<Missing<Q, D>>,
    {
        Box::pin(self.inner.work.stream(query))
    }

    /// Runs a statement that gives no rows; gives how many rows it inserted, changed or deleted.
    ///
    /// # Errors
    /// The database's: [`UniqueViolation`](crate::ErrorKind::UniqueViolation) and the other violations,
    /// [`Value`](crate::ErrorKind::Value) when a value cannot be stored as it is. It poisons the transaction.
    #[bounds_at_name]
    pub fn execute<'t, Q>(&'t mut self, statement: Q) -> Running<'t, u64>
    where
        Q: Statement<Row: Send> + Send + Sync + 't,
        Run: Takes<FinishedOf<Q>> + Executes<ReturnsOf<Q>>,
        D: Supports<Missing<Q, D>>,
    {
        Box::pin(async move { self.inner.work.execute(&statement).await })
    }

    /// Runs several statements, and gives what each gives: on PostgreSQL all are sent before the first answer is
    /// waited for, on MySQL and MariaDB, whose protocol has no such thing, one after the other.
    ///
    /// ```no_run
    /// # use statiql::prelude::*;
    /// # #[table("books")]
    /// # pub struct Books { #[column(primary_key)] pub id: i64, pub stock: i64 }
    /// # async fn run(db: statiql::postgres::Database) -> statiql::Result<()> {
    /// let (changed, stock) = db
    ///     .transaction(async |tx| {
    ///         tx.pipeline((
    ///             update(Books).set(Books.stock.set(Books.stock - 1)).filter(Books.id.eq(1)),
    ///             from(Books).filter(Books.id.eq(1)).select(Books.stock),
    ///         ))
    ///         .await
    ///     })
    ///     .await?;
    /// # let _: (u64, Vec<i64>) = (changed, stock);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// The first one of theirs. It poisons the transaction.
    #[bounds_at_name]
    pub fn pipeline<'t, P>(&'t mut self, statements: P) -> Running<'t, P::Results>
    where
        P: Pipeline<D, Results: Send> + Send + Sync + 't,
        Run: Takes<FinishedAll<P, D>>,
        D: Supports<MissingAll<P, D>>,
    {
        Box::pin(self.inner.work.run_all(statements))
    }

    /// Runs one statement for each item, all or none; gives how many rows they inserted, changed or deleted.
    ///
    /// INSERTs of plain values go as one statement for many rows: with arrays on PostgreSQL, with several rows of
    /// VALUES on MySQL and MariaDB. Other statements are sent as a [`pipeline`](Transaction::pipeline).
    ///
    /// # Errors
    /// As `execute`: the first that fails poisons the transaction, and what those before it did is undone with it.
    #[bounds_at_name]
    pub fn execute_many<'t, I, Q>(
        &'t mut self,
        items: I,
        statement: impl FnMut(I::Item) -> Q + Send + 't,
    ) -> Running<'t, u64>
    where
        I: IntoIterator<IntoIter: Send + 't>,
        Q: Statement + 't,
        Run: Takes<FinishedOf<Q>> + Executes<ReturnsOf<Q>>,
        D: Supports<Missing<Q, D>>,
    {
        let statements = items.into_iter().map(statement);
        Box::pin(self.inner.work.execute_many(statements))
    }

    /// Runs `work` in a savepoint: on `Err` what it did is undone, and the transaction goes on.
    ///
    /// ```no_run
    /// # use statiql::prelude::*;
    /// # #[table("books")]
    /// # pub struct Books { #[column(primary_key)] pub id: i64, pub title: String }
    /// # async fn run(db: statiql::postgres::Database) -> statiql::Result<()> {
    /// db.transaction(async |tx| {
    ///     let flush = insert(Books).values((Books.id.set(1), Books.title.set("Flush")));
    ///     let taken = tx.savepoint(async |tx| tx.execute(flush).await).await;
    ///     if taken.is_err_and(|error| error.is_unique_violation()) {
    ///         tx.execute(update(Books).set(Books.title.set("Flush")).filter(Books.id.eq(1))).await?;
    ///     }
    ///     Ok(())
    /// })
    /// .await
    /// # }
    /// ```
    ///
    /// # Errors
    /// Those of `work`; [`RolledBack`](crate::ErrorKind::RolledBack) when it swallowed the error of a statement; and
    /// the database's, which poison the transaction.
    pub async fn savepoint<T>(&mut self, work: impl AsyncFnOnce(&mut Transaction<D>) -> Result<T>) -> Result<T> {
        self.try_savepoint(work).await
    }

    /// As [`Transaction::savepoint`], for errors of any type.
    ///
    /// # Errors
    /// As `savepoint`.
    pub async fn try_savepoint<T, E: From<Error>>(
        &mut self,
        work: impl AsyncFnOnce(&mut Transaction<D>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut savepoint = self.begin_savepoint().await?;
        match work(&mut savepoint).await {
            Ok(value) => {
                savepoint.commit().await?;
                Ok(value)
            }
            Err(error) => {
                // Should that fail, the transaction stays poisoned, and its end tells.
                let _ = savepoint.rollback().await;
                Err(error)
            }
        }
    }

    /// Begins a savepoint. It is undone when it is dropped before [`Savepoint::commit`].
    ///
    /// # Errors
    /// [`Transaction`](crate::ErrorKind::Transaction) when the transaction takes no more statements, or the
    /// database's.
    pub async fn begin_savepoint(&mut self) -> Result<Savepoint<'_, D>> {
        Savepoint::begin(self).await
    }

    /// Creates the tables that do not exist yet, referenced ones first, with their keys and indexes. MySQL and MariaDB
    /// cannot undo that, so there it is [`Database::create_all`](super::Database::create_all) only.
    ///
    /// # Errors
    /// [`Sql`](crate::ErrorKind::Sql) when a description makes no table. It poisons the transaction.
    #[bounds_at_name]
    pub fn create_all<'t, T: Tables + 't>(&'t mut self, tables: T) -> Running<'t, ()>
    where
        D: Supports<Lacks<TransactionalDdl, D>>,
    {
        let _ = tables;
        Box::pin(self.inner.work.run_ddl::<T>(create_statements))
    }

    /// Drops the tables that exist, referencing ones first. MySQL and MariaDB cannot undo that, so there it is
    /// [`Database::drop_all`](super::Database::drop_all) only.
    ///
    /// # Errors
    /// [`ForeignKeyViolation`](crate::ErrorKind::ForeignKeyViolation) when other tables reference them. It poisons
    /// the transaction.
    #[bounds_at_name]
    pub fn drop_all<'t, T: Tables + 't>(&'t mut self, tables: T) -> Running<'t, ()>
    where
        D: Supports<Lacks<TransactionalDdl, D>>,
    {
        let _ = tables;
        Box::pin(self.inner.work.run_ddl::<T>(drop_statements))
    }

    /// Runs one statement of your own that gives no rows: a view, a trigger, a setting.
    ///
    /// It takes no text made at run time, so that no value finds its way into SQL.
    ///
    /// # Errors
    /// The database's, and [`Transaction`](crate::ErrorKind::Transaction) when the text begins or ends a transaction
    /// or savepoint, or is one that the database would commit the transaction for. Either poisons the transaction.
    pub async fn raw(&mut self, sql: &'static str) -> Result<()> {
        self.inner.work.raw(sql).await
    }

    /// The same transaction for code that only reads.
    pub fn as_read(&mut self) -> &mut ReadTransaction<D> {
        &mut self.inner
    }

    /// Ends the transaction and keeps what it did.
    ///
    /// # Errors
    /// [`RolledBack`](crate::ErrorKind::RolledBack) when a statement had failed, also one whose error was swallowed,
    /// with that error as the source. [`OutcomeUnknown`](crate::ErrorKind::OutcomeUnknown) when the connection was
    /// lost after COMMIT was sent. After any other error, such as a foreign key that is checked at the end, or
    /// [`Serialization`](crate::ErrorKind::Serialization), the transaction is rolled back too.
    pub async fn commit(self) -> Result<()> {
        self.inner.work.commit().await
    }

    /// Ends the transaction and undoes what it did.
    ///
    /// # Errors
    /// None: where the server does not answer, the connection is closed, and that undoes it too.
    pub async fn rollback(self) -> Result<()> {
        self.inner.work.roll_back().await
    }

    pub(super) fn new(work: Work<D>) -> Self {
        Transaction { inner: ReadTransaction { work } }
    }

    pub(super) fn work(&mut self) -> &mut Work<D> {
        &mut self.inner.work
    }
}

impl<D: Server> std::fmt::Debug for Transaction<D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Transaction")
    }
}
