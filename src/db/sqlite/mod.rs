//! SQLite, in process, on `rusqlite`.

mod bind;
mod cache;
mod connection;
mod database;
mod decode;
mod error;
mod fetch;
#[cfg(feature = "chrono")]
mod moment;
mod options;
mod pool;
mod read;
mod rows;
mod run;
mod savepoint;
mod session;
mod transaction;
mod work;

pub use connection::Interrupt;
pub use database::Database;
pub use options::{Options, Synchronous};
pub use read::ReadTransaction;
pub use rows::Stream;
pub use savepoint::Savepoint;
pub use transaction::Transaction;
