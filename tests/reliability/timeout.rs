//! Answers that never come: who set a time limit gets an error instead, and nothing stays open.

use std::time::{Duration, Instant};

use statiql::prelude::*;
use statiql::server::Database;
use statiql::{ErrorKind, Result};

use crate::proxy::Proxy;
use crate::scratch::{Scratch, Tested, on_every_server};

#[table("notes")]
pub struct Notes {
    #[column(primary_key)]
    pub id: i64,
    pub text: String,
}

on_every_server! {
    a_statement_that_is_never_answered_times_out_and_its_transaction_is_undone
    a_commit_that_is_never_answered_has_an_unknown_outcome
    a_statement_alone_that_is_never_answered_is_unknown_if_it_writes
    a_transaction_in_one_flight_that_is_never_answered_is_unknown_if_it_writes
    a_stream_that_stops_in_the_middle_times_out
    a_statement_that_runs_too_long_is_ended_on_the_server
    a_connection_that_went_silent_while_it_was_idle_holds_nobody_up
    what_is_quick_enough_is_not_touched
}

const LIMIT: Duration = Duration::from_secs(1);

/// Three notes, and the way to them through a proxy with a time limit. Each new connection works; those of before are
/// the ones that go silent.
async fn behind_proxy<D: Tested>(scratch: &Scratch<D>) -> (Proxy, Database<D>) {
    let direct = scratch.pool(1).await;
    direct.create_all(Notes).await.expect("a table");
    direct.run(insert(Notes).rows(1..=3, |id| (Notes.id.set(id), Notes.text.set("text")))).await.expect("rows");
    let proxy = Proxy::before(scratch.port()).await;
    let db = scratch.through(proxy.port).max_connections(2).statement_timeout(LIMIT).connect().await;
    (proxy, db.expect("the server"))
}

macro_rules! note {
    ($id:expr) => {
        insert(Notes).values((Notes.id.set($id), Notes.text.set("new")))
    };
}

