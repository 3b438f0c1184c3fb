//! Many rows at once: arrays and COPY.

use scratch::Scratch;
use statiql::ErrorKind;
use statiql::prelude::*;

use crate::scratch;

#[table("books")]
pub struct Books {
    #[column(primary_key, auto_increment)]
    pub id: i64,
    #[column(unique)]
    pub title: String,
    pub pages: Option<i32>,
}

const TITLES: [(&str, Option<i32>); 4] =
    [("Emma", Some(474)), ("Persuasion", None), ("", Some(-1)), ("quoted \"'\\ {,} NULL", Some(0))];

fn book(
    book: (&'static str, Option<i32>),
) -> impl Statement<Returns = statiql::query::NoRows, Finished = statiql::query::Complete, Needs = statiql::types::Nil>
{
    insert(Books).values((Books.title.set(book.0), Books.pages.set(book.1)))
}

#[tokio::test]
async fn rows_come_back_as_they_went_by_copy_and_by_arrays() {
    let Some(scratch) = Scratch::<Postgres>::new().await else { return };
    let db = scratch.pool(1).await;
    let all = from(Books).order_by(Books.id.asc()).select((Books.title, Books.pages));
    let expected: Vec<_> = TITLES.iter().map(|(title, pages)| ((*title).to_owned(), *pages)).collect();

    db.create_all(Books).await.expect("a table");
    assert_eq!(db.transaction(async |tx| tx.copy_in(TITLES, book).await).await.expect("a COPY"), 4);
    assert_eq!(db.run(all).await.expect("rows"), expected);

    db.run(delete(Books).all_rows()).await.expect("none");
    assert_eq!(db.transaction(async |tx| tx.execute_many(TITLES, book).await).await.expect("arrays"), 4);
    assert_eq!(db.run(all).await.expect("rows"), expected);

    db.run(delete(Books).all_rows()).await.expect("none");
    let insert_all = insert(Books).rows(TITLES, |book| (Books.title.set(book.0), Books.pages.set(book.1)));
    assert_eq!(db.run(insert_all.clone().returning(Books.title)).await.expect("arrays").len(), 4);
    assert_eq!(db.run(all).await.expect("rows"), expected);
    let update = insert_all.on_conflict(Books.title).do_update(Books.pages.set(1));
    assert_eq!(db.run(update).await.expect("an upsert of arrays"), 4);
    assert_eq!(db.run(from(Books).select(Books.pages)).await.expect("rows"), [Some(1); 4]);

    let none = insert(Books).rows(Vec::<&str>::new(), |title| (Books.title.set(title),));
    assert_eq!(db.run(none).await.expect("nothing to do"), 0);
}

#[tokio::test]
async fn a_copy_is_all_or_nothing() {
    let Some(scratch) = Scratch::<Postgres>::new().await else { return };
    let db = scratch.pool(1).await;
    db.create_all(Books).await.expect("a table");
    let title =
        |id: i32| insert(Books).values((Books.title.set(format!("Volume {}", id % 20_000)), Books.pages.set(id)));
    let error = db.transaction(async |tx| tx.copy_in(0..20_001, title).await).await.expect_err("a title twice");
    assert!(error.is_unique_violation(), "{error}");
    let nul =
        |id: i32| insert(Books).values((Books.title.set(if id == 9000 { "\0" } else { "x" }), Books.pages.set(id)));
    let error = db.transaction(async |tx| tx.copy_in(0..10_000, nul).await).await.expect_err("a NUL");
    assert_eq!(error.kind(), ErrorKind::Value, "{error}");
    assert_eq!(db.run(from(Books).select(count_all())).await.expect("a count"), [0]);
    let copied = db.transaction(async |tx| tx.copy_in(0..20_000, title).await).await;
    assert_eq!(copied.expect("a COPY"), 20_000);
}
