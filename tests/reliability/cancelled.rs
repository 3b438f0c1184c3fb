//! A program may stop waiting at any time: what it dropped leaves no open transaction and nobody else's rows.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use statiql::prelude::*;
use statiql::server::{Database, Transaction};
use statiql::{ErrorKind, Result};

use crate::scratch::{Scratch, Tested, on_every_server, tier};

#[table("notes")]
pub struct Notes {
    #[column(primary_key)]
    pub id: i64,
    pub nonce: i64,
}

on_every_server! {
    a_dropped_future_leaves_no_open_transaction
    after_a_dropped_query_the_next_one_gets_its_own_rows
    a_transaction_in_one_flight_that_is_dropped_while_it_runs_is_undone
    a_transaction_takes_nothing_after_a_dropped_statement
    many_dropped_transactions_leave_nothing_behind
}

/// A future that is dropped after it was polled so many times.
struct Budget<F> {
    inner: Pin<Box<F>>,
    polls: usize,
}

impl<F: Future> Future for Budget<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if self.polls == 0 {
            return Poll::Ready(None);
        }
        self.polls -= 1;
        match self.inner.as_mut().poll(cx) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending if self.polls == 0 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    }
}

pub(crate) async fn within<F: Future>(polls: usize, future: F) -> Option<F::Output> {
    Budget { inner: Box::pin(future), polls }.await
}

async fn notes<D: Tested>(scratch: &Scratch<D>, connections: usize) -> Database<D> {
    let db = scratch.pool(connections).await;
    make_notes(&db).await;
    db
}

/// 500 notes, each with a nonce that only it has.
pub(crate) async fn make_notes<D: Tested>(db: &Database<D>) {
    db.create_all(Notes).await.expect("a table");
    db.run(insert(Notes).rows(1..=500, |id| (Notes.id.set(id), Notes.nonce.set(id * 7)))).await.expect("rows");
}

/// The steps of a transaction; the dropped one is that of the number.
pub(crate) const STEPS: [&str; 9] =
    ["begin and insert", "insert", "fetch", "stream", "savepoint", "release", "rollback", "commit", "one flight"];

/// Inserts two notes and looks around; `None` if it was dropped on the way.
pub(crate) async fn steps<D: Tested>(db: &Database<D>, id: i64, dropped: usize, polls: usize) -> Result<Option<()>> {
    macro_rules! step {
        ($number:literal, $future:expr) => {
            if dropped == $number {
                match within(polls, $future).await {
                    Some(result) => result?,
                    None => return Ok(None),
                }
            } else {
                $future.await?
            }
        };
    }
    let note = |id| insert(Notes).values((Notes.id.set(id), Notes.nonce.set(0)));
    if dropped == 8 {
        let both = from(Notes).filter(Notes.id.between(id, id + 1)).select(count_all());
        let answers = step!(8, db.pipeline((note(id), both, note(id + 1), both)));
        assert_eq!(answers, (1, vec![1], 1, vec![2]), "its own");
        return Ok(Some(()));
    }
    let mut tx = db.begin().await?;
    step!(0, tx.execute(note(id)));
    step!(1, tx.execute(note(id + 1)));
    let all = from(Notes).order_by(Notes.id.asc()).select((Notes.id, Notes.nonce));
    step!(2, tx.all(all));
    step!(3, read_some(&mut tx));
    let savepoint = step!(4, tx.begin_savepoint());
    step!(5, savepoint.commit());
    if dropped == 6 {
        step!(6, tx.rollback());
        return Ok(Some(()));
    }
    step!(7, tx.commit());
    Ok(Some(()))
}

async fn read_some<D: Tested>(tx: &mut Transaction<D>) -> Result<()> {
    let mut stream = tx.stream(from(Notes).order_by(Notes.id.asc()).select((Notes.id, Notes.nonce))).await?;
    for _ in 0..100 {
        if let Some(row) = stream.next().await {
            row?;
        }
    }
    Ok(())
}

