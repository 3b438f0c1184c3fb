// Where the compiler works through a type step by step, `?Sized` leaves out an obligation for each parameter, though what
// may stand there is `Sized` anyway.
#![allow(clippy::needless_maybe_sized)]
#![doc = include_str!("../README.md")]
// A query's type is its syntax tree; what makes it is as long as what was said.
#![allow(clippy::type_complexity)]

// So that the macros' `::statiql` paths also work inside of this crate.
extern crate self as statiql;

mod tuples;
pub(crate) use tuples::for_each_tuple;

pub mod db;
pub mod expr;
pub mod query;
pub mod render;
pub mod schema;
pub mod types;

#[cfg(any(feature = "sqlite", feature = "postgres", feature = "mysql"))]
pub use db::Retry;
#[cfg(feature = "postgres")]
pub use db::postgres;
#[cfg(any(feature = "postgres", feature = "mysql"))]
pub use db::server;
#[cfg(feature = "sqlite")]
pub use db::sqlite;
pub use db::{Error, ErrorKind, Result};
#[cfg(feature = "mysql")]
pub use db::{mariadb, mysql};
pub use statiql_macros::{SqlType, alias, function, lit, name, row, sql, table};

/// Everything a program that uses statiql needs in scope.
pub mod prelude {
    #[cfg(feature = "postgres")]
    pub use crate::db::postgres;
    #[cfg(feature = "sqlite")]
    pub use crate::db::sqlite;
    #[cfg(feature = "mysql")]
    pub use crate::db::{mariadb, mysql};
    pub use crate::expr::{
        AggregateExpression, Arithmetic, BoxCondition, Condition, Conditions, Expression, NumberFunctions, On,
        TextExpression, TextFunctions, all_of, any_of, case_when, coalesce, count_all, not, on,
    };
    #[cfg(feature = "chrono")]
    pub use crate::expr::{DateFunctions, now, today};
    pub use crate::query::{
        AsCte, AsSubquery, OrderBy, QuantifiedComparison, SetOperations, Statement, delete, excluded, exists, from,
        insert, scalar, sql_of, update,
    };
    pub use crate::render::{MariaDb, MySql, Postgres, Sqlite};
    pub use crate::types::SqlType;
    pub use crate::{SqlType, alias, function, lit, name, row, sql, table};
}
