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

mod error;
#[cfg(feature = "sqlite")]
mod retry;
#[cfg(feature = "sqlite")]
pub mod sqlite;

pub use error::{Error, ErrorKind, Result};
#[cfg(feature = "sqlite")]
pub use retry::Retry;

#[cfg(feature = "sqlite")]
pub(crate) use error::Details;
