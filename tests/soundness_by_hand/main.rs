//! Typed queries and SQL written by hand give the same rows; servers prepare the typed ones.
#![cfg(all(feature = "sqlite", feature = "postgres", feature = "mysql"))]
#![allow(clippy::type_complexity)]

#[path = "../soundness/rows.rs"]
mod rows;
#[allow(dead_code)]
#[path = "../soundness/servers.rs"]
mod servers;
#[path = "../sqlite_support/mod.rs"]
mod sqlite_support;
#[allow(dead_code)]
#[path = "../soundness/tables.rs"]
mod tables;

mod queries_in_queries;
mod rows_of_tables;
mod writing;

use std::cell::RefCell;
use std::fmt::Debug;

use servers::Servers;
use sqlite_support::Directory;
use statiql::prelude::*;
use statiql::sqlite::{Database, Transaction};
use tables::{Counters, Items, Kinds, Orders, People, Tags};

/// The filled tables, for statiql and for a bare connection.
struct Both {
    db: Database,
    raw: rusqlite::Connection,
    servers: RefCell<Servers>,
    _directory: Directory,
}

impl Both {
    fn new() -> Self {
        let directory = Directory::new();
        let file = directory.file("all.db");
        let db = Database::open(&file).expect("a database");
        db.transaction(|tx| {
            tx.create_all((People, Kinds, Orders, Items, Tags, Counters))?;
            rows::fill(tx)
        })
        .expect("filled tables");
        Both {
            db,
            raw: rusqlite::Connection::open(file).expect("a connection"),
            servers: RefCell::new(Servers::new()),
            _directory: directory,
        }
    }

    /// A statement that the servers took.
    fn on_servers<Q: Statement>(&self, statement: Q) -> Q {
        let mut servers = self.servers.borrow_mut();
        servers.prepare::<Postgres, Q>("by hand", &statement);
        servers.prepare::<MySql, Q>("by hand", &statement);
        servers.prepare::<MariaDb, Q>("by hand", &statement);
        let refusals = servers.refusals();
        assert!(refusals.is_empty(), "{}", refusals.join("\n"));
        statement
    }

    /// The rows of a typed query are those of the SQL; in its order if it has one.
    fn same<T>(&self, typed: impl FnOnce(&mut Transaction<'_>) -> statiql::Result<Vec<T>>, sql: &str)
    where
        T: Debug + PartialEq + for<'r> TryFrom<&'r rusqlite::Row<'r>, Error = rusqlite::Error>,
    {
        let mut typed: Vec<T> = self.db.transaction(typed).expect(sql);
        let mut statement = self.raw.prepare(sql).expect(sql);
        let by_hand = statement.query_map([], |row| T::try_from(row)).expect(sql);
        let mut by_hand: Vec<T> = by_hand.collect::<Result<_, _>>().expect(sql);
        if !sql.contains("ORDER BY") {
            typed.sort_by_key(|row| format!("{row:?}"));
            by_hand.sort_by_key(|row| format!("{row:?}"));
        }
        assert_eq!(typed, by_hand, "{sql}");
        assert!(!typed.is_empty(), "no rows, so nothing is compared: {sql}");
    }
}
