//! Tables change while statements are prepared: right rows or an error that says so, and it heals.

use statiql::ErrorKind;
use statiql::prelude::*;
use statiql::server::Database;

use crate::scratch::{Scratch, Tested, on_every_server, tier};

#[table("books")]
pub struct Books {
    #[column(primary_key)]
    pub id: i64,
    pub title: String,
    pub stock: i32,
}

on_every_server! {
    a_statement_outlives_changes_of_its_table
    a_changed_type_is_an_error_and_never_a_wrong_value
}

/// On one connection, whose statements stay prepared.
async fn a_statement_outlives_changes_of_its_table<D: Tested>(scratch: &Scratch<D>) {
    let db = scratch.pool(1).await;
    for _ in 0..tier(1, 20) {
        change_the_table(scratch, &db).await;
    }
}

async fn change_the_table<D: Tested>(scratch: &Scratch<D>, db: &Database<D>) {
    let changes = [
        "ALTER TABLE books ADD COLUMN price INT",
        "ALTER TABLE books DROP COLUMN price",
        "ALTER TABLE books RENAME COLUMN stock TO pieces",
        "ALTER TABLE books RENAME COLUMN pieces TO stock",
        "CREATE INDEX by_stock ON books (stock)",
    ];
    db.create_all(Books).await.expect("a table");
    db.run(insert(Books).values((Books.id.set(1), Books.title.set("Emma"), Books.stock.set(3)))).await.expect("a row");
    let all = || from(Books).select((Books.id, Books.title, Books.stock));
    for change in changes {
        D::admin(&scratch.url, change).await;
        if change.ends_with("pieces") {
            assert_eq!(db.run(all()).await.expect_err("no such column").kind(), ErrorKind::Sql);
            continue;
        }
        assert_eq!(db.run(all()).await.expect("rows"), [(1, "Emma".to_owned(), 3)], "after {change}");
        let in_transaction = db.transaction(async |tx| tx.all(all()).await).await;
        assert_eq!(in_transaction.expect("rows"), [(1, "Emma".to_owned(), 3)], "after {change}");
    }
    D::admin(&scratch.url, "ALTER TABLE books RENAME TO former").await;
    assert_eq!(db.run(all()).await.expect_err("no such table").kind(), ErrorKind::Sql);
    D::admin(&scratch.url, "ALTER TABLE former RENAME TO books").await;
    assert_eq!(db.run(all()).await.expect("rows"), [(1, "Emma".to_owned(), 3)]);
    // Dropped and made again.
    db.drop_all(Books).await.expect("dropped");
    db.create_all(Books).await.expect("made");
    assert_eq!(db.run(all()).await.expect("no rows"), []);
    db.drop_all(Books).await.expect("dropped");
}

async fn a_changed_type_is_an_error_and_never_a_wrong_value<D: Tested>(scratch: &Scratch<D>) {
    let db = scratch.pool(1).await;
    for _ in 0..tier(1, 20) {
        change_the_type(scratch, &db).await;
    }
}

async fn change_the_type<D: Tested>(scratch: &Scratch<D>, db: &Database<D>) {
    db.create_all(Books).await.expect("a table");
    db.run(insert(Books).values((Books.id.set(1), Books.title.set("Emma"), Books.stock.set(3)))).await.expect("a row");
    let stock = || from(Books).select((Books.id, Books.stock));
    assert_eq!(db.run(stock()).await.expect("rows"), [(1, 3)]);
    let mysql = D::VARIABLE != "STATIQL_POSTGRES_URL";
    let change = if mysql { "ALTER TABLE books MODIFY stock TEXT" } else { "ALTER TABLE books ALTER stock TYPE TEXT" };
    D::admin(&scratch.url, change).await;
    // In a transaction the stale statement cannot be prepared anew, so that the first attempt may say so.
    for _ in 0..2 {
        let error = db.transaction(async |tx| tx.all(stock()).await).await.expect_err("it is a text now");
        assert!(matches!(error.kind(), ErrorKind::SchemaChanged | ErrorKind::Value), "{error}");
    }
    let error = db.run(stock()).await.expect_err("it is a text now");
    assert_eq!(error.kind(), ErrorKind::Value, "{error}");
    // Wider is read as long as it fits.
    let change = if mysql {
        "ALTER TABLE books MODIFY stock BIGINT"
    } else {
        "ALTER TABLE books ALTER stock TYPE BIGINT USING stock::bigint"
    };
    D::admin(&scratch.url, change).await;
    assert_eq!(db.run(stock()).await.expect("rows"), [(1, 3)]);
    D::admin(&scratch.url, "UPDATE books SET stock = 3000000000").await;
    let error = db.run(stock()).await.expect_err("out of range");
    assert_eq!((error.kind(), error.position()), (ErrorKind::Value, Some(1)), "{error}");
    db.drop_all(Books).await.expect("dropped");
}
