//! Every feature alone: that it names what it needs is seen only without the others.

use super::{Run, check};
use crate::manifest;

pub(super) fn check_each(run: &mut Run) {
    let features = match manifest::read("statiql") {
        Ok(manifest) => manifest.features,
        Err(problem) => return run.report.step("features", || Err(problem)),
    };
    check_with(run, "none", &["--no-default-features"]);
    check_with(run, "default", &[]);
    for feature in &features {
        check_with(run, feature, &["--no-default-features", "--features", feature]);
    }
}

fn check_with(run: &mut Run, name: &str, flags: &[&str]) {
    let mut command = run.cargo(&["check", "--package", "statiql"]);
    command.args(flags);
    run.report.step(&format!("features: {name}"), || check(command));
}
