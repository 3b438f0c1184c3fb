//! What a transaction keeps, what it undoes, and what it refuses afterwards.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use statiql::prelude::*;
use statiql::sqlite::{Database, Transaction};
use statiql::{Error, ErrorKind, Retry};

#[table("accounts", check("balance >= 0"))]
pub struct Accounts {
    #[column(primary_key)]
    pub id: i64,
    #[column(unique)]
    pub owner: String,
    pub balance: i64,
}

fn bank() -> Database {
    let db = Database::in_memory().expect("a database in memory");
    db.transaction(|tx| {
        tx.create_all(Accounts)?;
        open(tx, 1, "Ada", 100)?;
        open(tx, 2, "Grace", 50)
    })
    .expect("two accounts");
    db
}

fn open(tx: &mut Transaction<'_>, id: i64, owner: &str, balance: i64) -> statiql::Result<()> {
    tx.execute(insert(Accounts).values((
        Accounts.id.set(id),
        Accounts.owner.set(owner),
        Accounts.balance.set(balance),
    )))?;
    Ok(())
}

fn pay_in(tx: &mut Transaction<'_>, id: i64, amount: i64) -> statiql::Result<u64> {
    tx.execute(update(Accounts).set((Accounts.balance.set(Accounts.balance + amount),)).filter(Accounts.id.eq(id)))
}

fn owners(db: &Database) -> Vec<String> {
    db.run(from(Accounts).order_by(Accounts.id.asc()).select(Accounts.owner)).expect("the owners")
}

fn kind<T>(result: statiql::Result<T>) -> ErrorKind {
    result.err().expect("an error").kind()
}

#[test]
fn what_a_closure_did_stays_when_it_returns_ok() {
    let db = bank();
    let changed = db.transaction(|tx| pay_in(tx, 1, 10)).expect("a payment");
    assert_eq!(changed, 1);
    let balance = db.read(|tx| tx.one(from(Accounts).filter(Accounts.id.eq(1)).select(Accounts.balance)));
    assert_eq!(balance.expect("a balance"), 110);
}

#[test]
fn what_a_closure_did_is_gone_when_it_returns_err() {
    let db = bank();
    let error = db
        .transaction(|tx| {
            open(tx, 3, "Edsger", 0)?;
            Err::<(), _>(Error::custom("changed my mind"))
        })
        .expect_err("the closure's error");
    assert_eq!(error.kind(), ErrorKind::Custom);
    assert_eq!(error.to_string(), "changed my mind");
    assert_eq!(owners(&db), ["Ada", "Grace"]);
}

#[test]
fn a_closure_may_have_an_error_type_of_its_own() {
    #[derive(Debug)]
    enum BankError {
        Poor,
        Database(Error),
    }
    impl From<Error> for BankError {
        fn from(error: Error) -> Self {
            BankError::Database(error)
        }
    }

    let db = bank();
    let poor = db.try_transaction(|tx| {
        open(tx, 3, "Edsger", 0)?;
        Err::<(), _>(BankError::Poor)
    });
    assert!(matches!(poor, Err(BankError::Poor)));
    let twice = db.try_transaction(|tx| open(tx, 1, "Edsger", 0).map_err(BankError::from));
    assert!(matches!(twice, Err(BankError::Database(error)) if error.is_unique_violation()));
    assert_eq!(owners(&db), ["Ada", "Grace"]);
}

#[test]
fn what_a_closure_did_is_gone_when_it_panics() {
    let db = bank();
    let panic = catch_unwind(AssertUnwindSafe(|| {
        db.transaction(|tx| {
            open(tx, 3, "Edsger", 0)?;
            if tx.all(from(Accounts).select(Accounts.id))?.len() == 3 {
                panic!("three accounts are too many");
            }
            Ok(())
        })
    }));
    assert!(panic.is_err());
    assert_eq!(owners(&db), ["Ada", "Grace"]);
    db.transaction(|tx| open(tx, 3, "Barbara", 0)).expect("the connection is as good as before");
    assert_eq!(owners(&db), ["Ada", "Grace", "Barbara"]);
}

