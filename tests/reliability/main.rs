//! What a database layer is trusted for, on real servers: that a transaction tells the truth, whatever fails and
//! whenever the program stops waiting. Each test runs on PostgreSQL, MySQL and MariaDB; SQLite, which is no server,
//! has tests of its own.
#![allow(clippy::print_stdout, clippy::print_stderr)] // how often it was tried, or why it was not
#![cfg(any(feature = "postgres", feature = "mysql"))]

mod bank;
mod cancelled;
mod conflicts;
mod cut;
mod delayed;
#[cfg(feature = "tls")]
mod encrypted;
mod error_kinds;
mod hostile;
mod killed;
mod limits;
mod one_flight;
mod panics;
mod poisoned;
mod proxy;
mod random;
mod round_trips;
mod savepoints;
mod schema_changes;
mod scratch;
mod secrets;
mod smuggled;
mod timeout;
