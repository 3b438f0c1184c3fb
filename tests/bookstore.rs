//! The example does the same on every database: the reports have the same rows, and bad input changes nothing.
#![allow(clippy::print_stdout, clippy::print_stderr)] // how often it was tried, or why it was not
#![cfg(all(feature = "sqlite", feature = "postgres", feature = "mysql"))]

#[path = "reliability/scratch.rs"]
#[allow(dead_code, unused_macros, unused_imports)]
mod scratch;

use std::process::{Command, Output};

use scratch::{Scratch, Tested};
use statiql::render::{MariaDb, MySql, Postgres};

/// As a user starts it; `--all-features` is how this test was built, too.
fn example() -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.args(["run", "--quiet", "--all-features", "--example", "bookstore", "--"]);
    command
}

fn run(arguments: &[&str]) -> Output {
    example().args(arguments).output().expect("it runs")
}

/// The rows of the reports: not the SQL, which is indented, nor the line that names the database.
fn rows(output: &Output) -> Vec<String> {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout.clone()).expect("text");
    text.lines().skip(1).filter(|line| !line.starts_with("   ")).map(str::to_owned).collect()
}

fn on_sqlite() -> Vec<String> {
    let file = std::env::temp_dir().join(format!("statiql-bookstore-{}.db", std::process::id()));
    let output = run(&["--file", file.to_str().expect("a path")]);
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", file.display()));
    }
    rows(&output)
}

async fn same_on<D: Tested>(sqlite: &[String]) {
    let Some(scratch) = Scratch::<D>::new().await else { return };
    let url = match D::VARIABLE {
        "STATIQL_MARIADB_URL" => scratch.url.replacen("mysql://", "mariadb://", 1),
        _ => scratch.url.clone(),
    };
    let server = rows(&run(&["--database", &url]));
    assert_eq!(server, sqlite, "{}", D::VARIABLE);
    // What is there already is brought up to date.
    assert_eq!(rows(&run(&["--database", &url])), sqlite, "{}, the second time", D::VARIABLE);
}

#[tokio::test]
async fn the_reports_are_the_same_on_every_database() {
    let sqlite = on_sqlite();
    assert!(sqlite.len() > 40, "{sqlite:?}");
    same_on::<Postgres>(&sqlite).await;
    same_on::<MySql>(&sqlite).await;
    same_on::<MariaDb>(&sqlite).await;
}

#[test]
fn an_option_that_is_not_there_is_one_clear_line() {
    let output = run(&["--databse", "postgres://localhost/x"]);
    assert!(!output.status.success());
    let text = String::from_utf8_lossy(&output.stderr);
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.contains("--databse") && text.contains("--database"), "{text}");
    let output = run(&["--database", "oracle://localhost/x"]);
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("bookstore: the URL begins with no database"));
}
