//! The tables of medians and ratios.

use std::collections::BTreeSet;

/// What the ratios are of.
const STATIQL: &str = "statiql";
/// The variants in the order of the columns.
const ORDER: [&str; 11] = [
    "rusqlite_held",
    "rusqlite_cached",
    "tokio_postgres",
    "tokio_postgres_joined",
    "deadpool_postgres",
    "mysql_async",
    "mysql_async_pool",
    STATIQL,
    "diesel",
    "diesel_async",
    "sqlx",
];

/// A case with the median time of each variant, in nanoseconds.
pub struct Line {
    /// Database and work.
    pub case: String,
    pub medians: Vec<(String, f64)>,
}

impl Line {
    fn median(&self, variant: &str) -> Option<f64> {
        self.medians.iter().find(|(name, _)| name == variant).map(|(_, median)| *median)
    }

    fn ratio(&self, variant: &str) -> Option<f64> {
        Some(self.median(STATIQL)? / self.median(variant)?)
    }
}

/// Prints a table for each database: the medians, and statiql's ratios to the others.
pub fn print(lines: &[Line]) {
    let database = |line: &Line| line.case.split('/').next().unwrap_or_default().to_owned();
    for name in lines.iter().map(database).collect::<BTreeSet<_>>() {
        print_one(&name, &lines.iter().filter(|line| database(line) == name).collect::<Vec<_>>());
    }
}

fn print_one(database: &str, lines: &[&Line]) {
    let variants: Vec<_> =
        ORDER.into_iter().filter(|variant| lines.iter().any(|line| line.median(variant).is_some())).collect();
    let others: Vec<_> = variants.iter().filter(|variant| **variant != STATIQL).collect();
    print!("\n| {database} |");
    variants.iter().for_each(|variant| print!(" {variant} |"));
    others.iter().for_each(|variant| print!(" / {variant} |"));
    println!("\n| --- |{}", " --: |".repeat(variants.len() + others.len()));
    for line in lines {
        print!("| {} |", line.case.split('/').next_back().unwrap_or_default());
        for variant in &variants {
            print!(" {} |", line.median(variant).map_or("–".to_owned(), time));
        }
        for variant in &others {
            print!(" {} |", line.ratio(variant).map_or("–".to_owned(), |ratio| format!("{ratio:.3}")));
        }
        println!();
    }
}

fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        n if n < 1e4 => format!("{n:.0} ns"),
        n if n < 1e7 => format!("{:.1} µs", n / 1e3),
        n => format!("{:.1} ms", n / 1e6),
    }
}
