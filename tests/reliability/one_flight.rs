//! A whole transaction at once, `db.pipeline(..)`: all of it or nothing, and an error that names the statement. How it
//! goes when it is given up, cut off or never answered is in `cancelled.rs`, `cut.rs` and `timeout.rs`.

use std::error::Error as _;

use statiql::prelude::*;
use statiql::server::Database;
use statiql::{Error, ErrorKind};

use crate::scratch::{Scratch, Tested, on_every_server};

#[table("accounts")]
pub struct Accounts {
    #[column(primary_key)]
    pub id: i64,
    pub balance: i32,
}

/// The same table as somebody has it who is wrong about a column.
#[table("accounts")]
pub struct WrongAccounts {
    #[column(primary_key)]
    pub id: i64,
    pub balance: String,
}

on_every_server! {
    each_statement_gives_what_it_gives_and_all_is_committed
    when_one_fails_none_is_done_and_the_error_names_it
    a_row_that_cannot_be_read_after_the_commit_says_that_it_is_committed
    a_value_that_cannot_be_sent_keeps_all_from_being_sent
    statements_of_before_a_change_of_their_table_are_done_once
}

async fn bank<D: Tested>(scratch: &Scratch<D>) -> Database<D> {
    let db = scratch.pool(1).await;
    db.create_all(Accounts).await.expect("a table");
    db.run(insert(Accounts).rows(1..=3, |id| (Accounts.id.set(id), Accounts.balance.set(100)))).await.expect("rows");
    db
}

async fn balances<D: Tested>(db: &Database<D>) -> Vec<(i64, i32)> {
    let all = from(Accounts).order_by(Accounts.id.asc()).select((Accounts.id, Accounts.balance));
    db.run(all).await.expect("balances")
}

macro_rules! open {
    ($id:expr) => {
        insert(Accounts).values((Accounts.id.set($id), Accounts.balance.set(0)))
    };
}

macro_rules! add {
    ($id:expr, $by:expr) => {
        update(Accounts).set(Accounts.balance.set(Accounts.balance + $by)).filter(Accounts.id.eq($id))
    };
}

macro_rules! balance {
    ($id:expr) => {
        from(Accounts).filter(Accounts.id.eq($id)).select(Accounts.balance)
    };
}

/// Which connection it is.
async fn session<D: Tested>(db: &Database<D>) -> i64 {
    function!(fn postgres() -> i64 = "pg_backend_pid()::bigint");
    function!(fn mysql() -> i64 = "CAST(CONNECTION_ID() AS SIGNED)");
    let one = from(Accounts).filter(Accounts.id.eq(1));
    let ids = match D::VARIABLE {
        "STATIQL_POSTGRES_URL" => db.run(one.select(postgres())).await,
        _ => db.run(one.select(mysql())).await,
    };
    ids.expect("a number")[0]
}

async fn each_statement_gives_what_it_gives_and_all_is_committed<D: Tested>(scratch: &Scratch<D>) {
    let db = bank(scratch).await;
    // First they are prepared, then they are there.
    for round in 1..=3 {
        let db = db.clone();
        let work = tokio::spawn(async move {
            let none = delete(Accounts).filter(Accounts.id.gt(1000));
            let (moved, between, taken, none) = db.pipeline((add!(1, 5), balance!(1), add!(2, -5), none)).await?;
            assert_eq!((moved, taken, none), (1, 1, 0));
            Ok::<Vec<i32>, Error>(between)
        });
        let between = work.await.expect("no panic").expect("a transaction");
        assert_eq!(between, [100 + 5 * round], "each sees what those before it did");
    }
    assert_eq!(balances(&scratch.pool(1).await).await, [(1, 115), (2, 85), (3, 100)]);
    // Those that only read are as welcome.
    assert_eq!(db.pipeline((balance!(1), balance!(2))).await.expect("rows"), (vec![115], vec![85]));
    assert_eq!(db.pipeline((add!(3, 1),)).await.expect("one"), (1,));
    assert_eq!(db.connections(), 1);
    assert_eq!(D::connections(scratch).await.1, 0, "transactions left open");
}

