//! A transaction under way: its connection, its state, and the rules that every kind of it keeps to.

use super::ddl::check_raw;
use super::deadline::{leaves_busy, within};
use super::pool::{Checkout, Connection, Pool};
use super::rows::fetch;
use super::session::{Answer, Session, Text};
use super::{Begin, Server};
use crate::db::trace::{Span, Timer};
use crate::db::{Error, ErrorKind, Result};
use crate::query::Statement;
use crate::render::DialectKind;

/// Statements with their values.
pub(super) type Statements<D> = Vec<(Text, <<D as Server>::Session as Session>::Values)>;

/// A transaction under way. Rolls back when it is dropped before its end.
pub(super) struct Work<D: Server> {
    pub(super) connection: Checkout<D>,
    /// What begins the transaction, as long as no statement has taken it along.
    opening: &'static [&'static str],
    /// The first error; nothing but leaving a savepoint lifts it.
    pub(super) failed: Option<Error>,
    /// Savepoints inside of one another.
    depth: u32,
    /// The outermost savepoint that was dropped without its end: it is undone before anything else happens.
    abandoned: Option<u32>,
    read_only: bool,
    pub(super) span: Span,
}

impl<D: Server> Work<D> {
    pub(super) async fn begin(pool: &Pool<D>, begin: Begin) -> Result<Self> {
        let span = Span::transaction(D::NAME, begin.read_only);
        let connection = pool.take().await?;
        Ok(Work {
            connection,
            opening: D::Session::opening(begin),
            failed: None,
            depth: 0,
            abandoned: None,
            read_only: begin.read_only,
            span,
        })
    }

    /// Whether a statement may run.
    pub(super) async fn ready(&mut self) -> Result<()> {
        if let Some(savepoint) = self.abandoned.take() {
            Box::pin(self.roll_back_to(savepoint)).await?;
        }
        if self.failed.is_some() || self.connection.busy {
            return Err(self.refusal());
        }
        Ok(())
    }

    #[cold]
    fn refusal(&self) -> Error {
        let what = if self.connection.busy {
            "a statement was given up while it ran, so it can only be rolled back"
        } else {
            "an earlier statement failed, so it can only be rolled back"
        };
        Error::because(ErrorKind::Transaction, what, self.failed.clone())
    }

