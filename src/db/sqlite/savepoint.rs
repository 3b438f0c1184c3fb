//! Savepoints: parts of a transaction that can be undone alone.

use std::ops::{Deref, DerefMut};

use super::Transaction;
use crate::db::{Error, ErrorKind, Result};

/// A part of a transaction that can be undone alone: [`Transaction::begin_savepoint`].
///
/// It is the transaction itself, borrowed, so it takes the same statements, and further savepoints nest in it. It is
/// undone when it is dropped before [`Savepoint::commit`], also by a panic.
#[must_use = "a savepoint that is dropped is undone"]
#[derive(Debug)]
pub struct Savepoint<'t, 'db> {
    transaction: &'t mut Transaction<'db>,
    depth: u32,
    ended: bool,
}

impl<'t, 'db> Savepoint<'t, 'db> {
    pub(super) fn begin(transaction: &'t mut Transaction<'db>) -> Result<Self> {
        transaction.work().begin_savepoint()?;
        let depth = transaction.work().depth();
        Ok(Savepoint { transaction, depth, ended: false })
    }

    /// Keeps what was done since it began; the transaction may still undo it.
    ///
    /// # Errors
    /// [`RolledBack`](crate::ErrorKind::RolledBack) when a statement had failed since it began, also one whose error
    /// was swallowed: what was done is undone, and the transaction goes on.
    pub fn commit(mut self) -> Result<()> {
        self.end(|transaction| transaction.work().release_savepoint())
    }

    /// Undoes what was done since it began; the transaction goes on, also if a statement had failed.
    ///
    /// # Errors
    /// [`Transaction`](crate::ErrorKind::Transaction) when SQLite rolled the whole transaction back, or the
    /// database's, which poisons the transaction.
    pub fn rollback(mut self) -> Result<()> {
        self.end(|transaction| transaction.work().roll_back_savepoint())
    }

    fn end(&mut self, end: impl FnOnce(&mut Transaction<'db>) -> Result<()>) -> Result<()> {
        self.ended = true;
        // Only a program that forgot a savepoint inside of this one, or swapped transactions, gets here.
        if self.transaction.work().depth() != self.depth {
            let error = Error::new(ErrorKind::Transaction, "savepoints end in another order than they began");
            return Err(self.transaction.work().fail(error));
        }
        end(self.transaction)
    }
}

impl<'db> Deref for Savepoint<'_, 'db> {
    type Target = Transaction<'db>;

    fn deref(&self) -> &Transaction<'db> {
        self.transaction
    }
}

impl<'db> DerefMut for Savepoint<'_, 'db> {
    fn deref_mut(&mut self) -> &mut Transaction<'db> {
        self.transaction
    }
}

impl Drop for Savepoint<'_, '_> {
    fn drop(&mut self) {
        if !self.ended {
            // Should it fail, the transaction stays poisoned, and its end tells.
            let _ = self.end(|transaction| transaction.work().roll_back_savepoint());
        }
    }
}
