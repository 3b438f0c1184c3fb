//! What SQLite says of its file and of others who use it: each kind of error, with SQLite's own code. Those about rows
//! and statements are in `tests/databases/errors.rs`.

use std::time::Duration;

use sqlite_support::Directory;
use statiql::prelude::*;
use statiql::sqlite::Database;
use statiql::{Error, ErrorKind};

mod sqlite_support;

#[table("notes")]
struct Notes {
    #[column(primary_key)]
    id: i64,
    text: String,
}

macro_rules! note {
    ($id:expr, $text:expr) => {
        insert(Notes).values((Notes.id.set($id), Notes.text.set($text)))
    };
}

fn open(dir: &Directory) -> Database {
    let options = Database::options().wal(false).busy_timeout(Duration::from_millis(20));
    let db = options.open(dir.file("notes.db")).expect("a file");
    db.transaction(|tx| tx.create_all(Notes)).expect("a table");
    db
}

/// <https://www.sqlite.org/rescode.html>
#[track_caller]
fn assert_says(error: &Error, kind: ErrorKind, code: Option<i32>) {
    let said = (error.kind(), error.code(), error.sqlstate(), error.is_transient());
    assert_eq!(said, (kind, code, None, kind == ErrorKind::Busy), "{error:?} {:?}", error.database_message());
}

#[test]
fn a_lock_that_is_not_to_be_had_is_busy() {
    let dir = Directory::new();
    let (db, other) = (open(&dir), open(&dir));
    let holder = other.begin().expect("the lock");
    assert_says(&db.run(note!(1, "mine")).expect_err("locked"), ErrorKind::Busy, Some(5));
    drop(holder);
    // One connection of each handle writes, and need not ask SQLite whether it does.
    let holder = db.begin().expect("the lock");
    let busy = std::thread::scope(|scope| scope.spawn(|| db.begin().expect_err("taken")).join().expect("no panic"));
    assert_says(&busy, ErrorKind::Busy, None);
    drop(holder);
}

#[test]
fn an_interrupted_statement_says_so() {
    let db = Database::in_memory().expect("a database");
    let error = std::thread::scope(|scope| {
        db.transaction(|tx| {
            let interrupt = tx.interrupt_handle();
            let (stop, stopped) = std::sync::mpsc::channel::<()>();
            scope.spawn(move || {
                while stopped.recv_timeout(Duration::from_millis(1)).is_err() {
                    interrupt.interrupt();
                }
            });
            let endless =
                tx.raw("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n");
            stop.send(()).expect("the thread that interrupts");
            endless
        })
    });
    assert_says(&error.expect_err("it never ends by itself"), ErrorKind::Interrupted, Some(9));
}

#[test]
fn a_file_that_went_elsewhere_is_only_read() {
    let dir = Directory::new();
    let db = open(&dir);
    db.run(note!(1, "mine")).expect("a note");
    std::fs::rename(dir.file("notes.db"), dir.file("elsewhere.db")).expect("it is moved");
    let error = db.run(note!(2, "mine")).expect_err("its journal would not be found");
    assert_says(&error, ErrorKind::ReadOnly, Some(1032));
}

#[test]
fn a_full_disk_is_failing_storage() {
    let dir = Directory::new();
    drop(open(&dir));
    let db = Database::options().max_page_count(20).open(dir.file("notes.db")).expect("a file");
    let error = db.run(note!(1, "x".repeat(200_000))).expect_err("it has 80 KB");
    assert_says(&error, ErrorKind::Storage, Some(13));
}

#[test]
fn what_is_no_database_is_broken_storage() {
    let dir = Directory::new();
    let path = dir.file("readme.txt");
    std::fs::write(&path, "This is no database, but long enough to look at. ".repeat(20)).expect("a file");
    assert_says(&Database::open(path).expect_err("a text"), ErrorKind::Storage, Some(26));
}

#[test]
fn a_column_that_went_away_under_a_prepared_statement_is_a_changed_schema() {
    let dir = Directory::new();
    let (db, other) = (open(&dir), open(&dir));
    let texts = || from(Notes).select(Notes.text);
    db.transaction(|tx| tx.all(texts())).expect("it is prepared");
    other.transaction(|tx| tx.raw("ALTER TABLE notes RENAME COLUMN text TO words")).expect("another column");
    let error = db.transaction(|tx| tx.all(texts())).expect_err("no such column");
    assert_says(&error, ErrorKind::SchemaChanged, Some(1));
}

#[test]
fn a_path_that_leads_nowhere_is_a_failure_to_connect() {
    let dir = Directory::new();
    let error = Database::open(dir.file("no/such/directory.db")).expect_err("there is no such directory");
    assert_says(&error, ErrorKind::Connect, Some(14));
}
