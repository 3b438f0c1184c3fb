//! Connections, kept for the next transaction when they are in order.

use std::ops::{Deref, DerefMut};
use std::time::Duration;

use deadpool::managed::{Manager, Metrics, Object, PoolError, RecycleError, RecycleResult, TimeoutType, Timeouts};
use tokio::runtime::Handle;

use super::options::{Options, Settings};
use super::session::{Server, Session};
use crate::db::{Error, ErrorKind, Result};

/// How long a connection may take to come back to order before it is closed, unless statements may take less.
const RECOVERY: Duration = Duration::from_secs(5);
/// How long it may take at least: another connection is needed to end a statement.
const SHORT_RECOVERY: Duration = Duration::from_secs(1);

/// For taking a connection that is free: without a clock, which is only needed for waiting.
const AT_ONCE: Timeouts = Timeouts { wait: Some(Duration::ZERO), create: None, recycle: None };

/// A connection, and what is known about it.
pub(super) struct Connection<S> {
    pub(super) session: S,
    /// Something was sent, and its answer has not been read to the end.
    pub(super) busy: bool,
    /// What begins a transaction was sent, and its end is not known to have come.
    pub(super) in_transaction: bool,
    /// How long an answer may take.
    pub(super) limit: Option<Duration>,
}

impl<S> Connection<S> {
    fn patience(&self) -> Duration {
        self.limit.map_or(RECOVERY, |limit| limit.clamp(SHORT_RECOVERY, RECOVERY))
    }

    fn is_clean(&self) -> bool {
        !self.busy && !self.in_transaction
    }
}

/// The connections to a server.
pub(super) struct Pool<D: Server> {
    connections: deadpool::managed::Pool<Connections<D>>,
}

/// Makes connections.
pub(super) struct Connections<D: Server> {
    settings: Settings<<D::Session as Session>::Target>,
    limit: Option<Duration>,
    /// Where connections live, and are brought back to order.
    runtime: Handle,
}

impl<D: Server> Manager for Connections<D> {
    // Passed around, and large.
    type Type = Box<Connection<D::Session>>;
    type Error = Error;

    async fn create(&self) -> Result<Self::Type> {
        // In a box, since it is large, and taking a connection would move it along where none is made.
        let connecting = Box::pin(D::Session::connect(&self.settings, D::KIND));
        let session = tokio::time::timeout(self.settings.connect_timeout, connecting)
            .await
            .map_err(|_| Error::new(ErrorKind::Connect, "the server did not answer in time"))??;
        Ok(Box::new(Connection { session, busy: false, in_transaction: false, limit: self.limit }))
    }

    async fn recycle(&self, connection: &mut Self::Type, metrics: &Metrics) -> RecycleResult<Error> {
        let patience = connection.patience();
        let usable = connection.is_clean()
            && !connection.session.is_closed()
            && connection.session.is_alive(metrics.last_used(), patience).await;
        if usable { Ok(()) } else { Err(RecycleError::message("not in order")) }
    }
}

impl<D: Server> Pool<D> {
    pub(super) fn new(options: Options<D>) -> Result<Self> {
        let runtime = Handle::try_current()
            .map_err(|_| Error::new(ErrorKind::Connect, "a database server needs a Tokio runtime to connect in"))?;
        let manager = Connections { settings: options.settings, limit: options.statement_timeout, runtime };
        let connections = deadpool::managed::Pool::builder(manager)
            .max_size(options.max_connections)
            .runtime(deadpool::Runtime::Tokio1)
            .timeouts(Timeouts { wait: Some(options.acquire_timeout), create: None, recycle: None })
            .build()
            .map_err(|_| Error::new(ErrorKind::Connect, "the connections cannot be kept"))?;
        Ok(Pool { connections })
    }

    pub(super) async fn take(&self) -> Result<Checkout<D>> {
        let taken = match self.connections.timeout_get(&AT_ONCE).await {
            Err(PoolError::Timeout(TimeoutType::Wait)) => Box::pin(self.connections.get()).await,
            taken => taken,
        };
        match taken {
            Ok(connection) => Ok(Checkout { connection: Some(connection) }),
            Err(PoolError::Backend(error)) => Err(error),
            Err(PoolError::Timeout(_)) => Err(Error::new(ErrorKind::Busy, "no connection became free in time")),
            Err(_) => Err(Error::new(ErrorKind::Connect, "the database was closed")),
        }
    }

    pub(super) fn close(&self) {
        self.connections.close();
    }

    pub(super) fn size(&self) -> usize {
        self.connections.status().size
    }
}

/// A connection in use. When it is dropped it goes back to the pool, if need be after it was brought back to order.
pub(super) struct Checkout<D: Server> {
    connection: Option<Object<Connections<D>>>,
}

impl<D: Server> Deref for Checkout<D> {
    type Target = Connection<D::Session>;

    fn deref(&self) -> &Self::Target {
        match &self.connection {
            Some(connection) => connection,
            None => unreachable!("only dropping it takes the connection"),
        }
    }
}

impl<D: Server> DerefMut for Checkout<D> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        match &mut self.connection {
            Some(connection) => connection,
            None => unreachable!("only dropping it takes the connection"),
        }
    }
}

impl<D: Server> Checkout<D> {
    /// Brings the connection back to order and gives it back, or closes it.
    pub(super) async fn recover(mut self) {
        if let Some(connection) = self.connection.take() {
            Recovery(Some(connection)).run().await;
        }
    }
}

impl<D: Server> Drop for Checkout<D> {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        if connection.is_clean() {
            return;
        }
        let runtime = Object::pool(&connection).map(|pool| pool.manager().runtime.clone());
        let recovery = Recovery(Some(connection));
        // Without a pool, or on a runtime that has ended, the connection is closed.
        if let Some(runtime) = runtime {
            runtime.spawn(recovery.run());
        }
    }
}

/// A connection that is not in order. It is closed unless it comes back to order.
struct Recovery<D: Server>(Option<Object<Connections<D>>>);

impl<D: Server> Recovery<D> {
    async fn run(mut self) {
        let Some(connection) = &mut self.0 else { return };
        let (busy, patience) = (connection.busy, connection.patience());
        let recovered = tokio::time::timeout(patience, connection.session.recover(busy)).await;
        if recovered == Ok(true) {
            connection.busy = false;
            connection.in_transaction = false;
        }
    }
}

impl<D: Server> Drop for Recovery<D> {
    fn drop(&mut self) {
        if let Some(connection) = self.0.take()
            && !connection.is_clean()
        {
            Object::take(connection).session.kill();
        }
    }
}
