//! Measures the variants of each case by turns: `cargo run --release --bin interleaved -- [CASE] [ROUNDS]`.
//!
//! `.. -- CASE VARIANT TIMES` runs one variant so many times and measures nothing, for callgrind and perf.

use std::time::Duration;

use contenders::{Case, Line, cases, print};

/// About how long a variant runs before it is the next one's turn.
const SLICE: Duration = Duration::from_millis(2);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let case = arguments.first().map_or("", String::as_str);
    if let [_, variant, times] = &arguments[..] {
        let times = times.parse().expect("TIMES is a number");
        for case in &mut cases(case).filter(|found| found.name == case) {
            for mut found in case.variants.into_iter().filter(|found| found.name == *variant) {
                found.time(times);
            }
        }
        return;
    }
    let rounds = arguments.get(1).map_or(500, |rounds| rounds.parse().expect("ROUNDS is a number"));
    print(&cases(case).map(|case| measure(case, rounds)).collect::<Vec<_>>());
}

fn measure(mut case: Case, rounds: usize) -> Line {
    let times: Vec<u64> = case
        .variants
        .iter_mut()
        .map(|variant| {
            // The second time it is warm.
            let mut times = 1;
            while variant.time(times) + variant.time(times) < SLICE {
                times *= 2;
            }
            times
        })
        .collect();
    let mut found: Vec<Vec<f64>> = vec![Vec::new(); case.variants.len()];
    let count = case.variants.len();
    for round in 0..rounds {
        // Each has each place in the order, so that none always comes after the same one.
        for place in 0..count {
            let index = (place + round) % count;
            let took = case.variants[index].time(times[index]);
            found[index].push(took.as_nanos() as f64 / times[index] as f64);
        }
    }
    let medians = case.variants.iter().zip(&mut found).map(|(variant, all)| (variant.name.to_owned(), median(all)));
    Line { case: case.name.to_owned(), medians: medians.collect() }
}

fn median(all: &mut [f64]) -> f64 {
    all.sort_by(f64::total_cmp);
    match all.len() {
        0 => f64::NAN,
        len if len % 2 == 0 => f64::midpoint(all[len / 2 - 1], all[len / 2]),
        len => all[len / 2],
    }
}
