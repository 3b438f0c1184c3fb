//! Behind PgBouncer, which gives each transaction one of two connections to the server, and the next one the other.

use std::time::Duration;

use scratch::{Scratch, Tested, tier};
use statiql::postgres::{Database, Options};
use statiql::prelude::*;
use statiql::{Error, ErrorKind, Result, Retry};

use crate::scratch;

const VARIABLE: &str = "STATIQL_PGBOUNCER_URL";

#[table("accounts")]
pub struct Accounts {
    #[column(primary_key)]
    pub id: i64,
    pub balance: i64,
}

const ACCOUNTS: i64 = 10;

function!(fn backend() -> i32 = "pg_backend_pid()");

/// An empty database, and the way to it through the pooler.
async fn behind_pooler() -> Option<(Scratch<Postgres>, impl Fn() -> Options)> {
    let scratch = Scratch::<Postgres>::new().await?;
    let Ok(pooler) = std::env::var(VARIABLE) else {
        assert!(std::env::var_os("CI").is_none(), "{VARIABLE} is not set");
        eprintln!("not tested: {VARIABLE} is not set");
        return None;
    };
    let (server, _) = pooler.rsplit_once('/').expect("a URL that ends in a database");
    let url = format!("{server}/{}", scratch.name);
    Some((scratch, move || Database::options(&url).expect("the URL of the tests")))
}

async fn bank(db: &Database) {
    db.create_all(Accounts).await.expect("a table");
    let open = insert(Accounts).rows(0..ACCOUNTS, |id| (Accounts.id.set(id), Accounts.balance.set(1000)));
    db.run(open).await.expect("rows");
}

