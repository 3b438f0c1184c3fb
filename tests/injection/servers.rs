//! On PostgreSQL, MySQL and MariaDB.

use statiql::ErrorKind;
use statiql::prelude::*;
use statiql::server::{Database, Transaction};

use crate::hostile::{hostile, random_text};
use crate::random::Random;
use crate::scratch::{Scratch, Tested, on_every_server, tier};

#[table("notes")]
pub struct Notes {
    #[column(primary_key)]
    pub id: i64,
    pub text: String,
    pub bytes: Vec<u8>,
}

#[table("canary")]
pub struct Canary {
    #[column(primary_key)]
    pub id: i64,
    pub song: String,
}

/// Names that would end a name, a statement or a comment if they were not quoted.
#[table("we\"ird`'; DROP TABLE canary; --")]
pub struct Weird {
    #[column(primary_key, name = "we\"ird")]
    pub id: i64,
    #[column(name = "\"\"; DELETE FROM canary; --")]
    pub text: String,
    #[column(name = "a`b\\c ? $1 :x {0}", default = "it's \"so\" \\; --")]
    pub other: String,
}

alias!(MoreNotes = Notes);
name!(Chosen, Part);

on_every_server! {
    a_hostile_text_comes_back_as_it_is
    a_hostile_text_finds_itself_and_nothing_else
    wildcards_in_a_text_to_look_for_are_characters
    hostile_texts_are_written_in_bulk_and_looked_for_in_a_list
    hostile_names_of_tables_and_columns_are_names
    random_texts_come_back_as_they_are
}

async fn cage<D: Tested>(scratch: &Scratch<D>) -> Database<D> {
    let db = scratch.pool(1).await;
    db.create_all((Notes, Canary)).await.expect("tables");
    db.run(insert(Canary).values((Canary.id.set(1), Canary.song.set("tweet")))).await.expect("a canary");
    db.run(insert(Notes).values((Notes.id.set(1), Notes.text.set("first"), Notes.bytes.set(b"first"))))
        .await
        .expect("a note");
    db
}

/// What a connection of its own sees: the tables, and the canary.
async fn look<D: Tested>(scratch: &Scratch<D>) -> (Vec<String>, Vec<String>) {
    let tables = "SELECT table_name FROM information_schema.tables WHERE table_schema IN ('public', DATABASE())";
    let tables = if D::VARIABLE.contains("POSTGRES") { tables.replace(", DATABASE()", "") } else { tables.to_owned() };
    (D::admin(&scratch.url, &tables).await, D::admin(&scratch.url, "SELECT song FROM canary").await)
}

/// The texts that the database can hold. PostgreSQL has no NUL in a text.
fn storable<D: Tested>() -> Vec<String> {
    let has_nul = !D::VARIABLE.contains("POSTGRES");
    hostile().into_iter().filter(|text| has_nul || !text.contains('\0')).collect()
}

fn shown(value: &str) -> &str {
    value.get(..100).unwrap_or(value)
}

async fn write<D: Tested>(tx: &mut Transaction<D>, id: i64, value: &str) -> statiql::Result<u64> {
    tx.execute(insert(Notes).values((Notes.id.set(id), Notes.text.set(value), Notes.bytes.set(value.as_bytes())))).await
}

async fn a_hostile_text_comes_back_as_it_is<D: Tested>(scratch: &Scratch<D>) {
    let db = cage(scratch).await;
    let before = look(scratch).await;
    for value in hostile() {
        let mut tx = db.begin().await.expect("a transaction");
        match write(&mut tx, 2, &value).await {
            Ok(_) => {
                let row = from(Notes).filter(Notes.id.eq(2)).select((Notes.text, Notes.bytes));
                assert_eq!(tx.one(row).await.expect("a row"), (value.clone(), value.as_bytes().to_vec()));
                let bound = from(Notes).filter(Notes.id.eq(1)).select((Notes.text.concat(value.as_str()), Notes.id));
                assert_eq!(tx.one(bound).await.expect("a row").0, format!("first{value}"));
                tx.execute(update(Notes).set(Notes.text.set(value.as_str())).filter(Notes.text.eq("first")))
                    .await
                    .expect("it is written over another");
                tx.execute(delete(Notes).filter(Notes.text.eq(value.as_str()))).await.expect("it is found");
                assert_eq!(tx.one(from(Notes).select(count_all())).await.expect("a count"), 0, "{:?}", shown(&value));
                tx.rollback().await.expect("it rolls back");
            }
            Err(error) => {
                assert!(!storable::<D>().contains(&value), "{:?}: {error}", shown(&value));
                assert_eq!(error.kind(), ErrorKind::Value);
            }
        }
    }
    assert_eq!(look(scratch).await, before);
}

