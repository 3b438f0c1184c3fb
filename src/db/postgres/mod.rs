//! PostgreSQL, on `tokio-postgres`.
//!
//! A statement is prepared once on each connection, with the types that its values have here, and kept under the
//! address of its constant text. BEGIN travels with the first statement, [`Transaction::pipeline`] sends all its
//! statements before it waits, and [`Database::run`] takes one round trip, as does a whole transaction with
//! [`Database::pipeline`].

mod arrays;
mod cancel;
mod copy;
mod decode;
mod encode;
mod error;
mod guard;
#[cfg(feature = "chrono")]
mod moment;
#[cfg(feature = "decimal")]
mod numeric;
mod opening;
mod session;
mod tls;

use super::server;
use crate::render::Postgres;

pub use server::Isolation;

pub(crate) use session::PostgresSession;

/// A PostgreSQL database.
pub type Database = server::Database<Postgres>;
/// How a PostgreSQL database is connected to.
pub type Options = server::Options<Postgres>;
/// A transaction on PostgreSQL.
pub type Transaction = server::Transaction<Postgres>;
/// A transaction on PostgreSQL that only reads.
pub type ReadTransaction = server::ReadTransaction<Postgres>;
/// A part of a transaction on PostgreSQL that can be undone alone.
pub type Savepoint<'t> = server::Savepoint<'t, Postgres>;
/// Rows from PostgreSQL, one after the other.
pub type Stream<'t, Q> = server::Stream<'t, Postgres, Q>;

impl server::Server for Postgres {
    type Session = PostgresSession;
    const NAME: &'static str = "postgres";
}

impl Options {
    /// Prepares statements anew each time and keeps none: for a pooler that hands each transaction to another server
    /// process, such as PgBouncer in its transaction mode. Each statement still takes one round trip.
    ///
    /// Without it, what was prepared in one server process is looked for in another: the statement fails with
    /// [`SchemaChanged`](crate::ErrorKind::SchemaChanged) if nothing of its name is there. Something may be: the driver
    /// names statements `s0`, `s1` and so on, and so does every other program that uses it behind the same pooler.
    ///
    /// PgBouncer hands a client's time zone and date style on from process to process, but not `IntervalStyle` and
    /// `bytea_output`, which casts to text depend on: leave them as PostgreSQL has them.
    pub fn unnamed_statements(mut self) -> Self {
        self.settings_mut().unnamed_statements = true;
        self
    }
}
