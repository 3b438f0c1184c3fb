//! The database as a program holds it.

use std::fmt;
use std::sync::Arc;

use statiql_macros::bounds_at_name;

use super::flight::run_together;
use super::options::Options;
use super::pipeline::{FinishedAll, MissingAll, Pipeline};
use super::pool::Pool;
use super::run::run;
use super::running::Running;
use super::work::Work;
use super::{Begin, Isolation, ReadTransaction, Server, Transaction};
use crate::db::{Error, Result, Retry};
use crate::query::{FinishedOf, Missing, Returns, Run, Statement, Takes};
use crate::render::Supports;
use crate::schema::{Tables, create_statements, drop_statements};

/// A database on a server, with its connections.
///
/// It is a handle: cloning it is cheap, and its clones share their connections. Any task may use it.
///
/// ```no_run
/// use statiql::prelude::*;
///
/// #[table("books")]
/// pub struct Books {
///     #[column(primary_key, auto_increment)]
///     pub id: i64,
///     pub title: String,
/// }
///
/// # async fn run() -> statiql::Result<()> {
/// let db = statiql::postgres::Database::connect("postgres://shop@localhost/shop").await?;
/// db.create_all(Books).await?;
/// db.transaction(async |tx| {
///     tx.execute(insert(Books).values((Books.title.set("The Dispossessed"),))).await?;
///     Ok(())
/// })
/// .await?;
/// let titles = db.read(async |tx| tx.all(from(Books).select(Books.title)).await).await?;
/// assert_eq!(titles, ["The Dispossessed"]);
/// # Ok(())
/// # }
/// ```
pub struct Database<D: Server> {
    pool: Arc<Pool<D>>,
    isolation: Option<Isolation>,
}

impl<D: Server> Clone for Database<D> {
    fn clone(&self) -> Self {
        Database { pool: Arc::clone(&self.pool), isolation: self.isolation }
    }
}

impl<D: Server> Database<D> {
    /// Connects to the server of a URL, such as `postgres://user:password@host:5432/database` or
    /// `mysql://user:password@host:3306/database`. See [`Database::options`].
    ///
    /// # Errors
    /// [`Connect`](crate::ErrorKind::Connect) when the URL cannot be read, nobody answers, or it is another database
    /// than it should be. It never holds the password.
    pub async fn connect(url: &str) -> Result<Self> {
        Self::options(url)?.connect().await
    }

    /// Connects in another way than by default.
    ///
    /// # Errors
    /// [`Connect`](crate::ErrorKind::Connect) when the URL cannot be read.
    pub fn options(url: &str) -> Result<Options<D>> {
        Options::new(url)
    }

    pub(super) async fn with(options: Options<D>) -> Result<Self> {
        let pool = Pool::new(options)?;
        // So that whoever connects learns what is wrong.
        drop(pool.take().await?);
        Ok(Database { pool: Arc::new(pool), isolation: None })
    }

    pub(super) fn pool(&self) -> &Pool<D> {
        &self.pool
    }

    pub(super) fn isolation(&self) -> Option<Isolation> {
        self.isolation
    }

