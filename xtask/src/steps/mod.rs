//! The steps of `cargo xtask test`, in the order in which they run: what is quick to fail comes first.

mod crate_checks;
mod features;
mod rust_version;
mod server_checks;

use std::env;
use std::ffi::OsString;
use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::arguments::{ServerChoice, TestOptions};
use crate::process;
use crate::report::{Outcome, Report};
use crate::servers::Servers;

struct Step {
    name: &'static str,
    about: &'static str,
    /// Whether its tests may want the database servers.
    uses_servers: bool,
    run: fn(&mut Run),
}

const STEPS: &[Step] = &[
    Step::new("fmt", "cargo fmt --all --check", crate_checks::fmt),
    Step::new("clippy", "clippy on all targets with all features, warnings are errors", crate_checks::clippy),
    Step::new("servers", "starts PostgreSQL, PgBouncer, MariaDB and MySQL for the tests", server_checks::start),
    Step::new("test", "unit, integration and ui tests with all features", crate_checks::test).with_servers(),
    Step::new("doctest", "the examples in the documentation", crate_checks::doctest).with_servers(),
    Step::new("doc", "cargo doc, warnings are errors", crate_checks::doc),
    Step::new("features", "cargo check with no, the default, and each single feature", features::check_each),
    Step::new("example", "runs the bookstore example in an empty folder", crate_checks::example),
    Step::new("msrv", "the lowest Rust version that the crate promises", rust_version::check),
    Step::new("benches", "the benchmarks compile", crate_checks::benches),
];

impl Step {
    const fn new(name: &'static str, about: &'static str, run: fn(&mut Run)) -> Step {
        Step { name, about, uses_servers: false, run }
    }

    const fn with_servers(mut self) -> Step {
        self.uses_servers = true;
        self
    }

    fn is_wanted(&self, options: &TestOptions) -> bool {
        let named = |step: &Step| options.only.iter().any(|only| only == step.name);
        // A test that is asked for by name gets its servers without their being named as well.
        options.only.is_empty()
            || named(self)
            || (self.name == "servers" && STEPS.iter().any(|step| step.uses_servers && named(step)))
    }
}

/// What the steps share.
struct Run {
    options: TestOptions,
    report: Report,
    servers: Servers,
}

pub(crate) fn exists(name: &str) -> bool {
    STEPS.iter().any(|step| step.name == name)
}

pub(crate) fn list() {
    for Step { name, about, .. } in STEPS {
        println!("{name:<9} {about}");
    }
}

pub(crate) fn run(options: TestOptions) -> Result<ExitCode> {
    let mut run = Run { options, report: Report::default(), servers: Servers::default() };
    for step in STEPS {
        if step.is_wanted(&run.options) {
            (step.run)(&mut run);
        }
    }
    let Run { report, mut servers, .. } = run;
    // Before the summary, so that whatever they still say does not come after its last line.
    servers.stop();
    Ok(if report.finish() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Run {
    /// A cargo command in the repository, with what the tests look for in their environment.
    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(cargo());
        command.args(arguments).current_dir(crate::repository());
        command.env("STATIQL_TEST_TIER", if self.options.full { "full" } else { "pr" });
        self.servers.export_to(&mut command);
        command
    }

    fn starts_servers(&self) -> bool {
        // The drivers are what needs them. SQLite is compiled into the tests.
        let drivers = ["src/db/postgres", "src/db/mysql"];
        match self.options.servers {
            ServerChoice::Always => true,
            ServerChoice::Never => false,
            ServerChoice::IfUsed => drivers.iter().any(|path| crate::repository().join(path).exists()),
        }
    }
}

/// The cargo that runs this program, not just any in the path.
pub(crate) fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Runs a command that is a check as a whole.
fn check(mut command: Command) -> Result<Outcome> {
    print_command(&command);
    let status = process::run(&mut command)?;
    Ok(if status.success() { Outcome::Passed } else { Outcome::Failed(format!("{status}")) })
}

/// Prints a command so that it can be run again by hand.
fn print_command(command: &Command) {
    let words: Vec<_> = command.get_args().map(|word| word.to_string_lossy()).collect();
    println!("{} {}", process::name(command), words.join(" "));
}