/// What is there, by a connection of its own, once nobody is in a transaction any more.
async fn notes<D: Tested>(scratch: &Scratch<D>) -> Vec<i64> {
    for _ in 0..100 {
        if D::connections(scratch).await.1 == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(D::connections(scratch).await.1, 0, "transactions left open");
    scratch.pool(1).await.run(from(Notes).order_by(Notes.id.asc()).select(Notes.id)).await.expect("rows")
}

/// What the work gives, and that it gives it soon: not before the limit, and long before the five seconds that bringing
/// a connection back to order may take.
async fn soon<T>(work: impl Future<Output = Result<T>>) -> ErrorKind {
    let start = Instant::now();
    let error = work.await.err().expect("no answer");
    let waited = start.elapsed();
    assert!(waited >= LIMIT && waited < Duration::from_secs(4), "{waited:?}: {error}");
    assert!(!error.is_transient(), "{error}");
    error.kind()
}

async fn a_statement_that_is_never_answered_times_out_and_its_transaction_is_undone<D: Tested>(scratch: &Scratch<D>) {
    let (proxy, db) = behind_proxy(scratch).await;
    for id in [10, 20] {
        let result = soon(db.transaction(async |tx| {
            tx.execute(note!(id)).await?;
            proxy.silence();
            let error = tx.execute(note!(id + 1)).await.expect_err("no answer");
            assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
            assert!(error.sql().is_some_and(|sql| sql.starts_with("INSERT")), "{error:?}");
            let next = tx.execute(note!(id + 2)).await.expect_err("nothing can follow");
            assert_eq!(next.kind(), ErrorKind::Transaction, "{next}");
            // The error is swallowed, and still nothing is committed.
            Ok(())
        }));
        assert_eq!(result.await, ErrorKind::RolledBack);
        // Somebody else gets another connection.
        db.run(from(Notes).select(Notes.id)).await.expect("an answer");
    }
    assert_eq!(notes(scratch).await, [1, 2, 3]);
}

async fn a_commit_that_is_never_answered_has_an_unknown_outcome<D: Tested>(scratch: &Scratch<D>) {
    let (proxy, db) = behind_proxy(scratch).await;
    let result = soon(db.transaction(async |tx| {
        tx.execute(note!(10)).await?;
        proxy.silence();
        Ok(())
    }));
    assert_eq!(result.await, ErrorKind::OutcomeUnknown);
    // The proxy swallowed it.
    assert_eq!(notes(scratch).await, [1, 2, 3]);

    let result = soon(db.transaction(async |tx| {
        tx.execute(note!(20)).await?;
        proxy.deafen();
        Ok(())
    }));
    assert_eq!(result.await, ErrorKind::OutcomeUnknown);
    // Here it swallowed the answer.
    assert_eq!(notes(scratch).await, [1, 2, 3, 20]);
}

async fn a_statement_alone_that_is_never_answered_is_unknown_if_it_writes<D: Tested>(scratch: &Scratch<D>) {
    let (proxy, db) = behind_proxy(scratch).await;
    let text = || from(Notes).filter(Notes.id.eq(1)).select(Notes.text);
    assert_eq!(db.run(text()).await.expect("an answer"), ["text"]);
    proxy.silence();
    assert_eq!(soon(db.run(text())).await, ErrorKind::Timeout);
    assert_eq!(db.run(note!(10)).await.expect("an answer"), 1);
    proxy.deafen();
    assert_eq!(soon(db.run(note!(11))).await, ErrorKind::OutcomeUnknown);
    assert_eq!(notes(scratch).await, [1, 2, 3, 10, 11]);
}

/// MySQL and MariaDB have not been sent the COMMIT by then.
async fn a_transaction_in_one_flight_that_is_never_answered_is_unknown_if_it_writes<D: Tested>(scratch: &Scratch<D>) {
    let (proxy, db) = behind_proxy(scratch).await;
    let text = || from(Notes).filter(Notes.id.eq(1)).select(Notes.text);
    let postgres = D::VARIABLE.contains("POSTGRES");
    let unanswered = if postgres { ErrorKind::OutcomeUnknown } else { ErrorKind::Timeout };
    db.pipeline((note!(10), text(), note!(11))).await.expect("an answer");
    proxy.silence();
    assert_eq!(soon(db.pipeline((note!(20), text(), note!(21)))).await, unanswered);
    assert_eq!(notes(scratch).await, [1, 2, 3, 10, 11]);

    db.pipeline((note!(30), text(), note!(31))).await.expect("an answer");
    proxy.deafen();
    assert_eq!(soon(db.pipeline((note!(40), text(), note!(41)))).await, unanswered);
    let committed: &[i64] = if postgres { &[1, 2, 3, 10, 11, 30, 31, 40, 41] } else { &[1, 2, 3, 10, 11, 30, 31] };
    assert_eq!(notes(scratch).await, committed);

    db.pipeline((text(), text())).await.expect("an answer");
    proxy.deafen();
    assert_eq!(soon(db.pipeline((text(), text()))).await, ErrorKind::Timeout);
}

async fn a_stream_that_stops_in_the_middle_times_out<D: Tested>(scratch: &Scratch<D>) {
    let (proxy, db) = behind_proxy(scratch).await;
    let long = "x".repeat(100_000);
    // More than all buffers on the way hold.
    let more = |id| insert(Notes).values((Notes.id.set(id), Notes.text.set(long.as_str())));
    let rows = scratch.pool(1).await.transaction(async |tx| tx.execute_many(10..310, more).await).await;
    assert_eq!(rows.expect("30 MB"), 300);
    let mut tx = db.begin_read().await.expect("a transaction");
    let mut stream = tx.stream(from(Notes).order_by(Notes.id.asc()).select(Notes.id)).await.expect("a stream");
    assert_eq!(stream.next().await.expect("a row").expect("a row"), 1);
    drop(stream);
    let mut stream = tx.stream(from(Notes).order_by(Notes.id.asc()).select(Notes.text)).await.expect("a stream");
    assert_eq!(stream.next().await.expect("a row").expect("a row"), "text");
    proxy.silence();
    // Some have come already.
    let error = async {
        while let Some(row) = stream.next().await {
            row?;
        }
        Ok(())
    };
    assert_eq!(soon(error).await, ErrorKind::Timeout);
    assert!(stream.next().await.is_none(), "it is over");
}

async fn a_statement_that_runs_too_long_is_ended_on_the_server<D: Tested>(scratch: &Scratch<D>) {
    let (_proxy, db) = behind_proxy(scratch).await;
    let sleep = if D::VARIABLE.contains("POSTGRES") { "SELECT pg_sleep(60)" } else { "SELECT SLEEP(60)" };
    let mut tx = db.begin().await.expect("a transaction");
    tx.execute(note!(10)).await.expect("a row");
    assert_eq!(soon(tx.raw(sleep)).await, ErrorKind::Timeout);
    assert_eq!(tx.commit().await.expect_err("it failed").kind(), ErrorKind::RolledBack);
    assert_eq!(notes(scratch).await, [1, 2, 3]);
}

/// MySQL's and MariaDB's are asked whether they are alive, and replaced; PostgreSQL's gets the statement.
async fn a_connection_that_went_silent_while_it_was_idle_holds_nobody_up<D: Tested>(scratch: &Scratch<D>) {
    let (proxy, db) = behind_proxy(scratch).await;
    let count = || from(Notes).select(count_all());
    assert_eq!(db.run(count()).await.expect("an answer"), [3]);
    tokio::time::sleep(Duration::from_millis(1100)).await;
    proxy.silence();
    let start = Instant::now();
    match db.run(count()).await {
        Ok(count) => assert_eq!(count, [3]),
        Err(error) => assert_eq!(error.kind(), ErrorKind::Timeout, "{error}"),
    }
    let waited = start.elapsed();
    assert!(waited >= LIMIT && waited < Duration::from_secs(4), "{waited:?}");
    assert_eq!(db.run(count()).await.expect("an answer"), [3]);
}

/// The limit is for each statement, not for the transaction.
async fn what_is_quick_enough_is_not_touched<D: Tested>(scratch: &Scratch<D>) {
    let (_proxy, db) = behind_proxy(scratch).await;
    let sleep = if D::VARIABLE.contains("POSTGRES") { "SELECT pg_sleep(0.3)" } else { "SELECT SLEEP(0.3)" };
    db.transaction(async |tx| {
        for id in 10..15 {
            tx.raw(sleep).await?;
            tx.execute(note!(id)).await?;
        }
        Ok(())
    })
    .await
    .expect("each is quick enough");
    assert_eq!(notes(scratch).await, [1, 2, 3, 10, 11, 12, 13, 14]);
}
