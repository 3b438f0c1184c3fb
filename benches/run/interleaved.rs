//! Measures the variants of each case by turns: `cargo run --release --bin interleaved -- [CASE] [SETS]`.
//! `CASE` is a part of `database/case`, such as `sqlite/` or `/lookup`.
//!
//! `.. -- CASE VARIANT TIMES` runs one variant so many times and measures nothing, for callgrind and perf.

use std::time::{Duration, Instant};

use contenders::{Case, Line, cases, print};

/// About how long a variant runs before it is the next one's turn: shorter than what a scheduler gives a process.
const SLICE: Duration = Duration::from_millis(2);
/// How long the variants of a case take turns in a set, and how many turns each has at least.
const TURNS: Duration = Duration::from_millis(1500);
const FEWEST: usize = 12;

/// A variant with how long its turns took.
type Times = (&'static str, Vec<f64>);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let case = arguments.first().map_or("", String::as_str);
    if let [_, variant, times] = &arguments[..] {
        let times = times.parse().expect("TIMES is a number");
        for mut found in cases(case, 0).filter(|found| found.name == case).flat_map(|found| found.variants) {
            if found.name == *variant {
                found.time(times);
            }
        }
        return;
    }
    let sets = arguments.get(1).map_or(6, |sets| sets.parse().expect("SETS is a number"));
    let mut found: Vec<(&str, Vec<Times>)> = Vec::new();
    // Where a database lies in memory makes a difference of some percent: each set has databases of its own.
    for set in 0..sets {
        for case in cases(case, set) {
            let index = found.iter().position(|(name, _)| *name == case.name).unwrap_or(found.len());
            if index == found.len() {
                found.push((case.name, case.variants.iter().map(|variant| (variant.name, Vec::new())).collect()));
            }
            measure(case, &mut found[index].1);
        }
    }
    let medians = |all: Vec<Times>| all.into_iter().map(|(name, all)| (name.to_owned(), median(all))).collect();
    let lines: Vec<_> =
        found.into_iter().map(|(case, all)| Line { case: case.to_owned(), medians: medians(all) }).collect();
    print(&lines);
}

fn measure(mut case: Case, found: &mut [Times]) {
    let count = case.variants.len();
    let times = case.variants.iter_mut().map(|variant| {
        // From then on it is warm.
        variant.time(1);
        let mut times = 1;
        while variant.time(times) + variant.time(times) < SLICE {
            times *= 2;
        }
        times
    });
    let times: Vec<u64> = times.collect();
    let start = Instant::now();
    for round in 0.. {
        if round >= FEWEST && start.elapsed() > TURNS {
            break;
        }
        // Each has each place in the order, so that none always comes after the same one.
        for place in 0..count {
            let index = (place + round) % count;
            let variant = &mut case.variants[index];
            let took = variant.time(times[index]).as_nanos() as f64 / times[index] as f64;
            found.iter_mut().filter(|(name, _)| *name == variant.name).for_each(|(_, all)| all.push(took));
        }
    }
}

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    match all.len() {
        0 => f64::NAN,
        len if len % 2 == 0 => f64::midpoint(all[len / 2 - 1], all[len / 2]),
        len => all[len / 2],
    }
}
