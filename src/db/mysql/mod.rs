//! MySQL, on `mysql_async`.
//!
//! A statement is prepared once on each connection and kept under the address of its constant text; the server then
//! reads its values in their binary form. The protocol has no pipelines: [`Transaction::pipeline`] takes a round trip for
//! each statement, [`Database::pipeline`] and every other transaction one more for its beginning and one for its end.
//!
//! What is special to MySQL, and to [MariaDB](crate::mariadb), which shares all of this:
//!
//! - `execute` gives how many rows a statement met, also those that it left as they were, as the other databases do.
//!   An upsert counts 1 for a row that it inserts or leaves as it was, and 2 for one that it changes.
//! - After a deadlock the server has rolled back the whole transaction: leaving a savepoint does not lift that.
//! - Statements that change tables commit by themselves, so a transaction refuses them, and `create_all` begins none.
//! - A connection is set up to be strict about values, to keep a 0 in a counting column as it is, and to compare text
//!   byte by byte. So do the tables that [`create_all`](Database::create_all) makes; in others the collation decides.
//! - A `Decimal` has at most 20 digits behind its point; one with more is refused. A column with a smaller precision of
//!   your own rounds, as SQL says.
//! - Times are from the year 1000 to 9999 and have microseconds.
//! - A statement with its values must fit into the server's `max_allowed_packet`.

mod bulk;
mod connect;
mod decode;
mod encode;
mod error;
mod guard;
#[cfg(feature = "chrono")]
mod moment;
mod session;
mod tls;

use super::server;
use crate::render::{MariaDb, MySql};

pub use server::Isolation;

/// A MySQL database.
pub type Database = server::Database<MySql>;
/// How a MySQL database is connected to.
pub type Options = server::Options<MySql>;
/// A transaction on MySQL.
pub type Transaction = server::Transaction<MySql>;
/// A transaction on MySQL that only reads.
pub type ReadTransaction = server::ReadTransaction<MySql>;
/// A part of a transaction on MySQL that can be undone alone.
pub type Savepoint<'t> = server::Savepoint<'t, MySql>;
/// Rows from MySQL, one after the other.
pub type Stream<'t, Q> = server::Stream<'t, MySql, Q>;

impl server::Server for MySql {
    type Session = session::MySqlSession;
    const NAME: &'static str = "mysql";
}

impl server::Server for MariaDb {
    type Session = session::MySqlSession;
    const NAME: &'static str = "mariadb";
}