    /// What to send first. From here on the transaction may be open on the server.
    pub(super) fn open(&mut self) -> &'static [&'static str] {
        self.connection.in_transaction = true;
        self.connection.busy = true;
        std::mem::take(&mut self.opening)
    }

    /// Notes what an answer means for the connection and the transaction.
    pub(super) fn answered<T>(connection: &mut Connection<D::Session>, result: &Result<T>) {
        let Err(error) = result else {
            connection.busy = false;
            return;
        };
        // After an error of the connection itself nobody knows what is still to come.
        connection.busy = leaves_busy(error);
        if error.kind() == ErrorKind::ConnectionLost {
            // Of one that sends nonsense nothing more is taken, even if the next answer looked right.
            connection.session.kill();
        }
    }

    pub(super) fn poison(&mut self, error: Error) -> Error {
        self.failed.get_or_insert_with(|| error.clone());
        error
    }

    /// Runs a statement and reads at most so many of its rows.
    pub(super) async fn fetch<Q: Statement<Row: Send> + Sync>(
        &mut self,
        query: &Q,
        most: usize,
    ) -> Result<Vec<Q::Row>> {
        self.ready().await?;
        let timer = Timer::start();
        let sql = query.sql::<D>();
        let result = match D::Session::encode(query, D::KIND) {
            Ok(mut values) => {
                let opening = self.open();
                let Connection { session, limit, .. } = &mut *self.connection;
                let result = within!(*limit, fetch::<D, Q>(session, opening, query, &sql, &mut values, most));
                Self::answered(&mut self.connection, &result);
                result
            }
            Err(error) => Err(error),
        };
        self.span.statement(&timer, &sql, result.as_ref().map(|rows| rows.len() as u64));
        result.map_err(|error| self.poison(error.in_statement(sql)))
    }

    /// Runs a statement without rows; gives how many rows it changed.
    pub(super) async fn execute<Q: Statement>(&mut self, query: &Q) -> Result<u64> {
        self.ready().await?;
        let timer = Timer::start();
        let sql = query.sql::<D>();
        let result = match D::Session::encode(query, D::KIND) {
            Ok(mut values) => {
                let opening = self.open();
                let Connection { session, limit, .. } = &mut *self.connection;
                let result = within!(*limit, session.execute(opening, &sql, &mut values));
                Self::answered(&mut self.connection, &result);
                result
            }
            Err(error) => Err(error),
        };
        self.span.statement(&timer, &sql, result.as_ref().copied());
        result.map_err(|error| self.poison(error.in_statement(sql)))
    }

    /// Runs statements in one flight where the protocol can.
    pub(super) async fn pipeline(
        &mut self,
        mut statements: Statements<D>,
    ) -> Result<Vec<Answer<<D::Session as Session>::Row>>> {
        self.ready().await?;
        if statements.is_empty() {
            return Ok(Vec::new());
        }
        let result = self.flight(&mut statements, false).await;
        result.map_err(|error| self.poison(error))
    }

    /// Runs statements and commits, all in one flight, which is the whole transaction. As [`Session::pipeline`] after
    /// an error.
    pub(super) async fn pipeline_and_commit(
        mut self,
        mut statements: Statements<D>,
    ) -> Result<Vec<Answer<<D::Session as Session>::Row>>> {
        let result = self.flight(&mut statements, true).await;
        if result.is_err() {
            let _ = Box::pin(self.roll_back()).await;
            return result;
        }
        self.connection.in_transaction = false;
        self.span.event("commit");
        result
    }

    async fn flight(
        &mut self,
        statements: &mut Statements<D>,
        commit: bool,
    ) -> Result<Vec<Answer<<D::Session as Session>::Row>>> {
        let timer = Timer::start();
        let opening = self.open();
        let Connection { session, limit, .. } = &mut *self.connection;
        let result = within!(*limit, session.pipeline(opening, statements, commit));
        Self::answered(&mut self.connection, &result);
        for (index, (sql, _)) in statements.iter().enumerate() {
            let outcome = result.as_ref().map(|all| all.get(index).map_or(0, |answer| answer.changed));
            self.span.statement(&timer, sql, outcome);
        }
        result
    }

    /// Runs SQL of the program's own.
    pub(super) async fn raw(&mut self, sql: &'static str) -> Result<()> {
        self.ready().await?;
        check_raw(sql, D::KIND).map_err(|error| self.poison(error.in_statement(sql.into())))?;
        let timer = Timer::start();
        let opening = self.open();
        let Connection { session, limit, .. } = &mut *self.connection;
        let result = within!(*limit, session.raw(opening, sql));
        Self::answered(&mut self.connection, &result);
        self.connection.session.forget_statements();
        self.span.statement(&timer, sql, result.as_ref().map(|()| 0));
        result.map_err(|error| self.poison(error.in_statement(sql.into())))
    }

    /// Runs a statement that changes tables.
    pub(super) async fn ddl(&mut self, sql: &str) -> Result<()> {
        self.ready().await?;
        if matches!(D::KIND, DialectKind::MySql | DialectKind::MariaDb) {
            // It commits by itself, so there is no transaction to begin.
            self.opening = &[];
        }
        let timer = Timer::start();
        let result = self.control(sql).await;
        self.connection.session.forget_statements();
        self.span.statement(&timer, sql, result.as_ref().map(|()| 0));
        result
    }

    async fn send(&mut self, sql: &str) -> Result<()> {
        let opening = self.open();
        let Connection { session, limit, .. } = &mut *self.connection;
        let result = within!(*limit, session.control(opening, sql));
        Self::answered(&mut self.connection, &result);
        result
    }

    /// Runs a statement of ours.
    async fn control(&mut self, sql: &str) -> Result<()> {
        let result = self.send(sql).await;
        result.map_err(|error| self.poison(error.in_statement(sql.to_owned().into())))
    }

    pub(super) fn depth(&self) -> u32 {
        self.depth
    }

    pub(super) async fn begin_savepoint(&mut self) -> Result<u32> {
        self.ready().await?;
        self.control(&format!("SAVEPOINT statiql_{}", self.depth + 1)).await?;
        self.depth += 1;
        self.span.event("savepoint");
        Ok(self.depth)
    }

    /// Keeps what was done since the savepoint, or undoes it if a statement failed.
    pub(super) async fn release_savepoint(&mut self, savepoint: u32) -> Result<()> {
        if let Some(inner) = self.abandoned.take() {
            self.roll_back_to(inner).await?;
        }
        if self.failed.is_some() || self.connection.busy {
            let cause = self.failed.clone();
            self.roll_back_to(savepoint).await?;
            return Err(Error::because(ErrorKind::RolledBack, "an earlier statement of the savepoint failed", cause));
        }
        self.control(&format!("RELEASE SAVEPOINT statiql_{savepoint}")).await?;
        self.depth = savepoint - 1;
        self.span.event("release savepoint");
        Ok(())
    }

    /// Undoes what was done since the savepoint. A failed statement inside of it is forgiven, if the server still is
    /// in the transaction.
    pub(super) async fn roll_back_to(&mut self, savepoint: u32) -> Result<()> {
        self.abandoned = None;
        let session = &self.connection.session;
        let over = self.failed.as_ref().is_some_and(|error| session.has_ended_transaction(error));
        if over || self.connection.busy {
            return Err(self.refusal());
        }
        let failed = self.failed.take();
        let result = self.send(&format!("ROLLBACK TO SAVEPOINT statiql_{savepoint}")).await;
        if let Err(error) = result {
            self.failed = failed.or_else(|| Some(error.clone()));
            return Err(error);
        }
        self.depth = savepoint - 1;
        self.control(&format!("RELEASE SAVEPOINT statiql_{savepoint}")).await?;
        self.span.event("roll back savepoint");
        Ok(())
    }

    /// Notes that a savepoint was dropped without its end.
    pub(super) fn abandon_savepoint(&mut self, savepoint: u32) {
        self.abandoned = Some(self.abandoned.map_or(savepoint, |other| other.min(savepoint)));
    }

    /// Takes no more statements.
    pub(super) fn fail(&mut self, what: &'static str) -> Error {
        self.poison(Error::new(ErrorKind::Transaction, what))
    }

    /// Ends the transaction and keeps what it did.
    pub(super) async fn commit(mut self) -> Result<()> {
        if let Some(savepoint) = self.abandoned.take() {
            // If that fails, the transaction is poisoned, which is looked at next.
            let _ = Box::pin(self.roll_back_to(savepoint)).await;
        }
        if self.connection.busy && self.failed.is_none() {
            let error = Error::new(ErrorKind::RolledBack, "a statement was given up while it ran");
            Box::pin(self.connection.recover()).await;
            return Err(error);
        }
        if let Some(cause) = self.failed.take() {
            Box::pin(self.roll_back()).await?;
            return Err(Error::because(ErrorKind::RolledBack, "an earlier statement failed", Some(cause)));
        }
        if self.depth > 0 {
            Box::pin(self.roll_back()).await?;
            return Err(Error::new(ErrorKind::RolledBack, "a savepoint in it has not ended"));
        }
        if !self.connection.in_transaction {
            return Ok(());
        }
        self.connection.busy = true;
        let Connection { session, limit, .. } = &mut *self.connection;
        let result = within!(*limit, session.commit());
        let Err(error) = result else {
            self.connection.busy = false;
            self.connection.in_transaction = false;
            self.span.event("commit");
            return Ok(());
        };
        if error.kind() == ErrorKind::Timeout {
            // The connection is closed in the background: the program has waited enough.
            let error = Error::because(ErrorKind::OutcomeUnknown, "COMMIT was not answered in time", Some(error));
            return Err(error.in_statement("COMMIT".into()));
        }
        // Unless the connection is lost, the server has answered, and a ROLLBACK brings it back to order.
        self.connection.busy = error.kind() == ErrorKind::OutcomeUnknown;
        if self.connection.busy {
            self.connection.session.kill();
        }
        Box::pin(self.connection.recover()).await;
        Err(error.in_statement("COMMIT".into()))
    }

    /// Ends the transaction and undoes what it did.
    pub(super) async fn roll_back(self) -> Result<()> {
        if self.connection.in_transaction {
            self.span.event(if self.read_only { "end" } else { "roll back" });
            if self.connection.busy && self.connection.limit.is_some() {
                // It is closed in the background: the program does not want to wait for what may never come.
                return Ok(());
            }
            // If the server does not answer, the connection is closed, and that rolls back too.
            Box::pin(self.connection.recover()).await;
        }
        Ok(())
    }
}
