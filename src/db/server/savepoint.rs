//! Savepoints: parts of a transaction that can be undone alone.

use std::ops::{Deref, DerefMut};

use super::{Server, Transaction};
use crate::db::Result;

/// A part of a transaction that can be undone alone: [`Transaction::begin_savepoint`].
///
/// It is the transaction itself, borrowed, so it takes the same statements, and further savepoints nest in it. When it
/// is dropped before [`Savepoint::commit`] it is undone, before the transaction's next statement.
#[must_use = "a savepoint that is dropped is undone"]
#[derive(Debug)]
pub struct Savepoint<'t, D: Server> {
    transaction: &'t mut Transaction<D>,
    number: u32,
    ended: bool,
}

impl<'t, D: Server> Savepoint<'t, D> {
    pub(super) async fn begin(transaction: &'t mut Transaction<D>) -> Result<Self> {
        let number = transaction.work().begin_savepoint().await?;
        Ok(Savepoint { transaction, number, ended: false })
    }

    /// Keeps what was done since it began; the transaction may still undo it.
    ///
    /// # Errors
    /// [`RolledBack`](crate::ErrorKind::RolledBack) when a statement had failed since it began, also one whose error
    /// was swallowed: what was done is undone, and the transaction goes on.
    pub async fn commit(mut self) -> Result<()> {
        self.check_order()?;
        let result = self.transaction.work().release_savepoint(self.number).await;
        self.ended = true;
        result
    }

    /// Undoes what was done since it began; the transaction goes on, also if a statement had failed.
    ///
    /// # Errors
    /// [`Transaction`](crate::ErrorKind::Transaction) when the server rolled the whole transaction back, as MySQL and
    /// MariaDB do after a deadlock, or the database's, which poisons the transaction.
    pub async fn rollback(mut self) -> Result<()> {
        self.check_order()?;
        let result = self.transaction.work().roll_back_to(self.number).await;
        self.ended = true;
        result
    }

    /// Only a program that forgot a savepoint inside of this one, or swapped transactions, fails here.
    fn check_order(&mut self) -> Result<()> {
        if self.transaction.work().depth() < self.number {
            self.ended = true;
            return Err(self.transaction.work().fail("savepoints end in another order than they began"));
        }
        Ok(())
    }
}

impl<D: Server> Deref for Savepoint<'_, D> {
    type Target = Transaction<D>;

    fn deref(&self) -> &Transaction<D> {
        self.transaction
    }
}

impl<D: Server> DerefMut for Savepoint<'_, D> {
    fn deref_mut(&mut self) -> &mut Transaction<D> {
        self.transaction
    }
}

impl<D: Server> Drop for Savepoint<'_, D> {
    fn drop(&mut self) {
        if !self.ended {
            self.transaction.work().abandon_savepoint(self.number);
        }
    }
}
