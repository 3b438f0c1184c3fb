//! A transaction of one statement.

use super::database::Database;
use super::deadline::{leaves_busy, within};
use super::rows::fetch;
use super::session::Session;
use super::work::Work;
use super::{Begin, Server};
use crate::db::trace::Timer;
use crate::db::{Error, ErrorKind, Result};
use crate::query::{Access, Returns, Statement};

pub(super) async fn run<D: Server, Q: Statement<Row: Send> + Sync>(
    db: &Database<D>,
    query: Q,
) -> Result<<Q::Returns as Returns>::Of<Q::Row>> {
    let first = attempt(db, &query).await;
    match first {
        // Only a statement that was prepared before its tables changed, and nothing else was lost: prepared anew, it
        // runs.
        Err(error) if error.kind() == ErrorKind::SchemaChanged => Box::pin(attempt(db, &query)).await,
        other => other,
    }
}

async fn in_transaction<D: Server, Q: Statement<Row: Send> + Sync>(
    db: &Database<D>,
    query: &Q,
) -> Result<<Q::Returns as Returns>::Of<Q::Row>> {
    let mut work = Work::begin(db.pool(), Begin { isolation: db.isolation(), read_only: false }).await?;
    let rows = work.fetch(query, usize::MAX).await?;
    work.commit().await?;
    Ok(Q::Returns::of(rows, 0))
}

async fn attempt<D: Server, Q: Statement<Row: Send> + Sync>(
    db: &Database<D>,
    query: &Q,
) -> Result<<Q::Returns as Returns>::Of<Q::Row>> {
    if Q::Returns::ROWS && !Q::Access::READS {
        // A row that cannot be read must undo what was written, so this one needs a transaction of its own.
        // In a box, as all that is rare: it is large, and would be moved along in each statement's future.
        return Box::pin(in_transaction(db, query)).await;
    }
    let sql = query.sql::<D>();
    let mut values = D::Session::encode(query, D::KIND).map_err(|error| error.in_statement(sql.clone()))?;
    let mut connection = db.pool().take().await?;
    let connection = &mut *connection;
    let timer = Timer::start();
    // Without a beginning, the server makes a transaction of it by itself.
    connection.busy = true;
    let (result, count) = if Q::Returns::ROWS {
        let session = &mut connection.session;
        let rows = within!(connection.limit, fetch::<D, Q>(session, &[], query, &sql, &mut values, usize::MAX));
        let count = rows.as_ref().map_or(0, |rows| rows.len() as u64);
        (rows.map(|rows| Q::Returns::of(rows, 0)), count)
    } else {
        let changed = within!(connection.limit, connection.session.execute(&[], &sql, &mut values));
        let count = *changed.as_ref().unwrap_or(&0);
        (changed.map(|changed| Q::Returns::of(Vec::new(), changed)), count)
    };
    Work::<D>::answered(connection, &result);
    timer.statement(&sql, result.as_ref().map(|_| count));
    result.map_err(|error| {
        let unknown = leaves_busy(&error) && !Q::Access::READS;
        let error = error.in_statement(sql);
        if unknown {
            let what = "the connection was lost while the statement ran";
            return Error::because(ErrorKind::OutcomeUnknown, what, Some(error));
        }
        error
    })
}
