//! A statement that failed, also one whose error nobody looked at, keeps its transaction from committing.

use statiql::ErrorKind;
use statiql::prelude::*;
use statiql::server::Database;

use crate::scratch::{Scratch, Tested, on_every_server};

#[table("accounts")]
pub struct Accounts {
    #[column(primary_key)]
    pub id: i64,
    pub balance: i64,
}

on_every_server! {
    a_swallowed_error_fails_the_commit
    nothing_runs_after_a_failed_statement
    a_late_error_in_a_stream_that_was_dropped_fails_the_commit
    an_error_in_a_savepoint_is_forgiven_with_it
    rows_that_nobody_reads_hold_up_nothing
}

async fn bank<D: Tested>(scratch: &Scratch<D>) -> Database<D> {
    let db = scratch.pool(2).await;
    db.create_all(Accounts).await.expect("a table");
    db.run(insert(Accounts).rows(1..=3, |id| (Accounts.id.set(id), Accounts.balance.set(100)))).await.expect("rows");
    db
}

async fn balances<D: Tested>(db: &Database<D>) -> Vec<(i64, i64)> {
    let all = from(Accounts).order_by(Accounts.id.asc()).select((Accounts.id, Accounts.balance));
    db.run(all).await.expect("balances")
}

/// Finding 3: the server answers COMMIT with success and rolls back.
async fn a_swallowed_error_fails_the_commit<D: Tested>(scratch: &Scratch<D>) {
    let db = bank(scratch).await;
    for position in 0..3 {
        let result = db
            .transaction(async |tx| {
                for step in 0..3 {
                    if step == position {
                        let again = insert(Accounts).values((Accounts.id.set(1), Accounts.balance.set(0)));
                        assert!(tx.execute(again).await.is_err_and(|error| error.is_unique_violation()));
                    } else {
                        let new = insert(Accounts).values((Accounts.id.set(10 + step), Accounts.balance.set(0)));
                        let _ = tx.execute(new).await;
                    }
                }
                Ok(())
            })
            .await;
        assert_eq!(result.expect_err("no commit").kind(), ErrorKind::RolledBack, "failed at {position}");
        assert_eq!(balances(&db).await, [(1, 100), (2, 100), (3, 100)]);
    }
}

async fn nothing_runs_after_a_failed_statement<D: Tested>(scratch: &Scratch<D>) {
    let db = bank(scratch).await;
    let mut tx = db.begin().await.expect("a transaction");
    let again = insert(Accounts).values((Accounts.id.set(1), Accounts.balance.set(0)));
    tx.execute(again).await.expect_err("the key is taken");
    let refused = tx.execute(delete(Accounts).all_rows()).await.expect_err("poisoned");
    assert_eq!(refused.kind(), ErrorKind::Transaction);
    let refused = tx.all(from(Accounts).select(Accounts.id)).await.expect_err("poisoned");
    assert_eq!(refused.kind(), ErrorKind::Transaction);
    assert_eq!(tx.commit().await.expect_err("poisoned").kind(), ErrorKind::RolledBack);
    assert_eq!(balances(&db).await, [(1, 100), (2, 100), (3, 100)]);
}

/// Finding 3, second way: the query fails after its first row, and nobody reads that far.
async fn a_late_error_in_a_stream_that_was_dropped_fails_the_commit<D: Tested>(scratch: &Scratch<D>) {
    let db = bank(scratch).await;
    db.run(insert(Accounts).rows(4..2000, |id| (Accounts.id.set(id), Accounts.balance.set(1)))).await.expect("rows");
    let mut tx = db.begin().await.expect("a transaction");
    tx.execute(insert(Accounts).values((Accounts.id.set(5000), Accounts.balance.set(0)))).await.expect("a row");
    // The sum leaves the range of BIGINT at the last row.
    let broken = from(Accounts)
        .filter(Accounts.id.lt(2000))
        .order_by(Accounts.id.asc())
        .select(Accounts.balance + (Accounts.id - 1998) * 9_223_372_036_854_775_807);
    let mut stream = tx.stream(broken).await.expect("a stream");
    let first = stream.next().await;
    drop(stream);
    match first {
        // The database computed everything first and refused at once.
        Some(Err(_)) | None => {}
        Some(Ok(_)) => {
            // What was dropped fails when the connection gets to it: at the next statement, or at the commit.
            let _ = tx.all(from(Accounts).filter(Accounts.id.eq(1)).select(Accounts.id)).await;
        }
    }
    assert_eq!(tx.commit().await.expect_err("a failed statement").kind(), ErrorKind::RolledBack);
    assert_eq!(
        db.run(from(Accounts).filter(Accounts.id.eq(5000)).select(Accounts.id)).await.expect("rows"),
        [0_i64; 0]
    );
}

