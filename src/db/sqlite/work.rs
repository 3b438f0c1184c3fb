//! A transaction under way: its connection, its state, and the rules that every kind of it keeps to.

use std::sync::atomic::{AtomicU64, Ordering};

use super::cache::Held;
use super::connection::Interrupt;
use super::error::{from_rusqlite, leaves_outcome_open};
use super::pool::Pool;
use super::rows::{Rows, Stream};
use super::session::Session;
use crate::db::trace::{Span, Timer};
use crate::db::{Error, ErrorKind, Result};
use crate::query::Statement;
use crate::render::Sqlite;

/// A transaction under way. Rolls back when it is dropped before its end.
pub(super) struct Work<'db> {
    session: Session<'db>,
    state: State,
    /// Savepoints inside of one another.
    depth: u32,
    ended: bool,
    begin: Begin,
    span: Span,
    compiled: &'db AtomicU64,
}

/// Whether a transaction still takes statements.
///
/// That SQLite ended it by itself, on `ON CONFLICT ROLLBACK`, `RAISE(ROLLBACK)`, a full disk or an interrupt, is not
/// kept here: SQLite is asked before whatever can write, and at each end.
#[derive(Default)]
pub(super) struct State {
    /// The first error; nothing but leaving a savepoint lifts it.
    failed: Option<Error>,
}

impl State {
    #[cold]
    pub(super) fn poison(&mut self, error: Error) -> Error {
        self.failed.get_or_insert_with(|| error.clone());
        error
    }
}

/// How a transaction begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begin {
    /// With the lock for writing, so that no later statement waits for it or fails for want of it.
    Write,
    /// With a look at the database as it is now.
    Read,
}

impl<'db> Work<'db> {
    pub(super) fn begin(pool: &'db Pool, begin: Begin, statements: usize, compiled: &'db AtomicU64) -> Result<Self> {
        let span = Span::transaction("sqlite", begin == Begin::Read);
        let checkout = pool.take()?;
        match begin {
            Begin::Write => checkout.control("BEGIN IMMEDIATE"),
            // Deferred: the snapshot is taken by the first read, so one is made here.
            Begin::Read => checkout.control("BEGIN").and_then(|()| checkout.look()),
        }
        .map_err(from_rusqlite)?;
        span.event("begin");
        let session = Session::new(checkout, |checkout| Held::new(checkout, statements));
        Ok(Work { session, state: State::default(), depth: 0, ended: false, begin, span, compiled })
    }

    pub(super) fn interrupt_handle(&self) -> Interrupt {
        self.session.borrow_owner().interrupt_handle()
    }

    /// Whether a statement may run. That it does not write outside of a transaction is up to [`Held::ready`].
    #[inline]
    fn check(&self) -> Result<()> {
        if self.state.failed.is_some() { Err(self.refusal()) } else { Ok(()) }
    }

    /// Whether the transaction is still there: otherwise SAVEPOINT would begin another one.
    fn check_there(&self) -> Result<()> {
        self.check()?;
        self.session.borrow_owner().check_open()
    }

    #[cold]
    fn refusal(&self) -> Error {
        let what = if self.session.borrow_owner().is_idle() {
            "SQLite rolled it back"
        } else {
            "an earlier statement failed, so it can only be rolled back"
        };
        Error::because(ErrorKind::Transaction, what, self.state.failed.clone())
    }

