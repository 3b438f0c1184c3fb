//! Commit, rollback, savepoints, and what a reader sees meanwhile.

use std::panic::AssertUnwindSafe;

use statiql::prelude::*;
use statiql::{Error, ErrorKind, Result};

use crate::support::on_every_database;

#[table("accounts")]
pub(crate) struct Accounts {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) owner: String,
    pub(crate) balance: i64,
}

/// The account of this number.
macro_rules! open {
    ($tx:expr, $id:expr) => {
        $tx.execute(insert(Accounts).values((
            Accounts.id.set($id),
            Accounts.owner.set("Ada"),
            Accounts.balance.set(100),
        )))
        .await
    };
}

/// Which accounts there are for everybody.
macro_rules! accounts {
    ($db:expr) => {
        $db.run(from(Accounts).order_by(Accounts.id.asc()).select(Accounts.id)).await?
    };
}

fn kind<T>(result: Result<T>) -> Option<ErrorKind> {
    result.err().map(|error| error.kind())
}

on_every_database!(what_a_transaction_did_is_kept_when_it_returns_ok, async |db| {
    db.create_all(Accounts).await?;
    let count = db
        .transaction(async |tx| {
            open!(tx, 1)?;
            open!(tx, 2)?;
            tx.one(from(Accounts).select(count_all())).await
        })
        .await?;
    assert_eq!(count, 2, "a transaction sees what it did");
    assert_eq!(accounts!(db), [1, 2]);
    Ok(())
});

on_every_database!(nothing_is_kept_when_it_returns_an_error, async |db| {
    db.create_all(Accounts).await?;
    let result = db
        .transaction(async |tx| {
            open!(tx, 1)?;
            Err::<(), _>(Error::custom("out of money"))
        })
        .await;
    assert_eq!(kind(result), Some(ErrorKind::Custom));
    assert!(accounts!(db).is_empty());
    Ok(())
});

on_every_database!(nothing_is_kept_of_a_transaction_that_is_dropped, async |db| {
    db.create_all(Accounts).await?;
    let mut tx = db.begin().await?;
    open!(tx, 1)?;
    drop(tx);
    assert!(accounts!(db).is_empty());
    Ok(())
});

on_every_database!(nothing_is_kept_of_a_transaction_that_panics, async |db| {
    db.create_all(Accounts).await?;
    let mut tx = db.begin().await?;
    open!(tx, 1)?;
    let panic = std::panic::catch_unwind(AssertUnwindSafe(move || {
        let _tx = tx;
        std::panic::resume_unwind(Box::new("the program is broken"));
    }));
    assert!(panic.is_err());
    assert!(accounts!(db).is_empty());
    open_and_keep!(db, 2);
    assert_eq!(accounts!(db), [2]);
    Ok(())
});

/// A transaction that works.
macro_rules! open_and_keep {
    ($db:expr, $id:expr) => {
        $db.transaction(async |tx| {
            open!(tx, $id)?;
            Ok(())
        })
        .await?
    };
}
use open_and_keep;

on_every_database!(a_transaction_begun_by_hand_is_committed_or_rolled_back, async |db| {
    db.create_all(Accounts).await?;
    let mut tx = db.begin().await?;
    open!(tx, 1)?;
    tx.commit().await?;
    let mut tx = db.begin().await?;
    open!(tx, 2)?;
    tx.rollback().await?;
    assert_eq!(accounts!(db), [1]);
    Ok(())
});

on_every_database!(an_error_that_is_swallowed_rolls_back_and_says_so, async |db| {
    db.create_all(Accounts).await?;
    let result = db
        .transaction(async |tx| {
            open!(tx, 1)?;
            assert_eq!(kind(open!(tx, 1)), Some(ErrorKind::UniqueViolation));
            Ok(())
        })
        .await;
    let error = result.expect_err("the program did not see the error");
    assert_eq!(error.kind(), ErrorKind::RolledBack);
    let source = std::error::Error::source(&error).and_then(|source| source.downcast_ref::<Error>());
    assert_eq!(source.map(Error::kind), Some(ErrorKind::UniqueViolation));
    assert!(accounts!(db).is_empty());
    Ok(())
});

