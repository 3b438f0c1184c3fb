//! Running statements: errors, transactions, one module for each driver.
//!
//! Everything runs in a transaction; there is no other way in. What every driver keeps to:
//!
//! - A transaction commits when its closure returns `Ok` and rolls back on `Err`, panic and drop.
//! - A statement that fails poisons its transaction: nothing more runs in it, and it rolls back, also if the program
//!   swallowed the error. Leaving an enclosing savepoint by `Err` lifts that.
//! - A commit has three outcomes: `Ok`, an error after which nothing of it is in the database, and
//!   [`ErrorKind::OutcomeUnknown`].
//! - No error, log line or span holds a value.

#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
mod address;
mod error;
#[cfg(feature = "mysql")]
pub mod mariadb;
#[cfg(feature = "mysql")]
pub mod mysql;
#[cfg(feature = "postgres")]
pub mod postgres;
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
mod retry;
#[cfg(any(feature = "postgres", feature = "mysql"))]
pub mod server;
#[cfg(feature = "sqlite")]
pub mod sqlite;
#[cfg(any(feature = "postgres", feature = "mysql"))]
mod tls;
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
mod trace;
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
mod width;

pub use error::{Error, ErrorKind, Result};
#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
pub use retry::Retry;

#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
pub(crate) use error::Details;
