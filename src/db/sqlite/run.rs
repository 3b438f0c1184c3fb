//! A transaction of one statement.

use super::Database;
use super::cache::Prepared;
use super::error::{from_rusqlite, leaves_outcome_open};
use super::rows::Rows;
use crate::db::trace::Timer;
use crate::db::{Error, ErrorKind, Result};
use crate::query::{Access, Returns, Statement};
use crate::render::Sqlite;

pub(super) fn run<Q: Statement>(db: &Database, query: &Q) -> Result<<Q::Returns as Returns>::Of<Q::Row>> {
    Ok(match (Q::Returns::ROWS, Q::Access::READS) {
        (false, _) => Q::Returns::of(Vec::new(), execute(db, query)?),
        (true, true) => Q::Returns::of(fetch(db, query)?, 0),
        (true, false) => {
            // A row that cannot be read must undo what was written, so this one needs a transaction of its own.
            let mut tx = db.begin()?;
            let all = tx.work().all(query, false)?;
            tx.commit()?;
            Q::Returns::of(all, 0)
        }
    })
}

fn execute<Q: Statement>(db: &Database, query: &Q) -> Result<u64> {
    let connection = db.writer().take()?;
    let timer = Timer::start();
    let sql = query.sql::<Sqlite>();
    // Without BEGIN, SQLite makes a transaction of it by itself.
    let result = Prepared::alone(&connection, query, &sql).and_then(|mut prepared| {
        db.count_compiled(&prepared);
        Ok(prepared.statement().raw_execute().map_err(from_rusqlite)? as u64)
    });
    timer.statement(&sql, result.as_ref().copied());
    result.map_err(|error| {
        let error = Error::in_statement(error, sql);
        // Its end is a commit, and nothing tells in which of the two the disk failed.
        if leaves_outcome_open(&error) { unknown(error) } else { error }
    })
}

#[cold]
fn unknown(error: Error) -> Error {
    Error::because(ErrorKind::OutcomeUnknown, "the disk failed while the statement ran", Some(error))
}

fn fetch<Q: Statement>(db: &Database, query: &Q) -> Result<Vec<Q::Row>> {
    let connection = db.readers().take()?;
    let timer = Timer::start();
    let sql = query.sql::<Sqlite>();
    let result = Prepared::alone(&connection, query, &sql).and_then(|mut prepared| {
        db.count_compiled(&prepared);
        Rows::new(prepared.statement().raw_query()).all(query)
    });
    timer.statement(&sql, result.as_ref().map(|all| all.len() as u64));
    result.map_err(|error| error.in_statement(sql))
}