on_every_database!(a_transaction_takes_no_statement_after_one_that_failed, async |db| {
    db.create_all(Accounts).await?;
    let mut tx = db.begin().await?;
    open!(tx, 1)?;
    assert_eq!(kind(open!(tx, 1)), Some(ErrorKind::UniqueViolation));
    assert_eq!(kind(open!(tx, 2)), Some(ErrorKind::Transaction));
    assert_eq!(kind(tx.all(from(Accounts).select(Accounts.id)).await), Some(ErrorKind::Transaction));
    assert_eq!(kind(tx.commit().await), Some(ErrorKind::RolledBack));
    assert!(accounts!(db).is_empty());
    Ok(())
});

on_every_database!(a_savepoint_that_fails_is_undone_and_the_transaction_goes_on, async |db| {
    db.create_all(Accounts).await?;
    db.transaction(async |tx| {
        open!(tx, 1)?;
        let twice = tx
            .savepoint(async |tx| {
                open!(tx, 2)?;
                open!(tx, 1)
            })
            .await;
        assert_eq!(kind(twice), Some(ErrorKind::UniqueViolation));
        open!(tx, 3)?;
        Ok(())
    })
    .await?;
    assert_eq!(accounts!(db), [1, 3]);
    Ok(())
});

on_every_database!(savepoints_nest, async |db| {
    db.create_all(Accounts).await?;
    db.transaction(async |tx| {
        open!(tx, 1)?;
        tx.savepoint(async |tx| {
            open!(tx, 2)?;
            let inner = tx
                .savepoint(async |tx| {
                    open!(tx, 3)?;
                    Err::<(), _>(Error::custom("only the inner one"))
                })
                .await;
            assert_eq!(kind(inner), Some(ErrorKind::Custom));
            tx.savepoint(async |tx| {
                open!(tx, 4)?;
                tx.savepoint(async |tx| open!(tx, 5)).await
            })
            .await
        })
        .await?;
        Ok(())
    })
    .await?;
    assert_eq!(accounts!(db), [1, 2, 4, 5]);
    Ok(())
});

on_every_database!(a_savepoint_that_is_kept_goes_with_its_transaction, async |db| {
    db.create_all(Accounts).await?;
    let result = db
        .transaction(async |tx| {
            tx.savepoint(async |tx| open!(tx, 1)).await?;
            Err::<(), _>(Error::custom("all of it"))
        })
        .await;
    assert_eq!(kind(result), Some(ErrorKind::Custom));
    assert!(accounts!(db).is_empty());
    Ok(())
});

on_every_database!(savepoints_begun_by_hand_are_kept_undone_or_dropped, async |db| {
    db.create_all(Accounts).await?;
    let mut tx = db.begin().await?;
    let mut savepoint = tx.begin_savepoint().await?;
    open!(savepoint, 1)?;
    savepoint.commit().await?;
    let mut savepoint = tx.begin_savepoint().await?;
    open!(savepoint, 2)?;
    savepoint.rollback().await?;
    let mut savepoint = tx.begin_savepoint().await?;
    open!(savepoint, 3)?;
    drop(savepoint);
    open!(tx, 4)?;
    tx.commit().await?;
    assert_eq!(accounts!(db), [1, 4]);
    Ok(())
});

on_every_database!(a_savepoint_with_a_swallowed_error_is_undone_and_says_so, async |db| {
    db.create_all(Accounts).await?;
    db.transaction(async |tx| {
        open!(tx, 1)?;
        let result = tx
            .savepoint(async |tx| {
                open!(tx, 2)?;
                assert_eq!(kind(open!(tx, 1)), Some(ErrorKind::UniqueViolation));
                Ok(())
            })
            .await;
        assert_eq!(kind(result), Some(ErrorKind::RolledBack));
        open!(tx, 3)?;
        Ok(())
    })
    .await?;
    assert_eq!(accounts!(db), [1, 3]);
    Ok(())
});

