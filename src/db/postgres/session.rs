//! A connection to PostgreSQL.

use std::future::poll_fn;
use std::ops::ControlFlow;
use std::pin::{Pin, pin};
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;
use std::task::{Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::{join, join_all, join3};
use futures_util::{FutureExt, Stream, TryStreamExt};
use tokio::task::JoinHandle;
use tokio_postgres::config::Config;
use tokio_postgres::{Client, CopyInSink, NoTls, Row, RowStream, Statement};

use super::arrays::Arrays;
use super::cancel::Canceller;
use super::decode::RowColumns;
use super::encode::Values;
use super::error::{from_connecting, from_driver};
use super::guard::limited;
use super::opening::Opening;
use super::tls::{Tls, decide};
use crate::db::server::{Answer, Begin, Isolation, RowReader, Session, Settings, Statements, Text};
use crate::db::{Error, ErrorKind, Result};
use crate::query::{BulkInsert, Statement as Query};
use crate::render::{DialectKind, has_cte, text_with, visit_statement};

/// The oldest version that this crate is for.
const OLDEST: u32 = 14;

/// How values and casts look does not depend on how the server is set up; a backslash in a literal is a backslash.
const SETTINGS: &str = "SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET IntervalStyle = 'postgres'; \
    SET bytea_output = 'hex'; SET standard_conforming_strings = on; SET client_min_messages = warning";

/// The server answers COMMIT in a failed transaction with success and rolls back. A statement before it fails there, and
/// then COMMIT is not run. This one does nothing, takes no snapshot and gives no rows: it costs the server a sixth of
/// what `SELECT 1` does.
const COMMIT: &str = "UNLISTEN statiql; COMMIT";

/// Rows of one bulk insert, at most.
const ROWS: usize = 16_384;

/// The opening once it was sent.
const NOTHING: &[&str] = &[];

/// How long a statement that nobody waits for may still run before it is cancelled.
const GRACE: Duration = Duration::from_millis(20);

/// A connection to PostgreSQL.
pub struct PostgresSession {
    client: Client,
    /// Moves bytes between the client and the socket.
    driver: JoinHandle<()>,
    statements: Statements<Statement>,
    /// Of the statement that was sent last.
    rows: Option<Pin<Box<RowStream>>>,
    opening: Opening,
    unnamed: bool,
    canceller: Canceller,
}

impl PostgresSession {
    /// Begins a COPY.
    pub(super) async fn begin_copy(
        &mut self,
        opening: &'static [&'static str],
        sql: &Text,
    ) -> Result<CopyInSink<Bytes>> {
        if self.unnamed {
            // Through a pooler the statement must be gone with the transaction.
            let (opened, sink) =
                join(self.opening.open(&self.client, opening), limited(self.client.copy_in(&**sql))).await;
            return opened.and(sink);
        }
        let (statement, opening) = match self.statements.get(sql) {
            Some(statement) => (statement, opening),
            None => (self.prepare(opening, sql, &Values::default()).await?, NOTHING),
        };
        let (opened, sink) = join(self.opening.open(&self.client, opening), self.client.copy_in(&statement)).await;
        opened?;
        let sink = sink.map_err(|error| from_driver(&error));
        self.forget_if_stale(sink)
    }

    /// Prepares a statement and keeps it; with the opening, in one flight.
    async fn prepare(&mut self, opening: &'static [&'static str], sql: &Text, values: &Values) -> Result<Statement> {
        let types: Vec<_> = values.types().cloned().collect();
        let (opened, prepared) =
            join(self.opening.open(&self.client, opening), limited(self.client.prepare_typed(sql, &types))).await;
        let statement = opened.and(prepared)?;
        self.statements.put(sql, statement.clone());
        Ok(statement)
    }

    /// Begins a statement; with the transaction, in one flight.
    async fn begin_query(
        &mut self,
        opening: &'static [&'static str],
        sql: &Text,
        values: &Values,
    ) -> Result<RowStream> {
        if self.unnamed {
            let running = join(self.opening.open(&self.client, opening), query_unnamed(&self.client, sql, values));
            let (opened, rows) = Box::pin(running).await;
            return together(opened, rows);
        }
        let (statement, opening) = match self.statements.get(sql) {
            Some(statement) => (statement, opening),
            // In a box, as all that is rare: it is large, and would be moved along in each statement's future.
            None => (Box::pin(self.prepare(opening, sql, values)).await?, NOTHING),
        };
        let running = self.client.query_raw(&statement, values.iter());
        if opening.is_empty() {
            return running.await.map_err(|error| from_driver(&error));
        }
        let (opened, rows) = join(self.opening.open(&self.client, opening), running).await;
        together(opened, rows.map_err(|error| from_driver(&error)))
    }

    async fn begin_execute(&mut self, opening: &'static [&'static str], sql: &Text, values: &Values) -> Result<u64> {
        if self.unnamed {
            let running = join(self.opening.open(&self.client, opening), execute_unnamed(&self.client, sql, values));
            let (opened, rows) = Box::pin(running).await;
            return together(opened, rows);
        }
        let (statement, opening) = match self.statements.get(sql) {
            Some(statement) => (statement, opening),
            None => (Box::pin(self.prepare(opening, sql, values)).await?, NOTHING),
        };
        let running = self.client.execute_raw(&statement, values.iter());
        if opening.is_empty() {
            return running.await.map_err(|error| from_driver(&error));
        }
        let (opened, changed) = join(self.opening.open(&self.client, opening), running).await;
        together(opened, changed.map_err(|error| from_driver(&error)))
    }

    /// Prepares what has not been, all in one flight with the opening; gives what is left of the opening.
    async fn prepare_all(
        &mut self,
        opening: &'static [&'static str],
        statements: &[(Text, Values)],
    ) -> Result<(&'static [&'static str], Vec<Statement>)> {
        let mut new: Vec<&(Text, Values)> = Vec::new();
        for statement in statements {
            if self.statements.get(&statement.0).is_none() && !new.iter().any(|other| other.0 == statement.0) {
                new.push(statement);
            }
        }
        let mut opening = opening;
        let mut fresh: Vec<(&Text, Statement)> = Vec::new();
        if !new.is_empty() {
            let types: Vec<Vec<_>> = new.iter().map(|(_, values)| values.types().cloned().collect()).collect();
            let preparing =
                new.iter().zip(&types).map(|((sql, _), types)| limited(self.client.prepare_typed(sql, types)));
            let (opened, prepared) = join(self.opening.open(&self.client, opening), join_all(preparing)).await;
            opened?;
            opening = &[];
            for ((sql, _), statement) in new.iter().zip(prepared) {
                fresh.push((sql, statement?));
            }
        }
        for (sql, statement) in &fresh {
            self.statements.put(sql, statement.clone());
        }
        let mut all = Vec::with_capacity(statements.len());
        for (sql, _) in statements {
            // A pipeline of more statements than are kept has lost some again.
            let found = self
                .statements
                .get(sql)
                .or_else(|| fresh.iter().find(|(text, _)| *text == sql).map(|(_, statement)| statement.clone()));
            match found {
                Some(statement) => all.push(statement),
                None => return Err(Error::new(ErrorKind::Limit, "more statements than are kept prepared")),
            }
        }
        Ok((opening, all))
    }

    fn forget_if_stale<T>(&mut self, result: Result<T>) -> Result<T> {
        if matches!(&result, Err(error) if error.kind() == ErrorKind::SchemaChanged) {
            self.statements.clear();
        }
        result
    }
}

