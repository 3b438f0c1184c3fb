//! What is told to `tracing`: texts, counts and outcomes, never a value.

#![cfg(feature = "tracing")]

use std::fmt::{Debug, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use statiql::Error;
use statiql::prelude::*;
use statiql::sqlite::Database;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

#[table("users")]
struct Users {
    #[column(primary_key)]
    id: i64,
    #[column(unique)]
    name: String,
}

/// Writes all it is told into one text.
#[derive(Clone, Default)]
struct Log {
    text: Arc<Mutex<String>>,
    spans: Arc<AtomicU64>,
}

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() != "elapsed" {
            let _ = write!(self.0, " {}={value:?}", field.name());
        }
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("statiql")
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut text = self.text.lock().expect("no panic");
        text.push_str(attributes.metadata().name());
        attributes.record(&mut Fields(&mut text));
        text.push('\n');
        Id::from_u64(self.spans.fetch_add(1, Ordering::Relaxed) + 1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = self.text.lock().expect("no panic");
        event.record(&mut Fields(&mut text));
        text.push('\n');
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

fn told(work: impl FnOnce(&Database)) -> String {
    let db = Database::in_memory().expect("a database");
    db.transaction(|tx| tx.create_all(Users)).expect("a table");
    let log = Log::default();
    tracing::subscriber::with_default(log.clone(), || work(&db));
    let text = log.text.lock().expect("no panic");
    text.clone()
}

#[test]
fn a_transaction_is_told_statement_by_statement() {
    let told = told(|db| {
        db.transaction(|tx| {
            tx.execute(insert(Users).values((Users.id.set(1), Users.name.set("Ada"))))?;
            tx.savepoint(|tx| Ok(tx.all(from(Users).select(Users.name))?.len()))
        })
        .expect("a transaction");
    });
    assert_eq!(
        told,
        concat!(
            "transaction database=\"sqlite\" read_only=false\n",
            " message=begin\n",
            " message=statement sql=\"INSERT INTO \\\"users\\\" (\\\"id\\\", \\\"name\\\") VALUES (?, ?)\" rows=1\n",
            " message=savepoint\n",
            " message=statement sql=\"SELECT \\\"users\\\".\\\"name\\\" FROM \\\"users\\\"\" rows=1\n",
            " message=release savepoint\n",
            " message=commit\n",
        )
    );
}

#[test]
fn no_value_is_told() {
    let secret = "hunter2-canary";
    let told = told(|db| {
        let insert = |id| insert(Users).values((Users.id.set(id), Users.name.set(secret)));
        db.run(insert(1)).expect("a row");
        db.run(insert(2)).expect_err("the name is taken");
        db.run(from(Users).filter(Users.name.eq(secret)).select(Users.name)).expect("a row");
        db.run(from(Users).filter(Users.name.is_in([secret])).select(Users.name)).expect("a row");
        let _ = db.transaction(|tx| {
            let _ = tx.execute(insert(1));
            let _ = tx.stream(from(Users).filter(Users.name.eq(secret)).select(Users.name)).map(Iterator::count);
            Err::<(), _>(Error::custom("changed my mind"))
        });
    });
    assert!(!told.contains(secret), "{told}");
    assert!(told.contains("unique constraint violated: users.name (code 2067)"), "{told}");
    assert!(told.contains("message=roll back"), "{told}");
}
