//! A program that is killed while it writes: what it was told is committed is there, and nothing is half done.
#![allow(clippy::print_stdout)] // how often it was tried

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use sqlite_support::{Directory, is_full_tier};
use statiql::prelude::*;
use statiql::sqlite::Database;

mod sqlite_support;

#[table("accounts")]
struct Accounts {
    #[column(primary_key)]
    id: i64,
    balance: i64,
}

/// One row for each transfer, so that the parent can count them.
#[table("transfers")]
struct Transfers {
    #[column(primary_key)]
    id: i64,
}

const ACCOUNTS: i64 = 20;

fn open(path: &Path, wal: bool) -> Database {
    Database::options().wal(wal).open(path).expect("the file")
}

/// Not a test: what the child process of the tests below does, for ever.
#[test]
#[ignore = "run by the tests that kill it"]
fn child() {
    let (Ok(path), Ok(wal)) = (std::env::var("STATIQL_CRASH_FILE"), std::env::var("STATIQL_CRASH_WAL")) else { return };
    let db = open(Path::new(&path), wal == "yes");
    let last = db.run(from(Transfers).order_by(Transfers.id.desc()).select(Transfers.id)).expect("the transfers");
    let mut id = last.first().map_or(0, |last| last + 1);
    loop {
        db.transaction(|tx| {
            let (source, target) = (id % ACCOUNTS, (id * 7 + 3) % ACCOUNTS);
            tx.execute(
                update(Accounts).set((Accounts.balance.set(Accounts.balance - 1),)).filter(Accounts.id.eq(source)),
            )?;
            tx.execute(insert(Transfers).values((Transfers.id.set(id),)))?;
            tx.execute(
                update(Accounts).set((Accounts.balance.set(Accounts.balance + 1),)).filter(Accounts.id.eq(target)),
            )?;
            Ok(())
        })
        .expect("a transfer");
        id += 1;
        let mut out = std::io::stdout();
        writeln!(out, "done {id}").and_then(|()| out.flush()).expect("a parent that listens");
    }
}

fn kill_again_and_again(wal: bool) {
    let times = if is_full_tier() { 500 } else { 20 };
    let dir = Directory::new();
    let path = dir.file("bank.db");
    open(&path, wal)
        .transaction(|tx| {
            tx.create_all((Accounts, Transfers))?;
            tx.execute_many(0..ACCOUNTS, |id| insert(Accounts).values((Accounts.id.set(id), Accounts.balance.set(0))))
        })
        .expect("accounts");
    for time in 0..times {
        let mut child = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "child", "--ignored", "--nocapture", "--test-threads=1"])
            .env("STATIQL_CRASH_FILE", &path)
            .env("STATIQL_CRASH_WAL", if wal { "yes" } else { "no" })
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a child");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        // A different number of transfers, and a different moment within one, each time.
        let mut acknowledged = 0;
        for _ in 0..(time % 7) + 1 {
            acknowledged = lines
                .by_ref()
                .map_while(Result::ok)
                .find_map(|line| line.strip_prefix("done ").and_then(|id| id.parse::<usize>().ok()))
                .expect("a transfer");
        }
        std::thread::sleep(Duration::from_micros(137 * (time % 11)));
        child.kill().expect("a kill");
        child.wait().expect("its end");
        for line in lines.map_while(Result::ok) {
            if let Some(id) = line.strip_prefix("done ").and_then(|id| id.parse().ok()) {
                acknowledged = id;
            }
        }

        let db = open(&path, wal);
        db.read(|tx| {
            let check = sql!(NotNull<String>, "(SELECT * FROM pragma_integrity_check)");
            let check = tx.one(from(Accounts).filter(Accounts.id.eq(0)).select(check))?;
            assert_eq!(check, "ok", "after kill {time}");
            let balances = tx.all(from(Accounts).select(Accounts.balance))?;
            assert_eq!(balances.iter().sum::<i64>(), 0, "after kill {time}");
            let found = tx.all(from(Transfers).select(Transfers.id))?.len();
            assert!(found >= acknowledged, "{acknowledged} were acknowledged, {found} are there, after kill {time}");
            assert!(
                found <= acknowledged + 1,
                "{found} are there, {acknowledged} were acknowledged, after kill {time}"
            );
            Ok(())
        })
        .expect("a whole database");
    }
    let transfers = open(&path, wal).run(from(Transfers).select(count_all())).expect("a count")[0];
    println!("sqlite, write-ahead log: {wal}: {times} kills, {transfers} transfers");
}

#[test]
fn a_killed_writer_leaves_whole_transactions_in_a_write_ahead_log() {
    kill_again_and_again(true);
}

#[test]
fn a_killed_writer_leaves_whole_transactions_with_a_rollback_journal() {
    kill_again_and_again(false);
}
