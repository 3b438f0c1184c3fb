//! Answers of real servers, with some bits changed on their way.

use std::time::Duration;

use statiql::Result;
use statiql::prelude::*;
use statiql::server::Database;

use crate::proxy::Proxy;
use crate::random::Random;
use crate::scratch::{Scratch, Tested, on_every_server, tier};

#[table("notes")]
pub struct Notes {
    #[column(primary_key)]
    pub id: i64,
    pub text: String,
}

on_every_server! {
    no_corrupted_byte_of_an_answer_makes_a_panic
    no_random_corruption_of_any_answer_makes_a_panic
}

/// What became of the work whose answer was changed.
#[derive(Default)]
struct Counts {
    same: usize,
    failed: usize,
    /// A length that is larger than what comes.
    waited: usize,
}

macro_rules! notes {
    () => {
        from(Notes).order_by(Notes.id.asc()).select((Notes.id, Notes.text))
    };
}

/// Through a proxy, with enough connections that nobody waits for those that are being brought back to order.
async fn behind_proxy<D: Tested>(scratch: &Scratch<D>) -> (Proxy, Database<D>) {
    let direct = scratch.pool(1).await;
    direct.create_all(Notes).await.expect("a table");
    direct.run(insert(Notes).rows(1..=3, |id| (Notes.id.set(id), Notes.text.set("text")))).await.expect("rows");
    let proxy = Proxy::before(scratch.port()).await;
    let db = scratch.through(proxy.port).max_connections(16).connect().await.expect("the server");
    (proxy, db)
}

impl Counts {
    /// Does the work while this byte of what comes is changed, and asks for the rows afterwards.
    async fn corrupt<D: Tested>(&mut self, proxy: &Proxy, db: &Database<D>, byte: u64, mask: u8, work: Work) {
        proxy.corrupt(byte, mask);
        let running = tokio::spawn({
            let db = db.clone();
            async move { tokio::time::timeout(Duration::from_millis(300), work.perform(&db)).await }
        });
        match running.await.expect("no panic") {
            Ok(Ok(())) => self.same += 1,
            Ok(Err(_)) => self.failed += 1,
            Err(_) => self.waited += 1,
        }
        proxy.corrupt(u64::MAX, 0);
        // The connection may have been closed, or wait for what a wrong byte has promised; who gives up gets another.
        let mut rows = None;
        for _ in 0..4 {
            match tokio::time::timeout(Duration::from_secs(3), db.run(notes!())).await {
                Ok(Ok(found)) => {
                    rows = Some(found);
                    break;
                }
                Ok(Err(_)) => {}
                Err(_) => self.waited += 1,
            }
        }
        let rows = rows.expect("a new connection");
        assert_eq!(rows, [1, 2, 3].map(|id| (id, "text".to_owned())), "after byte {byte} with {mask:#x} in {work:?}");
    }
}

/// Something with an answer. It leaves the rows as they were.
#[derive(Debug, Clone, Copy)]
enum Work {
    Read,
    Write,
    Stream,
    Run,
}

impl Work {
    async fn perform<D: Tested>(self, db: &Database<D>) -> Result<()> {
        match self {
            Work::Read => db.transaction(async |tx| tx.all(notes!()).await.map(drop)).await,
            Work::Write => {
                let mut tx = db.begin().await?;
                tx.execute(update(Notes).set(Notes.text.set("other")).filter(Notes.id.eq(1))).await?;
                let savepoint = tx.begin_savepoint().await?;
                savepoint.rollback().await?;
                tx.execute(insert(Notes).values((Notes.id.set(1), Notes.text.set("twice")))).await.map(drop)
            }
            Work::Stream => {
                let mut tx = db.begin_read().await?;
                let mut stream = tx.stream(notes!()).await?;
                while let Some(row) = stream.next().await {
                    row?;
                }
                Ok(())
            }
            Work::Run => db.run(notes!()).await.map(drop),
        }
    }
}

async fn no_corrupted_byte_of_an_answer_makes_a_panic<D: Tested>(scratch: &Scratch<D>) {
    let (proxy, db) = behind_proxy(scratch).await;
    proxy.take();
    Work::Read.perform(&db).await.expect("rows");
    let (_, _, length) = proxy.take();
    let mut counts = Counts::default();
    for byte in (0..length).step_by(tier(3, 1)) {
        for mask in [0xff, 0x01, 0x80].into_iter().take(tier(2, 3)) {
            counts.corrupt(&proxy, &db, byte, mask, Work::Read).await;
        }
    }
    let Counts { same, failed, waited } = counts;
    println!("{}: {same} answers looked right, {failed} failed, {waited} were given up", D::VARIABLE);
    assert!(failed > 10);
}

async fn no_random_corruption_of_any_answer_makes_a_panic<D: Tested>(scratch: &Scratch<D>) {
    let (proxy, db) = behind_proxy(scratch).await;
    let mut counts = Counts::default();
    let mutations = tier(20, 10_000);
    for seed in 0..mutations {
        let random = &mut Random::of(seed as u64);
        let work =
            [Work::Read, Work::Write, Work::Stream, Work::Run][usize::try_from(random.below(4)).expect("one of four")];
        // New connections are greeted, too, with some kilobytes of it.
        let byte = if random.below(4) == 0 { random.below(4000) } else { random.below(300) };
        let mask = u8::try_from(random.below(255) + 1).expect("a byte");
        counts.corrupt(&proxy, &db, byte, mask, work).await;
    }
    let Counts { same, failed, waited } = counts;
    println!("{}: {mutations} mutations: {same} looked right, {failed} failed, {waited} were given up", D::VARIABLE);
    assert!(failed > 0);
}
