//! Transfers by many tasks, with conflicts: no money is made or lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use statiql::prelude::*;
use statiql::server::Isolation;
use statiql::{Error, Retry};

use crate::scratch::{Scratch, Tested, on_every_server, tier};

#[table("accounts")]
pub struct Accounts {
    #[column(primary_key)]
    pub id: i64,
    pub balance: i64,
}

#[table("transfers")]
pub struct Transfers {
    #[column(primary_key)]
    pub id: i64,
}

on_every_server! {
    money_is_neither_made_nor_lost
}

async fn money_is_neither_made_nor_lost<D: Tested>(scratch: &Scratch<D>) {
    const ACCOUNTS: i64 = 10;
    let db = scratch.pool(8).await;
    db.create_all((Accounts, Transfers)).await.expect("tables");
    let open = insert(Accounts).rows(0..ACCOUNTS, |id| (Accounts.id.set(id), Accounts.balance.set(1000)));
    db.run(open).await.expect("rows");
    let attempts = Arc::new(AtomicU64::new(0));
    let each = tier(125, 6250);
    let tasks: Vec<_> = (0..8_i64)
        .map(|task| {
            let (db, attempts) = (db.with_isolation(Isolation::Serializable), Arc::clone(&attempts));
            tokio::spawn(async move {
                let policy = Retry::default().attempts(100).base_delay(Duration::from_millis(1));
                for round in 0..i64::try_from(each).expect("a number") {
                    let (from_id, to_id) = ((round * 7 + task) % ACCOUNTS, (round * 3 + task * 5 + 1) % ACCOUNTS);
                    let add = |id: i64, by: i64| {
                        update(Accounts).set(Accounts.balance.set(Accounts.balance + by)).filter(Accounts.id.eq(id))
                    };
                    db.transaction_with_retry(policy, async |tx| {
                        attempts.fetch_add(1, Ordering::Relaxed);
                        let rich = from(Accounts).filter(Accounts.id.eq(from_id)).select(Accounts.balance);
                        let amount = tx.one(rich).await? / 10;
                        tx.execute(add(from_id, -amount)).await?;
                        tx.execute(add(to_id, amount)).await?;
                        tx.execute(insert(Transfers).values((Transfers.id.set(task * 1_000_000 + round),))).await
                    })
                    .await?;
                }
                Ok::<_, Error>(())
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("no panic").expect("a retry helps in the end");
    }
    let sum = db.run(from(Accounts).select(Accounts.balance.sum())).await.expect("a sum");
    assert_eq!(sum, [Some(ACCOUNTS * 1000)]);
    let applied = db.run(from(Transfers).select(count_all())).await.expect("a count")[0];
    assert_eq!(usize::try_from(applied), Ok(8 * each), "each that said so was applied, once");
    println!("{}: {applied} transfers in {} attempts", D::VARIABLE, attempts.load(Ordering::Relaxed));
}
