//! Runs the generated statements: SQLite and the servers compile their texts, and statiql executes them on SQLite's
//! filled tables.

use statiql::prelude::*;
use statiql::render::DialectKind;
use statiql::schema::{Tables, create_statements};
use statiql::sqlite::Transaction;
use statiql::{Error, ErrorKind};

use crate::rows::fill;
use crate::servers::Servers;
use crate::tables::{Counters, Items, Kinds, Orders, People, Tags};

/// What became of the statements.
pub(crate) struct Check {
    raw: rusqlite::Connection,
    db: sqlite::Database,
    pub(crate) servers: Servers,
    pub(crate) statements: usize,
    pub(crate) rows: usize,
    pub(crate) with_rows: usize,
    /// Statements that write and met a unique or foreign key.
    pub(crate) violations: usize,
    /// Texts that SQLite does not compile.
    pub(crate) refusals: Vec<String>,
    /// Statements that fail when they run: rows that are not of the promised type, NULL where none may be.
    pub(crate) failures: Vec<String>,
}

type All = (People, Kinds, Orders, Items, Tags, Counters);

impl Check {
    pub(crate) fn new() -> statiql::Result<Self> {
        let raw = empty_database().expect("the tables can be created");
        let db = sqlite::Database::in_memory()?;
        db.transaction(|tx| {
            tx.create_all((People, Kinds, Orders, Items, Tags, Counters))?;
            fill(tx)
        })?;
        Ok(Check {
            raw,
            db,
            servers: Servers::new(),
            statements: 0,
            rows: 0,
            with_rows: 0,
            violations: 0,
            refusals: Vec::new(),
            failures: Vec::new(),
        })
    }

    /// Whether SQLite compiles the text.
    pub(crate) fn compiles(&mut self, name: &str, text: &str) -> bool {
        self.statements += 1;
        match self.raw.prepare(text) {
            Ok(_) => true,
            Err(error) => {
                self.refusals.push(format!("{name}: {error}\n    {text}"));
                false
            }
        }
    }

    /// A transaction that is rolled back when it is dropped.
    pub(crate) fn begin(&self) -> statiql::Result<Transaction<'_>> {
        self.db.begin()
    }

    /// Notes what running a statement gave: how many rows.
    pub(crate) fn ran(&mut self, name: &str, writes: bool, result: Result<usize, Error>) {
        match result {
            Ok(count) => {
                self.rows += count;
                self.with_rows += usize::from(count > 0);
            }
            Err(error)
                if writes && matches!(error.kind(), ErrorKind::UniqueViolation | ErrorKind::ForeignKeyViolation) =>
            {
                self.violations += 1;
            }
            Err(error) => self.failures.push(format!("{name}: {error}\n    {}", error.sql().unwrap_or_default())),
        }
    }
}

/// The same tables on a bare connection, where double quotes are for names only.
fn empty_database() -> Result<rusqlite::Connection, Box<dyn std::error::Error>> {
    use rusqlite::config::DbConfig;
    let raw = rusqlite::Connection::open_in_memory()?;
    raw.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    raw.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    rusqlite::vtab::array::load_module(&raw)?;
    let mut tables = Vec::new();
    All::describe(&mut tables);
    for statement in create_statements(&tables, DialectKind::Sqlite)? {
        raw.execute_batch(&statement)?;
    }
    Ok(raw)
}

/// Prepares a statement on the servers of these dialects.
macro_rules! prepare {
    ($check:ident, $name:literal, $query:ident, [$($dialect:ident)*]) => {
        $($check.servers.prepare::<$dialect, _>($name, &$query);)*
    };
}
pub(crate) use prepare;

/// A query of rows of a known type: what the generator promises is what statiql promises and SQLite gives.
macro_rules! rows {
    ($check:ident, $name:literal, $row:ty, $query:expr) => {{
        let query = $query;
        prepare!($check, $name, query, [Postgres MySql MariaDb]);
        if $check.compiles($name, &query.sql::<Sqlite>()) {
            let rows: statiql::Result<Vec<$row>> = $check.begin().and_then(|mut tx| tx.all(query));
            $check.ran($name, false, rows.map(|rows| rows.len()));
        }
    }};
}
pub(crate) use rows;

/// A query of records.
macro_rules! records {
    ($check:ident, $name:literal, $query:expr) => {{
        let query = $query;
        prepare!($check, $name, query, [Postgres MySql MariaDb]);
        if $check.compiles($name, &query.sql::<Sqlite>()) {
            let rows = $check.begin().and_then(|mut tx| tx.all(query));
            $check.ran($name, false, rows.map(|rows| rows.len()));
        }
    }};
}
pub(crate) use records;

/// A statement that writes, on the servers that take it.
macro_rules! writes {
    ($check:ident, $name:literal, [$($dialect:ident)*], $query:expr) => {{
        let query = $query;
        prepare!($check, $name, query, [$($dialect)*]);
        if $check.compiles($name, &query.sql::<Sqlite>()) {
            let count = $check.begin().and_then(|mut tx| tx.execute(query));
            $check.ran($name, true, count.map(|count| usize::try_from(count).unwrap_or(0)));
        }
    }};
}
pub(crate) use writes;

/// A statement that writes and gives rows of a known type, on the servers that take it.
macro_rules! writes_rows {
    ($check:ident, $name:literal, [$($dialect:ident)*], $row:ty, $query:expr) => {{
        let query = $query;
        prepare!($check, $name, query, [$($dialect)*]);
        if $check.compiles($name, &query.sql::<Sqlite>()) {
            let rows: statiql::Result<Vec<$row>> = $check.begin().and_then(|mut tx| tx.all(query));
            $check.ran($name, true, rows.map(|rows| rows.len()));
        }
    }};
}
pub(crate) use writes_rows;