async fn a_hostile_text_finds_itself_and_nothing_else<D: Tested>(scratch: &Scratch<D>) {
    let db = cage(scratch).await;
    let before = look(scratch).await;
    for value in storable::<D>() {
        let value = value.as_str();
        let mut tx = db.begin().await.expect("a transaction");
        write(&mut tx, 2, value).await.expect("a row");
        macro_rules! find_it {
            ($($query:expr;)*) => {$(
                let found = tx.all($query).await.unwrap_or_else(|error| panic!("{:?}: {error}", shown(value)));
                assert_eq!(found, [2], "{} with {:?}", stringify!($query), shown(value));
            )*};
        }
        find_it! {
            from(Notes).filter(Notes.text.eq(value)).select(Notes.id);
            from(Notes).filter(Notes.text.between(value, value)).select(Notes.id);
            from(Notes).filter(Notes.text.is_not_distinct_from(Some(value))).select(Notes.id);
            from(Notes).filter(Notes.text.is_in([value])).select(Notes.id);
            from(Notes).filter(Notes.text.is_in(vec!["no such text", value])).select(Notes.id);
            from(Notes).filter(Notes.text.not_in(["first"])).select(Notes.id);
            from(Notes).filter(Notes.bytes.eq(value.as_bytes())).select(Notes.id);
            from(Notes).filter(Notes.bytes.is_in([value.as_bytes()])).select(Notes.id);
            from(Notes).filter_opt(Some(Notes.text.eq(value))).select(Notes.id);
            from(Notes).filter(any_of([on(Notes, Notes.text.eq(value.to_owned())).boxed()])).select(Notes.id);
            from(Notes).filter(Notes.text.concat("'").eq(format!("{value}'"))).select(Notes.id);
            from(Notes).filter(case_when(Notes.text.eq(value), lit!(1)).otherwise(0).eq(1)).select(Notes.id);
            from(Notes).group_by(Notes).having(Notes.text.max().eq(value)).select(Notes.id);
            from(Notes)
                .filter(Notes.id.is_in(from(MoreNotes).filter(MoreNotes.text.eq(value)).select(MoreNotes.id)))
                .select(Notes.id);
            from(Notes).join(MoreNotes, MoreNotes.id.eq(Notes.id) & MoreNotes.text.eq(value)).select(Notes.id);
        }
        let inner = || from(Notes).filter(Notes.text.eq(value)).select(row! { id: Notes.id, text: Notes.text });
        let (part, chosen) = (inner().subquery(Part), inner().cte(Chosen));
        find_it! {
            from(&part).filter(part.text.eq(value)).select(part.id);
            from(&chosen).filter(chosen.text.eq(value)).select(chosen.id);
            from(Notes)
                .filter(Notes.text.eq(value))
                .select(Notes.id)
                .union(from(Notes).filter(Notes.text.eq(value)).select(Notes.id));
        }
        tx.rollback().await.expect("it rolls back");
    }
    assert_eq!(look(scratch).await, before);
}

async fn wildcards_in_a_text_to_look_for_are_characters<D: Tested>(scratch: &Scratch<D>) {
    let db = cage(scratch).await;
    // A long text that repeats itself takes PostgreSQL hours to look for.
    for value in storable::<D>().into_iter().filter(|value| value.len() < 10_000) {
        let rows = [value.clone(), format!("<{value}>"), format!("<{value}"), format!("{value}>"), "else".to_owned()];
        let mut tx = db.begin().await.expect("a transaction");
        tx.execute(delete(Notes).all_rows()).await.expect("no rows");
        for (id, row) in (0..).zip(&rows) {
            write(&mut tx, id, row).await.expect("a row");
        }
        let holding = |holds: fn(&str, &str) -> bool| {
            rows.iter().filter(|row| holds(row, &value)).cloned().collect::<Vec<String>>()
        };
        let value = value.as_str();
        let query = || from(Notes).order_by(Notes.id.asc());
        let found = tx.all(query().filter(Notes.text.contains(value)).select(Notes.text)).await.expect("rows");
        assert_eq!(found, holding(|row, text| row.contains(text)));
        let found = tx.all(query().filter(Notes.text.starts_with(value)).select(Notes.text)).await.expect("rows");
        assert_eq!(found, holding(|row, text| row.starts_with(text)));
        let found = tx.all(query().filter(Notes.text.ends_with(value)).select(Notes.text)).await.expect("rows");
        assert_eq!(found, holding(|row, text| row.ends_with(text)));
        tx.rollback().await.expect("it rolls back");
    }
}

