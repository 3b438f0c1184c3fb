//! MariaDB, on `mysql_async`. All that the module [`mysql`](crate::mysql) says goes for it too.

use super::server;
use crate::render::MariaDb;

pub use server::Isolation;

/// A MariaDB database.
pub type Database = server::Database<MariaDb>;
/// How a MariaDB database is connected to.
pub type Options = server::Options<MariaDb>;
/// A transaction on MariaDB.
pub type Transaction = server::Transaction<MariaDb>;
/// A transaction on MariaDB that only reads.
pub type ReadTransaction = server::ReadTransaction<MariaDb>;
/// A part of a transaction on MariaDB that can be undone alone.
pub type Savepoint<'t> = server::Savepoint<'t, MariaDb>;
/// Rows from MariaDB, one after the other.
pub type Stream<'t, Q> = server::Stream<'t, MariaDb, Q>;
