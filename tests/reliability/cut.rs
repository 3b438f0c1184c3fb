//! The connection is cut after every so many bytes of a transaction, each way: it says what it knows, no more.

use std::time::Duration;

use statiql::prelude::*;
use statiql::server::Database;
use statiql::{ErrorKind, Result};

use crate::proxy::{Direction, Proxy};
use crate::scratch::{Scratch, Tested, on_every_server, tier};

#[table("notes")]
pub struct Notes {
    #[column(primary_key)]
    pub id: i64,
    pub text: String,
}

on_every_server! {
    a_cut_connection_never_makes_a_transaction_lie
    nor_one_that_is_sent_in_one_flight
}

macro_rules! note {
    ($id:expr, $text:literal) => {
        insert(Notes).values((Notes.id.set($id), Notes.text.set($text)))
    };
}

macro_rules! texts {
    ($id:expr) => {
        from(Notes).filter(Notes.id.between($id, $id + 1)).select(Notes.text)
    };
}

async fn a_cut_connection_never_makes_a_transaction_lie<D: Tested>(scratch: &Scratch<D>) {
    cut_anywhere(scratch, async |db, id| {
        db.transaction(async |tx| {
            tx.execute(note!(id, "one")).await?;
            tx.execute(note!(id + 1, "two")).await?;
            tx.all(texts!(id)).await?;
            Ok(())
        })
        .await
    })
    .await;
}

async fn nor_one_that_is_sent_in_one_flight<D: Tested>(scratch: &Scratch<D>) {
    cut_anywhere(scratch, async |db, id| {
        db.pipeline((note!(id, "one"), note!(id + 1, "two"), texts!(id))).await.map(drop)
    })
    .await;
}

async fn cut_anywhere<D: Tested>(scratch: &Scratch<D>, transaction: impl AsyncFn(&Database<D>, i64) -> Result<()>) {
    let direct = scratch.pool(1).await;
    direct.create_all(Notes).await.expect("a table");
    let proxy = Proxy::before(scratch.port()).await;
    let db = scratch.through(proxy.port).max_connections(1).connect().await.expect("the server");
    transaction(&db, 1).await.expect("prepares its statements");
    proxy.take();
    transaction(&db, 3).await.expect("is measured");
    let (_, to_server, to_client) = proxy.take();

    let step = u64::try_from(tier(16, 1)).expect("a step");
    let mut id = 10;
    let [mut done, mut undone, mut unknown] = [0, 0, 0];
    for (direction, length) in [(Direction::ToServer, to_server), (Direction::ToClient, to_client)] {
        // The last time nothing of it is missing.
        for bytes in (0..length).step_by(usize::try_from(step).expect("a step")).chain([length]) {
            // A connection with its statements prepared, so that the bytes are those measured.
            transaction(&db, id).await.expect("a whole connection");
            id += 2;
            proxy.cut_after(bytes, direction);
            let cut = tokio::time::timeout(Duration::from_secs(5), transaction(&db, id)).await.expect("no hang");
            proxy.mend();
            // The server may still be about to notice.
            let mut rows = 0;
            for _ in 0..20 {
                let written = from(Notes).filter(Notes.id.between(id, id + 1)).select(count_all());
                rows = direct.run(written).await.expect("an answer")[0];
                if D::connections(scratch).await.1 == 0 {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            match cut {
                Ok(()) => {
                    assert_eq!(rows, 2, "cut after {bytes} bytes: it said that it committed");
                    done += 1;
                }
                Err(error) if error.kind() == ErrorKind::OutcomeUnknown => {
                    assert!(rows == 0 || rows == 2, "cut after {bytes} bytes: half of it");
                    unknown += 1;
                }
                Err(error) => {
                    assert_eq!(rows, 0, "cut after {bytes} bytes: {error}, and it committed");
                    undone += 1;
                }
            }
            id += 2;
        }
    }
    println!("{}: {done} committed, {undone} undone, {unknown} unknown", D::VARIABLE);
    assert!(done > 0 && undone + unknown > 5 && unknown > 0);
}
