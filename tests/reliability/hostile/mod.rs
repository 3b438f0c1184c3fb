//! Answers that no server gives: typed errors, never a panic, and the next connection works.

mod corrupted;
mod fake;
#[cfg(feature = "mysql")]
mod mysql;
#[cfg(feature = "postgres")]
mod postgres;
