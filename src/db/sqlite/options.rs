//! How a database is opened.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Database;
use crate::db::Result;

/// How a database is opened: [`Database::options`].
///
/// ```
/// use std::time::Duration;
/// use statiql::sqlite::Database;
///
/// let db = Database::options().busy_timeout(Duration::from_secs(1)).in_memory()?;
/// # let _ = db;
/// # Ok::<(), statiql::Error>(())
/// ```
#[derive(Debug, Clone)]
#[must_use = "options do nothing until a database is opened with them"]
pub struct Options {
    pub(super) wal: bool,
    pub(super) busy_timeout: Duration,
    pub(super) foreign_keys: bool,
    pub(super) readers: usize,
    pub(super) statement_cache: usize,
    pub(super) create: bool,
    pub(super) synchronous: Synchronous,
    pub(super) max_page_count: Option<u32>,
}

/// When SQLite waits until the disk has the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Synchronous {
    /// Never: a crash of the machine may break the database.
    Off,
    /// Under WAL at each checkpoint: a crash of the machine may lose the last transactions, and breaks nothing.
    Normal,
    /// At each commit: what is committed stays.
    #[default]
    Full,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            wal: true,
            busy_timeout: Duration::from_secs(5),
            foreign_keys: true,
            readers: 8,
            statement_cache: 256,
            create: true,
            synchronous: Synchronous::Full,
            max_page_count: None,
        }
    }
}

impl Options {
    /// Write-ahead log, on unless turned off: readers and the writer do not wait for each other. Without it one
    /// connection serves both, one transaction at a time. A database in memory has none.
    pub fn wal(mut self, on: bool) -> Self {
        self.wal = on;
        self
    }

    /// How long to wait for a lock that another process or another thread of this one holds; 5 seconds unless set.
    pub fn busy_timeout(mut self, timeout: Duration) -> Self {
        self.busy_timeout = timeout;
        self
    }

    /// Whether foreign keys are enforced; on unless turned off.
    pub fn foreign_keys(mut self, on: bool) -> Self {
        self.foreign_keys = on;
        self
    }

    /// Most connections for reading, opened when they are needed; 8 unless set, at least one.
    pub fn readers(mut self, most: usize) -> Self {
        self.readers = most.max(1);
        self
    }

    /// Most prepared statements kept for each connection; 256 unless set.
    pub fn statement_cache(mut self, most: usize) -> Self {
        self.statement_cache = most.max(1);
        self
    }

    /// Whether a file that does not exist is created; on unless turned off.
    pub fn create(mut self, on: bool) -> Self {
        self.create = on;
        self
    }

    /// When to wait for the disk; [`Synchronous::Full`] unless set.
    pub fn synchronous(mut self, when: Synchronous) -> Self {
        self.synchronous = when;
        self
    }

    /// The size that the database may grow to, in pages; SQLite's own limit unless set.
    pub fn max_page_count(mut self, pages: u32) -> Self {
        self.max_page_count = Some(pages);
        self
    }

    /// Opens a file; `:memory:` and an empty path mean [`Options::in_memory`].
    ///
    /// # Errors
    /// [`Connect`](crate::ErrorKind::Connect) when the file cannot be opened,
    /// [`Storage`](crate::ErrorKind::Storage) when it is no database, [`Busy`](crate::ErrorKind::Busy) when another
    /// process holds it locked.
    pub fn open(self, path: impl AsRef<Path>) -> Result<Database> {
        let path = path.as_ref();
        // SQLite would open another empty database for each connection.
        if path.as_os_str().is_empty() || path == Path::new(":memory:") {
            return self.in_memory();
        }
        Database::with(Place::File(path.to_owned()), self)
    }

    /// Opens an empty database in memory, on one connection; it lasts as long as the `Database` and its clones.
    ///
    /// # Errors
    /// [`Connect`](crate::ErrorKind::Connect) when there is not memory enough.
    pub fn in_memory(self) -> Result<Database> {
        Database::with(Place::Memory, self)
    }
}

/// Where a database is.
#[derive(Debug, Clone)]
pub(super) enum Place {
    Memory,
    File(PathBuf),
}
