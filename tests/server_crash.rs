//! The server is killed in the middle of its work and started again: what was acknowledged is there, what failed is not,
//! and the pool finds its way back. By itself, because no other test can use the server meanwhile.
#![allow(clippy::print_stdout, clippy::print_stderr)] // how often it was tried, or why it was not
#![cfg(any(feature = "postgres", feature = "mysql"))]

#[path = "reliability/scratch.rs"]
#[allow(dead_code)]
mod scratch;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use scratch::{Scratch, Tested, on_every_server, tier};
use statiql::ErrorKind;
use statiql::prelude::*;
use statiql::server::Database;

#[table("halves")]
pub struct Halves {
    /// Twice in each transaction: once as it is, once with its sign changed.
    #[column(primary_key)]
    pub id: i64,
}

const TASKS: i64 = 4;
/// A server that has crashed replays its log first.
const PATIENCE: Duration = Duration::from_secs(60);

/// What became of the transactions, by their numbers.
#[derive(Default)]
struct Outcome {
    done: BTreeSet<i64>,
    unknown: BTreeSet<i64>,
    failed: BTreeSet<i64>,
}

on_every_server! {
    a_crash_of_the_server_loses_nothing_acknowledged_and_keeps_nothing_else
}

/// The file by which the test driver is asked to crash the server.
fn wish<D: Tested>() -> Option<PathBuf> {
    let wish = std::env::var_os(D::VARIABLE.replace("_URL", "_CRASH")).map(PathBuf::from);
    if wish.is_none() {
        eprintln!("not tested: only a server that `cargo xtask test` has started can be crashed ({})", D::VARIABLE);
    }
    wish
}

async fn a_crash_of_the_server_loses_nothing_acknowledged_and_keeps_nothing_else<D: Tested>(scratch: &Scratch<D>) {
    let Some(wish) = wish::<D>() else { return };
    let options = scratch.options().max_connections(4).acquire_timeout(Duration::from_secs(5));
    let db = options.connect().await.expect("the server");
    db.create_all(Halves).await.expect("a table");
    let crashes = i64::try_from(tier(1, 10)).expect("a number");
    let mut all = Outcome::default();
    for crash in 0..crashes {
        let over = Arc::new(AtomicBool::new(false));
        let done = Arc::new(AtomicUsize::new(0));
        let tasks: Vec<_> = (0..TASKS)
            .map(|task| {
                let first = (crash * TASKS + task) * 1_000_000 + 1;
                tokio::spawn(work(db.clone(), first, Arc::clone(&over), Arc::clone(&done)))
            })
            .collect();
        let start = Instant::now();
        // Another number each time, so that the crash comes at another moment of the work.
        while done.load(Ordering::SeqCst) < 20 + usize::try_from(crash).expect("a number") * 7 {
            assert!(start.elapsed() < PATIENCE, "there is no work to crash");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        std::fs::write(&wish, "").expect("the test driver's folder");
        let start = Instant::now();
        while wish.exists() {
            assert!(start.elapsed() < PATIENCE, "the server was not started again");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        over.store(true, Ordering::SeqCst);
        for task in tasks {
            let outcome = task.await.expect("no panic");
            all.done.extend(outcome.done);
            all.unknown.extend(outcome.unknown);
            all.failed.extend(outcome.failed);
        }
        check(&all, &rows(&db).await);
    }
    let [done, unknown, failed] = [&all.done, &all.unknown, &all.failed].map(BTreeSet::len);
    println!("{}: {crashes} crashes: {done} transactions done, {unknown} unknown, {failed} failed", D::VARIABLE);
    assert!(done >= 20 && unknown + failed > 0);
}

/// Small transactions, one after the other.
async fn work<D: Tested>(db: Database<D>, first: i64, over: Arc<AtomicBool>, done: Arc<AtomicUsize>) -> Outcome {
    let mut outcome = Outcome::default();
    for id in first.. {
        if over.load(Ordering::SeqCst) {
            break;
        }
        let result = db.transaction(async |tx| {
            tx.execute(insert(Halves).values(Halves.id.set(id))).await?;
            tx.execute(insert(Halves).values(Halves.id.set(-id))).await
        });
        match result.await {
            Ok(_) => {
                done.fetch_add(1, Ordering::SeqCst);
                outcome.done.insert(id)
            }
            Err(error) if error.kind() == ErrorKind::OutcomeUnknown => outcome.unknown.insert(id),
            Err(_) => {
                tokio::time::sleep(Duration::from_millis(10)).await;
                outcome.failed.insert(id)
            }
        };
    }
    outcome
}

/// All rows, by the same pool, as soon as the server answers again.
async fn rows<D: Tested>(db: &Database<D>) -> BTreeSet<i64> {
    let start = Instant::now();
    loop {
        match db.run(from(Halves).select(Halves.id)).await {
            Ok(rows) => return rows.into_iter().collect(),
            Err(error) => assert!(start.elapsed() < PATIENCE, "the pool does not find its way back: {error}"),
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn check(all: &Outcome, rows: &BTreeSet<i64>) {
    let there = |id: &i64| rows.contains(id) && rows.contains(&-id);
    let absent = |id: &i64| !rows.contains(id) && !rows.contains(&-id);
    let lost: Vec<_> = all.done.iter().filter(|id| !there(id)).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    let kept: Vec<_> = all.failed.iter().filter(|id| !absent(id)).collect();
    assert!(kept.is_empty(), "failed and kept: {kept:?}");
    let halved: Vec<_> = all.unknown.iter().filter(|id| !there(id) && !absent(id)).collect();
    assert!(halved.is_empty(), "half done: {halved:?}");
}
