//! What goes wrong below a transaction: locks, a full disk, interrupts, forgotten guards, files that are none.
#![allow(clippy::print_stdout)] // how often it was tried

use std::time::{Duration, Instant};

use sqlite_support::{Directory, is_full_tier};
use statiql::prelude::*;
use statiql::sqlite::{Database, Options, Transaction};
use statiql::{Error, ErrorKind};

mod sqlite_support;

#[table("notes")]
struct Notes {
    #[column(primary_key)]
    id: i64,
    text: String,
}

fn note(tx: &mut Transaction<'_>, id: i64, text: &str) -> statiql::Result<u64> {
    tx.execute(insert(Notes).values((Notes.id.set(id), Notes.text.set(text))))
}

fn notes(db: &Database) -> Vec<i64> {
    db.run(from(Notes).order_by(Notes.id.asc()).select(Notes.id)).expect("the notes")
}

fn options() -> Options {
    Database::options().busy_timeout(Duration::from_millis(20))
}

fn kind<T>(result: statiql::Result<T>) -> ErrorKind {
    result.err().expect("an error").kind()
}

/// How often each position of a fault is tried.
fn rounds() -> usize {
    if is_full_tier() { 20 } else { 1 }
}

#[test]
fn nothing_persists_after_a_full_disk() {
    for round in 0..rounds() {
        for position in 1..=5 {
            let dir = Directory::new();
            let path = dir.file("notes.db");
            Database::open(&path).and_then(|db| db.transaction(|tx| tx.create_all(Notes))).expect("a table");
            let db = options().max_page_count(20).open(&path).expect("the file");
            db.transaction(|tx| note(tx, 0, "before")).expect("a note");
            let mut failed = None;
            let result = db.transaction(|tx| {
                for step in 1..=5 {
                    let text = if step == position { "x".repeat(200_000) } else { "short".to_owned() };
                    match note(tx, step, &text) {
                        Ok(_) => assert!(failed.is_none(), "a statement ran after the fault"),
                        Err(error) => _ = failed.get_or_insert(error.kind()),
                    }
                }
                Ok(())
            });
            assert_eq!(failed, Some(ErrorKind::Storage), "round {round}, position {position}");
            assert_eq!(kind(result), ErrorKind::RolledBack);
            assert_eq!(notes(&db), [0]);
            db.transaction(|tx| note(tx, 9, "after")).expect("the connection is as good as before");
        }
    }
    println!("sqlite: the disk was full {} times", 5 * rounds());
}

#[test]
fn nothing_persists_after_an_interrupt() {
    for position in (0..rounds()).flat_map(|_| 1..=5) {
        let db = Database::in_memory().expect("a database");
        db.transaction(|tx| {
            tx.create_all(Notes)?;
            note(tx, 0, "before")
        })
        .expect("a note");
        let mut failed = None;
        let result = db.transaction(|tx| {
            for step in 1..=5 {
                if step != position {
                    if note(tx, step, "short").is_ok() {
                        assert!(failed.is_none(), "a statement ran after the fault");
                    }
                    continue;
                }
                let interrupt = tx.interrupt_handle();
                let (stop, stopped) = std::sync::mpsc::channel::<()>();
                let thread = std::thread::spawn(move || {
                    while stopped.recv_timeout(Duration::from_millis(1)).is_err() {
                        interrupt.interrupt();
                    }
                });
                // For ever, if nobody stops it.
                let endless = tx.raw(
                    "INSERT INTO notes WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n) \
                     SELECT i, 'endless' FROM n",
                );
                failed = Some(kind(endless));
                stop.send(()).expect("the thread that interrupts");
                thread.join().expect("no panic");
            }
            Ok(())
        });
        assert_eq!(failed, Some(ErrorKind::Interrupted), "position {position}");
        assert_eq!(kind(result), ErrorKind::RolledBack);
        assert_eq!(notes(&db), [0]);
    }
    println!("sqlite: {} statements were interrupted", 5 * rounds());
}

