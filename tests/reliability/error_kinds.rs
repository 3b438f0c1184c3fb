//! What a server says of itself, of other transactions and of the time: each kind of error, with the server's own codes.
//! Those about rows and statements are in `tests/databases/errors.rs`, SQLite's in `tests/sqlite_errors.rs`.

use statiql::prelude::*;
use statiql::server::{Database, Isolation};
use statiql::{Error, ErrorKind};

use crate::scratch::{Scratch, Tested, on_every_server};

#[table("books")]
pub struct Books {
    #[column(primary_key)]
    pub id: i64,
    pub stock: i32,
}

on_every_server! {
    a_deadlock_has_one_victim
    a_row_that_changed_meanwhile_is_a_failed_serialization
    a_lock_that_is_not_to_be_had_is_busy
    no_free_connection_is_busy
    a_statement_that_takes_too_long_for_the_server_is_interrupted
    a_write_in_a_transaction_that_reads_is_refused
    a_killed_connection_is_lost
    a_changed_type_under_a_prepared_statement_is_a_changed_schema
    a_server_without_room_has_failing_storage
    a_table_that_may_not_be_read_is_a_refused_statement
    nobody_at_home_and_a_wrong_password_are_failures_to_connect
}

/// SQLSTATE and error number.
type Code = (Option<&'static str>, Option<i32>);

/// It says so itself, without the server.
const OWN: Code = (None, None);

const fn postgres(state: &'static str) -> Code {
    (Some(state), None)
}

const fn mysql(state: &'static str, number: i32) -> Code {
    (Some(state), Some(number))
}

/// That of PostgreSQL, MySQL and MariaDB which is tested.
fn of<D: Tested, T>([postgres, mysql, mariadb]: [T; 3]) -> T {
    match D::VARIABLE {
        "STATIQL_POSTGRES_URL" => postgres,
        "STATIQL_MYSQL_URL" => mysql,
        _ => mariadb,
    }
}

#[track_caller]
fn assert_says<D: Tested>(error: &Error, kind: ErrorKind, codes: [Code; 3]) {
    let transient = matches!(kind, ErrorKind::Deadlock | ErrorKind::Serialization | ErrorKind::Busy);
    let said = (error.kind(), (error.sqlstate(), error.code()), error.is_transient());
    assert_eq!(said, (kind, of::<D, _>(codes), transient), "{error:?} {:?}", error.database_message());
}

async fn shop<D: Tested>(scratch: &Scratch<D>) -> Database<D> {
    let db = scratch.options().max_connections(2).acquire_timeout(std::time::Duration::from_millis(200));
    let db = db.connect().await.expect("the server");
    db.create_all(Books).await.expect("a table");
    db.run(insert(Books).rows(1..=2, |id| (Books.id.set(id), Books.stock.set(10)))).await.expect("rows");
    db
}

macro_rules! sell {
    ($id:expr) => {
        update(Books).set(Books.stock.set(Books.stock - 1)).filter(Books.id.eq($id))
    };
}

async fn a_deadlock_has_one_victim<D: Tested>(scratch: &Scratch<D>) {
    let db = shop(scratch).await;
    let [mut one, mut two] = [db.begin().await.expect("one"), db.begin().await.expect("two")];
    one.execute(sell!(1)).await.expect("a lock");
    two.execute(sell!(2)).await.expect("a lock");
    let (first, second) = tokio::join!(one.execute(sell!(2)), two.execute(sell!(1)));
    let error = first.err().xor(second.err()).expect("one of them");
    assert_says::<D>(&error, ErrorKind::Deadlock, [postgres("40P01"), mysql("40001", 1213), mysql("40001", 1213)]);
}

/// MySQL locks what a serializable transaction reads, so there it is a deadlock: `conflicts.rs`.
async fn a_row_that_changed_meanwhile_is_a_failed_serialization<D: Tested>(scratch: &Scratch<D>) {
    let Some(begin) = of::<D, _>([Some("SELECT 1"), None, Some("SET innodb_snapshot_isolation = 1")]) else { return };
    let db = shop(scratch).await;
    let mut reader = db.with_isolation(Isolation::RepeatableRead).begin().await.expect("a transaction");
    reader.raw(begin).await.expect("set up");
    reader.one(from(Books).filter(Books.id.eq(1)).select(Books.stock)).await.expect("it sees the row");
    db.run(sell!(1)).await.expect("somebody changes it");
    let error = reader.execute(sell!(1)).await.expect_err("it is no longer what was seen");
    assert_says::<D>(&error, ErrorKind::Serialization, [postgres("40001"), OWN, mysql("HY000", 1020)]);
}

async fn a_lock_that_is_not_to_be_had_is_busy<D: Tested>(scratch: &Scratch<D>) {
    let db = shop(scratch).await;
    let mut holder = db.begin().await.expect("a transaction");
    holder.execute(sell!(1)).await.expect("the lock");
    let mut other = db.begin().await.expect("a transaction");
    other.raw(D::LOCK_TIMEOUT).await.expect("a time limit");
    let error = other.execute(sell!(1)).await.expect_err("locked");
    assert_says::<D>(&error, ErrorKind::Busy, [postgres("55P03"), mysql("HY000", 1205), mysql("HY000", 1205)]);
}

async fn no_free_connection_is_busy<D: Tested>(scratch: &Scratch<D>) {
    let db = shop(scratch).await;
    let both = [db.begin().await.expect("one"), db.begin().await.expect("two")];
    let error = db.begin().await.expect_err("there are two");
    assert_says::<D>(&error, ErrorKind::Busy, [OWN; 3]);
    drop(both);
}

async fn a_statement_that_takes_too_long_for_the_server_is_interrupted<D: Tested>(scratch: &Scratch<D>) {
    let db = shop(scratch).await;
    let mut tx = db.begin().await.expect("a transaction");
    let limit = of::<D, _>([
        "SET LOCAL statement_timeout = '50ms'",
        "SET max_execution_time = 50",
        "SET max_statement_time = 0.05",
    ]);
    tx.raw(limit).await.expect("a time limit");
    // MySQL's SLEEP only wakes up; this is refused.
    let endless = of::<D, _>([
        "SELECT pg_sleep(60)",
        "SELECT count(*) FROM information_schema.columns a, information_schema.columns b, information_schema.columns c",
        "SELECT SLEEP(60)",
    ]);
    let error = tx.raw(endless).await.expect_err("it takes too long");
    assert_says::<D>(&error, ErrorKind::Interrupted, [postgres("57014"), mysql("HY000", 3024), mysql("70100", 1969)]);
}

async fn a_write_in_a_transaction_that_reads_is_refused<D: Tested>(scratch: &Scratch<D>) {
    // No query of this crate's writes, but a function of the database's may.
    function!(fn sell_all() -> i32 = "sell_all()");
    let db = shop(scratch).await;
    let create = of::<D, _>([
        "CREATE FUNCTION sell_all() RETURNS int LANGUAGE sql AS 'UPDATE books SET stock = 0 RETURNING 1'",
        "CREATE FUNCTION sell_all() RETURNS int MODIFIES SQL DATA BEGIN UPDATE books SET stock = 0; RETURN 1; END",
        "CREATE FUNCTION sell_all() RETURNS int MODIFIES SQL DATA BEGIN UPDATE books SET stock = 0; RETURN 1; END",
    ]);
    D::admin(&scratch.url, create).await;
    let writes = from(Books).filter(Books.id.eq(1)).select(sell_all());
    let error = db.read(async |tx| tx.one(writes).await).await.expect_err("it may only read");
    assert_says::<D>(&error, ErrorKind::ReadOnly, [postgres("25006"), mysql("25006", 1792), mysql("25006", 1792)]);
    let stock = from(Books).order_by(Books.id.asc()).select(Books.stock);
    assert_eq!(db.run(stock).await.expect("rows"), [10, 10]);
}

async fn a_killed_connection_is_lost<D: Tested>(scratch: &Scratch<D>) {
    let db = shop(scratch).await;
    let mut tx = db.begin().await.expect("a transaction");
    tx.execute(sell!(1)).await.expect("a row");
    let (ready, _) = tokio::sync::oneshot::channel();
    D::kill_all(scratch, ready, std::time::Duration::ZERO).await;
    let error = tx.execute(sell!(2)).await.expect_err("it was killed");
    // PostgreSQL says good-bye, which is read or not; MariaDB does so when it is too late.
    assert_eq!(error.kind(), ErrorKind::ConnectionLost);
    assert!(matches!((error.sqlstate(), error.code()), OWN | (Some("57P01"), None) | (Some("70100"), Some(1927))));
    assert!(!error.is_transient(), "it may have been the COMMIT");
}

/// MySQL and MariaDB prepare such a statement anew by themselves, and then the value is of the wrong type.
async fn a_changed_type_under_a_prepared_statement_is_a_changed_schema<D: Tested>(scratch: &Scratch<D>) {
    let db = scratch.pool(1).await;
    db.create_all(Books).await.expect("a table");
    db.run(insert(Books).values((Books.id.set(1), Books.stock.set(10)))).await.expect("a row");
    let stock = || from(Books).select(Books.stock);
    db.run(stock()).await.expect("it is prepared");
    let change = of::<D, _>([
        "ALTER TABLE books ALTER stock TYPE text",
        "ALTER TABLE books MODIFY stock text",
        "ALTER TABLE books MODIFY stock text",
    ]);
    D::admin(&scratch.url, change).await;
    let error = db.transaction(async |tx| tx.all(stock()).await).await.expect_err("it is a text now");
    let kind = of::<D, _>([ErrorKind::SchemaChanged, ErrorKind::Value, ErrorKind::Value]);
    assert_says::<D>(&error, kind, [postgres("0A000"), OWN, OWN]);
}

async fn a_server_without_room_has_failing_storage<D: Tested>(scratch: &Scratch<D>) {
    let db = shop(scratch).await;
    let mut tx = db.begin().await.expect("a transaction");
    let error = if let Some([limit, large]) = of::<D, _>([
        Some([
            "SET LOCAL temp_file_limit = '1MB'",
            "SELECT * FROM generate_series(1, 10000000) n ORDER BY n DESC LIMIT 1 OFFSET 9999999",
        ]),
        None,
        None,
    ]) {
        tx.raw(limit).await.expect("little room");
        tx.raw(large).await
    } else {
        D::admin(&scratch.url, "CREATE TABLE small (text char(255)) ENGINE = MEMORY MAX_ROWS = 1").await;
        tx.raw(
            "INSERT INTO small WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900) \
                SELECT 'x' FROM n a, n b",
        )
        .await
    };
    let error = error.expect_err("there is no room");
    assert_says::<D>(&error, ErrorKind::Storage, [postgres("53400"), mysql("HY000", 1114), mysql("HY000", 1114)]);
}

/// Nothing a program could decide by, so it has no kind of its own.
async fn a_table_that_may_not_be_read_is_a_refused_statement<D: Tested>(scratch: &Scratch<D>) {
    let db = shop(scratch).await;
    let [user, grant] = of::<D, _>([
        ["CREATE ROLE guest_{} LOGIN PASSWORD 'guest'", "GRANT CONNECT ON DATABASE {} TO guest_{}"],
        ["CREATE USER 'guest_{}' IDENTIFIED BY 'guest'", "GRANT CREATE TEMPORARY TABLES ON {}.* TO 'guest_{}'"],
        ["CREATE USER 'guest_{}' IDENTIFIED BY 'guest'", "GRANT CREATE TEMPORARY TABLES ON {}.* TO 'guest_{}'"],
    ]);
    let named = |sql: &str| sql.replace("{}", &scratch.name);
    D::admin(&scratch.url, &named(user)).await;
    D::admin(&scratch.url, &named(grant)).await;
    let (scheme, _) = scratch.url.split_once("://").expect("a URL");
    let url = format!("{scheme}://guest_{0}:guest@127.0.0.1:{1}/{0}", scratch.name, scratch.port());
    let guest = Database::<D>::connect(&url).await.expect("the server");
    let error = guest.run(from(Books).select(Books.id)).await.expect_err("none of the guest's business");
    drop(guest);
    drop(db);
    let gone =
        of::<D, _>(["DROP OWNED BY guest_{}; DROP ROLE guest_{}", "DROP USER 'guest_{}'", "DROP USER 'guest_{}'"]);
    D::admin(&scratch.url, &named(gone)).await;
    assert_says::<D>(&error, ErrorKind::Sql, [postgres("42501"), mysql("42000", 1142), mysql("42000", 1142)]);
}

async fn nobody_at_home_and_a_wrong_password_are_failures_to_connect<D: Tested>(scratch: &Scratch<D>) {
    let (scheme, _) = scratch.url.split_once("://").expect("a URL");
    // The port for what is to be thrown away.
    let nobody = Database::<D>::connect(&format!("{scheme}://me:x@127.0.0.1:9/shop")).await.expect_err("nobody");
    assert_says::<D>(&nobody, ErrorKind::Connect, [OWN; 3]);
    let url = format!("{scheme}://statiql:x@127.0.0.1:{}/{}", scratch.port(), scratch.name);
    let wrong = Database::<D>::connect(&url).await.expect_err("that is not the password");
    assert_says::<D>(&wrong, ErrorKind::Connect, [postgres("28P01"), mysql("28000", 1045), mysql("28000", 1045)]);
}
