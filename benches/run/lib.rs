//! The same work on a database done by hand with its driver, with statiql, with Diesel and with sqlx.
//!
//! All variants of a case give the same answer, which [`cases`] checks before anything is measured.

mod table;

#[cfg(feature = "mysql")]
mod mysql;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "server")]
mod server;
#[cfg(feature = "sqlite")]
mod sqlite;

use std::sync::LazyLock;
use std::time::Duration;

use criterion::Criterion;

pub use table::{Line, print};

/// What a row of each reading case is.
type Row = (i64, String, Option<String>);

const BOOKS: i64 = 10_000;

fn entries(count: i64) -> Vec<Row> {
    (1..=count).map(|id| (id, format!("The name of {id}"), (id % 3 > 0).then(|| format!("A note on {id}")))).collect()
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
    /// Database and work.
    pub name: &'static str,
    pub variants: Vec<Variant>,
}

impl Case {
    fn new(plan: &Plan, first: usize) -> Self {
        let makers = plan.makers.iter().cycle().skip(first % plan.makers.len()).take(plan.makers.len());
        let mut variants: Vec<_> = makers.map(|&(name, make)| Variant { name, contender: make() }).collect();
        let answers: Vec<_> = variants.iter_mut().map(|variant| variant.contender.answer()).collect();
        for (variant, answer) in variants.iter().zip(&answers) {
            let (other, name) = (variants[0].name, plan.name);
            assert!(*answer == answers[0], "{name}: {} gives another answer than {other}", variant.name);
        }
        Case { name: plan.name, variants }
    }
}

type Maker = fn() -> Box<dyn Contender>;

/// A case that has not been made yet.
struct Plan {
    name: &'static str,
    makers: Vec<(&'static str, Maker)>,
}

/// `"database" variant: case: variants;..`, where `variant!(which case)` gives the name of the variant and its maker.
#[cfg(any(feature = "sqlite", feature = "server"))]
macro_rules! plans {
    ($database:literal $variant:ident: $($name:ident: $($which:ident)+;)*) => {
        vec![$($crate::Plan {
            name: concat!($database, "/", stringify!($name)),
            makers: vec![$($variant!($which $name)),+],
        }),*]
    };
}
#[cfg(any(feature = "sqlite", feature = "server"))]
use plans;

static PLANS: LazyLock<Vec<Plan>> = LazyLock::new(|| {
    let mut all = Vec::new();
    #[cfg(feature = "sqlite")]
    all.extend(sqlite::plans());
    #[cfg(feature = "postgres")]
    all.extend(postgres::plans());
    #[cfg(feature = "mysql")]
    all.extend(mysql::plans());
    all
});

/// The cases whose name has `filter` in it, each made when it is reached; the variant number `first` comes first, and
/// is the first to take its memory.
pub fn cases(filter: &str, first: usize) -> impl Iterator<Item = Case> {
    let filter = filter.to_owned();
    PLANS.iter().filter(move |plan| plan.name.contains(&filter)).map(move |plan| Case::new(plan, first))
}

/// Measures the cases of a database one variant after the other.
pub fn measure(criterion: &mut Criterion, database: &str) {
    for case in cases(&format!("{database}/"), 0) {
        let mut group = criterion.benchmark_group(case.name);
        if database != "sqlite" {
            group.sample_size(30).measurement_time(Duration::from_secs(3)).warm_up_time(Duration::from_secs(1));
        }
        for mut variant in case.variants {
            group.bench_function(variant.name, |bencher| bencher.iter_custom(|times| variant.time(times)));
        }
        group.finish();
    }
}
