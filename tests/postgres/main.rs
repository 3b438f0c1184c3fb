//! What is special to PostgreSQL. What every server does is in `tests/reliability`, what every database does in
//! `tests/databases`.
#![allow(clippy::print_stdout, clippy::print_stderr)] // how often it was tried, or why it was not
#![cfg(feature = "postgres")]

#[path = "../reliability/proxy.rs"]
#[allow(dead_code)]
mod proxy;
#[path = "../reliability/random.rs"]
#[allow(dead_code)]
mod random;
#[path = "../reliability/scratch.rs"]
#[allow(dead_code, unused_macros, unused_imports)]
mod scratch;

mod bulk;
mod pgbouncer;
mod statements;
mod transactions;