#[test]
fn a_lock_of_another_process_is_waited_for_and_then_given_up() {
    let times = if is_full_tier() { 200 } else { 10 };
    for wal in [true, false] {
        let dir = Directory::new();
        let path = dir.file("notes.db");
        let db = options().wal(wal).open(&path).expect("a file");
        db.transaction(|tx| tx.create_all(Notes)).expect("a table");
        let other = options().wal(wal).open(&path).expect("the same file");
        for time in 0..times {
            let holder = other.begin().expect("the lock");
            let start = Instant::now();
            let error = db.transaction(|tx| note(tx, time, "mine")).expect_err("locked");
            assert_eq!(error.kind(), ErrorKind::Busy, "wal: {wal}");
            assert!(error.is_transient());
            assert!(start.elapsed() >= Duration::from_millis(20), "it waited {:?}", start.elapsed());
            assert_eq!(
                kind(db.run(insert(Notes).values((Notes.id.set(time), Notes.text.set("mine"))))),
                ErrorKind::Busy
            );

            holder.rollback().expect("a rollback");
            db.transaction(|tx| note(tx, time, "mine")).expect("the lock");
            assert_eq!(notes(&other), (0..=time).collect::<Vec<_>>(), "wal: {wal}");
        }
    }
    println!("sqlite: {} locks were not to be had", 4 * times);
}

#[test]
fn a_commit_that_finds_a_reader_is_rolled_back() {
    // Without a write-ahead log, COMMIT needs all readers gone.
    let dir = Directory::new();
    let path = dir.file("notes.db");
    let db = options().wal(false).open(&path).expect("a file");
    db.transaction(|tx| tx.create_all(Notes)).expect("a table");
    let other = options().wal(false).open(&path).expect("the same file");

    let mut tx = db.begin().expect("a transaction");
    note(&mut tx, 1, "mine").expect("a note");
    let mut reader = other.begin_read().expect("a reader");
    assert!(reader.all(from(Notes).select(Notes.id)).expect("the notes").is_empty());
    assert_eq!(kind(tx.commit()), ErrorKind::Busy);

    drop(reader);
    assert!(notes(&db).is_empty());
    db.transaction(|tx| note(tx, 2, "mine")).expect("the connection is as good as before");
    assert_eq!(notes(&other), [2]);
}

#[test]
fn a_commit_waits_for_a_reader_that_leaves_in_time() {
    let dir = Directory::new();
    let path = dir.file("notes.db");
    let open = || Database::options().busy_timeout(Duration::from_secs(10)).wal(false).open(&path).expect("a file");
    let db = open();
    db.transaction(|tx| tx.create_all(Notes)).expect("a table");
    let other = open();
    std::thread::scope(|scope| {
        let (reading, is_reading) = std::sync::mpsc::channel();
        scope.spawn(move || {
            let reader = other.begin_read().expect("a reader");
            reading.send(()).expect("somebody who waits");
            std::thread::sleep(Duration::from_millis(50));
            drop(reader);
        });
        is_reading.recv().expect("a reader");
        db.transaction(|tx| note(tx, 1, "mine")).expect("the reader left");
    });
    assert_eq!(notes(&db), [1]);
}

#[test]
fn a_forgotten_transaction_blocks_others_no_longer_than_the_busy_timeout() {
    let db = options().in_memory().expect("a database");
    db.transaction(|tx| tx.create_all(Notes)).expect("a table");
    let other = db.clone();
    std::thread::spawn(move || {
        let mut tx = other.begin().expect("a transaction");
        note(&mut tx, 1, "forgotten").expect("a note");
        #[allow(clippy::mem_forget)]
        std::mem::forget(tx);
    })
    .join()
    .expect("no panic");
    assert_eq!(kind(db.begin()), ErrorKind::Busy);
    assert_eq!(kind(db.begin()), ErrorKind::Busy);
}

#[test]
fn a_forgotten_stream_holds_no_snapshot() {
    let dir = Directory::new();
    let db = options().readers(1).open(dir.file("notes.db")).expect("a file");
    db.transaction(|tx| {
        tx.create_all(Notes)?;
        note(tx, 1, "one")?;
        note(tx, 2, "two")
    })
    .expect("two notes");
    db.read(|tx| {
        let mut rows = tx.stream(from(Notes).select(Notes.id))?;
        assert!(rows.next().is_some());
        #[allow(clippy::mem_forget)]
        std::mem::forget(rows);
        Ok(())
    })
    .expect("a read");
    db.transaction(|tx| note(tx, 3, "three")).expect("a note");
    assert_eq!(notes(&db), [1, 2, 3]);
    db.transaction(|tx| tx.drop_all(Notes)).expect("nobody reads the table");
}

