//! The server ends the connection: the transaction says so, and the next one gets another.

use std::time::Duration;

use statiql::ErrorKind;
use statiql::prelude::*;

use crate::scratch::{Scratch, Tested, on_every_server, tier};

#[table("notes")]
pub struct Notes {
    #[column(primary_key)]
    pub id: i64,
}

on_every_server! {
    a_killed_connection_loses_no_acknowledged_row_and_keeps_no_other
}

async fn a_killed_connection_loses_no_acknowledged_row_and_keeps_no_other<D: Tested>(scratch: &Scratch<D>) {
    let db = scratch.pool(2).await;
    db.create_all(Notes).await.expect("a table");
    let rounds = tier(50, 500);
    let [mut done, mut lost, mut unknown] = [0, 0, 0];
    for round in 0..rounds {
        let id = i64::try_from(round).expect("a number") * 10;
        let (ready, is_ready) = tokio::sync::oneshot::channel();
        let after = Duration::from_micros(u64::try_from(round % 40).expect("a number") * 1000);
        let kill = D::kill_all(scratch, ready, after);
        let db2 = db.clone();
        let work = tokio::spawn(async move {
            let _ = is_ready.await;
            db2.transaction(async |tx| {
                for step in 0..5 {
                    tx.execute(insert(Notes).values((Notes.id.set(id + step),))).await?;
                    tokio::time::sleep(Duration::from_millis(4)).await;
                }
                Ok(())
            })
            .await
        });
        kill.await;
        let result = work.await.expect("no panic");
        // The pool finds out by itself which of its connections are gone.
        let rows = db.run(from(Notes).filter(Notes.id.between(id, id + 9)).select(count_all()));
        let rows = match rows.await {
            Ok(rows) => rows[0],
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::ConnectionLost, "{error}");
                let again = db.run(from(Notes).filter(Notes.id.between(id, id + 9)).select(count_all()));
                again.await.expect("a new connection")[0]
            }
        };
        match result {
            Ok(()) => {
                assert_eq!(rows, 5);
                done += 1;
            }
            Err(error) if error.kind() == ErrorKind::OutcomeUnknown => {
                assert!(rows == 0 || rows == 5);
                unknown += 1;
            }
            Err(error) => {
                assert!(matches!(error.kind(), ErrorKind::ConnectionLost | ErrorKind::Interrupted), "{error}");
                assert_eq!(rows, 0);
                lost += 1;
            }
        }
    }
    println!("{}: of {rounds}, {done} committed, {lost} lost, {unknown} unknown", D::VARIABLE);
    assert!(lost > rounds / 10);
}
