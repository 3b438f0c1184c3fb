//! Random trees of savepoints against a model of them.

use std::collections::BTreeSet;

use statiql::prelude::*;
use statiql::server::Transaction;
use statiql::{Error, ErrorKind, Result};

use crate::random::Random;
use crate::scratch::{Scratch, Tested, on_every_server, tier};

#[table("notes")]
pub struct Notes {
    #[column(primary_key)]
    pub id: i64,
}

on_every_server! {
    savepoints_do_what_the_model_does
    fifty_savepoints_inside_of_one_another
}

/// What a savepoint holds, and how it ends.
#[derive(Debug)]
struct Tree {
    steps: Vec<Step>,
    end: End,
}

#[derive(Debug)]
enum Step {
    Insert(i64),
    /// A row that is there already: it fails.
    Fail,
    Inner(Tree),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum End {
    Ok,
    Err,
    Dropped,
}

fn tree(random: &mut Random, depth: u32, next: &mut i64) -> Tree {
    let steps = (0..random.below(4))
        .map(|_| match random.below(if depth == 0 { 5 } else { 9 }) {
            0 => Step::Fail,
            1..=4 => {
                *next += 1;
                Step::Insert(*next)
            }
            _ => Step::Inner(tree(random, depth - 1, next)),
        })
        .collect();
    let end = match random.below(5) {
        0 => End::Err,
        1 => End::Dropped,
        _ => End::Ok,
    };
    Tree { steps, end }
}

/// What the tree leaves, and whether it is poisoned at its end.
fn model(tree: &Tree, rows: &mut BTreeSet<i64>) -> bool {
    let before = rows.clone();
    let mut poisoned = false;
    for step in &tree.steps {
        match step {
            _ if poisoned => break,
            Step::Insert(id) => {
                rows.insert(*id);
            }
            Step::Fail => poisoned = true,
            Step::Inner(inner) => {
                let kept = rows.clone();
                if model(inner, rows) || inner.end != End::Ok {
                    *rows = kept;
                }
            }
        }
    }
    if poisoned || tree.end != End::Ok {
        *rows = before;
    }
    poisoned
}

async fn perform<D: Tested>(tx: &mut Transaction<D>, tree: &Tree) -> Result<()> {
    for step in &tree.steps {
        match step {
            Step::Insert(id) => {
                let _ = tx.execute(insert(Notes).values((Notes.id.set(*id),))).await;
            }
            Step::Fail => {
                let _ = tx.execute(insert(Notes).values((Notes.id.set(0),))).await;
            }
            Step::Inner(inner) if inner.end == End::Dropped => {
                if let Ok(mut savepoint) = tx.begin_savepoint().await {
                    let _ = Box::pin(perform(&mut savepoint, inner)).await;
                }
            }
            Step::Inner(inner) => {
                let _ = tx
                    .savepoint(async |tx| {
                        Box::pin(perform(tx, inner)).await?;
                        if inner.end == End::Err { Err(Error::custom("not kept")) } else { Ok(()) }
                    })
                    .await;
            }
        }
    }
    Ok(())
}

async fn savepoints_do_what_the_model_does<D: Tested>(scratch: &Scratch<D>) {
    let db = scratch.pool(1).await;
    db.create_all(Notes).await.expect("a table");
    db.run(insert(Notes).values((Notes.id.set(0),))).await.expect("the row that is there");
    let mut next = 0;
    let mut expected = BTreeSet::from([0]);
    let trees = tier(200, 5000);
    for seed in 0..trees {
        let tree = tree(&mut Random::of(seed as u64), 5, &mut next);
        let mut after = expected.clone();
        let poisoned = model(&tree, &mut after);
        let result = db
            .transaction(async |tx| {
                perform(tx, &tree).await?;
                if tree.end == End::Ok { Ok(()) } else { Err(Error::custom("not kept")) }
            })
            .await;
        match result {
            Ok(()) => assert!(!poisoned && tree.end == End::Ok, "seed {seed}: {tree:?}"),
            Err(error) if error.kind() == ErrorKind::RolledBack => assert!(poisoned, "seed {seed}: {tree:?}"),
            Err(error) => assert_eq!(error.kind(), ErrorKind::Custom, "seed {seed}"),
        }
        expected = after;
        let rows = db.run(from(Notes).select(Notes.id)).await.expect("rows");
        assert_eq!(rows.into_iter().collect::<BTreeSet<_>>(), expected, "seed {seed}: {tree:?}");
    }
    println!("{}: {trees} trees, {} rows left", D::VARIABLE, expected.len());
    assert!(expected.len() > trees / 10);
}

async fn fifty_savepoints_inside_of_one_another<D: Tested>(scratch: &Scratch<D>) {
    fn nest<D: Tested>(
        tx: &mut Transaction<D>,
        depth: i64,
    ) -> std::pin::Pin<Box<dyn Future<Output = Result<()>> + '_>> {
        Box::pin(async move {
            tx.execute(insert(Notes).values((Notes.id.set(depth),))).await?;
            if depth < 50 {
                let result = tx.savepoint(async |tx| nest(tx, depth + 1).await).await;
                // Half way up, what is below goes.
                if depth == 25 {
                    return Err(Error::custom("not kept"));
                }
                if depth != 24 {
                    result?;
                }
            }
            Ok(())
        })
    }
    let db = scratch.pool(1).await;
    db.create_all(Notes).await.expect("a table");
    db.transaction(async |tx| nest(tx, 1).await).await.expect("the upper half");
    assert_eq!(db.run(from(Notes).select(count_all())).await.expect("a count"), [24]);
}
