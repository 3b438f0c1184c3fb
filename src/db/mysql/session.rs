//! A connection to MySQL or MariaDB.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use mysql_async::consts::StatusFlags;
use mysql_async::prelude::Queryable;
use mysql_async::{BinaryProtocol, Conn, Opts, QueryResult, Row, Statement};

use super::bulk::Batch;
use super::connect::{Greeting, connect};
use super::decode::RowColumns;
use super::encode::Values;
use super::error::ends_transaction;
use super::guard::guard;
use super::tls;
use crate::db::server::{Answer, Begin, Isolation, RowReader, Session, Settings, Statements, Text, lost};
use crate::db::{Error, ErrorKind, Result};
use crate::query::{BulkInsert, Statement as Query};
use crate::render::DialectKind;

/// A connection that has lain idle for so long is asked whether it still lives.
const IDLE: Duration = Duration::from_secs(1);

/// What is in a packet beside the values.
const HEAD: usize = 64;

/// A connection to MySQL or MariaDB.
pub struct MySqlSession {
    /// `None` once it was closed.
    conn: Option<Conn>,
    /// To connect again, for ending a statement.
    options: Opts,
    server: Greeting,
    statements: Statements<Statement>,
    /// Statements that are no longer kept, to be closed on the server.
    dropped: Vec<Statement>,
    /// The hash of the last text that should be used once.
    once: Option<u64>,
    /// Whether a transaction was begun.
    in_transaction: bool,
    /// Whether the transaction was found to be over before its end.
    ended: bool,
    /// Whether the program may have set variables, which outlive its transaction.
    altered: bool,
}

/// The connection, if it still works and nothing of an earlier statement can come: a future of the driver that was
/// dropped leaves it marked as disconnected.
fn usable(conn: &mut Option<Conn>) -> Result<&mut Conn> {
    match conn {
        Some(conn) if !conn.is_disconnected() => Ok(conn),
        _ => Err(Error::new(ErrorKind::ConnectionLost, lost::CLOSED)),
    }
}

impl MySqlSession {
    /// Runs statements of this crate's, as text.
    async fn text(&mut self, sql: &str) -> Result<()> {
        guard!(usable(&mut self.conn)?.query_drop(sql))
    }

    async fn begin(&mut self, opening: &'static [&'static str]) -> Result<()> {
        for sql in opening {
            self.text(sql).await?;
            self.in_transaction = true;
        }
        Ok(())
    }

    /// The server says with each answer whether it is in a transaction. One that it ended by itself takes no more.
    fn check_open(&mut self) -> Result<()> {
        if self.in_transaction && self.is_in_transaction() == Some(false) {
            self.ended = true;
            return Err(Error::new(ErrorKind::Transaction, "the server has ended it"));
        }
        Ok(())
    }

    fn is_in_transaction(&self) -> Option<bool> {
        let answer = self.conn.as_ref()?.last_ok_packet()?;
        Some(answer.status_flags().contains(StatusFlags::SERVER_STATUS_IN_TRANS))
    }

    /// Refuses what the server would refuse by closing the connection.
    fn check_size(&self, sql: &str, values: &Values) -> Result<()> {
        if sql.len().max(values.bytes()) + HEAD > self.server.max_packet {
            let what = "the statement with its values is larger than the server's `max_allowed_packet`";
            return Err(Error::new(ErrorKind::Limit, what));
        }
        Ok(())
    }

    async fn prepare(&mut self, sql: &Text, values: &Values) -> Result<Statement> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement);
        }
        let once = values.is_once() && !self.is_repeated(sql);
        // In a box, as all that is rare: it is large, and would be moved along in each statement's future.
        let statement = Box::pin(self.prepare_new(sql)).await?;
        let fits = check_count(&statement, values.len());
        let keeps = fits.is_ok() && !once;
        let dropped = if keeps { self.statements.put(sql, statement.clone()) } else { Some(statement.clone()) };
        self.dropped.extend(dropped);
        fits.map(|()| statement)
    }

    /// Whether a text that should be used once came a second time in a row, so that it is worth keeping after all: who
    /// inserts as many rows each time has as many left over each time.
    fn is_repeated(&mut self, sql: &Text) -> bool {
        let mut hasher = DefaultHasher::new();
        sql.hash(&mut hasher);
        // Two that are taken for the same do no harm.
        self.once.replace(hasher.finish()) == Some(hasher.finish())
    }

    async fn prepare_new(&mut self, sql: &str) -> Result<Statement> {
        check_colons(sql)?;
        let conn = usable(&mut self.conn)?;
        while let Some(statement) = self.dropped.pop() {
            // The server does not answer that.
            guard!(conn.close(statement))?;
        }
        guard!(conn.prep(sql))
    }

    fn forget_if_stale(&mut self, error: Error) -> Error {
        if error.kind() == ErrorKind::SchemaChanged {
            self.dropped.extend(self.statements.clear());
        }
        error
    }

    /// Runs a prepared statement; gives how many rows it changed. The rows that it gives are still to be read.
    async fn run(&mut self, sql: &Text, values: &mut Values) -> Result<u64> {
        let statement = self.prepare(sql, values).await?;
        let result = guard!(usable(&mut self.conn)?.exec_iter(statement, values.take()))?;
        Ok(result.affected_rows())
    }

    async fn collect(&mut self, sql: &Text, values: &mut Values) -> Result<Answer<Row>> {
        let changed = self.run(sql, values).await?;
        let mut rows = Vec::new();
        while let Some(row) = self.next().await? {
            rows.push(row);
        }
        self.check_open()?;
        Ok(Answer { rows, changed })
    }

    /// Ends what the connection runs, by means of another one.
    async fn stop(&self) {
        let Some(id) = self.server.id else { return };
        // If that fails, the server ends the statement in its own time.
        if let Ok(mut other) = guard!(Conn::new(self.options.clone())) {
            let _ = guard!(other.query_drop(format!("KILL {id}")));
            let _ = guard!(other.disconnect());
        }
    }
}

