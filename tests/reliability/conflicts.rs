//! Deadlocks, serialization failures and locks that are not to be had: the victim leaves nothing behind.

use std::sync::Arc;

use statiql::prelude::*;
use statiql::server::{Database, Isolation};
use statiql::{Error, ErrorKind};
use tokio::sync::Barrier;

use crate::scratch::{Scratch, Tested, on_every_server, tier};

#[table("accounts")]
pub struct Accounts {
    #[column(primary_key)]
    pub id: i64,
    pub balance: i64,
}

on_every_server! {
    the_victim_of_a_deadlock_leaves_no_row
    of_two_serializable_transactions_that_do_not_fit_one_fails
    a_lock_that_is_not_to_be_had_in_time_is_busy
}

async fn bank<D: Tested>(scratch: &Scratch<D>) -> Database<D> {
    let db = scratch.pool(3).await;
    db.create_all(Accounts).await.expect("a table");
    db.run(insert(Accounts).rows(1..=2, |id| (Accounts.id.set(id), Accounts.balance.set(100)))).await.expect("rows");
    db
}

/// Finding 1: after a deadlock, what was left of the victim's transaction ran and stayed, each statement by itself.
async fn the_victim_of_a_deadlock_leaves_no_row<D: Tested>(scratch: &Scratch<D>) {
    let db = bank(scratch).await;
    for round in 0..tier(10, 200) {
        let barrier = Arc::new(Barrier::new(2));
        let take =
            |id: i64| update(Accounts).set(Accounts.balance.set(Accounts.balance - 1)).filter(Accounts.id.eq(id));
        let base = i64::try_from(round).expect("a number") * 100 + 1000;
        let tasks = [(1, 2), (2, 1)].map(|(first, second)| {
            let (db, barrier) = (db.clone(), Arc::clone(&barrier));
            tokio::spawn(async move {
                let mut tx = db.begin().await?;
                let mark = |id| insert(Accounts).values((Accounts.id.set(id), Accounts.balance.set(0)));
                tx.execute(mark(base + first)).await?;
                tx.execute(take(first)).await?;
                barrier.wait().await;
                let Err(error) = tx.execute(take(second)).await else {
                    tx.commit().await?;
                    return Ok(None);
                };
                // It goes on as if nothing had been.
                let after = tx.execute(mark(base + 50 + first)).await;
                assert_eq!(after.expect_err("it is over").kind(), ErrorKind::Transaction);
                assert_eq!(tx.commit().await.expect_err("it is over").kind(), ErrorKind::RolledBack);
                Ok::<_, Error>(Some((error, first)))
            })
        });
        let mut victims = Vec::new();
        for task in tasks {
            victims.extend(task.await.expect("no panic").expect("only the deadlock fails"));
        }
        let [(error, victim)] = &victims[..] else { panic!("{} victims", victims.len()) };
        assert_eq!(error.kind(), ErrorKind::Deadlock, "{error}");
        assert!(error.is_transient());
        let marks = from(Accounts).filter(Accounts.id.ge(base)).select(Accounts.id);
        assert_eq!(db.run(marks).await.expect("rows"), [base + 3 - victim], "only the other's row");
    }
    println!("{}: {} deadlocks", D::VARIABLE, tier(10, 200));
}

async fn of_two_serializable_transactions_that_do_not_fit_one_fails<D: Tested>(scratch: &Scratch<D>) {
    let db = bank(scratch).await.with_isolation(Isolation::Serializable);
    for _ in 0..tier(10, 200) {
        let barrier = Arc::new(Barrier::new(2));
        let tasks = [1, 2].map(|own| {
            let (db, barrier) = (db.clone(), Arc::clone(&barrier));
            tokio::spawn(async move {
                db.transaction(async |tx| {
                    // Each reads what the other writes.
                    tx.one(from(Accounts).select(Accounts.balance.sum())).await?;
                    barrier.wait().await;
                    tx.execute(
                        update(Accounts).set(Accounts.balance.set(Accounts.balance - 1)).filter(Accounts.id.eq(own)),
                    )
                    .await
                })
                .await
            })
        });
        let mut failed = 0;
        for task in tasks {
            if let Err(error) = task.await.expect("no panic") {
                assert!(matches!(error.kind(), ErrorKind::Serialization | ErrorKind::Deadlock), "{error}");
                assert!(error.is_transient());
                failed += 1;
            }
        }
        assert_eq!(failed, 1);
    }
    println!("{}: {} serialization failures", D::VARIABLE, tier(10, 200));
}

async fn a_lock_that_is_not_to_be_had_in_time_is_busy<D: Tested>(scratch: &Scratch<D>) {
    let db = bank(scratch).await;
    let mut holder = db.begin().await.expect("a transaction");
    let clear = |id: i64| update(Accounts).set(Accounts.balance.set(0)).filter(Accounts.id.eq(id));
    holder.execute(clear(1)).await.expect("the lock");
    // The shortest limit that MySQL and MariaDB know is a second.
    let times = tier(2, 200);
    for _ in 0..times {
        let result = db
            .transaction(async |tx| {
                tx.raw(D::LOCK_TIMEOUT).await?;
                tx.execute(clear(2)).await?;
                let busy = tx.execute(clear(1)).await.expect_err("locked");
                assert_eq!(busy.kind(), ErrorKind::Busy, "{busy}");
                assert!(busy.is_transient());
                assert_eq!(tx.execute(clear(2)).await.expect_err("poisoned").kind(), ErrorKind::Transaction);
                Ok(())
            })
            .await;
        assert_eq!(result.expect_err("poisoned").kind(), ErrorKind::RolledBack);
    }
    holder.rollback().await.expect("a rollback");
    let all = from(Accounts).order_by(Accounts.id.asc()).select(Accounts.balance);
    assert_eq!(db.run(all).await.expect("rows"), [100, 100]);
    println!("{}: {times} locks were not to be had", D::VARIABLE);
}
