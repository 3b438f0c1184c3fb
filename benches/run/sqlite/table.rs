//! The table of medians and ratios.

use super::{CACHED, DIESEL, HELD, STATIQL};

/// A case with the median time of each variant, in nanoseconds.
pub struct Line {
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

/// Prints the medians, and statiql's ratios to the others.
pub fn print(lines: &[Line]) {
    println!("| case | {HELD} | {CACHED} | {STATIQL} | {DIESEL} | / held | / cached | / diesel |");
    println!("| --- | --: | --: | --: | --: | --: | --: | --: |");
    for line in lines {
        print!("| {} |", line.case);
        for variant in [HELD, CACHED, STATIQL, DIESEL] {
            print!(" {} |", line.median(variant).map_or("–".to_owned(), time));
        }
        for variant in [HELD, CACHED, DIESEL] {
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
