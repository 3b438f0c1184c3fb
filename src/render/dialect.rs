//! The four dialects as types.

use super::capability::Feature;
use crate::types::code::Bool;

/// A dialect of SQL: [`Sqlite`], [`Postgres`], [`MySql`] or [`MariaDb`].
pub trait Dialect: sealed::Sealed + Copy + 'static {
    /// The dialect as a value.
    const KIND: DialectKind;
    /// Whether the dialect has a feature, see the table in `render/capability.rs`.
    type Has<F: Feature>: Bool;
}

/// A dialect as a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DialectKind {
    /// SQLite.
    Sqlite = 0,
    /// PostgreSQL.
    Postgres = 1,
    /// MySQL.
    MySql = 2,
    /// MariaDB.
    MariaDb = 3,
}

macro_rules! dialects {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $name;

        impl Dialect for $name {
            const KIND: DialectKind = DialectKind::$name;
            type Has<F: Feature> = F::$name;
        }

        impl sealed::Sealed for $name {}
    )*};
}

dialects! {
    /// SQLite 3.45 and later.
    Sqlite
    /// PostgreSQL 14 and later.
    Postgres
    /// MySQL 8.0.19 and later.
    MySql
    /// MariaDB 10.6 and later.
    MariaDb
}

mod sealed {
    pub trait Sealed {}
}
