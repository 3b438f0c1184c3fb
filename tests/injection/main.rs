//! Values never become SQL: whatever a text holds, it changes nothing but itself.
#![allow(clippy::print_stdout, clippy::print_stderr)] // how often it was tried, or why it was not
#![allow(clippy::clone_on_copy)] // a query is `Copy` only where its bound values are

mod hostile;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(feature = "sqlite")]
#[path = "../sqlite_support/mod.rs"]
mod sqlite_support;

#[cfg(any(feature = "postgres", feature = "mysql"))]
#[path = "../reliability/random.rs"]
mod random;
#[cfg(any(feature = "postgres", feature = "mysql"))]
#[path = "../reliability/scratch.rs"]
#[allow(dead_code)]
mod scratch;
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod servers;
