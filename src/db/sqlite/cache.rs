//! The prepared statements that a transaction holds.
//!
//! A statement borrows its connection, and the connection may serve another thread next, so statements cannot be kept
//! with it in safe code: rusqlite's own cache can, by hashing the text. A transaction therefore takes a statement out
//! of that cache once and holds it to its end, found by the address of its constant text, which needs no hash.

// `self_cell!` expands to it.
#![allow(clippy::mem_forget)]

use std::borrow::Cow;
use std::collections::HashMap;

use rusqlite::{CachedStatement, StatementStatus};

use super::bind;
use super::connection::Connection;
use super::error::from_compiling;
use crate::db::address::{Address, ByAddress};
use crate::db::{Error, ErrorKind, Result};
use crate::query::Statement;

/// The statements of one transaction.
pub(super) struct Held<'c> {
    connection: &'c Connection,
    most: usize,
    statements: Vec<Prepared<'c>>,
    by_address: HashMap<Address, usize, ByAddress>,
    last: Option<(Address, usize)>,
    clock: u64,
    /// The last one whose text was written at run time.
    dynamic: Option<Prepared<'c>>,
    /// How many statements SQLite had to compile.
    pub(super) compiled: u64,
}

pub(super) struct Prepared<'c> {
    statement: CachedStatement<'c>,
    address: Address,
    values: usize,
    pub(super) writes: bool,
    used: u64,
}

impl<'c> Held<'c> {
    pub(super) fn new(connection: &'c Connection, most: usize) -> Self {
        Held {
            connection,
            most,
            statements: Vec::new(),
            by_address: HashMap::default(),
            last: None,
            clock: 0,
            dynamic: None,
            compiled: 0,
        }
    }

    /// Gives all statements back to the connection.
    pub(super) fn clear(&mut self) {
        // One whose stream was forgotten still runs, and would keep its snapshot of the database for ever.
        for prepared in self.statements.iter_mut().chain(&mut self.dynamic) {
            drop(prepared.statement.raw_query());
        }
        self.statements.clear();
        self.by_address.clear();
        self.last = None;
        self.dynamic = None;
    }

    /// The statement with the values of `query` bound, ready to run.
    // Whether the text is a constant matters here.
    #[allow(clippy::ptr_arg)]
    #[inline(always)]
    pub(super) fn ready<Q: Statement>(&mut self, query: &Q, sql: &Cow<'static, str>) -> Result<&mut Prepared<'c>> {
        let connection = self.connection;
        let prepared = match (sql, self.last) {
            // Once more, as in a loop.
            (Cow::Borrowed(sql), Some((last, index))) if last == Address::of(sql) => &mut self.statements[index],
            _ => self.find(query, sql)?,
        };
        // The error on which SQLite ended the transaction has poisoned it, unless it came when a statement was left at
        // a row: nobody is told of those.
        if prepared.writes {
            connection.check_open()?;
        }
        prepared.bind(query)?;
        Ok(prepared)
    }

    #[allow(clippy::ptr_arg)]
    #[inline(never)]
    fn find<Q: Statement>(&mut self, query: &Q, sql: &Cow<'static, str>) -> Result<&mut Prepared<'c>> {
        match sql {
            Cow::Borrowed(sql) => {
                let address = Address::of(sql);
                let index = match self.by_address.get(&address) {
                    Some(index) => *index,
                    None => self.add(query, sql, address)?,
                };
                self.clock += 1;
                self.statements[index].used = self.clock;
                self.last = Some((address, index));
                Ok(&mut self.statements[index])
            }
            Cow::Owned(sql) => {
                // Back into the connection's cache with the one before: it may be the same.
                self.dynamic = None;
                let prepared = self.prepare(query, sql, Address::NONE)?;
                Ok(self.dynamic.insert(prepared))
            }
        }
    }

    #[cold]
    fn add<Q: Statement>(&mut self, query: &Q, sql: &'static str, address: Address) -> Result<usize> {
        let prepared = self.prepare(query, sql, address)?;
        let index = if self.statements.len() < self.most {
            self.statements.push(prepared);
            self.statements.len() - 1
        } else {
            let oldest = (0..self.statements.len()).min_by_key(|index| self.statements[*index].used).unwrap_or(0);
            self.by_address.remove(&self.statements[oldest].address);
            self.statements[oldest] = prepared;
            oldest
        };
        self.by_address.insert(address, index);
        Ok(index)
    }

    fn prepare<Q: Statement>(&mut self, query: &Q, sql: &str, address: Address) -> Result<Prepared<'c>> {
        let prepared = Prepared::new(self.connection, query, sql, address)?;
        if prepared.is_new() {
            self.compiled += 1;
        }
        Ok(prepared)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.clear();
    }
}

impl<'c> Prepared<'c> {
    /// A statement outside of a transaction.
    pub(super) fn alone<Q: Statement>(connection: &'c Connection, query: &Q, sql: &str) -> Result<Self> {
        let mut prepared = Self::new(connection, query, sql, Address::NONE)?;
        prepared.bind(query)?;
        Ok(prepared)
    }

    fn new<Q: Statement>(connection: &'c Connection, query: &Q, sql: &str, address: Address) -> Result<Self> {
        // SQLite's own answer would be a syntax error.
        let values = bind::count(query);
        if values > connection.most_binds {
            return Err(Error::new(
                ErrorKind::Limit,
                format!("the statement binds {values} values, SQLite takes {}", connection.most_binds),
            ));
        }
        let statement = connection.raw.prepare_cached(sql).map_err(from_compiling)?;
        if statement.parameter_count() != values {
            return Err(miscounted());
        }
        let writes = !statement.readonly();
        Ok(Prepared { statement, address, values, writes, used: 0 })
    }

    /// Whether it has never run, so that it was compiled just now.
    pub(super) fn is_new(&self) -> bool {
        self.statement.get_status(StatementStatus::Run) == 0
    }

    #[inline]
    fn bind<Q: Statement>(&mut self, query: &Q) -> Result<()> {
        if bind::bind(query, &mut self.statement)? == self.values { Ok(()) } else { Err(miscounted()) }
    }

    #[inline]
    pub(super) fn statement(&mut self) -> &mut rusqlite::Statement<'c> {
        &mut self.statement
    }
}

/// The text and the values of a statement disagree: never seen by users, but better refused than run with NULLs.
#[cold]
fn miscounted() -> Error {
    Error::new(ErrorKind::Sql, "the statement has another number of placeholders than values; this is a bug of statiql")
}
