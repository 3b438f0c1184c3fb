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

/// The waits of some work. What travels together may reach the proxy in two parts when the machine is busy, so the least
/// of several times counts; what the program really waits for is there each time.
async fn least(proxy: &Proxy, work: impl AsyncFn(i64) -> statiql::Result<()>) -> usize {
    let mut least = usize::MAX;
    for id in 10..15 {
        proxy.take();
        work(id).await.expect("it works");
        least = least.min(proxy.take().0);
    }
    least
}

async fn waits_are_as_few_as_the_protocol_allows<D: Tested>(scratch: &Scratch<D>) {
    // On a thread of its own: with several, the driver's task may send what is there before the rest has come.
    let counted = std::thread::scope(|threads| {
        let count = || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(count_waits(scratch));
        };
        threads.spawn(count).join()
    });
    counted.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
}

async fn count_waits<D: Tested>(scratch: &Scratch<D>) {
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

    let run_query = least(&proxy, async |_| db.run(book(1)).await.map(drop)).await;
    assert_eq!(run_query, 1, "run of a query");
    let run_update = least(&proxy, async |_| db.run(sell(1)).await.map(drop)).await;
    assert_eq!(run_update, 1, "run of an UPDATE");

    let one = least(&proxy, async |_| db.transaction(async |tx| tx.one(book(1)).await.map(drop)).await).await;
    assert_eq!(one, if pipelines { 2 } else { 3 }, "BEGIN, query, COMMIT");

    let three = least(&proxy, async |id| {
        db.transaction(async |tx| {
            tx.execute(buy(id)).await?;
            tx.execute(sell(id)).await?;
            tx.one(book(id)).await.map(drop)
        })
        .await
    });
    assert_eq!(three.await, if pipelines { 4 } else { 5 }, "BEGIN, three statements, COMMIT");

    let together = least(&proxy, async |id| {
        let (_, _, stock) = db.transaction(async |tx| tx.pipeline((buy(-id), sell(-id), book(-id))).await).await?;
        assert_eq!(stock, [9]);
        Ok(())
    });
    assert_eq!(together.await, if pipelines { 2 } else { 5 }, "the same as a pipeline");

    let at_once = least(&proxy, async |id| {
        let (_, _, stock) = db.pipeline((buy(1000 + id), sell(1000 + id), book(1000 + id))).await?;
        assert_eq!(stock, [9]);
        Ok(())
    });
    assert_eq!(at_once.await, if pipelines { 1 } else { 5 }, "the whole transaction at once");

    let nothing = least(&proxy, async |_| db.transaction(async |_| Ok(())).await).await;
    assert_eq!(nothing, 0, "a transaction without statements");

    proxy.take();
    db.transaction(async |tx| {
        tx.execute_many(2000..3000, buy).await?;
        Ok(())
    })
    .await
    .expect("1,000 rows");
    let (flights, ..) = proxy.take();
    assert!(flights <= 7, "1,000 rows took {flights} flights");
}