async fn a_dropped_future_leaves_no_open_transaction<D: Tested>(scratch: &Scratch<D>) {
    let db = notes(scratch, 1).await;
    let mut dropped_in_all = 0;
    for round in 0..tier(1, 20) {
        for (step, name) in STEPS.iter().enumerate() {
            for polls in 0..12 {
                let id = i64::try_from(100_000 + ((round * STEPS.len() + step) * 12 + polls) * 2).expect("a number");
                let done = steps(&db, id, step, polls).await.expect("no error");
                // With one connection, this is the same one, or a new one after it was closed.
                let written = from(Notes).filter(Notes.id.between(id, id + 1)).select(count_all());
                let written = db.read(async |tx| tx.one(written).await).await.expect("an answer");
                let committed = step >= 7;
                match (done, committed) {
                    (Some(()), true) => assert_eq!(written, 2, "{name}, {polls} polls: it said that it committed"),
                    (None, true) => assert!(written == 0 || written == 2, "{name}, {polls} polls: half of it"),
                    (Some(()), false) if step != 6 => assert_eq!(written, 2, "{name} took {polls} polls"),
                    _ => assert_eq!(written, 0, "{name} dropped after {polls} polls"),
                }
                dropped_in_all += usize::from(done.is_none());
            }
        }
    }
    println!("{}: {dropped_in_all} futures dropped", D::VARIABLE);
    assert!(dropped_in_all >= STEPS.len());
    assert_eq!(settled(scratch).await, 0, "transactions left open");
}

