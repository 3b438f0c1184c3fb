//! Prepared statements: few, found again, or none at all.

use scratch::Scratch;
use statiql::prelude::*;
use statiql::server::Database;

use crate::scratch;

#[table("books")]
pub struct Books {
    #[column(primary_key)]
    pub id: i64,
}

/// On the only connection; itself among them.
async fn prepared(db: &Database<Postgres>) -> i64 {
    function!(fn prepared_statements() -> i64 = "(SELECT count(*) FROM pg_prepared_statements)");
    db.run(from(Books).select(prepared_statements()).limit(1)).await.expect("a count")[0]
}

#[tokio::test]
async fn a_statement_is_prepared_once_on_a_connection() {
    let Some(scratch) = Scratch::<Postgres>::new().await else { return };
    let db = scratch.pool(1).await;
    db.create_all(Books).await.expect("a table");
    db.run(insert(Books).values((Books.id.set(1),))).await.expect("a row");
    let before = prepared(&db).await;
    for id in 0..50 {
        db.run(from(Books).filter(Books.id.eq(id)).select(Books.id)).await.expect("rows");
        db.run(from(Books).filter(Books.id.is_in(vec![id; 3])).select(Books.id)).await.expect("rows");
    }
    assert_eq!(prepared(&db).await, before + 2);
}

#[tokio::test]
async fn a_connection_keeps_only_so_many_statements() {
    let Some(scratch) = Scratch::<Postgres>::new().await else { return };
    let db = scratch.options().max_connections(1).statement_cache(8).connect().await.expect("the server");
    db.create_all(Books).await.expect("a table");
    db.run(insert(Books).values((Books.id.set(1),))).await.expect("a row");
    for count in 0..100 {
        // As many texts as there are numbers of conditions.
        let any = any_of((0..count).map(|id| on(Books, Books.id.eq(id)).boxed()));
        db.run(from(Books).filter(any).select(Books.id)).await.expect("rows");
    }
    let kept = prepared(&db).await;
    // Constant texts and those made at run time are kept apart.
    assert!(kept <= 16, "{kept} statements");
}

#[tokio::test]
async fn without_names_nothing_is_left_on_the_server() {
    let Some(scratch) = Scratch::<Postgres>::new().await else { return };
    let options = scratch.options().max_connections(1).unnamed_statements();
    let db = options.connect().await.expect("the server");
    db.create_all(Books).await.expect("a table");
    let both = db
        .transaction(async |tx| {
            tx.execute(insert(Books).values((Books.id.set(1),))).await?;
            tx.execute_many(2..10, |id| insert(Books).values((Books.id.set(id),))).await?;
            tx.pipeline((from(Books).filter(Books.id.eq(1)).select(Books.id), delete(Books).filter(Books.id.gt(5))))
                .await
        })
        .await;
    assert_eq!(both.expect("answers"), (vec![1], 4));
    assert_eq!(prepared(&db).await, 0);
}

#[tokio::test]
async fn statements_that_were_thrown_away_are_prepared_again() {
    let Some(scratch) = Scratch::<Postgres>::new().await else { return };
    let db = scratch.pool(1).await;
    db.create_all(Books).await.expect("a table");
    let all = || from(Books).select(Books.id);
    db.run(all()).await.expect("rows");
    db.transaction(async |tx| tx.raw("DEALLOCATE ALL").await).await.expect("thrown away");
    assert_eq!(db.run(all()).await.expect("rows"), Vec::<i64>::new());
    assert_eq!(db.transaction(async |tx| tx.all(all()).await).await.expect("rows"), Vec::<i64>::new());
}
