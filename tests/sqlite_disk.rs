//! The disk fails while a transaction is being committed: it says that it does not know, and what is found afterwards is
//! all or nothing.

use std::path::Path;
use std::process::Command;

use sqlite_support::Directory;
use statiql::ErrorKind;
use statiql::prelude::*;
use statiql::sqlite::{Database, Transaction};

mod sqlite_support;

#[table("notes")]
struct Notes {
    #[column(primary_key)]
    id: i64,
    text: String,
}

fn open(path: &Path, wal: bool) -> Database {
    Database::options().wal(wal).open(path).expect("the file")
}

fn note(tx: &mut Transaction<'_>, id: i64, text: &str) -> statiql::Result<u64> {
    tx.execute(insert(Notes).values((Notes.id.set(id), Notes.text.set(text))))
}

fn notes(db: &Database) -> Vec<i64> {
    db.run(from(Notes).order_by(Notes.id.asc()).select(Notes.id)).expect("the notes")
}

fn file_with_a_note(dir: &Directory, wal: bool) -> std::path::PathBuf {
    let path = dir.file("notes.db");
    let made = open(&path, wal).transaction(|tx| {
        tx.create_all(Notes)?;
        note(tx, 0, "before")
    });
    made.expect("a note");
    path
}

/// The end of the journal is the commit. Where it cannot be removed, what becomes of it decides later.
#[test]
fn a_commit_whose_journal_cannot_be_removed_has_an_unknown_outcome() {
    for journal_is_found_later in [true, false] {
        let dir = Directory::new();
        let path = file_with_a_note(&dir, false);
        let db = open(&path, false);
        let (journal, elsewhere) = (dir.file("notes.db-journal"), dir.file("elsewhere"));

        let mut tx = db.begin().expect("a transaction");
        note(&mut tx, 1, "mine").expect("a note");
        std::fs::rename(&journal, &elsewhere).expect("the journal of the transaction");
        // Files can be removed, directories not in the same way.
        std::fs::create_dir(&journal).expect("a directory of that name");
        let error = tx.commit().expect_err("the journal stays");
        assert_eq!(error.kind(), ErrorKind::OutcomeUnknown, "{error}");
        assert!(!error.is_transient(), "to run it again could do it twice");
        let cause = std::error::Error::source(&error).and_then(|cause| cause.downcast_ref::<statiql::Error>());
        assert_eq!(cause.map(|cause| (cause.kind(), cause.code())), Some((ErrorKind::Storage, Some(IOERR_DELETE))));

        std::fs::remove_dir(&journal).expect("the directory");
        let found = if journal_is_found_later {
            std::fs::rename(&elsewhere, &journal).expect("the journal");
            vec![0]
        } else {
            vec![0, 1]
        };
        assert_eq!(notes(&open(&path, false)), found);
        assert_eq!(notes(&db), found, "and so does who was told that it is unknown");
        db.transaction(|tx| note(tx, 9, "after")).expect("the connection is as good as before");
    }
}

/// <https://www.sqlite.org/rescode.html#ioerr_delete>
const IOERR_DELETE: i32 = 2570;

/// Not a test: what the process does that may not write large files.
#[test]
#[ignore = "run by the test below"]
fn child() {
    let (Ok(path), Ok(wal)) = (std::env::var("STATIQL_DISK_FILE"), std::env::var("STATIQL_DISK_WAL")) else { return };
    let db = open(Path::new(&path), wal == "yes");
    // It is written at the end, as it fits into the cache.
    let large = "x".repeat(400_000);
    let error = db.transaction(|tx| note(tx, 1, &large)).expect_err("the disk fails during COMMIT");
    assert_eq!(error.kind(), ErrorKind::OutcomeUnknown, "{error}");
    let alone = insert(Notes).values((Notes.id.set(2), Notes.text.set(large.as_str())));
    let error = db.run(alone).expect_err("SQLite commits it by itself");
    assert_eq!(error.kind(), ErrorKind::OutcomeUnknown, "{error}");
    assert!(format!("{error:?}").contains("INSERT INTO"), "{error:?}");
    let error = db.run(alone.returning(Notes.id)).expect_err("in a transaction of its own");
    assert_eq!(error.kind(), ErrorKind::OutcomeUnknown, "{error}");
    db.transaction(|tx| note(tx, 9, "after")).expect("the connection is as good as before");
}

#[test]
fn a_commit_that_the_disk_refuses_in_the_middle_has_an_unknown_outcome() {
    for (wal, name) in [(true, "yes"), (false, "no")] {
        let dir = Directory::new();
        let path = file_with_a_note(&dir, wal);
        // Who ignores the signal is told of an error. A block is 512 or 1024 bytes.
        let limited = "trap '' XFSZ; ulimit -f 150; exec \"$0\" --exact child --ignored --test-threads=1";
        let output = Command::new("sh")
            .args(["-c", limited])
            .arg(std::env::current_exe().expect("this test"))
            .env("STATIQL_DISK_FILE", &path)
            .env("STATIQL_DISK_WAL", name)
            .output()
            .expect("a shell");
        assert!(output.status.success(), "wal: {name}\n{}", String::from_utf8_lossy(&output.stdout));
        assert_eq!(notes(&open(&path, wal)), [0, 9], "wal: {name}");
    }
}
