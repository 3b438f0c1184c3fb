//! Answers that no server gives: typed errors, never a panic, and the next connection works.

use std::time::Duration;

use statiql::prelude::*;

use crate::proxy::Proxy;
use crate::scratch::{Scratch, Tested, on_every_server, tier};

#[table("notes")]
pub struct Notes {
    #[column(primary_key)]
    pub id: i64,
    pub text: String,
}

on_every_server! {
    no_corrupted_byte_of_an_answer_makes_a_panic
}

async fn no_corrupted_byte_of_an_answer_makes_a_panic<D: Tested>(scratch: &Scratch<D>) {
    let direct = scratch.pool(1).await;
    direct.create_all(Notes).await.expect("a table");
    direct.run(insert(Notes).rows(1..=3, |id| (Notes.id.set(id), Notes.text.set("text")))).await.expect("rows");
    let proxy = Proxy::before(scratch.port()).await;
    // Enough that nobody waits for those that are being brought back to order.
    let db = scratch.through(proxy.port).max_connections(16).connect().await.expect("the server");
    let query = || from(Notes).order_by(Notes.id.asc()).select((Notes.id, Notes.text));
    proxy.take();
    db.transaction(async |tx| tx.all(query()).await).await.expect("rows");
    let (_, _, length) = proxy.take();
    let [mut same, mut failed, mut waited] = [0, 0, 0];
    for byte in (0..length).step_by(tier(3, 1)) {
        for mask in [0xff, 0x01, 0x80].into_iter().take(tier(2, 3)) {
            proxy.corrupt(byte, mask);
            let db2 = db.clone();
            let work = tokio::spawn(async move {
                let work = db2.transaction(async |tx| tx.all(query()).await);
                tokio::time::timeout(Duration::from_millis(300), work).await
            });
            match work.await.expect("no panic") {
                Ok(Ok(_)) => same += 1,
                Ok(Err(_)) => failed += 1,
                // A length that is larger than what comes.
                Err(_) => waited += 1,
            }
            proxy.corrupt(u64::MAX, 0);
            // The connection may have been closed, or wait for what a wrong byte has promised; who gives up gets another.
            let mut rows = None;
            for _ in 0..4 {
                match tokio::time::timeout(Duration::from_secs(3), db.run(query())).await {
                    Ok(Ok(found)) => {
                        rows = Some(found);
                        break;
                    }
                    Ok(Err(_)) => {}
                    Err(_) => waited += 1,
                }
            }
            let rows = rows.expect("a new connection");
            assert_eq!(rows, [1, 2, 3].map(|id| (id, "text".to_owned())), "after byte {byte} with {mask:#x}");
        }
    }
    println!("{}: {same} answers looked right, {failed} failed, {waited} were given up", D::VARIABLE);
    assert!(failed > 10);
}
