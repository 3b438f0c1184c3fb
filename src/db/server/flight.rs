//! A transaction of several statements that are known from the start.

use super::database::Database;
use super::pipeline::Pipeline;
use super::session::Session;
use super::work::{Statements, Work};
use super::{Begin, Server};
use crate::db::{Error, ErrorKind, Result};
use crate::query::Access;

pub(super) async fn run_together<D: Server, P: Pipeline<D>>(db: &Database<D>, statements: P) -> Result<P::Results> {
    match attempt(db, &statements).await {
        // As in `run`: a statement was prepared before its tables changed, and the transaction was undone.
        Err(error) if error.kind() == ErrorKind::SchemaChanged => Box::pin(attempt(db, &statements)).await,
        other => other,
    }
}

async fn attempt<D: Server, P: Pipeline<D>>(db: &Database<D>, statements: &P) -> Result<P::Results> {
    let encoded = statements.encode()?;
    let work = Work::begin(db.pool(), Begin { isolation: db.isolation(), read_only: false }).await?;
    // What a write gave cannot be asked for again: a row of it that cannot be read must undo it, so it is read before
    // the commit. Who cannot send COMMIT along has nothing to gain either.
    if P::RETURNING || !D::Session::COMMITS_IN_FLIGHT {
        return Box::pin(commit_after_reading(work, statements, encoded)).await;
    }
    let answers = work.pipeline_and_commit(encoded).await.map_err(|error| if_unknown::<D, P>(error))?;
    statements.decode(answers).map_err(|error| {
        if P::Access::READS {
            return error;
        }
        let sql = error.sql().unwrap_or_default().to_owned();
        Error::because(ErrorKind::Committed, "", Some(error)).in_statement(sql.into())
    })
}

async fn commit_after_reading<D: Server, P: Pipeline<D>>(
    mut work: Work<D>,
    statements: &P,
    encoded: Statements<D>,
) -> Result<P::Results> {
    let results = match work.pipeline(encoded).await {
        Ok(answers) => statements.decode(answers),
        Err(error) => Err(error),
    };
    if results.is_err() {
        let _ = work.roll_back().await;
        return results;
    }
    work.commit().await?;
    results
}

/// After the loss of a connection on which COMMIT was sent, as [`Work::commit`] says it. Where nothing was written it
/// does not matter.
#[cold]
fn if_unknown<D: Server, P: Pipeline<D>>(error: Error) -> Error {
    let what = match error.kind() {
        ErrorKind::ConnectionLost => "the connection was lost before COMMIT was answered",
        ErrorKind::Timeout => "COMMIT was not answered in time",
        _ => return error,
    };
    if P::Access::READS {
        return error;
    }
    Error::because(ErrorKind::OutcomeUnknown, what, Some(error)).in_statement("COMMIT".into())
}
