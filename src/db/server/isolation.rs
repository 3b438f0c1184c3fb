//! How much a transaction sees of others.

/// How much a transaction sees of others that run at the same time.
///
/// Without one, a transaction has the server's default: `READ COMMITTED` on PostgreSQL, `REPEATABLE READ` on MySQL and
/// MariaDB. One that only reads has [`Isolation::RepeatableRead`] by default, so that it sees one state of the
/// database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Isolation {
    /// Each statement sees what was committed when it began.
    ReadCommitted,
    /// All statements see what was committed when the first began. On PostgreSQL a write to a row that changed since
    /// fails with [`Serialization`](crate::ErrorKind::Serialization); on MySQL and MariaDB it changes the newest row.
    RepeatableRead,
    /// As if transactions ran one after the other: one that does not fit fails with
    /// [`Serialization`](crate::ErrorKind::Serialization) on PostgreSQL, waits or fails with
    /// [`Deadlock`](crate::ErrorKind::Deadlock) on MySQL and MariaDB.
    Serializable,
}

/// How a transaction begins.
#[derive(Debug, Clone, Copy)]
pub struct Begin {
    pub(crate) isolation: Option<Isolation>,
    pub(crate) read_only: bool,
}
