//! The steps that are one cargo command each.

use anyhow::Result;

use super::{Run, check, print_command};
use crate::process;
use crate::report::{Counts, Outcome};
use crate::temporary::Folder;

pub(super) fn fmt(run: &mut Run) {
    let command = run.cargo(&["fmt", "--all", "--check"]);
    run.report.step("fmt", || check(command));
}

pub(super) fn clippy(run: &mut Run) {
    let command = run.cargo(&["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"]);
    run.report.step("clippy", || check(command));
}

pub(super) fn test(run: &mut Run) {
    // The targets are named because a plain `cargo test` would run the documentation's tests, too,
    // and the next step does that.
    let targets = ["--lib", "--bins", "--tests", "--examples"];
    test_step(run, "test", &targets);
}

pub(super) fn doctest(run: &mut Run) {
    test_step(run, "doctest", &["--doc"]);
}

fn test_step(run: &mut Run, name: &str, targets: &[&str]) {
    let mut command = run.cargo(&["test", "--workspace", "--all-features", "--no-fail-fast"]);
    command.args(targets);
    let Run { report, servers, .. } = run;
    report.counting_step(name, |counts| servers.during(|| count_tests(command, counts)));
}

fn count_tests(mut command: std::process::Command, counts: &mut Counts) -> Result<Outcome> {
    print_command(&command);
    let status = process::run_reading(&mut command, |line| counts.read(line))?;
    Ok(match (status.success(), counts.failed) {
        (true, _) => Outcome::PassedWith(format!("tests that passed: {}", counts.passed)),
        (false, 0) => Outcome::Failed(format!("{status}, no test said why")),
        (false, failed) => Outcome::Failed(format!("tests that failed: {failed}")),
    })
}

pub(super) fn doc(run: &mut Run) {
    let mut command = run.cargo(&["doc", "--workspace", "--no-deps", "--all-features"]);
    command.env("RUSTDOCFLAGS", "-D warnings");
    run.report.step("doc", || check(command));
}

pub(super) fn example(run: &mut Run) {
    let manifest = crate::repository().join("Cargo.toml");
    let mut command = run.cargo(&["run", "--package", "statiql", "--example", "bookstore", "--manifest-path"]);
    command.arg(manifest);
    run.report.step("example", || {
        // Both its working and its temporary folder, so its database is new and is not left behind.
        let folder = Folder::new("example")?;
        command.current_dir(folder.path()).env("TMPDIR", folder.path());
        check(command)
    });
}

pub(super) fn benches(run: &mut Run) {
    let folder = crate::repository().join("benches");
    let manifest = folder.join("Cargo.toml");
    let mut command = run.cargo(&["check", "--benches", "--all-features"]);
    if manifest.exists() {
        // A workspace of its own, so that the peers measured against stay out of the crate's lock file.
        command.arg("--manifest-path").arg(manifest);
    } else {
        command.arg("--workspace");
    }
    run.report.step("benches", || {
        if !folder.exists() {
            return Ok(Outcome::NotNeeded("there are none yet".into()));
        }
        check(command)
    });
}
