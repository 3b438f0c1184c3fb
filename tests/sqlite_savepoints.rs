//! Random trees of savepoints, kept, undone and failing, against a model that is a vector.
#![allow(clippy::print_stdout)] // how often it was tried

use statiql::prelude::*;
use statiql::sqlite::{Database, Transaction};
use statiql::{Error, ErrorKind};

#[table("steps")]
struct Steps {
    #[column(primary_key)]
    id: i64,
}

/// A small generator, the same sequence for the same seed everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// The next number to insert, and what the table should hold.
struct Model {
    next: i64,
    rows: Vec<i64>,
}

fn add(tx: &mut Transaction<'_>, id: i64) -> statiql::Result<u64> {
    tx.execute(insert(Steps).values((Steps.id.set(id),)))
}

/// Does random things in `tx`; says whether it was left by an error, and which.
fn grow(tx: &mut Transaction<'_>, random: &mut Random, model: &mut Model, depth: u32) -> statiql::Result<()> {
    for _ in 0..random.below(5) {
        match random.below(8) {
            0..=3 => {
                add(tx, model.next)?;
                model.rows.push(model.next);
                model.next += 1;
            }
            4..=6 if depth < 50 => {
                let before = model.rows.clone();
                // Narrow and deep rather than wide.
                let inner = if random.below(2) == 0 {
                    tx.savepoint(|tx| grow(tx, random, model, depth + 1))
                } else {
                    let mut savepoint = tx.begin_savepoint()?;
                    let result = grow(&mut savepoint, random, model, depth + 1);
                    match (result, random.below(3)) {
                        (Ok(()), 0) => savepoint.commit(),
                        (Ok(()), 1) => savepoint.rollback().and(Err(Error::custom("undone"))),
                        (Ok(()), _) => {
                            drop(savepoint);
                            Err(Error::custom("undone"))
                        }
                        (Err(error), 0) => {
                            // Swallowed: it must not be kept all the same, unless nothing failed in the database.
                            match (error.kind(), savepoint.commit()) {
                                (ErrorKind::Custom, kept) => kept,
                                (_, kept) => {
                                    assert_eq!(kept.err().map(|error| error.kind()), Some(ErrorKind::RolledBack));
                                    Err(error)
                                }
                            }
                        }
                        (Err(error), _) => {
                            drop(savepoint);
                            Err(error)
                        }
                    }
                };
                if inner.is_err() {
                    model.rows = before;
                }
            }
            7 if random.below(2) == 0 => return Err(Error::custom("leaves")),
            7 if !model.rows.is_empty() => {
                let twice = model.rows[0];
                return add(tx, twice).map(|_| ());
            }
            _ => {}
        }
    }
    Ok(())
}

#[test]
fn any_tree_of_savepoints_leaves_what_its_model_says() {
    let trees = if std::env::var("STATIQL_TEST_TIER").is_ok_and(|tier| tier == "full") { 5_000 } else { 200 };
    let db = Database::in_memory().expect("a database");
    db.transaction(|tx| tx.create_all(Steps)).expect("a table");
    let mut model = Model { next: 0, rows: Vec::new() };
    for seed in 0..trees {
        let mut random = Random(seed);
        let before = model.rows.clone();
        let result = db.transaction(|tx| grow(tx, &mut random, &mut model, 0));
        if result.is_err() {
            model.rows = before;
        }
        let found = db.run(from(Steps).order_by(Steps.id.asc()).select(Steps.id)).expect("the rows");
        assert_eq!(found, model.rows, "seed {seed}, {result:?}");
    }
    println!("sqlite: {trees} trees, {} rows left", model.rows.len());
    assert!(model.rows.len() > 50, "the trees did something");
}