    /// Runs a statement and has its rows taken by `take`, which puts them where they stay: giving them back from here
    /// would move them twice.
    #[inline]
    pub(super) fn query<Q: Statement>(
        &mut self,
        query: &Q,
        read_only: bool,
        take: impl FnOnce(&mut Rows<'_>) -> Result<()>,
    ) -> Result<()> {
        self.check()?;
        let timer = Timer::start();
        let sql = query.sql::<Sqlite>();
        let mut count = 0;
        let mut harmless = false;
        let result = self.session.with_dependent_mut(|_, held| {
            let prepared = held.ready(query, &sql)?;
            let writes = prepared.writes;
            if read_only && writes {
                return Err(Error::new(ErrorKind::ReadOnly, "the statement writes"));
            }
            let mut rows = Rows::new(prepared.statement().raw_query());
            let taken = take(&mut rows);
            count = rows.count();
            taken.inspect_err(|error| {
                // Nothing is half done: the statement ran, and its rows are not what the program wanted.
                harmless = match error.kind() {
                    ErrorKind::NoRow | ErrorKind::Custom => true,
                    ErrorKind::TooManyRows => !writes,
                    _ => false,
                };
            })
        });
        self.span.statement(&timer, &sql, result.as_ref().map(|_| count));
        result.map_err(|error| {
            let error = error.in_statement(sql);
            if harmless { error } else { self.state.poison(error) }
        })
    }

    /// Runs a statement without rows; gives how many rows it changed.
    #[inline]
    pub(super) fn execute<Q: Statement>(&mut self, query: &Q) -> Result<u64> {
        self.check()?;
        let timer = Timer::start();
        let sql = query.sql::<Sqlite>();
        let result = self.session.with_dependent_mut(|_, held| {
            let changed = held.ready(query, &sql)?.statement().raw_execute().map_err(from_rusqlite)?;
            Ok(changed as u64)
        });
        self.span.statement(&timer, &sql, result.as_ref().copied());
        result.map_err(|error| self.state.poison(Error::in_statement(error, sql)))
    }

    /// Begins a statement whose rows are read later.
    pub(super) fn stream<Q: Statement>(&mut self, query: Q, read_only: bool) -> Result<Stream<'_, Q>> {
        self.check()?;
        let sql = query.sql::<Sqlite>();
        let timer = Timer::start();
        let Work { session, state, span, .. } = self;
        let rows = session.with_dependent_mut(|_, held| {
            let prepared = held.ready(&query, &sql)?;
            if read_only && prepared.writes {
                return Err(Error::new(ErrorKind::ReadOnly, "the statement writes"));
            }
            Ok(Rows::new(prepared.statement().raw_query()))
        });
        span.statement(&timer, &sql, rows.as_ref().map(|_| 0));
        match rows {
            Ok(rows) => Ok(Stream { rows: Some(rows), query, sql, state }),
            Err(error) => Err(state.poison(error.in_statement(sql.clone()))),
        }
    }

    /// Runs SQL that is not a statement of this crate's.
    pub(super) fn raw(&mut self, sql: &str) -> Result<()> {
        self.check_there()?;
        let timer = Timer::start();
        let result = self.session.borrow_owner().run_raw(sql);
        self.span.statement(&timer, sql, result.as_ref().map(|()| 0));
        result.map_err(|error| {
            let error = error.in_statement(sql.to_owned().into());
            self.state.poison(error)
        })
    }

    /// Forgets the statements compiled for tables that are no longer the same.
    pub(super) fn forget_statements(&mut self) {
        self.session.with_dependent_mut(|checkout, held| {
            held.clear();
            checkout.raw.flush_prepared_statement_cache();
        });
    }

    /// Runs a statement of ours.
    fn control(&mut self, sql: &'static str) -> Result<()> {
        self.session.borrow_owner().control(sql).map_err(|error| {
            let error = from_rusqlite(error).in_statement(sql.into());
            self.state.poison(error)
        })
    }

    /// Takes no more statements.
    pub(super) fn fail(&mut self, error: Error) -> Error {
        self.state.poison(error)
    }

    pub(super) fn depth(&self) -> u32 {
        self.depth
    }

    /// Begins a savepoint. They all have one name: SQLite takes it for the innermost.
    pub(super) fn begin_savepoint(&mut self) -> Result<()> {
        self.check_there()?;
        self.control("SAVEPOINT statiql")?;
        self.depth += 1;
        self.span.event("savepoint");
        Ok(())
    }

    /// Keeps what was done since the savepoint, or undoes it if a statement failed.
    pub(super) fn release_savepoint(&mut self) -> Result<()> {
        if self.state.failed.is_some() || self.session.borrow_owner().is_idle() {
            let cause = self.state.failed.clone();
            self.roll_back_savepoint()?;
            return Err(Error::because(ErrorKind::RolledBack, "an earlier statement of the savepoint failed", cause));
        }
        self.depth -= 1;
        self.control("RELEASE statiql")?;
        self.span.event("release savepoint");
        Ok(())
    }