async fn when_one_fails_none_is_done_and_the_error_names_it<D: Tested>(scratch: &Scratch<D>) {
    let db = bank(scratch).await;
    let before = session(&db).await;
    // The first time each is prepared with it, the second time it is not.
    for _ in 0..2 {
        let failed = [
            db.pipeline((open!(1), add!(2, 1), balance!(2))).await.map(drop),
            db.pipeline((add!(2, 1), open!(1), add!(3, 1))).await.map(drop),
            db.pipeline((add!(2, 1), balance!(2), open!(1))).await.map(drop),
        ];
        for (position, error) in failed.into_iter().enumerate() {
            let error = error.expect_err("the key is taken");
            assert!(error.is_unique_violation(), "failed at {position}: {error}");
            assert!(error.sql().is_some_and(|sql| sql.starts_with("INSERT")), "failed at {position}: {error:?}");
        }
        assert_eq!(balances(&db).await, [(1, 100), (2, 100), (3, 100)]);
        assert_eq!(D::connections(scratch).await.1, 0, "transactions left open");
        // The connection is as good as before.
        assert_eq!(session(&db).await, before);
    }
    assert_eq!(db.pipeline((add!(2, 1), balance!(2))).await.expect("nothing is wrong"), (1, vec![101]));
}

/// Where COMMIT waits for the rows, they are read before it.
async fn a_row_that_cannot_be_read_after_the_commit_says_that_it_is_committed<D: Tested>(scratch: &Scratch<D>) {
    let db = bank(scratch).await;
    let wrong = || from(WrongAccounts).filter(WrongAccounts.id.eq(1)).select(WrongAccounts.balance);
    let error = db.pipeline((add!(1, 1), wrong(), add!(2, 1))).await.expect_err("it is no text");
    assert!(error.sql().is_some_and(|sql| sql.starts_with("SELECT")), "{error:?}");
    assert!(!error.is_transient());
    if D::VARIABLE == "STATIQL_POSTGRES_URL" {
        assert_eq!(error.kind(), ErrorKind::Committed, "{error}");
        let source = error.source().and_then(|source| source.downcast_ref::<Error>()).expect("the reason");
        assert_eq!((source.kind(), source.position()), (ErrorKind::Value, Some(0)), "{source}");
        assert_eq!(balances(&db).await, [(1, 101), (2, 101), (3, 100)]);
    } else {
        assert_eq!((error.kind(), error.position()), (ErrorKind::Value, Some(0)), "{error}");
        assert_eq!(balances(&db).await, [(1, 100), (2, 100), (3, 100)]);
    }
    // Where nothing was written there is nothing to say.
    let error = db.pipeline((balance!(1), wrong())).await.expect_err("it is no text");
    assert_eq!(error.kind(), ErrorKind::Value, "{error}");
    assert_eq!(D::connections(scratch).await.1, 0, "transactions left open");
}

async fn a_value_that_cannot_be_sent_keeps_all_from_being_sent<D: Tested>(scratch: &Scratch<D>) {
    let db = bank(scratch).await;
    let many = || from(Accounts).filter(Accounts.id.eq(1)).select(Accounts.id);
    // More than the protocol can count, of which each would be one value on any of them.
    let any = any_of((0..70_000).map(|id| on(Accounts, Accounts.id.eq(id)).boxed()));
    let too_many = update(Accounts).set(Accounts.balance.set(0)).filter(any);
    let error = db.pipeline((add!(1, 1), too_many, many())).await.expect_err("too many values");
    assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
    assert_eq!(balances(&db).await, [(1, 100), (2, 100), (3, 100)]);
}

async fn statements_of_before_a_change_of_their_table_are_done_once<D: Tested>(scratch: &Scratch<D>) {
    let db = bank(scratch).await;
    assert_eq!(db.pipeline((add!(1, 1), balance!(1))).await.expect("they are prepared"), (1, vec![101]));
    let change = match D::VARIABLE {
        "STATIQL_POSTGRES_URL" => "ALTER TABLE accounts ALTER balance TYPE bigint",
        _ => "ALTER TABLE accounts MODIFY balance bigint",
    };
    D::admin(&scratch.url, change).await;
    // PostgreSQL refuses the query when the update has been done.
    assert_eq!(db.pipeline((add!(1, 1), balance!(1))).await.expect("prepared anew"), (1, vec![102]));
    assert_eq!(balances(&db).await, [(1, 102), (2, 100), (3, 100)]);
}