on_every_database!(a_savepoint_does_not_forgive_what_failed_before_it, async |db| {
    db.create_all(Accounts).await?;
    let mut tx = db.begin().await?;
    open!(tx, 1)?;
    assert_eq!(kind(open!(tx, 1)), Some(ErrorKind::UniqueViolation));
    assert_eq!(kind(tx.savepoint(async |tx| open!(tx, 2)).await), Some(ErrorKind::Transaction));
    assert_eq!(kind(tx.commit().await), Some(ErrorKind::RolledBack));
    assert!(accounts!(db).is_empty());
    Ok(())
});

on_every_database!(a_reader_sees_one_state_whatever_others_write_meanwhile, async |db| {
    db.create_all(Accounts).await?;
    open_and_keep!(db, 1);
    let mut reader = db.begin_read().await?;
    let ids = || from(Accounts).order_by(Accounts.id.asc()).select(Accounts.id);
    assert_eq!(reader.all(ids()).await?, [1]);
    open_and_keep!(db, 2);
    assert_eq!(reader.all(ids()).await?, [1], "as it was at the first statement");
    drop(reader);
    assert_eq!(db.read(async |tx| tx.all(ids()).await).await?, [1, 2]);
    Ok(())
});

on_every_database!(nobody_sees_what_is_not_committed, async |db| {
    db.create_all(Accounts).await?;
    let mut tx = db.begin().await?;
    open!(tx, 1)?;
    let count = db.read(async |tx| tx.one(from(Accounts).select(count_all())).await).await?;
    assert_eq!(count, 0);
    tx.commit().await?;
    assert_eq!(db.read(async |tx| tx.one(from(Accounts).select(count_all())).await).await?, 1);
    Ok(())
});

on_every_database!(a_reader_goes_on_after_a_row_that_is_missing, async |db| {
    db.create_all(Accounts).await?;
    db.read(async |tx| {
        let balance = from(Accounts).filter(Accounts.id.eq(9)).select(Accounts.balance);
        assert_eq!(kind(tx.one(balance).await), Some(ErrorKind::NoRow));
        assert_eq!(tx.one(from(Accounts).select(count_all())).await?, 0);
        Ok(())
    })
    .await
});

on_every_database!(run_is_a_transaction_of_one_statement, async |db| {
    db.create_all(Accounts).await?;
    let rows = [(1, "Ada"), (2, "Bob"), (1, "Cleo")];
    let insertion = insert(Accounts)
        .rows(rows, |(id, owner)| (Accounts.id.set(id), Accounts.owner.set(owner), Accounts.balance.set(0)));
    assert_eq!(kind(db.run(insertion).await), Some(ErrorKind::UniqueViolation));
    assert!(accounts!(db).is_empty(), "all rows or none");
    open_and_keep!(db, 1);
    let changed = db.run(update(Accounts).set(Accounts.balance.set(Accounts.balance - 30)).all_rows()).await?;
    assert_eq!(changed, 1);
    assert_eq!(db.run(from(Accounts).select((Accounts.owner, Accounts.balance))).await?, [("Ada".to_owned(), 70)]);
    Ok(())
});

on_every_database!(a_transfer_between_accounts_leaves_the_sum, async |db| {
    db.create_all(Accounts).await?;
    open_and_keep!(db, 1);
    open_and_keep!(db, 2);
    for amount in [10, 60, 70, 30] {
        let moved = db
            .transaction(async |tx| {
                for (id, change) in [(1, -amount), (2, amount)] {
                    let account = update(Accounts)
                        .set(Accounts.balance.set(Accounts.balance + change))
                        .filter(Accounts.id.eq(id));
                    tx.execute(account).await?;
                }
                let left = tx.one(from(Accounts).filter(Accounts.id.eq(1)).select(Accounts.balance)).await?;
                if left < 0 { Err(Error::custom("out of money")) } else { Ok(()) }
            })
            .await;
        assert_eq!(kind(moved).is_some(), amount == 70, "{amount}");
        assert_eq!(db.run(from(Accounts).select(Accounts.balance.sum())).await?, [Some(200)]);
    }
    let balances = db.run(from(Accounts).order_by(Accounts.id.asc()).select(Accounts.balance)).await?;
    assert_eq!(balances, [0, 200]);
    Ok(())
});
