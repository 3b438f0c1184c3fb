//! What the servers have in common. Work that waits is measured as a whole: from the call to the answer.

pub(crate) mod diesel;
pub(crate) mod sqlx;
pub(crate) mod statiql;

use std::fmt::Debug;
use std::hint::black_box;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};

use super::{Contender, Row, key};

/// The connections of each pool.
pub(crate) const POOL: usize = 8;
/// The tasks that share them.
pub(crate) const TASKS: usize = 64;
pub(crate) const AUTHORS: i64 = 100;
pub(crate) const NOTE: &str = "Another note on it";

/// What the inserting cases insert.
pub(crate) static ENTRIES: LazyLock<Vec<Row>> = LazyLock::new(|| super::entries(10_000));

/// Where one task works: on one thread, so that no time goes into waking another.
pub(crate) static ONE: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_current_thread().enable_all().build().expect("a runtime"));
/// Where many tasks work.
pub(crate) static MANY: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime"));

pub(crate) fn author(book: i64) -> i64 {
    1 + book % AUTHORS
}

/// The keys of the tasks of one turn.
pub(crate) fn keys(first: i64) -> impl Iterator<Item = i64> {
    (0..TASKS as i64).map(move |task| 1 + (first + task * 31) % super::BOOKS)
}

/// Work that leaves everything as it was, or changes it in a way that no other work sees; `once` is given a key.
struct Reading<S, F> {
    runtime: &'static Runtime,
    state: S,
    once: F,
}

pub(crate) fn reading<S: 'static, T: Debug>(
    runtime: &'static Runtime,
    state: S,
    once: impl AsyncFnMut(&mut S, i64) -> T + 'static,
) -> Box<dyn Contender> {
    Box::new(Reading { runtime, state, once })
}

impl<S, T: Debug, F: AsyncFnMut(&mut S, i64) -> T> Contender for Reading<S, F> {
    fn time(&mut self, times: u64) -> Duration {
        self.runtime.block_on(async {
            let start = Instant::now();
            for turn in 0..times {
                black_box((self.once)(&mut self.state, black_box(key(turn))).await);
            }
            start.elapsed()
        })
    }

    fn answer(&mut self) -> String {
        self.runtime.block_on(async {
            let mut all = Vec::new();
            for turn in 1..=3 {
                all.push((self.once)(&mut self.state, key(turn)).await);
            }
            format!("{all:?}")
        })
    }
}

/// The table of entries of a database.
#[derive(Clone, Copy)]
pub(crate) struct Table {
    pub(crate) empty: fn(),
    pub(crate) rows: fn() -> Vec<Row>,
}

/// Work that fills the table of entries.
struct Filling<S, F> {
    table: Table,
    state: S,
    once: F,
    /// Whether it inserts all entries at once, or one.
    all: bool,
}

/// Work that inserts all entries into an empty table.
pub(crate) fn filling<S: 'static>(
    table: Table,
    state: S,
    mut once: impl AsyncFnMut(&mut S) -> u64 + 'static,
) -> Box<dyn Contender> {
    Box::new(Filling { table, state, once: async move |state: &mut S, _: &Row| once(state).await, all: true })
}

/// Work that inserts the entry that it is given.
pub(crate) fn adding<S: 'static>(
    table: Table,
    state: S,
    once: impl AsyncFnMut(&mut S, &Row) -> u64 + 'static,
) -> Box<dyn Contender> {
    Box::new(Filling { table, state, once, all: false })
}

impl<S, F: AsyncFnMut(&mut S, &Row) -> u64> Contender for Filling<S, F> {
    fn time(&mut self, times: u64) -> Duration {
        let mut total = Duration::ZERO;
        let mut left = times;
        while left > 0 {
            (self.table.empty)();
            let rows = &ENTRIES[..if self.all { 1 } else { ENTRIES.len().min(usize::try_from(left).unwrap_or(1)) }];
            total += ONE.block_on(async {
                let start = Instant::now();
                for row in rows {
                    black_box((self.once)(&mut self.state, black_box(row)).await);
                }
                start.elapsed()
            });
            left -= rows.len() as u64;
        }
        total
    }

    fn answer(&mut self) -> String {
        (self.table.empty)();
        let count = ONE.block_on((self.once)(&mut self.state, &ENTRIES[0]));
        let rows = (self.table.rows)();
        assert_eq!(rows, ENTRIES[..if self.all { ENTRIES.len() } else { 1 }]);
        format!("{count}")
    }
}
