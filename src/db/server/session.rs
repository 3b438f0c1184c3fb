//! What a driver does for the transactions of this module.

use std::borrow::Cow;
use std::future::Future;
use std::ops::ControlFlow;
use std::time::Duration;

use super::{Begin, Settings};
use crate::db::width::check_width;
use crate::db::{Error, Result};
use crate::query::{BulkInsert, Statement};
use crate::render::{Dialect, DialectKind};
use crate::types::{Reader, ValueError};

/// A database that is a server: [`Postgres`](crate::render::Postgres), [`MySql`](crate::render::MySql) or
/// [`MariaDb`](crate::render::MariaDb).
pub trait Server: Dialect + Send + Sync {
    /// A connection to it.
    #[doc(hidden)]
    type Session: Session;
    /// What traces call it.
    #[doc(hidden)]
    const NAME: &'static str;
}

/// The text of a statement; a constant one is known by its address.
pub(crate) type Text = Cow<'static, str>;

/// What one statement of a pipeline gave.
pub struct Answer<R> {
    pub(crate) rows: Vec<R>,
    pub(crate) changed: u64,
}

/// A connection. Its methods send statements and read answers; what may be sent when is for `Work` to know.
///
/// A future of it that is dropped leaves the connection in a state that only [`Session::recover`] may meet.
pub trait Session: Sized + Send + 'static {
    /// Where and as whom to connect.
    type Target: Clone + Send + Sync + 'static;
    /// The values of a statement, ready to be sent.
    type Values: Send + Sync;
    /// The values of many rows, laid out as the database takes many at once.
    type Batch: Send;
    /// A row as it came.
    type Row: Send + Sync;
    /// Whether COMMIT can be sent before the statements in front of it are answered, and is none if one of them fails.
    const COMMITS_IN_FLIGHT: bool;

    /// Reads a URL. No error may hold a part of it.
    fn target(url: &str) -> Result<Self::Target>;

    /// Connects, and checks that it is the database that it should be, new enough, and set to UTC.
    fn connect(settings: &Settings<Self::Target>, dialect: DialectKind) -> impl Future<Output = Result<Self>> + Send;

    /// What begins such a transaction: statements to send one after the other.
    fn opening(begin: Begin) -> &'static [&'static str];

    /// The values of a statement. What the database cannot store is refused here, before anything is sent.
    fn encode<Q: Statement>(query: &Q, dialect: DialectKind) -> Result<Self::Values>;

    /// No rows yet of an INSERT of many.
    fn batch(&self, insert: &BulkInsert) -> Self::Batch;

    /// Adds the values of one more row.
    fn add_row<Q: Statement>(batch: &mut Self::Batch, query: &Q, dialect: DialectKind) -> Result<()>;

    /// How many rows may be added before they are sent.
    fn most_rows(batch: &Self::Batch) -> usize;

    /// The statements that insert the rows, and takes these out.
    fn bulk(insert: &BulkInsert, dialect: DialectKind, rows: &mut Self::Batch) -> Result<Vec<(Text, Self::Values)>>;

    /// Sends what begins the transaction, if anything, and a statement, in one flight where the protocol can. Its rows
    /// come by `read` or `next`. It may take the values away.
    fn query(
        &mut self,
        opening: &'static [&'static str],
        sql: &Text,
        values: &mut Self::Values,
    ) -> impl Future<Output = Result<()>> + Send;

    /// Hands on the rows of the statement that was sent last, up to where the reader breaks off; the rest of them is
    /// thrown away.
    fn read(&mut self, reader: &mut (impl RowReader + Send)) -> impl Future<Output = Result<()>> + Send;

    /// The next row of the statement that was sent last.
    fn next(&mut self) -> impl Future<Output = Result<Option<Self::Row>>> + Send;

    /// Throws the rows away that have not been read.
    fn leave_rows(&mut self);

    /// As `query`, for a statement without rows: how many rows it changed.
    fn execute(
        &mut self,
        opening: &'static [&'static str],
        sql: &Text,
        values: &mut Self::Values,
    ) -> impl Future<Output = Result<u64>> + Send;

    /// Runs statements one after the other, in one flight where the protocol can. The first error ends it.
    ///
    /// With `commit`, which only a session that [`COMMITS_IN_FLIGHT`](Session::COMMITS_IN_FLIGHT) is asked for, the end
    /// of the transaction goes with them: after an error nothing of it is in the database, unless the connection is
    /// lost, when nobody knows.
    fn pipeline(
        &mut self,
        opening: &'static [&'static str],
        statements: &mut [(Text, Self::Values)],
        commit: bool,
    ) -> impl Future<Output = Result<Vec<Answer<Self::Row>>>> + Send;

    /// Hands on a row that came by `next` or of a pipeline.
    fn read_row(row: Self::Row, reader: &mut impl RowReader) -> Result<ControlFlow<()>>;

    /// Runs one statement of this crate's without values: savepoints, DDL.
    fn control(&mut self, opening: &'static [&'static str], sql: &str) -> impl Future<Output = Result<()>> + Send;

    /// Runs a text of the program's, which must be one statement.
    fn raw(&mut self, opening: &'static [&'static str], sql: &str) -> impl Future<Output = Result<()>> + Send;

    /// Ends the transaction and keeps what it did. [`OutcomeUnknown`](crate::ErrorKind::OutcomeUnknown) if it cannot
    /// know; after any other error nothing of it is in the database.
    fn commit(&mut self) -> impl Future<Output = Result<()>> + Send;

    /// Whether the transaction is over, because the server ended it after this error.
    fn has_ended_transaction(&self, error: &Error) -> bool;

    /// Forgets the statements prepared for tables that are no longer the same.
    fn forget_statements(&mut self);

    /// Whether the connection is known to be gone.
    fn is_closed(&self) -> bool;

    /// Whether it still works after lying idle for so long; it may take so long to answer.
    fn is_alive(&mut self, idle: Duration, patience: Duration) -> impl Future<Output = bool> + Send;

    /// Ends whatever is under way, of a statement that nobody waits for any more if `busy`, and rolls back. False if
    /// the connection must be closed.
    fn recover(&mut self, busy: bool) -> impl Future<Output = bool> + Send;

    /// Closes the connection at once, whatever is under way.
    fn kill(&mut self);
}

/// Reads rows one after the other.
///
/// They are brought to it, and not fetched by it, so that a driver can hand on all that it has without being asked for
/// each.
pub trait RowReader {
    /// Reads one. It may break off, and then it gets no other.
    fn row<'r, C: Columns<'r>>(&mut self, columns: C) -> Result<ControlFlow<()>>;
}

/// The columns of a row, read from left to right.
pub trait Columns<'r>: Reader<'r> {
    /// How many the server sent.
    fn sent(&self) -> usize;

    /// How many were read.
    fn read(&self) -> usize;

    /// Whether all columns that the server sent were read, if none was refused before the end.
    fn check_width(&self, read_to_the_end: bool) -> Result<()> {
        check_width(Columns::read(self), self.sent(), read_to_the_end)
    }

    /// The column that was read last holds something else.
    #[cold]
    fn refuse(&self, error: &ValueError) -> Error {
        Error::value(error, Columns::read(self).saturating_sub(1))
    }
}
