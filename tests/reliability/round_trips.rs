//! How often a program waits for the server, counted by a proxy.

use statiql::prelude::*;

use crate::proxy::Proxy;
use crate::scratch::{Scratch, Tested, on_every_server};

#[table("books")]
pub struct Books {
    #[column(primary_key)]
    pub id: i64,
    pub stock: i64,
}

on_every_server! {
    waits_are_as_few_as_the_protocol_allows
}

async fn waits_are_as_few_as_the_protocol_allows<D: Tested>(scratch: &Scratch<D>) {
    let proxy = Proxy::before(scratch.port()).await;
    let db = scratch.through(proxy.port).max_connections(1).connect().await.expect("the server");
    db.create_all(Books).await.expect("a table");
    let book = |id: i64| from(Books).filter(Books.id.eq(id)).select(Books.stock);
    let sell = |id: i64| update(Books).set(Books.stock.set(Books.stock - 1)).filter(Books.id.eq(id));
    let buy = |id: i64| insert(Books).values((Books.id.set(id), Books.stock.set(10)));
    // PostgreSQL's protocol lets a client send without waiting.
    let pipelines = D::VARIABLE == "STATIQL_POSTGRES_URL";

    // Prepares them.
    for id in 1..=2 {
        db.run(buy(id)).await.expect("a row");
        db.run(book(id)).await.expect("a row");
        db.run(sell(id)).await.expect("a row");
    }
    proxy.take();
    db.run(book(1)).await.expect("a row");
    assert_eq!(proxy.take().0, 1, "run of a query");
    db.run(sell(1)).await.expect("a row");
    assert_eq!(proxy.take().0, 1, "run of an UPDATE");

    db.transaction(async |tx| tx.one(book(1)).await).await.expect("a row");
    assert_eq!(proxy.take().0, if pipelines { 2 } else { 3 }, "BEGIN, query, COMMIT");

    db.transaction(async |tx| {
        tx.execute(buy(3)).await?;
        tx.execute(sell(3)).await?;
        tx.one(book(3)).await
    })
    .await
    .expect("a row");
    assert_eq!(proxy.take().0, if pipelines { 4 } else { 5 }, "BEGIN, three statements, COMMIT");

    let (_, _, stock) =
        db.transaction(async |tx| tx.pipeline((buy(4), sell(4), book(4))).await).await.expect("three answers");
    assert_eq!(stock, [9]);
    assert_eq!(proxy.take().0, if pipelines { 2 } else { 5 }, "the same as a pipeline");

    db.transaction(async |_| Ok(())).await.expect("nothing");
    assert_eq!(proxy.take().0, 0, "a transaction without statements");

    db.transaction(async |tx| {
        tx.execute_many(100..1100, buy).await?;
        Ok(())
    })
    .await
    .expect("1,000 rows");
    let (flights, ..) = proxy.take();
    assert!(flights <= 7, "1,000 rows took {flights} flights");
}