async fn hostile_texts_are_written_in_bulk_and_looked_for_in_a_list<D: Tested>(scratch: &Scratch<D>) {
    let db = cage(scratch).await;
    let before = look(scratch).await;
    let texts = storable::<D>();
    let rows: Vec<(i64, &str)> = (10..).zip(texts.iter().map(String::as_str)).collect();
    let found = db.transaction(async |tx| {
        let row = |(id, text): &(i64, &str)| {
            let (text, bytes) = ((*text).to_owned(), text.as_bytes().to_vec());
            insert(Notes).values((Notes.id.set(*id), Notes.text.set(text), Notes.bytes.set(bytes)))
        };
        assert_eq!(tx.execute_many(&rows, row).await?, texts.len() as u64);
        let list: Vec<&str> = texts.iter().map(String::as_str).collect();
        tx.all(from(Notes).filter(Notes.text.is_in(list)).order_by(Notes.id.asc()).select(Notes.text)).await
    });
    assert_eq!(found.await.expect("they are written"), texts);
    assert_eq!(look(scratch).await, before);
}

async fn hostile_names_of_tables_and_columns_are_names<D: Tested>(scratch: &Scratch<D>) {
    let db = cage(scratch).await;
    db.create_all(Weird).await.expect("a table");
    let before = look(scratch).await;
    assert!(before.0.iter().any(|name| name.starts_with("we\"ird")), "{:?}", before.0);
    for (id, value) in (1..).zip(storable::<D>()) {
        db.run(insert(Weird).values((Weird.id.set(id), Weird.text.set(value.as_str())))).await.expect("a row");
        let row = db.run(from(Weird).filter(Weird.text.eq(value.as_str())).select((Weird.id, Weird.other)));
        assert_eq!(row.await.expect("a row"), [(id, "it's \"so\" \\; --".to_owned())]);
    }
    db.run(update(Weird).set(Weird.other.set(Weird.text)).filter(Weird.id.gt(1))).await.expect("rows");
    db.run(delete(Weird).filter(Weird.other.ne(Weird.text))).await.expect("rows");
    assert_eq!(look(scratch).await, before);
}

async fn random_texts_come_back_as_they_are<D: Tested>(scratch: &Scratch<D>) {
    let db = cage(scratch).await;
    let before = look(scratch).await;
    let has_nul = !D::VARIABLE.contains("POSTGRES");
    let random = &mut Random::of(16);
    let (rounds, texts) = (tier(2, 1_000), 1_000);
    for _ in 0..rounds {
        let texts: Vec<String> = (0..texts).map(|_| random_text(random, has_nul)).collect();
        let back = db.transaction(async |tx| {
            tx.execute(delete(Notes).filter(Notes.id.ge(10))).await?;
            tx.execute_many((10..).zip(&texts), |(id, text)| {
                insert(Notes).values((
                    Notes.id.set(id),
                    Notes.text.set(text.clone()),
                    Notes.bytes.set(text.as_bytes().to_vec()),
                ))
            })
            .await?;
            tx.all(from(Notes).filter(Notes.id.ge(10)).order_by(Notes.id.asc()).select((Notes.text, Notes.bytes))).await
        });
        let back = back.await.expect("they are written");
        assert_eq!(back.len(), texts.len());
        for (text, (back, bytes)) in texts.iter().zip(back) {
            assert_eq!((&back, bytes.as_slice()), (text, text.as_bytes()));
        }
        assert_eq!(look(scratch).await, before);
    }
    println!("{}: {} random texts", D::VARIABLE, rounds * texts);
}