macro_rules! balance {
    ($id:expr) => {
        from(Accounts).filter(Accounts.id.eq($id)).select(Accounts.balance)
    };
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eight_tasks_on_two_connections_make_and_lose_no_money() {
    let Some((scratch, options)) = behind_pooler().await else { return };
    let db = options().max_connections(8).unnamed_statements().connect().await.expect("the pooler");
    bank(&db).await;
    let each = i64::try_from(tier(50, 2500)).expect("a number");
    let tasks: Vec<_> = (0..8_i64)
        .map(|task| {
            let db = db.clone();
            tokio::spawn(async move {
                let policy = Retry::default().attempts(100).base_delay(Duration::from_millis(1));
                for round in 0..each {
                    let (giver, taker) = ((round * 7 + task) % ACCOUNTS, (round * 3 + task * 5 + 1) % ACCOUNTS);
                    let add = |id: i64, by: i64| {
                        update(Accounts).set(Accounts.balance.set(Accounts.balance + by)).filter(Accounts.id.eq(id))
                    };
                    db.transaction_with_retry(policy, async |tx| {
                        tx.execute(add(giver, -task)).await?;
                        tx.execute(add(taker, task)).await
                    })
                    .await?;
                    // By itself: the next may be on the other connection.
                    db.run(add(giver, 0)).await?;
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
    let (on_server, _) = Postgres::connections(&scratch).await;
    assert_eq!((db.connections(), on_server), (8, 2), "clients, and connections to the server");
    println!("{VARIABLE}: {} transfers of 8 clients on {on_server} connections", 8 * each);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_a_transaction_can_do_works_without_names() {
    let Some((_scratch, options)) = behind_pooler().await else { return };
    let db = options().max_connections(6).unnamed_statements().connect().await.expect("the pooler");
    bank(&db).await;
    let tasks: Vec<_> = (1..=6_i64)
        .map(|task| {
            let db = db.clone();
            tokio::spawn(async move {
                for round in 0..10 {
                    everything(&db, task * 1_000_000 + round * 1000).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("no panic").expect("it works");
    }
    // Nothing is left that a client of another process could find or run into.
    function!(fn prepared() -> i64 = "(SELECT count(*) FROM pg_prepared_statements)");
    let [mut one, mut other] = [db.begin().await.expect("one"), db.begin().await.expect("two")];
    let count = || from(Accounts).filter(Accounts.id.eq(0)).select((backend(), prepared()));
    let all = [one.one(count()).await.expect("a count"), other.one(count()).await.expect("a count")];
    assert_ne!(all[0].0, all[1].0, "two connections");
    assert_eq!([all[0].1, all[1].1], [0, 0]);
    drop((one, other));
    assert_eq!(
        db.run(from(Accounts).filter(Accounts.id.ge(ACCOUNTS)).select(Accounts.id)).await.expect("rows"),
        [0; 0]
    );
}

/// Each way of running a statement, on rows that nobody else has.
async fn everything(db: &Database, first: i64) -> Result<()> {
    let account = |id: i64| insert(Accounts).values((Accounts.id.set(id), Accounts.balance.set(id * 7)));
    let own = || from(Accounts).filter(Accounts.id.between(first, first + 999)).order_by(Accounts.id.asc());
    let ids = |count: i64| (first..first + count).collect::<Vec<_>>();

    db.run(account(first)).await?;
    db.transaction(async |tx| {
        tx.execute(account(first + 1)).await?;
        tx.execute_many(first + 2..first + 10, account).await?;
        assert_eq!(tx.copy_in(first + 10..first + 20, account).await?, 10);
        let lost = tx.savepoint(async |tx| {
            tx.execute(account(first + 999)).await?;
            tx.execute(account(first)).await
        });
        assert!(lost.await.is_err_and(|error| error.is_unique_violation()));
        let (added, sum) = tx.pipeline((account(first + 20), balance!(first + 20))).await?;
        assert_eq!((added, sum), (1, vec![(first + 20) * 7]));
        Ok(())
    })
    .await?;
    db.read(async |tx| {
        assert_eq!(tx.all(own().select(Accounts.id)).await?, ids(21));
        assert_eq!(tx.one(balance!(first + 3)).await?, (first + 3) * 7);
        let mut stream = tx.stream(own().select(Accounts.balance)).await?;
        let mut streamed = Vec::new();
        while let Some(balance) = stream.next().await {
            streamed.push(balance? / 7);
        }
        assert_eq!(streamed, ids(21));
        Ok(())
    })
    .await?;
    assert_eq!(db.run(own().select(Accounts.balance).limit(1)).await?, [first * 7]);
    let (added, sum) = db.pipeline((account(first + 21), balance!(first + 21))).await?;
    assert_eq!((added, sum), (1, vec![(first + 21) * 7]));
    let lost = db.pipeline((account(first + 22), account(first))).await;
    assert!(lost.is_err_and(|error| error.is_unique_violation()));
    let gone = delete(Accounts).filter(Accounts.id.between(first, first + 999));
    assert_eq!(db.run(gone.returning(Accounts.id)).await?.len(), 22);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_dropped_statement_the_next_one_gets_its_own_rows() {
    let Some((scratch, options)) = behind_pooler().await else { return };
    let db = options().max_connections(2).unnamed_statements().connect().await.expect("the pooler");
    bank(&db).await;
    for round in 0..tier(20, 500) {
        let id = i64::try_from(round).expect("a number") % ACCOUNTS;
        let dropped = db.transaction(async |tx| {
            tx.execute(update(Accounts).set(Accounts.balance.set(0)).filter(Accounts.id.eq(id))).await?;
            tx.raw("SELECT pg_sleep(60)").await
        });
        let dropped = tokio::time::timeout(Duration::from_millis(round as u64 % 10), dropped).await;
        assert!(dropped.is_err(), "one minute is over");
        assert_eq!(db.run(balance!(id)).await.expect("an answer"), [1000], "round {round}");
    }
    // Nor does one of them sleep on.
    for _ in 0..50 {
        if Postgres::connections(&scratch).await.1 == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("a dropped statement still runs");
}

/// What statiql sets once for each connection, the pooler carries along.
#[tokio::test]
async fn on_each_connection_the_time_zone_is_utc() {
    let Some((scratch, options)) = behind_pooler().await else { return };
    Postgres::admin(&scratch.admin, &format!("ALTER DATABASE {} SET TimeZone = 'Asia/Tokyo'", scratch.name)).await;
    Postgres::admin(&scratch.admin, &format!("ALTER DATABASE {} SET DateStyle = 'German'", scratch.name)).await;
    let db = options().max_connections(2).unnamed_statements().connect().await.expect("the pooler");
    bank(&db).await;
    function!(fn settings() -> String = "concat(current_setting('TimeZone'), ' ', current_setting('DateStyle'))");
    let settings = || from(Accounts).filter(Accounts.id.eq(0)).select((backend(), settings()));
    // Both at once, so that each has a connection of its own; the first client then has the other's.
    let [mut one, mut other] = [db.begin().await.expect("one"), db.begin().await.expect("two")];
    let all = [one.one(settings()).await.expect("settings"), other.one(settings()).await.expect("settings")];
    assert_ne!(all[0].0, all[1].0, "two connections");
    drop((one, other));
    let again = db.run(settings()).await.expect("settings").remove(0);
    for (_, settings) in [&all[0], &all[1], &again] {
        assert_eq!(settings, "UTC ISO, DMY");
    }
}

/// A client's statement is on one connection, and its next transaction on the other.
#[tokio::test]
async fn with_names_a_statement_of_the_other_connection_is_missing_and_says_so() {
    let Some((_scratch, options)) = behind_pooler().await else { return };
    let named = options().max_connections(1).connect().await.expect("the pooler");
    bank(&named).await;
    let unnamed = options().max_connections(1).unnamed_statements().connect().await.expect("the pooler");
    let read = async |db: &Database| db.transaction(async |tx| tx.one(balance!(1)).await).await;
    assert_eq!(read(&named).await.expect("it was prepared in its own transaction"), 1000);
    assert_eq!(read(&unnamed).await.expect("nothing was prepared"), 1000);

    // Somebody takes the connection that was used last, so that there is only the other.
    let other = options().max_connections(1).unnamed_statements().connect().await.expect("the pooler");
    let mut holder = other.begin().await.expect("a transaction");
    holder.one(balance!(1)).await.expect("a row");
    assert_eq!(read(&unnamed).await.expect("nothing is missing"), 1000);
    let error = read(&named).await.expect_err("it was prepared elsewhere");
    assert_eq!((error.kind(), error.sqlstate()), (ErrorKind::SchemaChanged, Some("26000")), "{error}");
    assert!(error.sql().is_some_and(|sql| sql.starts_with("SELECT")), "{error:?}");
}
