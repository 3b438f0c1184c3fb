//! A query that compiles is one that every database takes which has what it needs, and its rows are of the types that it
//! promises.
//!
//! Servers are asked if their URLs are in the environment, as in `tests/databases`.
#![cfg(all(feature = "sqlite", feature = "postgres", feature = "mysql"))]

#[path = "soundness/check.rs"]
mod check;
#[rustfmt::skip]
#[allow(unused_parens, clippy::all, clippy::pedantic)]
#[path = "soundness/queries/mod.rs"]
mod queries;
#[path = "soundness/rows.rs"]
mod rows;
#[path = "soundness/servers.rs"]
mod servers;
#[path = "soundness/tables.rs"]
mod tables;

use check::Check;

#[test]
#[allow(clippy::print_stdout)]
fn every_generated_statement_is_taken_and_keeps_its_promises() {
    let mut check = Check::new().expect("the tables can be filled");
    for part in queries::ALL {
        part(&mut check);
    }
    let Check { statements, rows, with_rows, violations, refusals, failures, servers, .. } = check;
    println!(
        "{statements} statements: {} refused, {} failed, {with_rows} gave or changed {rows} rows, {violations} met a key",
        refusals.len(),
        failures.len(),
    );
    println!("{}", servers.counts());
    let on_servers = servers.refusals();
    assert!(statements >= 500, "{statements} statements only");
    assert!(refusals.is_empty(), "SQLite refuses {} statements:\n{}", refusals.len(), refusals.join("\n"));
    assert!(on_servers.is_empty(), "servers refuse {} statements:\n{}", on_servers.len(), on_servers.join("\n"));
    assert!(failures.is_empty(), "{} statements fail:\n{}", failures.len(), failures.join("\n"));
    assert!(with_rows * 3 > statements, "only {with_rows} statements have rows, so the types are hardly checked");
}