async fn query_unnamed(client: &Client, sql: &str, values: &Values) -> Result<RowStream> {
    limited(client.query_typed_raw(sql, values.iter().zip(values.types().cloned()))).await
}

async fn execute_unnamed(client: &Client, sql: &str, values: &Values) -> Result<u64> {
    let mut rows = pin!(query_unnamed(client, sql, values).await?);
    while rows.try_next().await.map_err(|error| from_driver(&error))?.is_some() {}
    Ok(rows.rows_affected().unwrap_or(0))
}

/// What the opening and the statement sent with it gave.
fn together<T>(opened: Result<()>, result: Result<T>) -> Result<T> {
    match (opened, result) {
        (Ok(()), result) => result,
        (Err(error), Err(_)) => Err(error),
        // Without its transaction, the server made one of the statement alone.
        (Err(error), Ok(_)) => Err(Error::because(ErrorKind::OutcomeUnknown, "BEGIN failed", Some(error))),
    }
}

async fn collect(rows: RowStream) -> Result<Answer<Row>> {
    let mut stream = pin!(rows);
    let mut rows = Vec::new();
    while let Some(row) = stream.try_next().await.map_err(|error| from_driver(&error))? {
        rows.push(row);
    }
    Ok(Answer { rows, changed: stream.rows_affected().unwrap_or(0) })
}

impl Session for PostgresSession {
    type Target = Config;
    type Values = Values;
    type Batch = Arrays;
    type Row = Row;
    const COMMITS_IN_FLIGHT: bool = true;

