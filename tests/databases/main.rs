//! One suite for all four databases: each case is written once and runs wherever the table of capabilities lets it.
//!
//! SQLite is always tested, a server when its URL is in the environment: `STATIQL_POSTGRES_URL`, `STATIQL_MYSQL_URL`,
//! `STATIQL_MARIADB_URL`. Without it the test passes and says so, but on CI it fails. Each test makes a database of its
//! own there and drops it. The last line tells how many cases passed where.
#![cfg(feature = "sqlite")]

#[path = "../reliability/random.rs"]
mod random;
mod support;

mod aggregates;
mod arithmetic;
mod comparisons;
mod conditional;
mod dates;
mod ddl;
mod differences;
mod dynamic;
mod errors;
mod execute;
mod fetch;
mod like;
mod queries;
mod text_functions;
mod transactions;
mod values;

/// The last by name, so that the harness begins it last.
#[test]
fn zz_counts() {
    support::print_counts();
}
