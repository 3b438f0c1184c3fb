//! With statiql.

use statiql::prelude::*;
use statiql::sqlite::{Database, Transaction};

use super::{Contender, ENTRIES, JOINED, Row, SETUP, filling, reading};

#[table("authors")]
pub struct Authors {
    #[column(primary_key)]
    pub id: i64,
    pub name: String,
}

#[table("books")]
pub struct Books {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = Authors.id)]
    pub author_id: i64,
    pub title: String,
    pub note: Option<String>,
}

#[table("entries")]
pub struct Entries {
    #[column(primary_key)]
    pub id: i64,
    pub name: String,
    pub note: Option<String>,
}

fn open() -> Database {
    let db = Database::in_memory().unwrap();
    db.transaction(|tx| tx.raw(SETUP)).unwrap();
    db
}

fn in_transaction() -> Transaction<'static> {
    Box::leak(Box::new(open())).begin().unwrap()
}

pub(crate) fn lookup() -> Box<dyn Contender> {
    reading(in_transaction(), |tx, key| {
        tx.first(from(Books).filter(Books.id.eq(key)).select((Books.id, Books.title, Books.note))).unwrap().unwrap()
    })
}

pub(crate) fn lookup_one() -> Box<dyn Contender> {
    reading(in_transaction(), |tx, key| {
        tx.one(from(Books).filter(Books.id.eq(key)).select((Books.id, Books.title, Books.note))).unwrap()
    })
}

pub(crate) fn lookup_transaction() -> Box<dyn Contender> {
    reading(open(), |db, key| {
        let query = from(Books).filter(Books.id.eq(key)).select((Books.id, Books.title, Books.note));
        db.transaction(|tx| tx.first(query)).unwrap().unwrap()
    })
}

pub(crate) fn rows_owned() -> Box<dyn Contender> {
    reading(in_transaction(), |tx, _| tx.all(from(Books).select((Books.id, Books.title, Books.note))).unwrap())
}

pub(crate) fn rows_borrowed() -> Box<dyn Contender> {
    reading(in_transaction(), |tx, _| {
        let mut sum = 0;
        tx.for_each(from(Books).select((Books.id, Books.title, Books.note)), |(id, title, note)| {
            sum += id as usize + title.len() + note.map_or(0, str::len);
            Ok(())
        })
        .unwrap();
        sum
    })
}

pub(crate) fn join() -> Box<dyn Contender> {
    reading(in_transaction(), |tx, _| {
        tx.all(from(Books).join(Authors, Books.author_id.eq(Authors.id)).filter(Books.id.le(JOINED)).select((
            Books.id,
            Books.title,
            Authors.name,
        )))
        .unwrap()
    })
}

fn empty(db: &mut Database) {
    db.run(delete(Entries).all_rows()).unwrap();
}

fn entries(db: &mut Database) -> Vec<Row> {
    db.run(from(Entries).order_by(Entries.id.asc()).select((Entries.id, Entries.name, Entries.note))).unwrap()
}

pub(crate) fn insert_loop() -> Box<dyn Contender> {
    let once = |db: &mut Database| {
        db.transaction(|tx| {
            let mut count = 0;
            for (id, name, note) in &*ENTRIES {
                count += tx.execute(insert(Entries).values((
                    Entries.id.set(*id),
                    Entries.name.set(name),
                    Entries.note.set(note.as_deref()),
                )))?;
            }
            Ok(count)
        })
        .unwrap()
    };
    filling(open(), once, empty, entries)
}

pub(crate) fn insert_many() -> Box<dyn Contender> {
    let once = |db: &mut Database| {
        db.transaction(|tx| {
            tx.execute_many(&*ENTRIES, |(id, name, note)| {
                insert(Entries).values((Entries.id.set(*id), Entries.name.set(name), Entries.note.set(note.as_deref())))
            })
        })
        .unwrap()
    };
    filling(open(), once, empty, entries)
}

pub(crate) fn update() -> Box<dyn Contender> {
    // No function of its own: the type of a statement is not one to be written down.
    macro_rules! set_note {
        ($tx:ident, $key:expr, $note:expr) => {
            $tx.execute(statiql::prelude::update(Books).set(Books.note.set($note)).filter(Books.id.eq($key))).unwrap()
        };
    }
    let mut tx = in_transaction();
    assert_eq!(set_note!(tx, 5, "Checked"), 1);
    let note = tx.one(from(Books).filter(Books.id.eq(5)).select(Books.note)).unwrap();
    assert_eq!(note.as_deref(), Some("Checked"));
    reading(tx, |tx, key| set_note!(tx, key, "Another note on it"))
}
