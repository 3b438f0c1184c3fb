//! The project's test driver. `cargo xtask test` runs every check, on a developer's machine as on CI,
//! and starts the database servers that the checks need. Runs on Unix systems.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "printing is what this program is for")]

mod arguments;
mod interrupt;
mod manifest;
mod process;
mod report;
mod servers;
mod steps;
mod temporary;

use std::path::PathBuf;
use std::process::ExitCode;

use arguments::Request;

const USAGE: &str = "\
cargo xtask test [OPTIONS]             run every check
    --only STEP     only this step; may be given again
    --list          list the steps
    --full          the full tier of the tests (STATIQL_TEST_TIER=full)
    --servers       start the database servers although nothing uses them yet
    --no-servers    start no database servers
cargo xtask servers                    start the database servers, print their URLs, wait for Ctrl-C
cargo xtask servers -- COMMAND [ARGS]  run a command with the servers' URLs in its environment

A server that one of these names is used as it is, and none is started in its place:
STATIQL_POSTGRES_URL, STATIQL_PGBOUNCER_URL (in front of it, pooling transactions), STATIQL_MARIADB_URL,
STATIQL_MYSQL_URL.";

fn main() -> ExitCode {
    let request = match arguments::parse(std::env::args().skip(1)) {
        Ok(request) => request,
        Err(problem) => {
            eprintln!("xtask: {problem:#}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let done = interrupt::install().and_then(|()| match request {
        Request::Help => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        Request::List => {
            steps::list();
            Ok(ExitCode::SUCCESS)
        }
        Request::Test(options) => steps::run(options),
        Request::Servers(command) => servers::command::run(&command),
    });
    done.unwrap_or_else(|problem| {
        eprintln!("xtask: {problem:#}");
        ExitCode::FAILURE
    })
}

/// The repository's folder: the one that holds `xtask/`.
fn repository() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(PathBuf::from).unwrap_or(here)
}

/// On CI, where nobody reads a list of what was skipped, a check that could not be made has failed.
fn on_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true" || value == "1")
}
