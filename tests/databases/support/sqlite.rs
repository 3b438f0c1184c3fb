//! SQLite under the names of the servers' API, so that one body compiles for all four.
//!
//! Nothing here waits: every call blocks, as `statiql::sqlite` does, and is over when its future is first looked at.

use std::ops::DerefMut;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use statiql::query::{Allows, Executes, Fetches, Missing, ReadOnly, Returns, Run, Statement, Takes};
use statiql::render::{Sqlite, Supports};
use statiql::schema::Tables;
use statiql::{Result, sqlite};

/// `statiql::sqlite::Database`, asynchronous in name.
pub(crate) struct Database(pub(crate) sqlite::Database);

/// A transaction: `T` is a borrowed one, an owned one in a box, or a savepoint.
pub(crate) struct Transaction<T>(T);

/// A transaction that only reads.
pub(crate) struct ReadTransaction<T>(T);

/// Rows one after the other.
pub(crate) struct Stream<'t, Q: Statement>(sqlite::Stream<'t, Q>);

type Borrowed<'t, 'db> = Transaction<&'t mut sqlite::Transaction<'db>>;
type BorrowedRead<'t, 'db> = ReadTransaction<&'t mut sqlite::ReadTransaction<'db>>;

/// What a transaction that writes allows.
pub(crate) struct Everything;

impl<A> Allows<A> for Everything {}

/// What a future gives that waits for nothing.
fn at_once<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("a test waits inside of a transaction of SQLite's for something else"),
    }
}

#[allow(clippy::unused_async, reason = "named as the servers' methods")]
impl Database {
    pub(crate) async fn transaction<T>(&self, work: impl AsyncFnOnce(&mut Borrowed<'_, '_>) -> Result<T>) -> Result<T> {
        self.0.transaction(|tx| at_once(work(&mut Transaction(tx))))
    }

    pub(crate) async fn read<T>(&self, work: impl AsyncFnOnce(&mut BorrowedRead<'_, '_>) -> Result<T>) -> Result<T> {
        self.0.read(|tx| at_once(work(&mut ReadTransaction(tx))))
    }

    pub(crate) async fn begin(&self) -> Result<Transaction<Box<sqlite::Transaction<'_>>>> {
        self.0.begin().map(Box::new).map(Transaction)
    }

    pub(crate) async fn begin_read(&self) -> Result<ReadTransaction<Box<sqlite::ReadTransaction<'_>>>> {
        self.0.begin_read().map(Box::new).map(ReadTransaction)
    }

    pub(crate) async fn run<Q>(&self, statement: Q) -> Result<<Q::Returns as Returns>::Of<Q::Row>>
    where
        Q: Statement,
        Run: Takes<Q::Finished>,
        Sqlite: Supports<Missing<Q, Sqlite>>,
    {
        self.0.run(statement)
    }

    pub(crate) async fn create_all<T: Tables>(&self, tables: T) -> Result<()> {
        self.0.transaction(|tx| tx.create_all(tables))
    }

    pub(crate) async fn drop_all<T: Tables>(&self, tables: T) -> Result<()> {
        self.0.transaction(|tx| tx.drop_all(tables))
    }
}

macro_rules! fetching {
    ($db:lifetime $access:ty: $($name:ident -> $gives:ty;)*) => {$(
        pub(crate) async fn $name<Q>(&mut self, query: Q) -> Result<$gives>
        where
            Q: Statement,
            Run: Takes<Q::Finished> + Fetches<Q::Returns>,
            Sqlite: Supports<Missing<Q, Sqlite>>,
            $access: Allows<Q::Access>,
        {
            self.0.$name(query)
        }
    )*

        pub(crate) async fn for_each<Q>(
            &mut self,
            query: Q,
            each: impl for<'r> FnMut(Q::Borrowed<'r>) -> Result<()>,
        ) -> Result<()>
        where
            Q: Statement,
            Run: Takes<Q::Finished> + Fetches<Q::Returns>,
            Sqlite: Supports<Missing<Q, Sqlite>>,
            $access: Allows<Q::Access>,
        {
            self.0.for_each(query, each)
        }

        pub(crate) async fn stream<'t, Q>(&'t mut self, query: Q) -> Result<Stream<'t, Q>>
        where
            $db: 't,
            Q: Statement,
            Run: Takes<Q::Finished> + Fetches<Q::Returns>,
            Sqlite: Supports<Missing<Q, Sqlite>>,
            $access: Allows<Q::Access>,
        {
            self.0.stream(query).map(Stream)
        }
    };
}