async fn an_error_in_a_savepoint_is_forgiven_with_it<D: Tested>(scratch: &Scratch<D>) {
    let db = bank(scratch).await;
    db.transaction(async |tx| {
        tx.execute(insert(Accounts).values((Accounts.id.set(4), Accounts.balance.set(4)))).await?;
        let inner = tx
            .savepoint(async |tx| {
                tx.execute(insert(Accounts).values((Accounts.id.set(5), Accounts.balance.set(5)))).await?;
                tx.execute(insert(Accounts).values((Accounts.id.set(1), Accounts.balance.set(1)))).await
            })
            .await;
        assert!(inner.is_err_and(|error| error.is_unique_violation()));
        let swallowed = tx
            .savepoint(async |tx| {
                let _ = tx.execute(insert(Accounts).values((Accounts.id.set(1), Accounts.balance.set(1)))).await;
                Ok(())
            })
            .await;
        assert_eq!(swallowed.expect_err("not kept").kind(), ErrorKind::RolledBack);
        tx.execute(insert(Accounts).values((Accounts.id.set(6), Accounts.balance.set(6)))).await?;
        Ok(())
    })
    .await
    .expect("the transaction goes on");
    assert_eq!(balances(&db).await, [(1, 100), (2, 100), (3, 100), (4, 4), (6, 6)]);
}

/// The same table as somebody has it who is wrong about a column.
#[table("accounts")]
pub struct WrongAccounts {
    #[column(primary_key)]
    pub id: i64,
    pub balance: String,
}

/// More rows than can be under way, of which only the first is looked at.
async fn rows_that_nobody_reads_hold_up_nothing<D: Tested>(scratch: &Scratch<D>) {
    const COUNT: i64 = 50_000;
    let db = scratch.pool(1).await;
    db.create_all(Accounts).await.expect("a table");
    let account = |id: i64| insert(Accounts).values((Accounts.id.set(id), Accounts.balance.set(100)));
    db.transaction(async |tx| tx.execute_many(0..COUNT, account).await).await.expect("rows");
    let (ids, count) = (from(Accounts).select(Accounts.id), from(Accounts).select(count_all()));
    let wrong = from(WrongAccounts).select(WrongAccounts.balance);

    let work = async {
        let counted = db.transaction(async |tx| {
            let enough = tx.for_each(ids, |_| Err(statiql::Error::custom("enough"))).await;
            assert!(enough.is_err_and(|error| error.kind() == ErrorKind::Custom));
            assert!(tx.first(ids).await?.is_some());
            tx.one(count).await
        });
        assert_eq!(counted.await.expect("a transaction"), COUNT);

        assert!(db.run(wrong).await.is_err_and(|error| error.kind() == ErrorKind::Value));
        assert_eq!(db.run(count).await.expect("a count"), [COUNT]);
        let failed = db.transaction(async |tx| tx.all(wrong).await).await;
        assert!(failed.is_err_and(|error| error.kind() == ErrorKind::Value));
        assert_eq!(db.run(count).await.expect("a count"), [COUNT]);
    };
    // Less than a connection that does not answer is given to come back to order.
    tokio::time::timeout(std::time::Duration::from_secs(4), work).await.expect("nothing waits");
}