fn check_count(statement: &Statement, count: usize) -> Result<()> {
    let expected = usize::from(statement.num_params());
    if expected == count {
        return Ok(());
    }
    // The driver would close the connection.
    Err(Error::new(ErrorKind::Sql, format!("the text has places for {expected} values, and there are {count}")))
}

/// The driver reads `:name` as a place for a value, and its eyes are weaker than the server's: where it takes a part of
/// a literal for one, it would change the literal.
fn check_colons(sql: &str) -> Result<()> {
    if !sql.contains(':') {
        return Ok(());
    }
    match mysql_common::named_params::ParsedNamedParams::parse(sql.as_bytes()) {
        Ok(parsed) if parsed.params().is_empty() => Ok(()),
        _ => Err(Error::new(ErrorKind::Sql, "the driver takes a colon in the text for a place for a value")),
    }
}

/// Whether a text may leave something behind in the connection: variables, locks by name.
fn may_alter(sql: &str) -> bool {
    let text = sql.to_ascii_uppercase();
    let word = text.trim_start().split(|c: char| !c.is_ascii_alphabetic()).next();
    let is_plain = matches!(word, Some("SELECT" | "INSERT" | "UPDATE" | "DELETE" | "REPLACE" | "WITH"));
    !is_plain || text.contains('@') || text.contains("LOCK")
}

impl Session for MySqlSession {
    type Target = Opts;
    type Values = Values;
    type Batch = Batch;
    type Row = Row;
    const COMMITS_IN_FLIGHT: bool = false;

    fn target(url: &str) -> Result<Opts> {
        tls::target(url)
    }

    async fn connect(settings: &Settings<Opts>, dialect: DialectKind) -> Result<Self> {
        let options = tls::options(settings)?;
        let (conn, server) = connect(&options, dialect).await?;
        Ok(MySqlSession {
            conn: Some(conn),
            options,
            server,
            statements: Statements::new(settings.statement_cache),
            dropped: Vec::new(),
            once: None,
            in_transaction: false,
            ended: false,
            altered: false,
        })
    }