#[test]
fn a_panic_at_any_step_undoes_the_transaction() {
    for step in 0..6 {
        let db = bank();
        let at = |now: usize| assert_ne!(now, step, "the step to fail at");
        let result = catch_unwind(AssertUnwindSafe(|| {
            db.transaction(|tx| {
                at(0);
                open(tx, 3, "Edsger", 0)?;
                at(1);
                tx.savepoint(|tx| {
                    open(tx, 4, "Barbara", 0)?;
                    at(2);
                    Ok(())
                })?;
                at(3);
                tx.for_each(from(Accounts).select(Accounts.id), |_| {
                    at(4);
                    Ok(())
                })?;
                for _ in tx.stream(from(Accounts).select(Accounts.id))? {
                    at(5);
                }
                Ok(())
            })
        }));
        assert!(result.is_err(), "step {step}");
        assert_eq!(owners(&db), ["Ada", "Grace"], "step {step}");
    }
}

#[test]
fn a_transaction_that_is_dropped_rolls_back() {
    let db = bank();
    let mut tx = db.begin().expect("a transaction");
    open(&mut tx, 3, "Edsger", 0).expect("an account");
    drop(tx);
    assert_eq!(owners(&db), ["Ada", "Grace"]);
}

#[test]
fn a_transaction_ends_as_it_is_told() {
    let db = bank();
    let mut tx = db.begin().expect("a transaction");
    open(&mut tx, 3, "Edsger", 0).expect("an account");
    tx.commit().expect("a commit");
    let mut tx = db.begin().expect("a transaction");
    open(&mut tx, 4, "Barbara", 0).expect("an account");
    tx.rollback().expect("a rollback");
    assert_eq!(owners(&db), ["Ada", "Grace", "Edsger"]);
}

#[test]
fn a_swallowed_error_still_rolls_the_transaction_back() {
    let db = bank();
    let error = db
        .transaction(|tx| {
            open(tx, 3, "Edsger", 0)?;
            let _ = open(tx, 4, "Ada", 0);
            Ok(())
        })
        .expect_err("the transaction cannot be committed");
    assert_eq!(error.kind(), ErrorKind::RolledBack);
    let cause = std::error::Error::source(&error).and_then(|cause| cause.downcast_ref::<Error>());
    assert!(cause.is_some_and(Error::is_unique_violation), "{error:?}");
    assert_eq!(owners(&db), ["Ada", "Grace"]);
}

#[test]
fn after_a_failed_statement_nothing_runs_any_more() {
    let db = bank();
    let mut tx = db.begin().expect("a transaction");
    assert_eq!(kind(open(&mut tx, 1, "Edsger", 0)), ErrorKind::UniqueViolation);
    assert_eq!(kind(open(&mut tx, 3, "Edsger", 0)), ErrorKind::Transaction);
    assert_eq!(kind(tx.all(from(Accounts).select(Accounts.id))), ErrorKind::Transaction);
    assert_eq!(kind(tx.stream(from(Accounts).select(Accounts.id))), ErrorKind::Transaction);
    assert_eq!(kind(tx.savepoint(|_| Ok(()))), ErrorKind::Transaction);
    assert_eq!(kind(tx.raw("DELETE FROM accounts")), ErrorKind::Transaction);
    assert_eq!(kind(tx.commit()), ErrorKind::RolledBack);
    assert_eq!(owners(&db), ["Ada", "Grace"]);
}

#[test]
fn a_value_that_cannot_be_bound_poisons_the_transaction_too() {
    #[table("readings")]
    struct Readings {
        #[column(primary_key)]
        id: i64,
        value: f64,
    }

    let db = Database::in_memory().expect("a database");
    db.transaction(|tx| tx.create_all(Readings)).expect("a table");
    let mut tx = db.begin().expect("a transaction");
    let error = tx
        .execute(insert(Readings).values((Readings.id.set(1), Readings.value.set(f64::NAN))))
        .expect_err("NaN is no number");
    assert_eq!((error.kind(), error.position()), (ErrorKind::Value, Some(1)));
    assert_eq!(kind(tx.commit()), ErrorKind::RolledBack);
}

