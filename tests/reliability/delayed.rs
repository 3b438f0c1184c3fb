//! As `cancelled`, on a line that holds bytes up: what is dropped is dropped with a part of it sent or received.

use statiql::prelude::*;

use crate::cancelled::{Notes, STEPS, make_notes, settled, steps};
use crate::proxy::Proxy;
use crate::scratch::{Scratch, Tested, on_every_server, tier};

on_every_server! {
    what_is_dropped_on_a_slow_line_is_all_there_or_not_at_all
}

/// As many numbers for each round as it may need, above those of the notes that are there.
const ROUND: i64 = 10;

async fn what_is_dropped_on_a_slow_line_is_all_there_or_not_at_all<D: Tested>(scratch: &Scratch<D>) {
    let direct = scratch.pool(1).await;
    make_notes(&direct).await;
    let proxy = Proxy::before(scratch.port()).await;
    let db = scratch.through(proxy.port).max_connections(1).connect().await.expect("the server");
    let nonce = |id: i64| from(Notes).filter(Notes.id.eq(id)).select((Notes.id, Notes.nonce));
    let ids_from =
        |id: i64| from(Notes).filter(Notes.id.between(id, id + ROUND - 1)).order_by(Notes.id.asc()).select(Notes.id);

    let [mut dropped, mut committed] = [0, 0];
    let mut id = 1000;
    // What became of each round may not change afterwards.
    let mut expected = Vec::new();
    let seeds = u64::try_from(tier(3, 50)).expect("a number");
    for seed in 1..=seeds {
        proxy.delay(seed);
        for (step, name) in STEPS.iter().enumerate() {
            // Until it is over before it is dropped.
            for polls in 1.. {
                let what = format!("seed {seed}, {name} dropped after {polls} polls");
                let done = steps(&db, id, step, polls).await.unwrap_or_else(|error| panic!("{what}: {error}"));

                // The next to use the connection gets its own row, and is in no transaction: what it writes by itself
                // is seen by others at once.
                let own = id % 499 + 1;
                assert_eq!(db.run(nonce(own)).await.expect("an answer"), [(own, own * 7)], "{what}");
                let by_itself = insert(Notes).values((Notes.id.set(id + 2), Notes.nonce.set(0)));
                assert_eq!(db.run(by_itself).await.expect("a row"), 1, "{what}");
                let ids = direct.run(ids_from(id)).await.expect("an answer");
                let (all, nothing) = (vec![id, id + 1, id + 2], vec![id + 2]);

                match (done, *name) {
                    (Some(()), "rollback") => assert_eq!(ids, nothing, "{what}: it said that it rolled back"),
                    (Some(()), _) => assert_eq!(ids, all, "{what}: it said that it committed"),
                    // Nobody knows.
                    (None, "commit" | "one flight") => assert!(ids == all || ids == nothing, "{what}: {ids:?}"),
                    (None, _) => assert_eq!(ids, nothing, "{what}"),
                }
                dropped += usize::from(done.is_none());
                committed += usize::from(ids == all);
                expected.extend(ids);
                id += ROUND;
                if done.is_some() {
                    break;
                }
            }
        }
    }
    proxy.delay(0);
    let ids = direct.run(from(Notes).filter(Notes.id.ge(1000)).order_by(Notes.id.asc()).select(Notes.id)).await;
    assert_eq!(ids.expect("an answer"), expected);
    assert_eq!(settled(scratch).await, 0, "transactions left open");
    let held_up = proxy.held_up();
    println!(
        "{}: {seeds} seeds, {dropped} futures dropped, {committed} committed, held up {held_up} times",
        D::VARIABLE
    );
    assert!(dropped >= STEPS.len() && committed >= STEPS.len());
}