/// Connections in a transaction, once the dropped ones have been dealt with.
pub(crate) async fn settled<D: Tested>(scratch: &Scratch<D>) -> usize {
    for _ in 0..50 {
        if D::connections(scratch).await.1 == 0 {
            return 0;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    D::connections(scratch).await.1
}

/// Finding 4: the answer to a dropped query came as the answer to the next.
async fn after_a_dropped_query_the_next_one_gets_its_own_rows<D: Tested>(scratch: &Scratch<D>) {
    let db = notes(scratch, 1).await;
    let mut dropped = 0;
    for round in 0..tier(200, 10_000) {
        let id = i64::try_from(round % 499 + 1).expect("a number");
        let query = |id: i64| from(Notes).filter(Notes.id.eq(id)).select((Notes.id, Notes.nonce));
        let cut = within(round % 6, async {
            match round % 3 {
                0 => db.run(query(id + 1)).await.map(drop),
                1 => db.transaction(async |tx| tx.one(query(id + 1)).await.map(drop)).await,
                _ => db.read(async |tx| tx.all(from(Notes).select(Notes.nonce)).await.map(drop)).await,
            }
        });
        dropped += usize::from(cut.await.is_none());
        assert_eq!(db.run(query(id)).await.expect("an answer"), [(id, id * 7)], "round {round}");
    }
    println!("{}: {dropped} queries dropped", D::VARIABLE);
    assert!(dropped > 50);
}

async fn a_transaction_in_one_flight_that_is_dropped_while_it_runs_is_undone<D: Tested>(scratch: &Scratch<D>) {
    function!(fn postgres() -> String = "pg_sleep(60)::text");
    function!(fn mysql() -> i64 = "SLEEP(60)");
    let db = notes(scratch, 1).await;
    let note = |id| insert(Notes).values((Notes.id.set(id), Notes.nonce.set(0)));
    let one = from(Notes).filter(Notes.id.eq(1));
    let limit = Duration::from_millis(50);
    // Prepared the second time.
    for _ in 0..2 {
        let in_time = match D::VARIABLE {
            "STATIQL_POSTGRES_URL" => {
                tokio::time::timeout(limit, db.pipeline((note(1000), one.select(postgres()), note(1001)))).await.is_ok()
            }
            _ => tokio::time::timeout(limit, db.pipeline((note(1000), one.select(mysql()), note(1001)))).await.is_ok(),
        };
        assert!(!in_time, "a minute in 50 ms");
        let count = db.run(from(Notes).filter(Notes.id.ge(1000)).select(count_all())).await.expect("an answer");
        assert_eq!(count, [0]);
        // Nor does the statement go on at the server.
        assert_eq!(settled(scratch).await, 0);
    }
}

async fn a_transaction_takes_nothing_after_a_dropped_statement<D: Tested>(scratch: &Scratch<D>) {
    let db = notes(scratch, 1).await;
    let mut tx = db.begin().await.expect("a transaction");
    tx.execute(insert(Notes).values((Notes.id.set(1000), Notes.nonce.set(0)))).await.expect("a row");
    // Not COUNT(*), which MySQL has ways of answering without counting.
    let slow = tx.raw("SELECT SUM(a.nonce * b.nonce + c.nonce) FROM notes a, notes b, notes c");
    let timeout = tokio::time::timeout(Duration::from_millis(5), slow).await;
    assert!(timeout.is_err(), "125,000,000 rows in 5 ms: {timeout:?}");
    let refused = tx.execute(insert(Notes).values((Notes.id.set(1001), Notes.nonce.set(0)))).await;
    assert_eq!(refused.expect_err("one is under way").kind(), ErrorKind::Transaction);
    assert_eq!(tx.commit().await.expect_err("one is under way").kind(), ErrorKind::RolledBack);
    let count = db.run(from(Notes).filter(Notes.id.ge(1000)).select(count_all())).await.expect("an answer");
    assert_eq!(count, [0]);
    // Nor does the statement go on at the server.
    assert_eq!(settled(scratch).await, 0);
}

/// 100,000 of them in the full tier.
async fn many_dropped_transactions_leave_nothing_behind<D: Tested>(scratch: &Scratch<D>) {
    let db = notes(scratch, 4).await;
    let before = descriptors();
    let tasks: Vec<_> = (0..4_usize)
        .map(|task| {
            let db = db.clone();
            tokio::spawn(async move {
                let mut dropped = 0;
                for round in 0..tier(500, 25_000) {
                    let id = i64::try_from(10_000_000 + task * 1_000_000 + round).expect("a number");
                    let work = db.transaction(async |tx| {
                        tx.execute(insert(Notes).values((Notes.id.set(id), Notes.nonce.set(1)))).await?;
                        tx.one(from(Notes).filter(Notes.id.eq(id)).select(Notes.nonce)).await?;
                        tx.execute(delete(Notes).filter(Notes.id.eq(id))).await
                    });
                    dropped += usize::from(within((round * 7 + task) % 13 + 1, work).await.is_none());
                }
                dropped
            })
        })
        .collect();
    let mut dropped = 0;
    for task in tasks {
        dropped += task.await.expect("a task");
    }
    println!("{}: {dropped} transactions dropped", D::VARIABLE);
    assert!(dropped > 100);
    assert_eq!(settled(scratch).await, 0);
    assert!(D::connections(scratch).await.0 <= 4);
    assert!(db.connections() <= 4);
    for statements in prepared(&db).await {
        assert!((1..=10).contains(&statements), "{statements} statements are prepared, of which the test has five");
    }
    let left = db.run(from(Notes).filter(Notes.id.ge(10_000_000)).select(count_all())).await.expect("an answer");
    assert_eq!(left, [0], "each deleted its own row, or did nothing");
    let after = descriptors();
    // What other tests of this process have open meanwhile is not so much.
    assert!(after <= before + 50, "{before} file descriptors became {after}");
}

/// How many statements each of four connections has prepared on the server.
async fn prepared<D: Tested>(db: &Database<D>) -> Vec<i64> {
    function!(fn postgres() -> i64 = "(SELECT count(*) FROM pg_prepared_statements)");
    function!(fn mysql() -> i64 = "(SELECT count(*) FROM performance_schema.prepared_statements_instances p \
        JOIN performance_schema.threads t ON t.thread_id = p.owner_thread_id WHERE t.processlist_id = CONNECTION_ID())");
    function!(fn mariadb() -> i64 = "(SELECT CAST(SUM(IF(variable_name = 'COM_STMT_PREPARE', 1, -1) * variable_value) AS SIGNED) \
        FROM information_schema.session_status WHERE variable_name IN ('COM_STMT_PREPARE', 'COM_STMT_CLOSE'))");
    let mut open = Vec::new();
    let mut counts = Vec::new();
    for _ in 0..4 {
        let mut tx = db.begin().await.expect("a transaction");
        counts.push(match D::VARIABLE {
            "STATIQL_POSTGRES_URL" => tx.first(from(Notes).select(postgres())).await,
            "STATIQL_MYSQL_URL" => tx.first(from(Notes).select(mysql())).await,
            _ => tx.first(from(Notes).select(mariadb())).await,
        });
        open.push(tx);
    }
    counts.into_iter().map(|count| count.expect("a count").expect("a row")).collect()
}

fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count)
}