#[test]
fn an_error_names_the_table_and_column_and_no_value() {
    let db = bank();
    let error = db.transaction(|tx| open(tx, 3, "Ada", 0)).expect_err("the owner has an account");
    assert!(error.is_unique_violation());
    assert_eq!(error.table(), Some("accounts"));
    assert_eq!(error.columns().collect::<Vec<_>>(), ["owner"]);
    assert_eq!(error.code(), Some(2067));
    assert_eq!(error.to_string(), "unique constraint violated: accounts.owner (code 2067)");
    assert!(error.sql().is_some_and(|sql| sql.starts_with("INSERT INTO")), "{error:?}");
    assert!(!format!("{error:?}").contains("Ada"));

    let error = db.transaction(|tx| pay_in(tx, 1, -1000)).expect_err("there is not that much");
    assert!(error.is_check_violation());
    assert_eq!(error.constraint(), Some("ck_accounts_1"));
    assert!(!error.is_transient());
}

#[test]
fn savepoints_are_undone_alone() {
    let db = bank();
    db.transaction(|tx| {
        open(tx, 3, "Edsger", 0)?;
        let inner = tx.savepoint(|tx| {
            open(tx, 4, "Barbara", 0)?;
            tx.savepoint(|tx| open(tx, 5, "Frances", 0))?;
            Err::<(), _>(Error::custom("no more"))
        });
        assert_eq!(kind(inner), ErrorKind::Custom);
        tx.savepoint(|tx| open(tx, 6, "Radia", 0))
    })
    .expect("the outer transaction");
    assert_eq!(owners(&db), ["Ada", "Grace", "Edsger", "Radia"]);
}

#[test]
fn a_savepoint_forgives_a_failed_statement() {
    let db = bank();
    db.transaction(|tx| {
        let again = tx.savepoint(|tx| {
            open(tx, 3, "Edsger", 0)?;
            open(tx, 1, "Edsger", 0)
        });
        assert_eq!(kind(again), ErrorKind::UniqueViolation);
        open(tx, 4, "Barbara", 0)
    })
    .expect("the outer transaction");
    assert_eq!(owners(&db), ["Ada", "Grace", "Barbara"]);
}

#[test]
fn a_savepoint_that_swallowed_an_error_is_undone() {
    let db = bank();
    db.transaction(|tx| {
        let swallowed = tx.savepoint(|tx| {
            open(tx, 3, "Edsger", 0)?;
            let _ = open(tx, 1, "Edsger", 0);
            Ok(())
        });
        assert_eq!(kind(swallowed), ErrorKind::RolledBack);
        open(tx, 4, "Barbara", 0)
    })
    .expect("the outer transaction");
    assert_eq!(owners(&db), ["Ada", "Grace", "Barbara"]);
}

#[test]
fn a_savepoint_as_a_guard_is_undone_when_dropped() {
    let db = bank();
    let mut tx = db.begin().expect("a transaction");
    let mut savepoint = tx.begin_savepoint().expect("a savepoint");
    open(&mut savepoint, 3, "Edsger", 0).expect("an account");
    drop(savepoint);
    let mut savepoint = tx.begin_savepoint().expect("a savepoint");
    open(&mut savepoint, 4, "Barbara", 0).expect("an account");
    savepoint.commit().expect("a savepoint that stays");
    let mut savepoint = tx.begin_savepoint().expect("a savepoint");
    open(&mut savepoint, 5, "Frances", 0).expect("an account");
    savepoint.rollback().expect("a savepoint that goes");
    tx.commit().expect("a commit");
    assert_eq!(owners(&db), ["Ada", "Grace", "Barbara"]);
}

#[test]
fn a_forgotten_savepoint_rolls_the_transaction_back() {
    let db = bank();
    let mut tx = db.begin().expect("a transaction");
    let mut savepoint = tx.begin_savepoint().expect("a savepoint");
    open(&mut savepoint, 3, "Edsger", 0).expect("an account");
    #[allow(clippy::mem_forget)]
    std::mem::forget(savepoint);
    assert_eq!(kind(tx.commit()), ErrorKind::RolledBack);
    assert_eq!(owners(&db), ["Ada", "Grace"]);
}