    /// The same database, with transactions of this isolation level.
    ///
    /// ```no_run
    /// # use statiql::prelude::*;
    /// # #[table("books")]
    /// # pub struct Books { #[column(primary_key)] pub id: i64 }
    /// # async fn run(db: statiql::postgres::Database) -> statiql::Result<()> {
    /// use statiql::server::Isolation;
    ///
    /// let count = db
    ///     .with_isolation(Isolation::Serializable)
    ///     .transaction(async |tx| tx.one(from(Books).select(count_all())).await)
    ///     .await?;
    /// # let _: i64 = count;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_isolation(&self, isolation: Isolation) -> Self {
        Database { pool: Arc::clone(&self.pool), isolation: Some(isolation) }
    }

    /// Runs `work` in a transaction: commits when it returns `Ok`, rolls back on `Err`, on panic, and when the future
    /// is dropped.
    ///
    /// # Errors
    /// Those of `work` and of [`Database::begin`] and [`Transaction::commit`]. After any of them nothing of the
    /// transaction is in the database, but for [`OutcomeUnknown`](crate::ErrorKind::OutcomeUnknown). When `work`
    /// swallowed the error of a statement and returns `Ok`, that is [`RolledBack`](crate::ErrorKind::RolledBack).
    pub async fn transaction<T>(&self, work: impl AsyncFnOnce(&mut Transaction<D>) -> Result<T>) -> Result<T> {
        self.try_transaction(work).await
    }

    /// As [`Database::transaction`], for errors of any type.
    ///
    /// # Errors
    /// As `transaction`.
    pub async fn try_transaction<T, E: From<Error>>(
        &self,
        work: impl AsyncFnOnce(&mut Transaction<D>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut tx = self.begin().await?;
        match work(&mut tx).await {
            Ok(value) => {
                tx.commit().await?;
                Ok(value)
            }
            Err(error) => {
                // Should that fail, the connection is closed, and that rolls back too.
                let _ = Box::pin(tx.rollback()).await;
                Err(error)
            }
        }
    }

    /// As [`Database::transaction`]; runs `work` again, from its beginning, when the transaction fails with an error
    /// that another attempt may not meet ([`Error::is_transient`]). Never after an unknown outcome.
    ///
    /// Each attempt runs a clone of the closure: what it captures by reference is the same each time, what it owns is
    /// as it was.
    ///
    /// # Errors
    /// As `transaction`: those of the last attempt.
    pub async fn transaction_with_retry<T>(
        &self,
        policy: Retry,
        work: impl AsyncFnOnce(&mut Transaction<D>) -> Result<T> + Clone,
    ) -> Result<T> {
        let mut attempt = 1;
        loop {
            let error = match self.transaction(work.clone()).await {
                Ok(value) => return Ok(value),
                Err(error) => error,
            };
            let Some(pause) = policy.pause(attempt, &error) else { return Err(error) };
            tokio::time::sleep(pause).await;
            attempt += 1;
        }
    }

    /// Begins a transaction. It rolls back when it is dropped before [`Transaction::commit`];
    /// [`Database::transaction`] is harder to get wrong. The server hears of it with its first statement.
    ///
    /// # Errors
    /// [`Busy`](crate::ErrorKind::Busy) when no connection became free in time, and those of connecting.
    pub async fn begin(&self) -> Result<Transaction<D>> {
        let begin = Begin { isolation: self.isolation, read_only: false };
        Work::begin(&self.pool, begin).await.map(Transaction::new)
    }

    /// Runs `work` in a transaction that only reads. It sees one state of the database, that of its first statement,
    /// unless another [isolation level](Database::with_isolation) is set.
    ///
    /// # Errors
    /// Those of `work` and of [`Database::begin_read`].
    pub async fn read<T>(&self, work: impl AsyncFnOnce(&mut ReadTransaction<D>) -> Result<T>) -> Result<T> {
        self.try_read(work).await
    }

    /// As [`Database::read`], for errors of any type.
    ///
    /// # Errors
    /// As `read`.
    pub async fn try_read<T, E: From<Error>>(
        &self,
        work: impl AsyncFnOnce(&mut ReadTransaction<D>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut tx = self.begin_read().await?;
        let result = work(&mut tx).await;
        tx.end().await;
        result
    }

    /// Begins a transaction that only reads; it ends when it is dropped.
    ///
    /// # Errors
    /// As [`Database::begin`].
    pub async fn begin_read(&self) -> Result<ReadTransaction<D>> {
        let isolation = Some(self.isolation.unwrap_or(Isolation::RepeatableRead));
        let work = Work::begin(&self.pool, Begin { isolation, read_only: true }).await?;
        Ok(ReadTransaction { work })
    }

    /// Runs one statement in a transaction of its own, in one round trip where it has been prepared before: gives its
    /// rows as a `Vec`, or how many rows it changed. A statement that writes and gives rows takes the round trips of a
    /// transaction.
    ///
    /// # Errors
    /// As [`Transaction::all`] and [`Transaction::execute`], and those of beginning and committing.
    #[bounds_at_name]
    pub fn run<'t, Q>(&'t self, statement: Q) -> Running<'t, <Q::Returns as Returns>::Of<Q::Row>>
    where
        Q: Statement<Row: Send> + Send + Sync + 't,
        Run: Takes<FinishedOf<Q>>,
        D: Supports<Missing<Q, D>>,
        <Q::Returns as Returns>::Of<Q::Row>: Send,
    {
        Box::pin(run(self, statement))
    }

    /// Runs several statements in a transaction of their own, all or none, and gives what each gives. On PostgreSQL, if
    /// they have been prepared before, BEGIN, all of them and COMMIT are sent before the first answer is waited for: the
    /// transaction takes one round trip. On MySQL and MariaDB, whose protocol has no such thing, they go one after the
    /// other.
    ///
    /// ```no_run
    /// # use statiql::prelude::*;
    /// # #[table("books")]
    /// # pub struct Books { #[column(primary_key)] pub id: i64, pub stock: i64 }
    /// # async fn run(db: statiql::postgres::Database) -> statiql::Result<()> {
    /// let move_one = |id, by| update(Books).set(Books.stock.set(Books.stock + by)).filter(Books.id.eq(id));
    /// let stock = from(Books).filter(Books.id.eq(2)).select(Books.stock);
    /// let (taken, put, stock) = db.pipeline((move_one(1, -1), move_one(2, 1), stock)).await?;
    /// # let _: (u64, u64, Vec<i64>) = (taken, put, stock);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Where one of them writes and gives rows, COMMIT takes a round trip of its own, so that a row that cannot be read
    /// undoes them all.
    ///
    /// # Errors
    /// The first one of theirs, and those of beginning and committing. After any of them nothing of the transaction is
    /// in the database, but for two: [`OutcomeUnknown`](crate::ErrorKind::OutcomeUnknown), and, on PostgreSQL,
    /// [`Committed`](crate::ErrorKind::Committed) when a row of a query beside writes cannot be read, since it is read
    /// after the commit; MySQL and MariaDB undo them.
    #[bounds_at_name]
    pub fn pipeline<'t, P>(&'t self, statements: P) -> Running<'t, P::Results>
    where
        P: Pipeline<D, Results: Send> + Send + Sync + 't,
        Run: Takes<FinishedAll<P, D>>,
        D: Supports<MissingAll<P, D>>,
    {
        Box::pin(run_together(self, statements))
    }

    /// Creates the tables that do not exist yet, referenced ones first, with their keys and indexes. On PostgreSQL all
    /// or none; MySQL and MariaDB commit each table.
    ///
    /// # Errors
    /// [`Sql`](crate::ErrorKind::Sql) when a description makes no table.
    pub async fn create_all<T: Tables>(&self, tables: T) -> Result<()> {
        let _ = tables;
        let mut work = Work::begin(&self.pool, Begin { isolation: None, read_only: false }).await?;
        work.run_ddl::<T>(create_statements).await?;
        work.commit().await
    }

    /// Drops the tables that exist, referencing ones first. On PostgreSQL all or none; MySQL and MariaDB commit each
    /// table.
    ///
    /// # Errors
    /// [`ForeignKeyViolation`](crate::ErrorKind::ForeignKeyViolation) when other tables reference them.
    pub async fn drop_all<T: Tables>(&self, tables: T) -> Result<()> {
        let _ = tables;
        let mut work = Work::begin(&self.pool, Begin { isolation: None, read_only: false }).await?;
        work.run_ddl::<T>(drop_statements).await?;
        work.commit().await
    }

    /// How many connections there are, in use or not.
    pub fn connections(&self) -> usize {
        self.pool.size()
    }

    /// Closes the connections, those in use when they come back. Whoever asks for one afterwards gets
    /// [`Connect`](crate::ErrorKind::Connect).
    pub fn close(&self) {
        self.pool.close();
    }
}

impl<D: Server> fmt::Debug for Database<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Database")
            .field("database", &D::NAME)
            .field("connections", &self.connections())
            .field("isolation", &self.isolation)
            .finish_non_exhaustive()
    }
}
