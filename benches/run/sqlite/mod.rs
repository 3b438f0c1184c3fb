//! SQLite. Each variant of a case has a database of its own in memory, made by the same SQL.

mod by_hand;
mod with_diesel;
mod with_statiql;

use std::fmt::Debug;
use std::hint::black_box;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use super::{Contender, Maker, Plan, Row, key};

/// How many rows the join gives.
const JOINED: i64 = 1_000;

const SETUP: &str = "
    CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE books (
        id INTEGER PRIMARY KEY,
        author_id INTEGER NOT NULL REFERENCES authors (id),
        title TEXT NOT NULL,
        note TEXT
    );
    CREATE TABLE entries (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
        INSERT INTO authors SELECT i, 'The author number ' || i FROM n;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
        INSERT INTO books
            SELECT i, 1 + i % 100, 'The title of book ' || i, CASE WHEN i % 3 > 0 THEN 'A note on it: ' || i END FROM n;
";

/// What the inserting cases insert.
static ENTRIES: LazyLock<Vec<Row>> = LazyLock::new(|| super::entries(1_000));

pub(crate) fn plans() -> Vec<Plan> {
    macro_rules! variant {
        (held $name:ident) => {
            ("rusqlite_held", by_hand::held::$name as Maker)
        };
        (cached $name:ident) => {
            ("rusqlite_cached", by_hand::cached::$name as Maker)
        };
        (statiql $name:ident) => {
            ("statiql", with_statiql::$name as Maker)
        };
        (diesel $name:ident) => {
            ("diesel", with_diesel::$name as Maker)
        };
    }
    // Diesel has nothing that takes exactly one row, and nothing that lends text.
    super::plans! { "sqlite" variant:
        lookup: held cached statiql diesel;
        lookup_one: held cached statiql;
        lookup_transaction: held cached statiql diesel;
        rows_owned: held cached statiql diesel;
        rows_borrowed: held cached statiql diesel;
        join: held cached statiql diesel;
        insert_loop: held cached statiql diesel;
        insert_many: held cached statiql diesel;
        update: held cached statiql diesel;
    }
}

/// Work that leaves everything as it was; `once` is given a key.
struct Reading<S, F> {
    state: S,
    once: F,
}

fn reading<S: 'static, T: Debug>(state: S, once: impl FnMut(&mut S, i64) -> T + 'static) -> Box<dyn Contender> {
    Box::new(Reading { state, once })
}

impl<S, T: Debug, F: FnMut(&mut S, i64) -> T> Contender for Reading<S, F> {
    fn time(&mut self, times: u64) -> Duration {
        let start = Instant::now();
        for turn in 0..times {
            black_box((self.once)(&mut self.state, black_box(key(turn))));
        }
        start.elapsed()
    }

    fn answer(&mut self) -> String {
        format!("{:?}", [1, 2, 3].map(|turn| (self.once)(&mut self.state, key(turn))))
    }
}

/// Work that fills the table of entries; it is emptied by `empty`, unmeasured, and read by `rows`.
struct Filling<S, F> {
    state: S,
    once: F,
    empty: fn(&mut S),
    rows: fn(&mut S) -> Vec<Row>,
}

fn filling<S: 'static>(
    state: S,
    once: impl FnMut(&mut S) -> u64 + 'static,
    empty: fn(&mut S),
    rows: fn(&mut S) -> Vec<Row>,
) -> Box<dyn Contender> {
    Box::new(Filling { state, once, empty, rows })
}

impl<S, F: FnMut(&mut S) -> u64> Contender for Filling<S, F> {
    fn time(&mut self, times: u64) -> Duration {
        let mut total = Duration::ZERO;
        for _ in 0..times {
            (self.empty)(&mut self.state);
            let start = Instant::now();
            black_box((self.once)(&mut self.state));
            total += start.elapsed();
        }
        total
    }

    fn answer(&mut self) -> String {
        (self.empty)(&mut self.state);
        let count = (self.once)(&mut self.state);
        let rows = (self.rows)(&mut self.state);
        assert_eq!(rows, *ENTRIES);
        format!("{count} {rows:?}")
    }
}
