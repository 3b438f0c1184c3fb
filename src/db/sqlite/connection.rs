//! One connection to SQLite, opened the way this crate needs it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::OpenFlags;
use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::limits::Limit;

use super::error::{from_batch, from_rusqlite};
use super::options::{Options, Place, Synchronous};
use crate::db::{Error, ErrorKind, Result};

/// One connection.
pub(super) struct Connection {
    pub(super) raw: rusqlite::Connection,
    /// Most values that a statement may bind.
    pub(super) most_binds: usize,
    /// Set while raw SQL is compiled: the authorizer then refuses what would end the transaction.
    guarded: Arc<AtomicBool>,
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Writer,
    Reader,
}

impl Connection {
    pub(super) fn open(place: &Place, role: Role, options: &Options) -> Result<Self> {
        let raw = match place {
            Place::Memory => rusqlite::Connection::open_in_memory_with_flags(
                OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
            ),
            Place::File(path) => {
                // No `SQLITE_OPEN_URI`: a file may be called `file:x?mode=memory`.
                let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                flags.set(OpenFlags::SQLITE_OPEN_CREATE, options.create && role == Role::Writer);
                rusqlite::Connection::open_with_flags(path, flags)
            }
        };
        raw.and_then(|raw| Self::configure(raw, place, role, options)).map_err(|error| match place {
            Place::Memory => from_rusqlite(error),
            Place::File(path) => from_rusqlite(error).about(path.display().to_string()),
        })?
    }

    /// The inner result is an error of ours, the outer one of SQLite's.
    #[allow(unused_mut, reason = "newer versions of the driver ask for it")]
    fn configure(
        mut raw: rusqlite::Connection,
        place: &Place,
        role: Role,
        options: &Options,
    ) -> rusqlite::Result<Result<Self>> {
        raw.busy_timeout(options.busy_timeout)?;
        // Otherwise `"no_such_column"` is a string literal.
        raw.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
        raw.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
        // A file from elsewhere must not run functions with side effects out of its views and triggers.
        raw.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
        raw.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        raw.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, options.foreign_keys)?;
        raw.set_prepared_statement_cache_capacity(options.statement_cache);
        rusqlite::vtab::array::load_module(&raw)?;

        if let (Place::File(_), Role::Writer) = (place, role) {
            let wanted = if options.wal { "wal" } else { "delete" };
            let sql = if options.wal { "PRAGMA journal_mode = WAL" } else { "PRAGMA journal_mode = DELETE" };
            let mode: String = raw.query_row(sql, [], |row| row.get(0))?;
            if mode != wanted {
                return Ok(Err(Error::new(
                    ErrorKind::Connect,
                    format!("the journal mode stays {mode}, where {wanted} was asked for"),
                )));
            }
        }
        raw.execute_batch(match options.synchronous {
            Synchronous::Off => "PRAGMA synchronous = OFF",
            Synchronous::Normal => "PRAGMA synchronous = NORMAL",
            Synchronous::Full => "PRAGMA synchronous = FULL",
        })?;
        if let Some(pages) = options.max_page_count {
            raw.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?;
        }
        if role == Role::Reader {
            raw.execute_batch("PRAGMA query_only = ON")?;
        }

        let guarded = Arc::new(AtomicBool::new(false));
        let watched = Arc::clone(&guarded);
        raw.authorizer(Some(move |context: AuthContext<'_>| {
            if watched.load(Ordering::Relaxed) && ends_transactions(&context.action) {
                Authorization::Deny
            } else {
                Authorization::Allow
            }
        }))?;
        let most_binds = usize::try_from(raw.limit(Limit::SQLITE_LIMIT_VARIABLE_NUMBER)?).unwrap_or(0);
        Ok(Ok(Connection { raw, most_binds, guarded }))
    }

    /// Whether the connection is in no transaction, as SQLite sees it.
    #[inline]
    pub(super) fn is_idle(&self) -> bool {
        self.raw.is_autocommit()
    }

    /// An error if SQLite ended the transaction by itself: what is written outside of it would stay.
    #[inline]
    pub(super) fn check_open(&self) -> Result<()> {
        if self.is_idle() { Err(Error::new(ErrorKind::Transaction, "SQLite rolled it back")) } else { Ok(()) }
    }

    /// Runs a statement of ours that has no values: BEGIN, COMMIT, SAVEPOINT and the like.
    pub(super) fn control(&self, sql: &'static str) -> rusqlite::Result<()> {
        self.raw.prepare_cached(sql)?.raw_execute().map(|_| ())
    }

    /// Reads next to nothing: whoever has read has a snapshot.
    pub(super) fn look(&self) -> rusqlite::Result<()> {
        self.raw.prepare_cached("PRAGMA user_version")?.raw_query().next().map(|_| ())
    }

    /// Compiles and runs foreign SQL, one statement or several, none of which may end or begin a transaction.
    pub(super) fn run_raw(&self, sql: &str) -> Result<()> {
        struct Unguard<'a>(&'a AtomicBool);
        impl Drop for Unguard<'_> {
            fn drop(&mut self) {
                self.0.store(false, Ordering::Relaxed);
            }
        }
        self.guarded.store(true, Ordering::Relaxed);
        let _unguard = Unguard(&self.guarded);
        self.raw.execute_batch(sql).map_err(from_batch)
    }

    pub(super) fn interrupt_handle(&self) -> Interrupt {
        Interrupt(self.raw.get_interrupt_handle())
    }
}

/// Transaction control, and what would reach outside of the transaction.
fn ends_transactions(action: &AuthAction<'_>) -> bool {
    match action {
        AuthAction::Transaction { .. }
        | AuthAction::Savepoint { .. }
        | AuthAction::Attach { .. }
        | AuthAction::Detach { .. } => true,
        // Full-text tables read these two themselves.
        AuthAction::Pragma { pragma_name: "page_size" | "data_version", pragma_value: None } => false,
        AuthAction::Pragma { .. } => true,
        _ => false,
    }
}

/// Stops the statement that runs on a connection, from another thread.
///
/// The statement fails with [`Interrupted`](crate::ErrorKind::Interrupted); nothing happens if none runs.
pub struct Interrupt(rusqlite::InterruptHandle);

impl Interrupt {
    /// Stops the statement.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

impl std::fmt::Debug for Interrupt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Interrupt")
    }
}
