//! How a database server is connected to.

use std::fmt;
use std::time::Duration;

use super::session::Session;
use super::{Database, Server};
use crate::db::Result;

/// How a database server is connected to: [`Database::options`].
///
/// `Debug` shows neither the user nor the password.
///
/// ```no_run
/// # async fn run() -> statiql::Result<()> {
/// use std::time::Duration;
/// use statiql::postgres;
///
/// let db = postgres::Database::options("postgres://shop@localhost/shop")?
///     .max_connections(4)
///     .acquire_timeout(Duration::from_secs(2))
///     .connect()
///     .await?;
/// # let _ = db;
/// # Ok(())
/// # }
/// ```
#[must_use = "options do nothing until a database is connected to with them"]
pub struct Options<D: Server> {
    pub(super) settings: Settings<<D::Session as Session>::Target>,
    pub(super) max_connections: usize,
    pub(super) acquire_timeout: Duration,
    pub(super) statement_timeout: Option<Duration>,
}

/// What a connection needs to know.
#[derive(Clone)]
pub struct Settings<T> {
    pub(crate) target: T,
    pub(crate) connect_timeout: Duration,
    /// Statements prepared on each connection, at most.
    pub(crate) statement_cache: usize,
    /// Whether statements are prepared anew each time: for poolers that hand every transaction to another server
    /// process.
    #[cfg(feature = "postgres")]
    pub(crate) unnamed_statements: bool,
    pub(crate) insecure_plaintext: bool,
    /// Certificates in PEM form that are trusted beside those of the public authorities.
    pub(crate) trusted: Vec<Vec<u8>>,
}

impl<D: Server> Options<D> {
    pub(super) fn new(url: &str) -> Result<Self> {
        let settings = Settings {
            target: <D::Session as Session>::target(url)?,
            connect_timeout: Duration::from_secs(10),
            statement_cache: 256,
            #[cfg(feature = "postgres")]
            unnamed_statements: false,
            insecure_plaintext: false,
            trusted: Vec::new(),
        };
        Ok(Options { settings, max_connections: 8, acquire_timeout: Duration::from_secs(30), statement_timeout: None })
    }

    #[cfg(feature = "postgres")]
    pub(crate) fn settings_mut(&mut self) -> &mut Settings<<D::Session as Session>::Target> {
        &mut self.settings
    }

    /// How many connections there are at most; 8 by default. They are made when they are needed.
    pub fn max_connections(mut self, connections: usize) -> Self {
        self.max_connections = connections.max(1);
        self
    }

    /// How long a transaction waits for a connection to become free; 30 s by default. After that it fails with
    /// [`Busy`](crate::ErrorKind::Busy).
    pub fn acquire_timeout(mut self, timeout: Duration) -> Self {
        self.acquire_timeout = timeout;
        self
    }

    /// How long a statement may take, from its first byte to its last row; for a [`Stream`](super::Stream), the wait for
    /// each row. Without it, which is the default, statements take as long as they take, or as the server lets them.
    ///
    /// A statement that takes longer fails with [`Timeout`](crate::ErrorKind::Timeout), and its transaction with it; the
    /// server is asked to end it, and the connection is closed. A pipeline counts as one. Whether a COMMIT, or a
    /// statement that [`Database::run`] lets the server commit, took effect is not known then:
    /// [`OutcomeUnknown`](crate::ErrorKind::OutcomeUnknown).
    pub fn statement_timeout(mut self, timeout: Duration) -> Self {
        self.statement_timeout = Some(timeout);
        self
    }

    /// How long making a connection may take; 10 s by default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.connect_timeout = timeout;
        self
    }

    /// How many prepared statements a connection keeps; 256 by default, those used last.
    pub fn statement_cache(mut self, statements: usize) -> Self {
        self.settings.statement_cache = statements.max(1);
        self
    }

    /// Lets everybody between here and the server read along: without it, a connection to another machine is
    /// encrypted or refused. A connection to this machine may be plain.
    pub fn insecure_plaintext(mut self) -> Self {
        self.settings.insecure_plaintext = true;
        self
    }

    /// Trusts servers with a certificate by this authority, in PEM form, beside those of the public ones.
    pub fn trust_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.settings.trusted.push(pem.into());
        self
    }

    /// Connects, and checks that it is the database that it should be and new enough.
    ///
    /// # Errors
    /// [`Connect`](crate::ErrorKind::Connect) says why not, without the password.
    pub async fn connect(self) -> Result<Database<D>> {
        Database::with(self).await
    }
}

impl<D: Server> fmt::Debug for Options<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("database", &D::NAME)
            .field("max_connections", &self.max_connections)
            .field("acquire_timeout", &self.acquire_timeout)
            .field("connect_timeout", &self.settings.connect_timeout)
            .field("statement_timeout", &self.statement_timeout)
            .field("statement_cache", &self.settings.statement_cache)
            .field("insecure_plaintext", &self.settings.insecure_plaintext)
            .finish_non_exhaustive()
    }
}
