//! With Diesel, as its guides have it.

use diesel::connection::{AnsiTransactionManager, SimpleConnection};
use diesel::prelude::*;

use super::{Contender, ENTRIES, JOINED, Row, SETUP, filling, reading};

diesel::table! {
    authors (id) {
        id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    books (id) {
        id -> BigInt,
        author_id -> BigInt,
        title -> Text,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    entries (id) {
        id -> BigInt,
        name -> Text,
        note -> Nullable<Text>,
    }
}

diesel::joinable!(books -> authors (author_id));
diesel::allow_tables_to_appear_in_same_query!(authors, books);

fn open() -> SqliteConnection {
    let mut connection = SqliteConnection::establish(":memory:").unwrap();
    connection.batch_execute(SETUP).unwrap();
    connection
}

fn in_transaction() -> SqliteConnection {
    let mut connection = open();
    AnsiTransactionManager::begin_transaction_sql(&mut connection, "BEGIN IMMEDIATE").unwrap();
    connection
}

fn look_up(connection: &mut SqliteConnection, key: i64) -> QueryResult<Row> {
    books::table.find(key).select((books::id, books::title, books::note)).get_result(connection)
}

pub(crate) fn lookup() -> Box<dyn Contender> {
    reading(in_transaction(), |connection, key| look_up(connection, key).unwrap())
}

pub(crate) fn lookup_transaction() -> Box<dyn Contender> {
    reading(open(), |connection, key| connection.immediate_transaction(|connection| look_up(connection, key)).unwrap())
}

pub(crate) fn rows_owned() -> Box<dyn Contender> {
    reading(in_transaction(), |connection, _| {
        books::table.select((books::id, books::title, books::note)).load::<Row>(connection).unwrap()
    })
}

/// The text is owned here too; at least the rows are not collected.
pub(crate) fn rows_borrowed() -> Box<dyn Contender> {
    reading(in_transaction(), |connection, _| {
        let rows = books::table.select((books::id, books::title, books::note));
        let rows = rows.load_iter::<Row, diesel::connection::DefaultLoadingMode>(connection).unwrap();
        let mut sum = 0;
        for row in rows {
            let (id, title, note) = row.unwrap();
            sum += id as usize + title.len() + note.map_or(0, |note| note.len());
        }
        sum
    })
}

pub(crate) fn join() -> Box<dyn Contender> {
    reading(in_transaction(), |connection, _| {
        books::table
            .inner_join(authors::table)
            .filter(books::id.le(JOINED))
            .select((books::id, books::title, authors::name))
            .load::<(i64, String, String)>(connection)
            .unwrap()
    })
}

fn empty(connection: &mut SqliteConnection) {
    diesel::delete(entries::table).execute(connection).unwrap();
}

fn all_entries(connection: &mut SqliteConnection) -> Vec<Row> {
    entries::table.order(entries::id).load(connection).unwrap()
}

pub(crate) fn insert_loop() -> Box<dyn Contender> {
    let once = |connection: &mut SqliteConnection| {
        let count = connection.immediate_transaction(|connection| {
            let mut count = 0;
            for (id, name, note) in &*ENTRIES {
                count += diesel::insert_into(entries::table)
                    .values((entries::id.eq(id), entries::name.eq(name), entries::note.eq(note)))
                    .execute(connection)?;
            }
            QueryResult::Ok(count)
        });
        count.unwrap() as u64
    };
    filling(open(), once, empty, all_entries)
}

pub(crate) fn insert_many() -> Box<dyn Contender> {
    let once = |connection: &mut SqliteConnection| {
        let count = connection.immediate_transaction(|connection| {
            let rows: Vec<_> = ENTRIES
                .iter()
                .map(|(id, name, note)| (entries::id.eq(id), entries::name.eq(name), entries::note.eq(note)))
                .collect();
            diesel::insert_into(entries::table).values(&rows).execute(connection)
        });
        count.unwrap() as u64
    };
    filling(open(), once, empty, all_entries)
}

fn set_note(connection: &mut SqliteConnection, key: i64, note: &str) -> u64 {
    diesel::update(books::table.find(key)).set(books::note.eq(note)).execute(connection).unwrap() as u64
}

pub(crate) fn update() -> Box<dyn Contender> {
    let mut connection = in_transaction();
    assert_eq!(set_note(&mut connection, 5, "Checked"), 1);
    let note: Option<String> = books::table.find(5).select(books::note).get_result(&mut connection).unwrap();
    assert_eq!(note.as_deref(), Some("Checked"));
    reading(connection, |connection, key| set_note(connection, key, "Another note on it"))
}
