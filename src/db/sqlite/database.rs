//! The database as a program holds it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::cache::Prepared;
use super::connection::Role;
use super::options::{Options, Place};
use super::pool::Pool;
use super::run::run;
use super::work::{Begin, Work};
use super::{ReadTransaction, Transaction};
use statiql_macros::bounds_at_name;

use crate::db::{Error, Result, Retry};
use crate::query::{FinishedOf, Missing, Returns, Run, Statement, Takes};
use crate::render::{Sqlite, Supports};

/// An SQLite database: a file, or memory.
///
/// It is a handle: cloning it is cheap, and its clones share their connections. Any thread may use it. There is one
/// connection for writing, which transactions get in the order in which they ask, and several for reading, which wait
/// for nobody.
///
/// ```
/// use statiql::prelude::*;
///
/// #[table("books")]
/// pub struct Books {
///     #[column(primary_key, auto_increment)]
///     pub id: i64,
///     pub title: String,
/// }
///
/// let db = sqlite::Database::in_memory()?;
/// db.transaction(|tx| {
///     tx.create_all(Books)?;
///     tx.execute(insert(Books).values((Books.title.set("The Dispossessed"),)))?;
///     Ok(())
/// })?;
/// let titles = db.read(|tx| tx.all(from(Books).select(Books.title)))?;
/// assert_eq!(titles, ["The Dispossessed"]);
/// # Ok::<(), statiql::Error>(())
/// ```
#[derive(Clone)]
pub struct Database {
    shared: Arc<Shared>,
}

struct Shared {
    place: Place,
    options: Arc<Options>,
    writer: Pool,
    /// None where one connection does both.
    readers: Option<Pool>,
    compiled: AtomicU64,
}

