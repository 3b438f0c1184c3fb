//! The connections of a database that nobody is using, and the queue of those who wait for one.

use std::collections::VecDeque;
use std::ops::Deref;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::ThreadId;
use std::time::Instant;

use super::connection::{Connection, Role};
use super::options::{Options, Place};
use crate::db::{Error, ErrorKind, Result};

/// Connections of one role, at most so many.
///
/// Who waits longest gets the next one: a connection that comes back goes into the hands of the first in the queue,
/// so nobody who comes later can take it away.
pub(super) struct Pool {
    place: Place,
    role: Role,
    options: Arc<Options>,
    limit: usize,
    state: Mutex<State>,
}

struct State {
    idle: Vec<Connection>,
    /// Connections that exist or are just being opened.
    opened: usize,
    queue: VecDeque<Arc<Waiter>>,
    /// The thread that holds the only connection of a pool of one.
    holder: Option<ThreadId>,
}

struct Waiter {
    given: Mutex<Option<Given>>,
    arrived: Condvar,
    thread: ThreadId,
}

enum Given {
    Connection(Connection),
    /// Leave to open one.
    Place,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is under these locks is whole at every point where a thread could panic.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Pool {
    pub(super) fn new(place: Place, role: Role, options: Arc<Options>, limit: usize) -> Self {
        let state = State { idle: Vec::new(), opened: 0, queue: VecDeque::new(), holder: None };
        Pool { place, role, options, limit, state: Mutex::new(state) }
    }

    /// A connection that is in no transaction.
    pub(super) fn take(&self) -> Result<Checkout<'_>> {
        let connection = match self.claim()? {
            Given::Connection(connection) => connection,
            Given::Place => match Connection::open(&self.place, self.role, &self.options) {
                Ok(connection) => connection,
                Err(error) => {
                    self.give_place_up();
                    return Err(error);
                }
            },
        };
        let checkout = Checkout { pool: self, connection: Some(connection) };
        // Never trust a pool: whoever had it before may have left it in a transaction.
        if !checkout.is_idle() && checkout.control("ROLLBACK").is_err() && !checkout.is_idle() {
            return Err(Error::new(ErrorKind::ConnectionLost, "an earlier transaction cannot be rolled back"));
        }
        Ok(checkout)
    }

    fn claim(&self) -> Result<Given> {
        let thread = std::thread::current().id();
        let mut state = lock(&self.state);
        if state.queue.is_empty() {
            if let Some(connection) = state.idle.pop() {
                state.hold(self.limit, thread);
                return Ok(Given::Connection(connection));
            }
            if state.opened < self.limit {
                state.opened += 1;
                state.hold(self.limit, thread);
                return Ok(Given::Place);
            }
        }
        if state.holder == Some(thread) {
            return Err(Error::new(
                ErrorKind::Transaction,
                "this thread is in a transaction on the same connection already; \
                 use that one, or a savepoint in it",
            ));
        }
        let waiter = Arc::new(Waiter { given: Mutex::new(None), arrived: Condvar::new(), thread });
        state.queue.push_back(Arc::clone(&waiter));
        drop(state);
        self.wait(&waiter)
    }

    fn wait(&self, waiter: &Arc<Waiter>) -> Result<Given> {
        let start = Instant::now();
        let mut given = lock(&waiter.given);
        loop {
            if let Some(given) = given.take() {
                return Ok(given);
            }
            let left = self.options.busy_timeout.saturating_sub(start.elapsed());
            if left.is_zero() {
                break;
            }
            given = waiter.arrived.wait_timeout(given, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        drop(given);
        // Out of the queue first; after that nobody can give anything any more, but somebody may just have.
        lock(&self.state).queue.retain(|other| !Arc::ptr_eq(other, waiter));
        match lock(&waiter.given).take() {
            Some(given) => Ok(given),
            None => Err(Error::new(
                ErrorKind::Busy,
                match self.role {
                    Role::Writer => "another transaction of this program holds the connection",
                    Role::Reader => "all connections for reading are taken",
                },
            )),
        }
    }

    fn give_back(&self, connection: Connection) {
        let mut state = lock(&self.state);
        match state.queue.pop_front() {
            Some(first) => {
                state.hold(self.limit, first.thread);
                first.give(Given::Connection(connection));
            }
            None => {
                state.holder = None;
                state.idle.push(connection);
            }
        }
    }

    /// A connection is gone: another may be opened in its place.
    fn give_place_up(&self) {
        let mut state = lock(&self.state);
        match state.queue.pop_front() {
            Some(first) => {
                state.hold(self.limit, first.thread);
                first.give(Given::Place);
            }
            None => {
                state.holder = None;
                state.opened -= 1;
            }
        }
    }
}

impl State {
    fn hold(&mut self, limit: usize, thread: ThreadId) {
        if limit == 1 {
            self.holder = Some(thread);
        }
    }
}

impl Waiter {
    /// Called with the pool's lock held, so that a waiter that gives up sees either its place in the queue or the gift.
    fn give(&self, given: Given) {
        *lock(&self.given) = Some(given);
        self.arrived.notify_one();
    }
}

/// A connection taken from a pool; it goes back when this is dropped.
pub(super) struct Checkout<'p> {
    pool: &'p Pool,
    connection: Option<Connection>,
}

impl Deref for Checkout<'_> {
    type Target = Connection;

    #[inline]
    fn deref(&self) -> &Connection {
        self.connection.as_ref().expect("a checkout holds its connection until it is dropped")
    }
}

impl Drop for Checkout<'_> {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        // A transaction that would not roll back goes with its connection. In memory that would be the database, so
        // there it is kept, and the next taker tries again.
        if !connection.is_idle() && matches!(self.pool.place, Place::File(_)) {
            drop(connection);
            self.pool.give_place_up();
        } else {
            self.pool.give_back(connection);
        }
    }
}