    /// Undoes what was done since the savepoint. A failed statement inside of it is forgiven.
    pub(super) fn roll_back_savepoint(&mut self) -> Result<()> {
        self.depth -= 1;
        if self.session.borrow_owner().is_idle() {
            return Err(self.refusal());
        }
        self.control("ROLLBACK TO statiql")?;
        self.control("RELEASE statiql")?;
        // The savepoint began in a transaction without failures, so what failed failed inside of it.
        if !self.session.borrow_owner().is_idle() {
            self.state.failed = None;
        }
        self.span.event("roll back savepoint");
        Ok(())
    }

    /// Ends the transaction and keeps what it did.
    pub(super) fn commit(&mut self) -> Result<()> {
        if let Some(cause) = self.state.failed.take() {
            self.roll_back()?;
            return Err(Error::because(ErrorKind::RolledBack, "an earlier statement failed", Some(cause)));
        }
        if self.depth > 0 {
            self.roll_back()?;
            return Err(Error::new(ErrorKind::RolledBack, "a savepoint in it has not ended"));
        }
        let checkout = self.session.borrow_owner();
        if checkout.is_idle() {
            self.ended = true;
            return Err(Error::new(ErrorKind::RolledBack, "SQLite rolled it back"));
        }
        // SQLite waits for locks by itself, as long as the busy timeout says.
        let Err(error) = checkout.control("COMMIT") else {
            self.ended = true;
            self.span.event("commit");
            return Ok(());
        };
        let error = from_rusqlite(error).in_statement("COMMIT".into());
        let was_open = !checkout.is_idle();
        self.roll_back()?;
        // While SQLite keeps the transaction open nothing of it is in the database.
        if !was_open && leaves_outcome_open(&error) {
            return Err(Error::because(ErrorKind::OutcomeUnknown, "the disk failed during COMMIT", Some(error)));
        }
        Err(error)
    }

    /// Ends the transaction and undoes what it did.
    pub(super) fn roll_back(&mut self) -> Result<()> {
        self.ended = true;
        let checkout = self.session.borrow_owner();
        if checkout.is_idle() {
            return Ok(());
        }
        // If that fails, the connection is closed when it comes back to its pool, and that rolls back too.
        let result = checkout.control("ROLLBACK").map_err(from_rusqlite);
        self.span.event(if self.begin == Begin::Read { "end" } else { "roll back" });
        if checkout.is_idle() { Ok(()) } else { result }
    }
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        if !self.ended {
            // There is nobody to tell; see `roll_back`.
            let _ = self.roll_back();
        }
        let compiled = self.session.with_dependent_mut(|_, held| held.compiled);
        if compiled > 0 {
            self.compiled.fetch_add(compiled, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::sync::Arc;

    use super::super::connection::Role;
    use super::super::options::{Options, Place};
    use super::*;
    use crate::prelude::*;

    #[table("books")]
    struct Books {
        #[column(primary_key)]
        id: i64,
    }

    /// Every error that makes SQLite roll back poisons the transaction. This is about one that nobody is told of.
    #[test]
    fn a_transaction_that_sqlite_ended_unnoticed_writes_nothing() {
        let pool = Pool::new(Place::Memory, Role::Writer, Arc::new(Options::default()), 1);
        let compiled = AtomicU64::new(0);
        let begin = || Work::begin(&pool, Begin::Write, 2, &compiled).unwrap();
        let end_unnoticed = |work: &Work<'_>| work.session.borrow_owner().control("ROLLBACK").unwrap();
        let insert = insert(Books).values((Books.id.set(1),));
        let mut work = begin();
        work.raw("CREATE TABLE books (id INTEGER PRIMARY KEY)").unwrap();
        work.commit().unwrap();
        drop(work);

        let mut work = begin();
        end_unnoticed(&work);
        assert_eq!(work.execute(&insert).unwrap_err().kind(), ErrorKind::Transaction);
        drop(work);
        let mut work = begin();
        end_unnoticed(&work);
        assert_eq!(work.raw("INSERT INTO books VALUES (1)").unwrap_err().kind(), ErrorKind::Transaction);
        assert_eq!(work.begin_savepoint().unwrap_err().kind(), ErrorKind::Transaction);
        assert_eq!(work.commit().unwrap_err().kind(), ErrorKind::RolledBack);
        drop(work);

        assert!(begin().all(&from(Books).select(Books.id), true).unwrap().is_empty());
    }
}
