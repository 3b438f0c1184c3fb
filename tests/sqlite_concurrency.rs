//! Several threads on one database.
#![allow(clippy::print_stdout)] // how often it was tried

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Barrier, Mutex};
use std::time::{Duration, Instant};

use sqlite_support::{Directory, is_full_tier};
use statiql::ErrorKind;
use statiql::prelude::*;
use statiql::sqlite::Database;

mod sqlite_support;

#[table("accounts")]
struct Accounts {
    #[column(primary_key)]
    id: i64,
    balance: i64,
}

const ACCOUNTS: i64 = 10;
const TOTAL: i64 = ACCOUNTS * 100;

fn fill(db: &Database) {
    db.transaction(|tx| {
        tx.create_all(Accounts)?;
        tx.execute_many(0..ACCOUNTS, |id| insert(Accounts).values((Accounts.id.set(id), Accounts.balance.set(100))))
    })
    .expect("accounts");
}

fn transfer(db: &Database, source: i64, target: i64) -> statiql::Result<()> {
    db.transaction(|tx| {
        tx.execute(update(Accounts).set((Accounts.balance.set(Accounts.balance - 1),)).filter(Accounts.id.eq(source)))?;
        tx.execute(update(Accounts).set((Accounts.balance.set(Accounts.balance + 1),)).filter(Accounts.id.eq(target)))?;
        Ok(())
    })
}

fn total(db: &Database) -> i64 {
    db.read(|tx| Ok(tx.all(from(Accounts).select(Accounts.balance))?.iter().sum())).expect("a sum")
}

#[test]
fn readers_see_whole_transactions_while_a_writer_writes() {
    let dir = Directory::new();
    for db in [Database::open(dir.file("bank.db")).expect("a file"), Database::in_memory().expect("a database")] {
        fill(&db);
        let done = AtomicBool::new(false);
        let reads = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    while !done.load(Ordering::Relaxed) {
                        assert_eq!(total(&db), TOTAL);
                        reads.fetch_add(1, Ordering::Relaxed);
                    }
                });
            }
            for i in 0..300 {
                transfer(&db, i % ACCOUNTS, (i * 7 + 1) % ACCOUNTS).expect("a transfer");
            }
            while reads.load(Ordering::Relaxed) < 20 {
                std::thread::yield_now();
            }
            done.store(true, Ordering::Relaxed);
        });
        assert_eq!(total(&db), TOTAL);
    }
}

#[test]
fn a_read_transaction_sees_what_was_there_when_it_began() {
    let dir = Directory::new();
    let db = Database::open(dir.file("bank.db")).expect("a file");
    fill(&db);
    let mut before = db.begin_read().expect("a snapshot");
    // Nothing was read in it yet but by `begin_read` itself.
    db.transaction(|tx| tx.execute(delete(Accounts).all_rows())).expect("no accounts any more");
    assert_eq!(before.all(from(Accounts).select(Accounts.id)).expect("the accounts of then").len(), 10);
    drop(before);
    assert_eq!(total(&db), 0);
}

#[test]
fn readers_do_not_wait_for_the_writer() {
    let dir = Directory::new();
    let db = Database::open(dir.file("bank.db")).expect("a file");
    fill(&db);
    let mut tx = db.begin().expect("a transaction");
    tx.execute(delete(Accounts).all_rows()).expect("a statement");
    assert_eq!(total(&db), TOTAL);
    assert_eq!(db.run(from(Accounts).select(Accounts.id)).expect("the accounts").len(), 10);
}

#[test]
fn writers_get_their_turn_in_the_order_in_which_they_ask() {
    const THREADS: usize = 6;
    let db = Database::in_memory().expect("a database");
    fill(&db);
    let order = Mutex::new(Vec::new());
    let first = db.begin().expect("the lock");
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let (db, order) = (&db, &order);
            scope.spawn(move || {
                db.transaction(|_| {
                    order.lock().expect("no panic").push(thread);
                    Ok(())
                })
            });
            // The next one asks when this one stands in the queue.
            std::thread::sleep(Duration::from_millis(30));
        }
        drop(first);
    });
    assert_eq!(*order.lock().expect("no panic"), (0..THREADS).collect::<Vec<_>>());
}

#[test]
fn no_writer_starves() {
    let each = if is_full_tier() { 6250 } else { 125 };
    let db = Database::in_memory().expect("a database");
    fill(&db);
    let barrier = Barrier::new(8);
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let (db, barrier) = (&db, &barrier);
            scope.spawn(move || {
                barrier.wait();
                for i in 0..each {
                    transfer(db, (thread + i) % ACCOUNTS, i % ACCOUNTS).expect("a transfer");
                }
            });
        }
    });
    assert_eq!(total(&db), TOTAL);
    println!("sqlite: {} transfers", 8 * each);
}

#[test]
fn a_reader_beyond_the_limit_waits_for_one_to_leave() {
    let dir = Directory::new();
    let path = dir.file("bank.db");
    let db = Database::options().readers(2).busy_timeout(Duration::from_millis(50)).open(path).expect("a file");
    fill(&db);
    let one = db.begin_read().expect("a reader");
    let two = db.begin_read().expect("a reader");
    let start = Instant::now();
    assert_eq!(db.begin_read().err().map(|error| error.kind()), Some(ErrorKind::Busy));
    assert!(start.elapsed() >= Duration::from_millis(50));
    drop(one);
    db.begin_read().expect("a place is free");
    drop(two);
}

#[test]
fn two_handles_of_one_file_transfer_without_loss() {
    let dir = Directory::new();
    for wal in [true, false] {
        let path = dir.file(if wal { "wal.db" } else { "journal.db" });
        let open = || Database::options().wal(wal).busy_timeout(Duration::from_secs(30)).open(&path).expect("a file");
        fill(&open());
        std::thread::scope(|scope| {
            for thread in 0..2 {
                let db = open();
                scope.spawn(move || {
                    for i in 0..50 {
                        transfer(&db, (thread + i) % ACCOUNTS, (i * 3) % ACCOUNTS).expect("a transfer");
                        assert_eq!(total(&db), TOTAL);
                    }
                });
            }
        });
        assert_eq!(total(&open()), TOTAL, "wal: {wal}");
    }
}