#[test]
fn a_transaction_sees_the_tables_of_now() {
    for _ in 0..rounds() {
        change_the_table();
    }
}

fn change_the_table() {
    let dir = Directory::new();
    let path = dir.file("notes.db");
    let db = options().open(&path).expect("a file");
    db.transaction(|tx| tx.create_all(Notes)).expect("a table");
    let other = options().open(&path).expect("the same file");
    assert!(notes(&db).is_empty());
    other
        .transaction(|tx| {
            tx.raw("DROP TABLE notes; CREATE TABLE notes (extra TEXT, text TEXT, id INTEGER PRIMARY KEY)")?;
            note(tx, 1, "one")
        })
        .expect("another table of that name");
    assert_eq!(notes(&db), [1]);
    let text = db.read(|tx| tx.one(from(Notes).select((Notes.id, Notes.text))));
    assert_eq!(text.expect("a note"), (1, "one".to_owned()));
    other.transaction(|tx| tx.raw("ALTER TABLE notes RENAME COLUMN text TO words")).expect("another column");
    let error = db.read(|tx| tx.one(from(Notes).select((Notes.id, Notes.text)))).expect_err("no such column");
    assert_eq!(error.kind(), ErrorKind::SchemaChanged);
    assert!(error.to_string().contains("no such column"), "{error}");
    other.transaction(|tx| tx.raw("ALTER TABLE notes RENAME COLUMN words TO text")).expect("the old column");
    assert_eq!(db.read(|tx| tx.one(from(Notes).select(Notes.text))).expect("it heals"), "one");
}

#[test]
fn what_is_no_database_is_not_opened() {
    let dir = Directory::new();
    let text = dir.file("readme.txt");
    std::fs::write(&text, "This is no database, but a text that is long enough to look at. ".repeat(20))
        .expect("a file");
    assert_eq!(kind(Database::open(&text)), ErrorKind::Storage);
    assert_eq!(kind(Database::open(dir.path())), ErrorKind::Connect);
    assert_eq!(kind(Database::open(dir.file("no/such/directory.db"))), ErrorKind::Connect);
    let missing = dir.file("missing.db");
    let error = Database::options().create(false).open(&missing).expect_err("it is not there");
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.to_string().contains("missing.db"), "{error}");
    assert!(!missing.exists());
}

#[test]
fn a_name_is_never_taken_for_a_command() {
    let dir = Directory::new();
    for name in ["file:x?mode=memory", "it's.db", ":memory:x", "a b.db"] {
        let db = Database::open(dir.file(name)).expect(name);
        db.transaction(|tx| tx.create_all(Notes)).expect(name);
        assert!(dir.file(name).exists(), "{name}");
    }
}

#[test]
fn memory_is_one_database_however_it_is_asked_for() {
    for path in [":memory:", ""] {
        let db = Database::open(path).expect("a database");
        db.transaction(|tx| tx.create_all(Notes)).expect("a table");
        db.transaction(|tx| note(tx, 1, "one")).expect("a note");
        assert_eq!(db.read(|tx| tx.all(from(Notes).select(Notes.id))).expect("the notes"), [1]);
        assert_eq!(notes(&db.clone()), [1]);
    }
}

#[test]
fn a_column_that_is_not_there_is_no_text() {
    // SQLite takes "nothing" for a string literal unless told not to.
    let db = Database::in_memory().expect("a database");
    let error = db.transaction(|tx| tx.raw("SELECT \"nothing\"")).expect_err("there is no such column");
    assert!(error.to_string().contains("no such column"), "{error}");
}

#[test]
fn foreign_keys_hold_unless_turned_off() {
    let tables = "CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (a INTEGER REFERENCES a (id)); \
                  INSERT INTO b VALUES (1)";
    let strict = Database::in_memory().expect("a database");
    assert!(strict.transaction(|tx| tx.raw(tables)).is_err_and(|error: Error| error.is_foreign_key_violation()));
    let lax = Database::options().foreign_keys(false).in_memory().expect("a database");
    lax.transaction(|tx| tx.raw(tables)).expect("nobody looks");
}

#[test]
fn a_handle_may_go_to_any_thread() {
    fn goes<T: Send + Sync + Clone + 'static>() {}
    goes::<Database>();
}