    fn target(url: &str) -> Result<Config> {
        // The driver's errors name the parameter, not its value.
        let config: Config = url
            .parse()
            .map_err(|_| Error::new(ErrorKind::Connect, "the URL is not like postgres://user:password@host:5432/db"))?;
        if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
            return Err(Error::new(ErrorKind::Connect, "the URL names no host"));
        }
        Ok(config)
    }

    async fn connect(settings: &Settings<Config>, _: DialectKind) -> Result<Self> {
        let mut config = settings.target.clone();
        config.connect_timeout(settings.connect_timeout);
        let tls = decide(settings, &mut config)?;
        let (client, driver, version) = match &tls {
            Tls::Plain => {
                let (client, connection) = config.connect(NoTls).await.map_err(|error| from_connecting(&error))?;
                let version = connection.parameter("server_version").map(str::to_owned);
                (client, tokio::spawn(connection.map(drop)), version)
            }
            #[cfg(feature = "tls")]
            Tls::Encrypted(connector) => {
                let connecting = config.connect(connector.clone());
                let (client, connection) = connecting.await.map_err(|error| from_connecting(&error))?;
                let version = connection.parameter("server_version").map(str::to_owned);
                (client, tokio::spawn(connection.map(drop)), version)
            }
        };
        let session = PostgresSession {
            client,
            driver,
            statements: Statements::new(settings.statement_cache),
            rows: None,
            opening: Opening::default(),
            unnamed: settings.unnamed_statements,
            canceller: Canceller::new(&config, tls),
        };
        let major = version.as_deref().and_then(|version| version.split(['.', ' ']).next()?.parse().ok());
        if major.is_none_or(|major: u32| major < OLDEST) {
            let version = version.unwrap_or_default();
            let what = format!("the server is PostgreSQL {version}, and {OLDEST} is the oldest supported");
            return Err(Error::new(ErrorKind::Connect, what));
        }
        session.client.batch_execute(SETTINGS).await.map_err(|error| from_connecting(&error))?;
        Ok(session)
    }

    fn opening(begin: Begin) -> &'static [&'static str] {
        match (begin.isolation, begin.read_only) {
            (None, false) => &["BEGIN"],
            (None, true) => &["BEGIN READ ONLY"],
            (Some(Isolation::ReadCommitted), false) => &["BEGIN ISOLATION LEVEL READ COMMITTED"],
            (Some(Isolation::ReadCommitted), true) => &["BEGIN ISOLATION LEVEL READ COMMITTED READ ONLY"],
            (Some(Isolation::RepeatableRead), false) => &["BEGIN ISOLATION LEVEL REPEATABLE READ"],
            (Some(Isolation::RepeatableRead), true) => &["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"],
            (Some(Isolation::Serializable), false) => &["BEGIN ISOLATION LEVEL SERIALIZABLE"],
            (Some(Isolation::Serializable), true) => &["BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY"],
        }
    }

    fn encode<Q: Query>(query: &Q, _: DialectKind) -> Result<Values> {
        Values::of(query)
    }

    fn batch(&self, _: &BulkInsert) -> Arrays {
        Arrays::default()
    }

    fn add_row<Q: Query>(batch: &mut Arrays, query: &Q, _: DialectKind) -> Result<()> {
        batch.add(|visitor| visit_statement(query, const { has_cte(&Q::PIECE) }, visitor))
    }

    fn most_rows(_: &Arrays) -> usize {
        ROWS
    }

    fn bulk(insert: &BulkInsert, dialect: DialectKind, rows: &mut Arrays) -> Result<Vec<(Text, Values)>> {
        let sql = text_with(&insert.arrays, dialect, &[], &[]);
        let mut values = Values::default();
        values.add_arrays(std::mem::take(rows))?;
        Ok(vec![(sql.into(), values)])
    }

    async fn query(&mut self, opening: &'static [&'static str], sql: &Text, values: &mut Values) -> Result<()> {
        let rows = self.begin_query(opening, sql, values).await;
        self.rows = Some(Box::pin(self.forget_if_stale(rows)?));
        Ok(())
    }

    async fn read(&mut self, reader: &mut (impl RowReader + Send)) -> Result<()> {
        let Some(mut rows) = self.rows.take() else { return Ok(()) };
        poll_fn(|context| {
            loop {
                let row = match ready!(rows.as_mut().poll_next(context)) {
                    Some(row) => row.map_err(|error| from_driver(&error))?,
                    None => return Poll::Ready(Ok(())),
                };
                if reader.row(RowColumns::new(&row))?.is_break() {
                    return Poll::Ready(Ok(()));
                }
            }
        })
        .await
    }

    async fn next(&mut self) -> Result<Option<Row>> {
        let Some(rows) = &mut self.rows else { return Ok(None) };
        rows.try_next().await.map_err(|error| from_driver(&error))
    }

    fn leave_rows(&mut self) {
        // The driver's task reads what is left of them.
        self.rows = None;
    }

    async fn execute(&mut self, opening: &'static [&'static str], sql: &Text, values: &mut Values) -> Result<u64> {
        let changed = self.begin_execute(opening, sql, values).await;
        self.forget_if_stale(changed)
    }

    async fn pipeline(
        &mut self,
        opening: &'static [&'static str],
        statements: &mut [(Text, Values)],
        commit: bool,
    ) -> Result<Vec<Answer<Row>>> {
        let statements = &*statements;
        let prepared =
            if self.unnamed { Ok((opening, Vec::new())) } else { self.prepare_all(opening, statements).await };
        let (opening, prepared) = self.forget_if_stale(prepared)?;
        let client = &self.client;
        let prepared = &prepared;
        let unsent = &AtomicBool::new(false);
        let running = statements.iter().enumerate().map(|(index, (sql, values))| async move {
            let rows = match prepared.get(index) {
                Some(statement) => {
                    client.query_raw(statement, values.iter()).await.map_err(|error| from_driver(&error))
                }
                None => query_unnamed(client, sql, values).await,
            };
            collect(rows.inspect_err(|_| unsent.store(true, Relaxed))?).await
        });
        // Those before it have been polled once when it is, in their order: all have been sent, or one has failed. The
        // driver does not send what is too large, and then the others must not be committed without it.
        let committing =
            async { if commit && !unsent.load(Relaxed) { client.batch_execute(COMMIT).await } else { Ok(()) } };
        let (opened, results, committed) =
            join3(self.opening.open(&self.client, opening), join_all(running), committing).await;
        let mut answers = Vec::with_capacity(results.len());
        let mut failed = None;
        for (result, (sql, _)) in results.into_iter().zip(statements) {
            match result {
                Ok(answer) => answers.push(answer),
                // Those after the first only say that the transaction has failed.
                Err(error) => {
                    failed.get_or_insert_with(|| error.in_statement(sql.clone()));
                }
            }
        }
        let result = match (opened, failed) {
            (Ok(()), None) => match committed {
                Ok(()) => Ok(answers),
                Err(error) => Err(from_driver(&error).in_statement("COMMIT".into())),
            },
            // Then COMMIT has failed too.
            (Ok(()), Some(error)) => Err(error),
            (Err(error), _) if answers.is_empty() => Err(error),
            (Err(error), _) => Err(Error::because(ErrorKind::OutcomeUnknown, "BEGIN failed", Some(error))),
        };
        self.forget_if_stale(result)
    }

    fn read_row(row: Row, reader: &mut impl RowReader) -> Result<ControlFlow<()>> {
        reader.row(RowColumns::new(&row))
    }

    async fn control(&mut self, opening: &'static [&'static str], sql: &str) -> Result<()> {
        let (opened, result) = join(self.opening.open(&self.client, opening), self.client.batch_execute(sql)).await;
        together(opened, result.map_err(|error| from_driver(&error)))
    }

    async fn raw(&mut self, opening: &'static [&'static str], sql: &str) -> Result<()> {
        // The extended protocol takes one statement, so nothing can hide behind a semicolon.
        let (opened, result) =
            join(self.opening.open(&self.client, opening), execute_unnamed(&self.client, sql, &Values::default()))
                .await;
        together(opened, result.map(drop))
    }

    async fn commit(&mut self) -> Result<()> {
        let Err(error) = self.client.batch_execute(COMMIT).await else { return Ok(()) };
        let error = from_driver(&error);
        Err(match error.kind() {
            ErrorKind::ConnectionLost => {
                Error::because(ErrorKind::OutcomeUnknown, "the connection was lost during COMMIT", Some(error))
            }
            ErrorKind::Transaction => Error::because(ErrorKind::RolledBack, "a statement had failed", Some(error)),
            _ => error,
        })
    }

    fn has_ended_transaction(&self, _: &Error) -> bool {
        // It stays open, and failed, until it is rolled back.
        false
    }

    fn forget_statements(&mut self) {
        self.statements.clear();
    }

    fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    async fn is_alive(&mut self, _: Duration, _: Duration) -> bool {
        // The driver's task notices by itself.
        !self.client.is_closed()
    }

    async fn recover(&mut self, busy: bool) -> bool {
        // Unread they would hold up all that comes after them.
        self.rows = None;
        let PostgresSession { client, opening, canceller, .. } = self;
        let mut rolled_back = pin!(client.batch_execute("ROLLBACK"));
        if !busy {
            return rolled_back.await.is_ok();
        }
        let undone = async {
            let _ = opening.answered().await;
            rolled_back.as_mut().await
        };
        if let Ok(result) = tokio::time::timeout(GRACE, undone).await {
            return result.is_ok();
        }
        // If the request hit BEGIN, the server would commit what was sent behind it, one by one.
        let _ = opening.answered().await;
        canceller.cancel(&client.cancel_token()).await;
        // So that nothing of it is left on the server; the connection is not used again, since the request may arrive
        // late and hit another statement.
        let _ = rolled_back.await;
        false
    }

    fn kill(&mut self) {
        self.driver.abort();
    }
}
