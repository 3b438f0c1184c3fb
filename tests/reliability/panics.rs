//! Panics, forgotten guards, runtimes that end: the next user gets a clean connection.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use statiql::prelude::*;
use statiql::server::Database;

use crate::scratch::{Scratch, Tested, on_every_server};

#[table("notes")]
pub struct Notes {
    #[column(primary_key)]
    pub id: i64,
}

on_every_server! {
    a_panic_at_any_step_rolls_back
    a_forgotten_transaction_hurts_nobody
    a_transaction_may_be_dropped_on_another_thread
    a_runtime_may_end_in_the_middle_of_a_transaction
}

async fn notes<D: Tested>(scratch: &Scratch<D>, connections: usize) -> Database<D> {
    let db = scratch.pool(connections).await;
    db.create_all(Notes).await.expect("a table");
    db
}

async fn count<D: Tested>(db: &Database<D>) -> i64 {
    db.run(from(Notes).select(count_all())).await.expect("a count")[0]
}

async fn a_panic_at_any_step_rolls_back<D: Tested>(scratch: &Scratch<D>) {
    let db = notes(scratch, 1).await;
    for step in 0..4 {
        let db2 = db.clone();
        let panicked = tokio::spawn(async move {
            db2.transaction(async |tx| {
                for id in 0..4 {
                    assert!(id != step, "a panic on purpose");
                    tx.execute(insert(Notes).values((Notes.id.set(id),))).await?;
                    tx.savepoint(async |tx| {
                        assert!(id + 1 != step, "a panic on purpose");
                        tx.execute(insert(Notes).values((Notes.id.set(id + 100),))).await
                    })
                    .await?;
                }
                Ok(())
            })
            .await
        });
        assert!(panicked.await.is_err_and(|error| error.is_panic()));
        assert_eq!(count(&db).await, 0, "panicked at step {step}");
    }
    // A panic of what looks at the rows is one in the middle of a statement.
    db.run(insert(Notes).rows(0..10, |id| (Notes.id.set(id),))).await.expect("rows");
    let db2 = db.clone();
    let panicked = tokio::spawn(async move {
        db2.transaction(async |tx| {
            tx.execute(insert(Notes).values((Notes.id.set(50),))).await?;
            tx.for_each(from(Notes).select(Notes.id), |id| {
                assert!(id < 5, "a panic on purpose");
                Ok(())
            })
            .await
        })
        .await
    });
    assert!(panicked.await.is_err_and(|error| error.is_panic()));
    assert_eq!(count(&db).await, 10);
}

#[allow(clippy::mem_forget)]
async fn a_forgotten_transaction_hurts_nobody<D: Tested>(scratch: &Scratch<D>) {
    let db = notes(scratch, 2).await;
    let mut tx = db.begin().await.expect("a transaction");
    tx.execute(insert(Notes).values((Notes.id.set(1),))).await.expect("a row");
    std::mem::forget(tx);
    assert_eq!(count(&db).await, 0, "on the other connection");
}

async fn a_transaction_may_be_dropped_on_another_thread<D: Tested>(scratch: &Scratch<D>) {
    let db = notes(scratch, 1).await;
    let mut tx = db.begin().await.expect("a transaction");
    tx.execute(insert(Notes).values((Notes.id.set(1),))).await.expect("a row");
    // A thread without a runtime.
    std::thread::spawn(move || drop(tx)).join().expect("no panic");
    assert_eq!(count(&db).await, 0);
    // A runtime of its own.
    let mut tx = db.begin().await.expect("a transaction");
    tx.execute(insert(Notes).values((Notes.id.set(2),))).await.expect("a row");
    let other = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async move { drop(tx) });
    });
    other.join().expect("no panic");
    assert_eq!(count(&db).await, 0);
}

async fn a_runtime_may_end_in_the_middle_of_a_transaction<D: Tested>(scratch: &Scratch<D>) {
    let db = notes(scratch, 1).await;
    let options = scratch.options();
    let thread = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("a runtime");
        let tx = runtime.block_on(async {
            let other = options.max_connections(1).connect().await.expect("the server");
            let mut tx = other.begin().await.expect("a transaction");
            tx.execute(insert(Notes).values((Notes.id.set(1),))).await.expect("a row");
            tx
        });
        runtime.shutdown_timeout(Duration::from_millis(100));
        let dropped = std::panic::catch_unwind(AssertUnwindSafe(|| drop(tx)));
        assert!(dropped.is_ok());
    });
    thread.join().expect("no panic");
    // Its connection is gone, and the server notices.
    for _ in 0..50 {
        if D::connections(scratch).await.1 == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(D::connections(scratch).await.1, 0);
    assert_eq!(count(&db).await, 0);
}