#[allow(dead_code, clippy::unused_async, reason = "named as the servers' methods")]
impl<'db, T: DerefMut<Target = sqlite::ReadTransaction<'db>>> ReadTransaction<T> {
    fetching! { 'db ReadOnly:
        all -> Vec<Q::Row>;
        one -> Q::Row;
        optional -> Option<Q::Row>;
        first -> Option<Q::Row>;
    }
}

#[allow(dead_code, clippy::unused_async, reason = "named as the servers' methods")]
impl<'db, T: DerefMut<Target = sqlite::Transaction<'db>>> Transaction<T> {
    fetching! { 'db Everything:
        all -> Vec<Q::Row>;
        one -> Q::Row;
        optional -> Option<Q::Row>;
        first -> Option<Q::Row>;
    }

    pub(crate) async fn execute<Q>(&mut self, statement: Q) -> Result<u64>
    where
        Q: Statement,
        Run: Takes<Q::Finished> + Executes<Q::Returns>,
        Sqlite: Supports<Missing<Q, Sqlite>>,
    {
        self.0.execute(statement)
    }

    pub(crate) async fn execute_many<I, Q>(&mut self, items: I, statement: impl FnMut(I::Item) -> Q) -> Result<u64>
    where
        I: IntoIterator,
        Q: Statement,
        Run: Takes<Q::Finished> + Executes<Q::Returns>,
        Sqlite: Supports<Missing<Q, Sqlite>>,
    {
        self.0.execute_many(items, statement)
    }

    pub(crate) async fn savepoint<R>(
        &mut self,
        work: impl AsyncFnOnce(&mut Borrowed<'_, 'db>) -> Result<R>,
    ) -> Result<R> {
        self.0.savepoint(|tx| at_once(work(&mut Transaction(tx))))
    }

    pub(crate) async fn begin_savepoint<'t>(&'t mut self) -> Result<Transaction<sqlite::Savepoint<'t, 'db>>>
    where
        'db: 't,
    {
        self.0.begin_savepoint().map(Transaction)
    }

    pub(crate) async fn raw(&mut self, sql: &'static str) -> Result<()> {
        self.0.raw(sql)
    }

    pub(crate) async fn create_all<A: Tables>(&mut self, tables: A) -> Result<()> {
        self.0.create_all(tables)
    }

    pub(crate) async fn drop_all<A: Tables>(&mut self, tables: A) -> Result<()> {
        self.0.drop_all(tables)
    }
}

macro_rules! ending {
    ($($ty:ty;)*) => {$(
        #[allow(clippy::unused_async, reason = "named as the servers' methods")]
        impl Transaction<$ty> {
            pub(crate) async fn commit(self) -> Result<()> {
                self.0.commit()
            }

            pub(crate) async fn rollback(self) -> Result<()> {
                self.0.rollback()
            }
        }
    )*};
}

ending! {
    Box<sqlite::Transaction<'_>>;
    sqlite::Savepoint<'_, '_>;
}

#[allow(clippy::unused_async, reason = "named as the servers' methods")]
impl<Q: Statement> Stream<'_, Q> {
    pub(crate) async fn next(&mut self) -> Option<Result<Q::Row>> {
        self.0.next()
    }
}
