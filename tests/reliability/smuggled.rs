//! Nothing begins, ends or commits a transaction behind its back. MySQL and MariaDB commit by themselves before and after
//! statements that change tables, and take SAVEPOINT where there is no transaction.

use statiql::ErrorKind;
use statiql::prelude::*;

use crate::scratch::{Scratch, Tested, on_every_server};

#[table("notes")]
pub struct Notes {
    #[column(primary_key)]
    pub id: i64,
}

const EVERYWHERE: &[&str] = &[
    "BEGIN",
    "START TRANSACTION",
    "COMMIT",
    "commit;",
    " /* why not */ COMMIT",
    "-- a line\nCOMMIT",
    "(COMMIT)",
    "ROLLBACK",
    "ROLLBACK TO SAVEPOINT a",
    "SAVEPOINT a",
    "RELEASE SAVEPOINT a",
    "SELECT 1; COMMIT",
    "INSERT INTO notes VALUES (99); COMMIT",
];

/// They would commit on MySQL and MariaDB.
const COMMITTING: &[&str] = &[
    "CREATE TABLE more (id INT)",
    "CREATE INDEX by_id ON notes (id)",
    "ALTER TABLE notes ADD more INT",
    "DROP TABLE notes",
    "TRUNCATE TABLE notes",
    "RENAME TABLE notes TO more",
    "LOCK TABLES notes WRITE",
    "SET autocommit = 1",
    "SET SESSION autocommit = 1",
    "/*! COMMIT */",
    "/*M! COMMIT */",
];

on_every_server! {
    a_transaction_is_ended_only_by_its_owner
}

async fn a_transaction_is_ended_only_by_its_owner<D: Tested>(scratch: &Scratch<D>) {
    let db = scratch.pool(1).await;
    db.create_all(Notes).await.expect("a table");
    let committing = if D::VARIABLE.contains("POSTGRES") { &[] } else { COMMITTING };
    for sql in EVERYWHERE.iter().chain(committing) {
        let mut tx = db.begin().await.expect("a transaction");
        tx.execute(insert(Notes).values(Notes.id.set(1))).await.expect("a row");
        let error = tx.raw(sql).await.expect_err(sql);
        assert!(matches!(error.kind(), ErrorKind::Transaction | ErrorKind::Sql), "{sql}: {error}");
        // It was refused as a failing statement is: only rolling back is left.
        let after = tx.execute(insert(Notes).values(Notes.id.set(2))).await;
        assert_eq!(after.expect_err(sql).kind(), ErrorKind::Transaction, "{sql}");
        assert_eq!(tx.commit().await.expect_err(sql).kind(), ErrorKind::RolledBack, "{sql}");
        assert_eq!(db.run(from(Notes).select(Notes.id)).await.expect("rows"), Vec::<i64>::new(), "{sql}");
    }
    println!("{}: {} ways out refused", D::VARIABLE, EVERYWHERE.len() + committing.len());
}