    fn opening(begin: Begin) -> &'static [&'static str] {
        // Several statements in one text take one round trip. The level is that of the next transaction only.
        match (begin.isolation, begin.read_only) {
            (None, false) => &["START TRANSACTION"],
            (None, true) => &["START TRANSACTION READ ONLY"],
            (Some(Isolation::ReadCommitted), false) => {
                &["SET TRANSACTION ISOLATION LEVEL READ COMMITTED; START TRANSACTION"]
            }
            (Some(Isolation::ReadCommitted), true) => {
                &["SET TRANSACTION ISOLATION LEVEL READ COMMITTED; START TRANSACTION READ ONLY"]
            }
            (Some(Isolation::RepeatableRead), false) => {
                &["SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; START TRANSACTION"]
            }
            (Some(Isolation::RepeatableRead), true) => &[
                "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
            ],
            (Some(Isolation::Serializable), false) => {
                &["SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; START TRANSACTION"]
            }
            (Some(Isolation::Serializable), true) => {
                &["SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; START TRANSACTION READ ONLY"]
            }
        }
    }

    fn encode<Q: Query>(query: &Q, dialect: DialectKind) -> Result<Values> {
        Values::of(query, dialect)
    }

    fn batch(&self, insert: &BulkInsert) -> Batch {
        Batch::new(insert, self.server.max_packet)
    }

    fn add_row<Q: Query>(batch: &mut Batch, query: &Q, dialect: DialectKind) -> Result<()> {
        batch.add(query, dialect)
    }

    fn most_rows(batch: &Batch) -> usize {
        batch.most()
    }

    fn bulk(insert: &BulkInsert, dialect: DialectKind, rows: &mut Batch) -> Result<Vec<(Text, Values)>> {
        Ok(rows.statements(insert, dialect))
    }

    async fn query(&mut self, opening: &'static [&'static str], sql: &Text, values: &mut Values) -> Result<()> {
        self.check_size(sql, values)?;
        self.begin(opening).await?;
        match self.run(sql, values).await {
            Ok(_) => Ok(()),
            Err(error) => Err(self.forget_if_stale(error)),
        }
    }

    async fn read(&mut self, reader: &mut (impl RowReader + Send)) -> Result<()> {
        let mut rows = QueryResult::<BinaryProtocol>::new(usable(&mut self.conn)?);
        // All rows of a result have the same.
        let mut columns = None;
        while let Some(row) = guard!(rows.next())? {
            let columns = columns.get_or_insert_with(|| row.columns());
            if reader.row(RowColumns::new(columns, &mut row.unwrap_raw()))?.is_break() {
                break;
            }
        }
        Ok(())
    }

    async fn next(&mut self) -> Result<Option<Row>> {
        let mut rows = QueryResult::<BinaryProtocol>::new(usable(&mut self.conn)?);
        guard!(rows.next())
    }

    fn leave_rows(&mut self) {
        // The driver reads what is left of them before the next statement.
    }

    async fn execute(&mut self, opening: &'static [&'static str], sql: &Text, values: &mut Values) -> Result<u64> {
        self.check_size(sql, values)?;
        self.begin(opening).await?;
        match self.collect(sql, values).await {
            Ok(answer) => Ok(answer.changed),
            Err(error) => Err(self.forget_if_stale(error)),
        }
    }

    async fn pipeline(
        &mut self,
        opening: &'static [&'static str],
        statements: &mut [(Text, Values)],
        _: bool,
    ) -> Result<Vec<Answer<Row>>> {
        for (sql, values) in statements.iter() {
            self.check_size(sql, values).map_err(|error| error.in_statement(sql.clone()))?;
        }
        self.begin(opening).await?;
        let mut answers = Vec::with_capacity(statements.len());
        for (sql, values) in statements {
            match self.collect(sql, values).await {
                Ok(answer) => answers.push(answer),
                Err(error) => return Err(self.forget_if_stale(error).in_statement(sql.clone())),
            }
        }
        Ok(answers)
    }

    fn read_row(row: Row, reader: &mut impl RowReader) -> Result<ControlFlow<()>> {
        let columns = row.columns();
        reader.row(RowColumns::new(&columns, &mut row.unwrap_raw()))
    }

    async fn control(&mut self, opening: &'static [&'static str], sql: &str) -> Result<()> {
        self.begin(opening).await?;
        self.text(sql).await?;
        self.check_open()
    }

    async fn raw(&mut self, opening: &'static [&'static str], sql: &str) -> Result<()> {
        self.begin(opening).await?;
        // Prepared, it must be one statement, so nothing can hide behind a semicolon.
        self.check_size(sql, &Values::none())?;
        let statement = self.prepare_new(sql).await?;
        self.dropped.push(statement.clone());
        check_count(&statement, 0)?;
        self.altered |= may_alter(sql);
        let result = guard!(usable(&mut self.conn)?.exec_iter(statement, ()))?;
        guard!(result.drop_result())?;
        self.check_open()
    }

    async fn commit(&mut self) -> Result<()> {
        usable(&mut self.conn)?;
        let result = self.text("COMMIT").await;
        self.in_transaction = false;
        result.map_err(|error| match error.kind() {
            // After a KILL in the middle of it, too, nobody knows.
            ErrorKind::ConnectionLost | ErrorKind::Interrupted => {
                Error::because(ErrorKind::OutcomeUnknown, "the connection was lost during COMMIT", Some(error))
            }
            _ => error,
        })
    }

    fn has_ended_transaction(&self, error: &Error) -> bool {
        self.ended || ends_transaction(error, self.server.rolls_back_on_timeout)
    }

    fn forget_statements(&mut self) {
        // The server prepares them anew by itself when their tables have changed.
    }

    fn is_closed(&self) -> bool {
        self.conn.as_ref().is_none_or(Conn::is_disconnected)
    }

    async fn is_alive(&mut self, idle: Duration, patience: Duration) -> bool {
        if self.altered {
            return false;
        }
        match usable(&mut self.conn) {
            Ok(_) if idle < IDLE => true,
            Ok(conn) => {
                let ping = Box::pin(async { guard!(conn.ping()) });
                matches!(tokio::time::timeout(patience, ping).await, Ok(Ok(())))
            }
            Err(_) => false,
        }
    }

    async fn recover(&mut self, busy: bool) -> bool {
        self.in_transaction = false;
        self.ended = false;
        if busy {
            self.stop().await;
            return false;
        }
        self.text("ROLLBACK").await.is_ok() && self.is_in_transaction() == Some(false)
    }

    fn kill(&mut self) {
        let Some(conn) = self.conn.take() else { return };
        // Begun and dropped, this closes the socket; the driver by itself would first read all that is still to come.
        let mut closing = pin!(conn.disconnect());
        let mut context = Context::from_waker(Waker::noop());
        // Whether it works does not matter: the socket is closed either way.
        let _ = catch_unwind(AssertUnwindSafe(|| closing.as_mut().poll(&mut context)));
    }
}