impl Database {
    /// Opens a file, and creates it if it does not exist. See [`Database::options`].
    ///
    /// # Errors
    /// [`Connect`](crate::ErrorKind::Connect) when the file cannot be opened,
    /// [`Storage`](crate::ErrorKind::Storage) when it is no database, [`Busy`](crate::ErrorKind::Busy) when another
    /// process holds it locked.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Options::default().open(path)
    }

    /// Opens an empty database in memory; it lasts as long as this handle and its clones.
    ///
    /// # Errors
    /// [`Connect`](crate::ErrorKind::Connect) when there is not memory enough.
    pub fn in_memory() -> Result<Self> {
        Options::default().in_memory()
    }

    /// Opens a database in another way than by default.
    pub fn options() -> Options {
        Options::default()
    }

    pub(super) fn with(place: Place, options: Options) -> Result<Self> {
        let options = Arc::new(options);
        let writer = Pool::new(place.clone(), Role::Writer, Arc::clone(&options), 1);
        let readers = (matches!(place, Place::File(_)) && options.wal)
            .then(|| Pool::new(place.clone(), Role::Reader, Arc::clone(&options), options.readers));
        // Opens the connection, so that whoever opens a database learns what is wrong with it.
        drop(writer.take()?);
        Ok(Database { shared: Arc::new(Shared { place, options, writer, readers, compiled: AtomicU64::new(0) }) })
    }

    pub(super) fn writer(&self) -> &Pool {
        &self.shared.writer
    }

    pub(super) fn readers(&self) -> &Pool {
        self.shared.readers.as_ref().unwrap_or(&self.shared.writer)
    }

    pub(super) fn count_compiled(&self, prepared: &Prepared<'_>) {
        if prepared.is_new() {
            self.shared.compiled.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How many statements SQLite compiled for this database so far; the others were found compiled.
    pub fn statements_compiled(&self) -> u64 {
        self.shared.compiled.load(Ordering::Relaxed)
    }

    /// Runs `work` in a transaction: commits when it returns `Ok`, rolls back on `Err` and panic.
    ///
    /// ```
    /// # use statiql::prelude::*;
    /// # #[table("books")]
    /// # pub struct Books { #[column(primary_key)] pub id: i64, pub title: String }
    /// # let db = sqlite::Database::in_memory()?;
    /// # db.transaction(|tx| tx.create_all(Books))?;
    /// let sold_out = db.transaction(|tx| {
    ///     tx.execute(insert(Books).values((Books.id.set(1), Books.title.set("Orlando"))))?;
    ///     Err::<(), _>(statiql::Error::custom("sold out"))
    /// });
    /// assert!(sold_out.is_err());
    /// assert!(db.run(from(Books).select(Books.id))?.is_empty());
    /// # Ok::<(), statiql::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of `work` and of [`Database::begin`] and [`Transaction::commit`]. After any of them nothing of the
    /// transaction is in the database, but for [`OutcomeUnknown`](crate::ErrorKind::OutcomeUnknown). When `work`
    /// swallowed the error of a statement and returns `Ok`, that is [`RolledBack`](crate::ErrorKind::RolledBack).
    pub fn transaction<T>(&self, work: impl FnOnce(&mut Transaction<'_>) -> Result<T>) -> Result<T> {
        self.try_transaction(work)
    }

    /// As [`Database::transaction`], for errors of any type.
    ///
    /// # Errors
    /// As `transaction`.
    pub fn try_transaction<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&mut Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut tx = self.begin()?;
        match work(&mut tx) {
            Ok(value) => {
                tx.commit()?;
                Ok(value)
            }
            Err(error) => {
                // Should that fail, the connection is closed, and that rolls back too.
                let _ = tx.rollback();
                Err(error)
            }
        }
    }

    /// As [`Database::transaction`]; runs `work` again, from its beginning, when the transaction fails with an error
    /// that another attempt may not meet ([`Error::is_transient`]). Never after an unknown outcome.
    ///
    /// # Errors
    /// As `transaction`: those of the last attempt.
    pub fn transaction_with_retry<T>(
        &self,
        policy: Retry,
        mut work: impl FnMut(&mut Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        let mut attempt = 1;
        loop {
            let error = match self.transaction(&mut work) {
                Ok(value) => return Ok(value),
                Err(error) => error,
            };
            let Some(pause) = policy.pause(attempt, &error) else { return Err(error) };
            std::thread::sleep(pause);
            attempt += 1;
        }
    }

    /// Begins a transaction with the lock for writing. It rolls back when it is dropped before
    /// [`Transaction::commit`]; [`Database::transaction`] is harder to get wrong.
    ///
    /// # Errors
    /// [`Busy`](crate::ErrorKind::Busy) when the lock is not to be had within the busy timeout;
    /// [`Transaction`](crate::ErrorKind::Transaction) when this thread is in a transaction of this database already,
    /// for which it would wait forever.
    pub fn begin(&self) -> Result<Transaction<'_>> {
        let Shared { writer, options, compiled, .. } = &*self.shared;
        Work::begin(writer, Begin::Write, options.statement_cache, compiled).map(Transaction::new)
    }

    /// Runs `work` in a transaction that only reads. It sees one state of the database, that of its beginning.
    ///
    /// # Errors
    /// Those of `work` and of [`Database::begin_read`].
    pub fn read<T>(&self, work: impl FnOnce(&mut ReadTransaction<'_>) -> Result<T>) -> Result<T> {
        self.try_read(work)
    }

    /// As [`Database::read`], for errors of any type.
    ///
    /// # Errors
    /// As `read`.
    pub fn try_read<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&mut ReadTransaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        work(&mut self.begin_read()?)
    }

    /// Begins a transaction that only reads; it ends when it is dropped.
    ///
    /// # Errors
    /// [`Busy`](crate::ErrorKind::Busy) when no connection is free within the busy timeout, or the database's. Where
    /// one connection does both, as in memory, it waits for transactions that write, and
    /// [`Transaction`](crate::ErrorKind::Transaction) says that this thread is in one itself.
    pub fn begin_read(&self) -> Result<ReadTransaction<'_>> {
        let Shared { options, compiled, .. } = &*self.shared;
        Work::begin(self.readers(), Begin::Read, options.statement_cache, compiled).map(ReadTransaction::new)
    }

    /// Runs one statement in a transaction of its own: gives its rows as a `Vec`, or how many rows it changed.
    ///
    /// # Errors
    /// As [`Transaction::all`] and [`Transaction::execute`], and those of beginning and committing:
    /// [`OutcomeUnknown`](crate::ErrorKind::OutcomeUnknown) when the disk fails under a statement that writes.
    #[bounds_at_name]
    pub fn run<Q>(&self, statement: Q) -> Result<<Q::Returns as Returns>::Of<Q::Row>>
    where
        Q: Statement,
        Run: Takes<FinishedOf<Q>>,
        Sqlite: Supports<Missing<Q, Sqlite>>,
    {
        run(self, &statement)
    }
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut out = f.debug_struct("Database");
        match &self.shared.place {
            Place::Memory => out.field("place", &"memory"),
            Place::File(path) => out.field("path", path),
        };
        out.finish_non_exhaustive()
    }
}
