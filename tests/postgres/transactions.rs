//! Transactions in one flight, where they touch on what only PostgreSQL has, or can be asked for.

use std::time::Duration;

use scratch::{Scratch, Tested};
use statiql::ErrorKind;
use statiql::prelude::*;
use statiql::server::{Database, Isolation};

use crate::proxy::Proxy;
use crate::scratch;

#[table("accounts")]
pub struct Accounts {
    #[column(primary_key)]
    pub id: i64,
    pub balance: i64,
}

/// The same table as somebody has it who is wrong about a column.
#[table("accounts")]
pub struct WrongAccounts {
    #[column(primary_key)]
    pub id: i64,
    pub balance: String,
}

/// Cards of accounts, which must be there at the end of the transaction.
#[table("cards")]
pub struct Cards {
    #[column(primary_key)]
    pub id: i64,
    pub account_id: i64,
}

const CARDS: &str = "CREATE TABLE cards (id bigint PRIMARY KEY, \
    account_id bigint NOT NULL REFERENCES accounts DEFERRABLE INITIALLY DEFERRED)";

async fn ids(db: &Database<Postgres>) -> Vec<i64> {
    db.run(from(Accounts).order_by(Accounts.id.asc()).select(Accounts.id)).await.expect("rows")
}

macro_rules! account {
    ($id:expr) => {
        insert(Accounts).values((Accounts.id.set($id), Accounts.balance.set(100)))
    };
}

macro_rules! card {
    ($id:expr, $account:expr) => {
        insert(Cards).values((Cards.id.set($id), Cards.account_id.set($account)))
    };
}

#[tokio::test]
async fn what_is_checked_at_the_end_fails_the_whole_flight() {
    let Some(scratch) = Scratch::<Postgres>::new().await else { return };
    for named in [true, false] {
        let options = scratch.options().max_connections(1);
        let options = if named { options } else { options.unnamed_statements() };
        let db = options.connect().await.expect("the server");
        db.create_all(Accounts).await.expect("a table");
        Postgres::admin(&scratch.url, CARDS).await;
        for _ in 0..2 {
            let error = db.pipeline((account!(1), card!(1, 2))).await.expect_err("there is no account 2");
            assert!(error.is_foreign_key_violation(), "{error}");
            assert_eq!((error.sql(), error.table()), (Some("COMMIT"), Some("cards")), "{error:?}");
            assert_eq!(ids(&db).await, [0_i64; 0]);
            assert_eq!(Postgres::connections(&scratch).await.1, 0, "transactions left open");
        }
        assert_eq!(db.pipeline((card!(1, 1), account!(1))).await.expect("it comes in time"), (1, 1));
        assert_eq!(ids(&db).await, [1]);
        db.drop_all((Cards, Accounts)).await.expect("dropped");
    }
}

/// As `run` of it alone does.
#[tokio::test]
async fn a_row_that_a_write_returns_and_that_cannot_be_read_undoes_all() {
    let Some(scratch) = Scratch::<Postgres>::new().await else { return };
    let db = scratch.pool(1).await;
    db.create_all(Accounts).await.expect("a table");
    let wrong = || delete(WrongAccounts).all_rows().returning(WrongAccounts.balance);
    db.run(account!(1)).await.expect("a row");
    let [alone, together] = [db.run(wrong()).await.map(drop), db.pipeline((account!(2), wrong())).await.map(drop)];
    for error in [alone, together] {
        assert_eq!(error.expect_err("it is no text").kind(), ErrorKind::Value);
    }
    assert_eq!(ids(&db).await, [1]);
    let right = delete(Accounts).all_rows().returning(Accounts.id);
    assert_eq!(db.pipeline((account!(2), right)).await.expect("rows"), (1, vec![1, 2]));
    assert_eq!(ids(&db).await, [0_i64; 0]);
}

#[tokio::test]
async fn a_flight_has_the_isolation_of_its_database() {
    function!(fn isolation() -> String = "current_setting('transaction_isolation')");
    let Some(scratch) = Scratch::<Postgres>::new().await else { return };
    let db = scratch.pool(1).await;
    db.create_all(Accounts).await.expect("a table");
    let serializable = db.with_isolation(Isolation::Serializable);
    for (db, level) in [(&db, "read committed"), (&serializable, "serializable"), (&db, "read committed")] {
        let (_, found) = db
            .pipeline((delete(Accounts).all_rows(), from(Accounts).select((count_all(), isolation().max()))))
            .await
            .expect("a transaction");
        assert_eq!(found, [(0, None)], "no row");
        let (_, found, _) = db
            .pipeline((account!(1), from(Accounts).select(isolation()), delete(Accounts).all_rows()))
            .await
            .expect("a transaction");
        assert_eq!(found, [level]);
    }
}

#[tokio::test]
async fn without_names_a_flight_leaves_nothing_on_the_server() {
    function!(fn prepared() -> i64 = "(SELECT count(*) FROM pg_prepared_statements)");
    let Some(scratch) = Scratch::<Postgres>::new().await else { return };
    let db = scratch.options().max_connections(1).unnamed_statements().connect().await.expect("the server");
    db.create_all(Accounts).await.expect("a table");
    let error = db.pipeline((account!(1), account!(1))).await.expect_err("twice the same key");
    assert!(error.is_unique_violation(), "{error}");
    let (added, found) =
        db.pipeline((account!(1), from(Accounts).select((Accounts.id, prepared())))).await.expect("rows");
    assert_eq!((added, found), (1, vec![(1, 0)]));
}

/// The request would end BEGIN, and the server would then commit what was sent behind it.
#[tokio::test]
async fn a_begin_that_is_not_answered_yet_is_not_cancelled() {
    let Some(scratch) = Scratch::<Postgres>::new().await else { return };
    let proxy = Proxy::before(scratch.port()).await;
    let db = scratch.through(proxy.port).max_connections(1).connect().await.expect("the server");
    db.create_all(Accounts).await.expect("a table");
    db.run(account!(1)).await.expect("an account, and a prepared statement");
    assert_eq!(proxy.connections(), 1);

    function!(fn sleep(seconds: f64) -> String = "pg_sleep({0})::text");
    let long = from(Accounts).select(sleep(20.0));
    let given_up = db.transaction(async |tx| {
        tx.execute(account!(2)).await?;
        tx.all(long).await
    });
    assert!(tokio::time::timeout(Duration::from_millis(100), given_up).await.is_err());
    assert_eq!(ids(&db).await, [1]);
    assert_eq!(proxy.connections(), 3, "a request that it ends, and a new connection");

    db.run(account!(3)).await.expect("a prepared statement");
    proxy.deafen();
    let given_up = db.transaction(async |tx| tx.execute(account!(4)).await);
    assert!(tokio::time::timeout(Duration::from_millis(100), given_up).await.is_err());
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(proxy.connections(), 3, "no request");
    assert_eq!(ids(&db).await, [1, 3]);
}
