//! The lowest Rust version that the manifest promises (`rust-version`).

use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use super::{Run, print_command};
use crate::report::Outcome;
use crate::{manifest, process};

pub(super) fn check(run: &mut Run) {
    run.report.step("msrv", check_promise);
}

fn check_promise() -> Result<Outcome> {
    let Some(promised) = manifest::read("statiql")?.rust_version else {
        return Ok(Outcome::Failed("the manifest has no `rust-version`".into()));
    };
    let running = running_version()?;
    if is_release_of(&promised, &running) {
        // Every other step has then tested it.
        return Ok(Outcome::PassedWith(format!("the toolchain of all the steps, {running}, is Rust {promised}")));
    }
    let Some(toolchain) = installed_toolchain(&promised) else {
        return Ok(Outcome::Skipped(format!("Rust {promised} is not installed, this is {running}")));
    };

    let mut command = Command::new("rustup");
    command.args(["run", &toolchain, "cargo", "check", "--package", "statiql", "--all-features"]);
    // A folder of its own: two compilers in one would each throw away what the other has built.
    command.current_dir(crate::repository()).env("CARGO_TARGET_DIR", "target/msrv");
    // They name the running toolchain's programs, for that cargo to use.
    command.env_remove("CARGO").env_remove("RUSTC").env_remove("RUSTDOC");
    print_command(&command);
    let status = process::run(&mut command)?;
    Ok(if status.success() {
        Outcome::PassedWith(format!("checked with {toolchain}"))
    } else {
        Outcome::Failed(format!("Rust {promised}: {status}"))
    })
}

fn running_version() -> Result<String> {
    let version = process::output_of(Command::new("rustc").arg("--version"))?;
    let version = version.split_whitespace().nth(1).context("`rustc --version` says no version")?;
    Ok(version.to_owned())
}

fn installed_toolchain(promised: &str) -> Option<String> {
    // Without rustup there is one toolchain only, and it has been looked at.
    let list = process::output_of(Command::new("rustup").args(["toolchain", "list"]).stderr(Stdio::null())).ok()?;
    list.lines()
        .filter_map(|line| line.split_whitespace().next())
        .find(|name| name.split('-').next().is_some_and(|version| is_release_of(promised, version)))
        .map(String::from)
}

/// Whether `version`, as in `1.95.0`, is what `1.95` or `1.95.0` promises. A promise of a minor version
/// is tested by any of its patches, as they bring nothing new that code could come to need.
fn is_release_of(promised: &str, version: &str) -> bool {
    version.strip_prefix(promised).is_some_and(|rest| {
        let has_patch = promised.matches('.').count() == 2;
        rest.is_empty() || (rest.starts_with('.') && !has_patch)
    })
}

#[cfg(test)]
mod tests {
    use super::is_release_of;

    #[test]
    fn a_minor_version_is_any_of_its_patches() {
        assert!(is_release_of("1.95", "1.95.0"));
        assert!(is_release_of("1.95", "1.95"));
        assert!(is_release_of("1.95.1", "1.95.1"));
        assert!(!is_release_of("1.95.1", "1.95.0"));
        assert!(!is_release_of("1.9", "1.95.0"));
        assert!(!is_release_of("1.95", "1.96.0"));
        assert!(!is_release_of("1.95", "1.95-beta.1"));
    }
}
