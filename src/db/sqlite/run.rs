//! A transaction of one statement.

use super::Database;
use super::cache::Prepared;
use super::error::from_rusqlite;
use super::rows::Rows;
use super::trace::Timer;
use crate::db::{Error, Result};
use crate::query::{NoRows, Reads, Rows as GivesRows, Statement, Writes};
use crate::render::Sqlite;

/// What [`Database::run`] gives: the rows of a statement that has them, otherwise how many it changed.
pub trait RunResult: sealed::Sealed {
    /// `Vec<Row>` or `u64`.
    type Of<Row>;

    #[doc(hidden)]
    fn run<Q: Statement>(db: &Database, query: &Q) -> Result<Self::Of<Q::Row>>
    where
        Q::Access: RunAccess;
}

/// Whether a statement writes, known at run time.
#[doc(hidden)]
pub trait RunAccess: sealed::Sealed {
    const READS: bool;
}

impl RunAccess for Reads {
    const READS: bool = true;
}

impl RunAccess for Writes {
    const READS: bool = false;
}

impl RunResult for NoRows {
    type Of<Row> = u64;

    fn run<Q: Statement>(db: &Database, query: &Q) -> Result<u64>
    where
        Q::Access: RunAccess,
    {
        let connection = db.writer().take()?;
        let timer = Timer::start();
        let sql = query.sql::<Sqlite>();
        // Without BEGIN, SQLite makes a transaction of it by itself.
        let result = Prepared::alone(&connection, query, &sql).and_then(|mut prepared| {
            db.count_compiled(&prepared);
            Ok(prepared.statement().raw_execute().map_err(from_rusqlite)? as u64)
        });
        timer.statement(&sql, result.as_ref().copied());
        result.map_err(|error| Error::in_statement(error, sql))
    }
}

impl RunResult for GivesRows {
    type Of<Row> = Vec<Row>;

    fn run<Q: Statement>(db: &Database, query: &Q) -> Result<Vec<Q::Row>>
    where
        Q::Access: RunAccess,
    {
        if !Q::Access::READS {
            // A row that cannot be read must undo what was written, so this one needs a transaction of its own.
            let mut tx = db.begin()?;
            let all = tx.work().query(query, false, |rows| collect(rows, query))?;
            tx.commit()?;
            return Ok(all);
        }
        let connection = db.readers().take()?;
        let timer = Timer::start();
        let sql = query.sql::<Sqlite>();
        let result = Prepared::alone(&connection, query, &sql).and_then(|mut prepared| {
            db.count_compiled(&prepared);
            collect(&mut Rows::new(prepared.statement().raw_query()), query)
        });
        timer.statement(&sql, result.as_ref().map(|all| all.len() as u64));
        result.map_err(|error| error.in_statement(sql))
    }
}

fn collect<Q: Statement>(rows: &mut Rows<'_>, query: &Q) -> Result<Vec<Q::Row>> {
    let mut all = Vec::new();
    while rows.advance()? {
        all.push(rows.read(query)?);
    }
    Ok(all)
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::NoRows {}
    impl Sealed for super::GivesRows {}
    impl Sealed for super::Reads {}
    impl Sealed for super::Writes {}
}
