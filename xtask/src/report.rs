//! What every step came to, and the summary at the end.

use std::time::{Duration, Instant};

use anyhow::Result;

use crate::interrupt;

pub(crate) enum Outcome {
    Passed,
    /// Passed, and there is something to say about it.
    PassedWith(String),
    Failed(String),
    /// Something that could not be tested here.
    Skipped(String),
    /// Nothing to test: no gap, so it is not counted.
    NotNeeded(String),
}

/// How many tests, or steps that are no tests.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Counts {
    /// Adds what a line of `cargo test` says, if it is the one that sums up a test program:
    /// `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s`.
    pub(crate) fn read(&mut self, line: &str) {
        let Some(result) = line.strip_prefix("test result: ") else {
            return;
        };
        for part in result.split([';', '.']) {
            let Some((number, what)) = part.trim().split_once(' ') else {
                continue;
            };
            let Ok(number) = number.parse::<u64>() else {
                continue;
            };
            match what {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" => self.skipped += number,
                _ => {}
            }
        }
    }

    fn add(&mut self, other: Counts) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

#[derive(Default)]
pub(crate) struct Report {
    lines: Vec<String>,
    counts: Counts,
    time: Duration,
}

impl Report {
    /// Does the work of a step that is one check, or is not to be counted.
    pub(crate) fn step(&mut self, name: &str, work: impl FnOnce() -> Result<Outcome>) {
        self.counting_step(name, |counts| {
            let outcome = work()?;
            match &outcome {
                Outcome::Passed | Outcome::PassedWith(_) => counts.passed += 1,
                Outcome::Skipped(_) => counts.skipped += 1,
                Outcome::Failed(_) | Outcome::NotNeeded(_) => {}
            }
            Ok(outcome)
        });
    }

    /// Does the work of a step that counts its tests itself.
    pub(crate) fn counting_step(&mut self, name: &str, work: impl FnOnce(&mut Counts) -> Result<Outcome>) {
        if interrupt::happened() {
            self.lines.push(format!("skipped  {name}: interrupted"));
            self.counts.skipped += 1;
            return;
        }
        println!("\n=== {name}");
        let start = Instant::now();
        let mut counts = Counts::default();
        let outcome = work(&mut counts).unwrap_or_else(|problem| Outcome::Failed(format!("{problem:#}")));
        let time = start.elapsed();

        let (word, reason) = match outcome {
            Outcome::Passed => ("passed", String::new()),
            Outcome::PassedWith(what) => ("passed", format!(": {what}")),
            Outcome::Failed(why) => {
                // A failure that no test stands for, such as code that does not compile, is one, too.
                counts.failed = counts.failed.max(1);
                ("failed", format!(": {why}"))
            }
            Outcome::Skipped(why) => ("skipped", format!(": {why}")),
            Outcome::NotNeeded(why) => ("-", format!(": {why}")),
        };
        let line = format!("{word:<7}  {name} ({}){reason}", seconds(time));
        println!("--- {line}");
        self.lines.push(line);
        self.counts.add(counts);
        self.time += time;
    }

    /// Prints the summary, and says whether all is well.
    pub(crate) fn finish(self) -> bool {
        println!("\n=== summary, after {}", seconds(self.time));
        for line in &self.lines {
            println!("{line}");
        }
        // Nothing may follow this line: it is the one that is read by machines.
        println!("\n{}", count_line(self.counts));
        self.counts.failed == 0
    }
}

fn count_line(Counts { passed, failed, skipped }: Counts) -> String {
    let skipped = if skipped == 0 { String::new() } else { format!(", {skipped} skipped") };
    format!("{passed} passed, {failed} failed{skipped}")
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_summed_over_the_test_programs() {
        let mut counts = Counts::default();
        for line in [
            "running 4 tests",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test x::test result: ok. 9 passed; 9 failed",
            "test result: FAILED. 10 passed; 2 failed; 0 ignored; 0 measured; 5 filtered out; finished in 12.5s",
        ] {
            counts.read(line);
        }
        assert_eq!(counts, Counts { passed: 13, failed: 2, skipped: 1 });
    }

    #[test]
    fn the_last_line_names_skipped_ones_only_if_there_are() {
        let mut counts = Counts { passed: 7, failed: 0, skipped: 0 };
        assert_eq!(count_line(counts), "7 passed, 0 failed");
        counts.skipped = 2;
        assert_eq!(count_line(counts), "7 passed, 0 failed, 2 skipped");
    }

    #[test]
    fn a_failure_without_a_failed_test_is_counted() {
        let mut report = Report::default();
        report.counting_step("a", |counts| {
            counts.passed = 5;
            Ok(Outcome::Failed("does not compile".into()))
        });
        report.step("b", || anyhow::bail!("no such program"));
        report.step("c", || Ok(Outcome::Passed));
        assert_eq!(report.counts, Counts { passed: 6, failed: 2, skipped: 0 });
    }

    #[test]
    fn what_is_not_needed_is_not_counted() {
        let mut report = Report::default();
        report.step("a", || Ok(Outcome::NotNeeded("nothing uses it".into())));
        report.step("b", || Ok(Outcome::Skipped("not installed".into())));
        assert_eq!(report.counts, Counts { passed: 0, failed: 0, skipped: 1 });
    }
}
