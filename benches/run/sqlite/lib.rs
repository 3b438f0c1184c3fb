//! The same work on SQLite done by hand with rusqlite, with statiql and with Diesel.
//!
//! Each variant of a case has a database of its own in memory, made by the same SQL, and gives the same answer, which
//! [`cases`] checks before anything is measured.

mod by_hand;
mod table;
mod with_diesel;
mod with_statiql;

use std::fmt::Debug;
use std::hint::black_box;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

pub use table::{Line, print};

/// What a row of each reading case is.
type Row = (i64, String, Option<String>);

const BOOKS: i64 = 10_000;
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
static ENTRIES: LazyLock<Vec<Row>> = LazyLock::new(|| {
    (1..=1_000).map(|id| (id, format!("The name of {id}"), (id % 3 > 0).then(|| format!("A note on {id}")))).collect()
});

/// One way to do the work of a case.
pub struct Variant {
    pub name: &'static str,
    contender: Box<dyn Contender>,
}

impl Variant {
    /// Does the work so many times; gives how long it took.
    pub fn time(&mut self, times: u64) -> Duration {
        self.contender.time(times)
    }
}

/// A piece of work, and the ways to do it.
pub struct Case {
    pub name: &'static str,
    pub variants: Vec<Variant>,
}

impl Case {
    fn new<const N: usize>(name: &'static str, makers: [(&'static str, Maker); N], first: usize) -> Self {
        let order = (0..N).map(|place| makers[(place + first) % N]);
        let mut variants: Vec<_> = order.map(|(name, make)| Variant { name, contender: make() }).collect();
        let answers: Vec<_> = variants.iter_mut().map(|variant| variant.contender.answer()).collect();
        for (variant, answer) in variants.iter().zip(&answers) {
            assert!(*answer == answers[0], "{name}: {} gives another answer than {}", variant.name, variants[0].name);
        }
        Case { name, variants }
    }
}

/// What the variants are called.
pub const HELD: &str = "rusqlite_held";
pub const CACHED: &str = "rusqlite_cached";
pub const STATIQL: &str = "statiql";
pub const DIESEL: &str = "diesel";

type Maker = fn() -> Box<dyn Contender>;

/// The cases whose name has `filter` in it, each made when it is reached; the variant number `first` comes first, and
/// is the first to take its memory.
pub fn cases(filter: &str, first: usize) -> impl Iterator<Item = Case> {
    macro_rules! cases {
        ($($name:ident: $($variant:ident)+;)*) => {
            [$((
                stringify!($name),
                (|first| Case::new(stringify!($name), [$(cases!(@ $variant $name)),+], first)) as fn(usize) -> Case,
            )),*]
        };
        (@ held $name:ident) => { (HELD, by_hand::held::$name as Maker) };
        (@ cached $name:ident) => { (CACHED, by_hand::cached::$name as Maker) };
        (@ statiql $name:ident) => { (STATIQL, with_statiql::$name as Maker) };
        (@ diesel $name:ident) => { (DIESEL, with_diesel::$name as Maker) };
    }
    // Diesel has nothing that takes exactly one row, and nothing that lends text.
    let all = cases! {
        lookup: held cached statiql diesel;
        lookup_one: held cached statiql;
        lookup_transaction: held cached statiql diesel;
        rows_owned: held cached statiql diesel;
        rows_borrowed: held cached statiql diesel;
        join: held cached statiql diesel;
        insert_loop: held cached statiql diesel;
        insert_many: held cached statiql diesel;
        update: held cached statiql diesel;
    };
    let filter = filter.to_owned();
    all.into_iter().filter(move |(name, _)| name.contains(&filter)).map(move |(_, make)| make(first))
}

/// The key that the work number `turn` asks for: not one after the other.
fn key(turn: u64) -> i64 {
    (turn.wrapping_mul(7_919) % BOOKS as u64) as i64 + 1
}

trait Contender {
    fn time(&mut self, times: u64) -> Duration;
    /// What comes out of the work, to be compared.
    fn answer(&mut self) -> String;
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