#[test]
fn many_statements_are_all_or_none() {
    let db = bank();
    db.transaction(|tx| {
        let new = [(3, "Edsger"), (4, "Barbara"), (1, "Frances"), (5, "Radia")];
        let result = tx.savepoint(|tx| {
            tx.execute_many(new, |(id, owner)| {
                insert(Accounts).values((Accounts.id.set(id), Accounts.owner.set(owner), Accounts.balance.set(0)))
            })
        });
        assert_eq!(kind(result), ErrorKind::UniqueViolation);
        let changed = tx.execute_many([1, 2, 3], |id| {
            update(Accounts).set((Accounts.balance.set(0),)).filter(Accounts.id.eq(id))
        })?;
        assert_eq!(changed, 2);
        Ok(())
    })
    .expect("the transaction goes on");
    assert_eq!(owners(&db), ["Ada", "Grace"]);
}

#[test]
fn a_foreign_key_checked_at_the_end_fails_the_commit() {
    let db = bank();
    db.transaction(|tx| {
        tx.raw(
            "CREATE TABLE cards (id INTEGER PRIMARY KEY, \
             account INTEGER REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED)",
        )
    })
    .expect("a table");
    let error = db
        .transaction(|tx| {
            open(tx, 3, "Edsger", 0)?;
            tx.raw("INSERT INTO cards VALUES (1, 99)")
        })
        .expect_err("there is no account 99");
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert_eq!(owners(&db), ["Ada", "Grace"]);
    db.transaction(|tx| open(tx, 3, "Barbara", 0)).expect("the connection is as good as before");
}

#[test]
fn a_statement_that_returns_rows_is_checked_before_the_first() {
    #[table("cards")]
    struct Cards {
        #[column(primary_key)]
        id: i64,
        #[column(references = Accounts.id)]
        account_id: i64,
    }
    macro_rules! dangling {
        () => {
            insert(Cards).values((Cards.id.set(1), Cards.account_id.set(99))).returning(Cards.id)
        };
    }

    let db = bank();
    db.transaction(|tx| tx.create_all(Cards)).expect("a table");
    let first = db.transaction(|tx| tx.first(dangling!()));
    assert_eq!(kind(first), ErrorKind::ForeignKeyViolation);
    let streamed = db.transaction(|tx| tx.stream(dangling!())?.next().transpose());
    assert_eq!(kind(streamed), ErrorKind::ForeignKeyViolation);
    let swallowed = db.transaction(|tx| {
        let _ = tx.for_each(dangling!(), |_| Err(Error::custom("seen enough")));
        Ok(())
    });
    assert_eq!(kind(swallowed), ErrorKind::RolledBack);
    assert!(db.run(from(Cards).select(Cards.id)).expect("the cards").is_empty());
}

/// `INSERT OR ROLLBACK` and `RAISE(ROLLBACK)` end a transaction behind the program's back.
#[test]
fn nothing_persists_after_sqlite_rolled_back_by_itself() {
    let trigger = "CREATE TRIGGER no_debts BEFORE INSERT ON accounts WHEN NEW.balance = -7 \
                   BEGIN SELECT RAISE(ROLLBACK, 'no debts'); END";
    let faults =
        ["INSERT OR ROLLBACK INTO accounts VALUES (1, 'Edsger', 0)", "INSERT INTO accounts VALUES (9, 'Edsger', -7)"];
    for fault in faults {
        for position in 1..=5 {
            let db = bank();
            db.transaction(|tx| tx.raw(trigger)).expect("a trigger");
            let mut after = Vec::new();
            let result = db.transaction(|tx| {
                for step in 1..=5 {
                    if step == position {
                        assert!(tx.raw(fault).is_err());
                    } else {
                        let done = open(tx, 10 + step, &format!("owner {step}"), 0);
                        if step > position {
                            after.push(kind(done));
                        }
                    }
                }
                Ok(())
            });
            assert_eq!(kind(result), ErrorKind::RolledBack, "{fault} at {position}");
            assert!(after.iter().all(|kind| *kind == ErrorKind::Transaction), "{after:?}");
            assert_eq!(owners(&db), ["Ada", "Grace"], "{fault} at {position}");
            db.transaction(|tx| open(tx, 3, "Barbara", 0)).expect("the connection is as good as before");
        }
    }
}

