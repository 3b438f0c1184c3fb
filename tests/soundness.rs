//! A query that compiles is one that SQLite takes, and its rows are of the types that it promises.

#[path = "soundness/check.rs"]
mod check;
#[rustfmt::skip]
#[allow(unused_parens, clippy::all, clippy::pedantic)]
#[path = "soundness/queries/mod.rs"]
mod queries;
#[path = "soundness/rows.rs"]
mod rows;
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
    let Check { statements, rows, with_rows, violations, refusals, failures, .. } = &check;
    println!(
        "{statements} statements: {} refused, {} failed, {with_rows} gave or changed {rows} rows, {violations} met a key",
        refusals.len(),
        failures.len(),
    );
    assert!(*statements >= 500, "{statements} statements only");
    assert!(refusals.is_empty(), "SQLite refuses {} statements:\n{}", refusals.len(), refusals.join("\n"));
    assert!(failures.is_empty(), "{} statements fail:\n{}", failures.len(), failures.join("\n"));
    assert!(with_rows * 3 > *statements, "only {with_rows} statements have rows, so the types are hardly checked");
}
