//! What PostgreSQL, MySQL and MariaDB have in common: they are servers, so everything waits, and a program may stop
//! waiting.
//!
//! The types here are used by the names that the modules of the databases give them:
//! [`postgres::Database`](crate::postgres::Database), `mysql::Database`, `mariadb::Database` and so on.
//!
//! - Every future is [`Send`]. Dropping one is safe at any time: a transaction whose statement was dropped takes no
//!   other, and its connection is brought back to order, or closed, before anybody else gets it.
//! - A transaction is begun with its first statement, so one without statements costs nothing.
//! - What was sent and not answered may have happened: a lost connection during COMMIT is
//!   [`OutcomeUnknown`](crate::ErrorKind::OutcomeUnknown), never a guess.
//! - Who knows all statements from the start can have BEGIN, all of them and COMMIT in one round trip, where the protocol
//!   allows it: [`Database::pipeline`].

mod bulk;
mod database;
mod ddl;
mod deadline;
pub(crate) mod decode;
mod fetch;
mod flight;
mod isolation;
pub(crate) mod lost;
mod options;
mod pipeline;
mod pool;
mod read;
mod rows;
mod run;
mod running;
mod savepoint;
mod session;
mod statements;
mod stream;
mod transaction;
mod work;

pub use database::Database;
pub use isolation::Isolation;
pub use options::Options;
pub use pipeline::Pipeline;
pub use read::ReadTransaction;
pub use running::Running;
pub use savepoint::Savepoint;
pub use session::Server;
pub use stream::Stream;
pub use transaction::Transaction;

pub(crate) use isolation::Begin;
pub(crate) use options::Settings;
pub(crate) use session::{Answer, Columns, RowReader, Session, Text};
pub(crate) use statements::Statements;