#[test]
fn a_savepoint_does_not_survive_that_sqlite_rolled_back_all() {
    let db = bank();
    let result = db.transaction(|tx| {
        open(tx, 3, "Edsger", 0)?;
        let inner = tx.savepoint(|tx| tx.raw("INSERT OR ROLLBACK INTO accounts VALUES (1, 'Barbara', 0)"));
        assert_eq!(kind(inner), ErrorKind::UniqueViolation);
        assert_eq!(kind(open(tx, 4, "Frances", 0)), ErrorKind::Transaction);
        Ok(())
    });
    assert_eq!(kind(result), ErrorKind::RolledBack);
    assert_eq!(owners(&db), ["Ada", "Grace"]);
}

#[test]
fn raw_sql_cannot_end_or_begin_a_transaction() {
    let db = bank();
    let smuggled = [
        "COMMIT",
        "  -- a comment\n COMMIT",
        "/* one */ /* two */ END",
        ";;ROLLBACK",
        "BEGIN",
        "SAVEPOINT x",
        "RELEASE statiql",
        "ROLLBACK TO statiql",
        "INSERT INTO accounts VALUES (7, 'Edsger', 0); COMMIT",
        "ATTACH ':memory:' AS other",
        "DETACH main",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA query_only",
        "\u{feff}COMMIT",
    ];
    for sql in smuggled {
        let mut tx = db.begin().expect("a transaction");
        open(&mut tx, 3, "Barbara", 0).expect("an account");
        let error = tx.raw(sql).expect_err(sql);
        assert_eq!(error.kind(), ErrorKind::Transaction, "{sql}: {error:?}");
        assert_eq!(kind(tx.commit()), ErrorKind::RolledBack, "{sql}");
        assert_eq!(owners(&db), ["Ada", "Grace"], "{sql}");
    }
}

#[test]
fn raw_sql_may_have_several_statements() {
    let db = bank();
    db.transaction(|tx| {
        tx.raw(
            "CREATE TABLE log (line TEXT NOT NULL) STRICT; \
             CREATE TRIGGER logging AFTER INSERT ON accounts BEGIN INSERT INTO log VALUES (NEW.owner); END; \
             INSERT INTO accounts VALUES (3, 'Edsger', 0)",
        )
    })
    .expect("a table, a trigger and a row");
    assert_eq!(owners(&db), ["Ada", "Grace", "Edsger"]);
}

#[test]
fn one_statement_can_run_alone() {
    let db = bank();
    let changed: u64 = db.run(update(Accounts).set((Accounts.balance.set(1),)).all_rows()).expect("a statement");
    assert_eq!(changed, 2);
    let ids: Vec<i64> =
        db.run(delete(Accounts).filter(Accounts.id.eq(1)).returning(Accounts.id)).expect("a statement with rows");
    assert_eq!(ids, [1]);
    let error = db.run(update(Accounts).set((Accounts.balance.set(-1),)).all_rows()).expect_err("a check");
    assert!(error.is_check_violation());
    assert_eq!(owners(&db), ["Grace"]);
}

#[test]
fn a_row_that_cannot_be_read_undoes_the_statement_that_wrote_it() {
    #[table("flags")]
    struct Flags {
        #[column(primary_key)]
        id: i64,
        set: bool,
    }

    let db = Database::in_memory().expect("a database");
    db.transaction(|tx| tx.raw("CREATE TABLE flags (id INTEGER PRIMARY KEY, \"set\" INTEGER)")).expect("a table");
    db.transaction(|tx| tx.raw("INSERT INTO flags VALUES (1, 7)")).expect("a row that is neither true nor false");
    let error = db.run(delete(Flags).all_rows().returning((Flags.id, Flags.set))).expect_err("7 is no bool");
    assert_eq!((error.kind(), error.position()), (ErrorKind::Value, Some(1)));
    assert_eq!(db.run(from(Flags).select(Flags.id)).expect("the row is still there"), [1]);
}

#[test]
fn a_transient_error_runs_the_closure_again() {
    let dir = sqlite_support::Directory::new();
    let path = dir.file("bank.db");
    let db = Database::options().busy_timeout(Duration::from_millis(1)).open(&path).expect("a file");
    db.transaction(|tx| tx.create_all(Accounts)).expect("a table");
    let other = Database::open(&path).expect("the same file");

    let policy =
        Retry::default().attempts(50).base_delay(Duration::from_millis(2)).max_delay(Duration::from_millis(20));
    let holder = other.begin().expect("the lock");
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut runs = 0;
            let result = db.transaction_with_retry(policy, |tx| {
                runs += 1;
                open(tx, 1, "Ada", 0)
            });
            (result, runs)
        });
        std::thread::sleep(Duration::from_millis(50));
        drop(holder);
        let (result, runs) = writer.join().expect("no panic");
        result.expect("the lock was free at last");
        assert_eq!(runs, 1, "the closure runs only with the lock");
    });

    let busy = other.begin().expect("the lock");
    let error = db.transaction_with_retry(policy.attempts(2), |tx| open(tx, 2, "Grace", 0)).expect_err("locked");
    assert_eq!(error.kind(), ErrorKind::Busy);
    assert!(error.is_transient());
    drop(busy);
}

#[test]
fn other_errors_do_not_run_the_closure_again() {
    let db = bank();
    let mut runs = 0;
    let result = db.transaction_with_retry(Retry::default(), |tx| {
        runs += 1;
        open(tx, 1, "Edsger", 0)
    });
    assert_eq!(kind(result), ErrorKind::UniqueViolation);
    assert_eq!(runs, 1);
}

#[test]
fn a_thread_cannot_wait_for_itself() {
    let db = bank();
    let inner = db.transaction(|_| Ok(kind(db.transaction(|_| Ok(()))))).expect("the outer transaction");
    assert_eq!(inner, ErrorKind::Transaction);
    let inner = db.transaction(|_| Ok(kind(db.run(from(Accounts).select(Accounts.id))))).expect("the outer one");
    assert_eq!(inner, ErrorKind::Transaction);
    assert_eq!(owners(&db), ["Ada", "Grace"]);
}

#[test]
fn tables_are_created_and_dropped_in_the_order_of_their_references() {
    #[table("cards")]
    struct Cards {
        #[column(primary_key, auto_increment)]
        id: i64,
        #[column(references = Accounts.id)]
        account_id: i64,
    }

    let db = Database::in_memory().expect("a database");
    db.transaction(|tx| {
        tx.create_all((Cards, Accounts))?;
        tx.create_all((Cards, Accounts))?;
        open(tx, 1, "Ada", 0)?;
        let id = tx.one(insert(Cards).values((Cards.account_id.set(1),)).returning(Cards.id))?;
        assert_eq!(id, 1);
        tx.drop_all((Accounts, Cards))?;
        tx.drop_all((Accounts, Cards))
    })
    .expect("tables");
    let error = db.run(from(Cards).select(Cards.id)).expect_err("the table is gone");
    assert_eq!(error.kind(), ErrorKind::Sql);
    assert_eq!(error.to_string(), "the database refused the statement: no such table: cards (code 1)");
}

#[test]
fn reading_code_serves_both_kinds_of_transaction() {
    fn count(tx: &mut sqlite::ReadTransaction<'_>) -> statiql::Result<usize> {
        Ok(tx.all(from(Accounts).select(Accounts.id))?.len())
    }
    let db = bank();
    assert_eq!(db.read(count).expect("a count"), 2);
    let counted = db.transaction(|tx| {
        open(tx, 3, "Edsger", 0)?;
        count(tx.as_read())
    });
    assert_eq!(counted.expect("a count"), 3);
}

mod sqlite_support;
