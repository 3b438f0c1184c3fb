//! Where one statement compiles for all four databases and does not do the same: `docs/differences.md`.
//!
//! Each line is observed, and the table is compared with what is written, as far as the databases are there.
#![cfg(all(feature = "chrono", feature = "decimal", feature = "json", feature = "postgres", feature = "mysql"))]

use std::fmt::{Debug, Write};

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use statiql::prelude::*;
use statiql::{ErrorKind, Result};

use crate::ddl::{Eggs, Hens};
use crate::execute::Tags;
use crate::support::{self, url_of, with_database};

#[table("things")]
pub(crate) struct Things {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) n: Option<i32>,
    pub(crate) big: i64,
    pub(crate) share: Option<f64>,
    pub(crate) single: f32,
    pub(crate) word: Option<String>,
    pub(crate) at: Option<DateTime<Utc>>,
    pub(crate) day: Option<NaiveDate>,
    pub(crate) price: Option<Decimal>,
    pub(crate) document: Option<serde_json::Value>,
}

#[table("counted")]
pub(crate) struct Counted {
    #[column(primary_key, auto_increment)]
    pub(crate) id: i64,
    pub(crate) n: i32,
}

#[table("keyed")]
pub(crate) struct Keyed {
    #[column(primary_key)]
    pub(crate) word: String,
    pub(crate) n: i32,
}

/// One line of the table: what it is about, a statement, and what it does on each database.
type Line = (&'static str, &'static str, [Option<String>; 4]);

/// A value, or that there is an error instead.
fn shown<T: Debug>(result: Result<T>) -> String {
    match result {
        Ok(value) => format!("`{value:?}`"),
        Err(error) if error.kind() == ErrorKind::Value => "an error".to_owned(),
        Err(error) => format!("an error: {}", error.kind()),
    }
}

/// Whether what was written comes back.
fn kept<T: PartialEq>(written: Result<u64>, back: Result<Vec<T>>, value: &T) -> String {
    match (written, back.as_deref()) {
        (Err(error), _) if error.kind() == ErrorKind::Value => "an error",
        (Err(_), _) => "another error",
        (Ok(_), Ok([found])) if found == value => "kept",
        (Ok(_), Ok([_])) => "changed",
        (Ok(_), _) => "an error when it is read",
    }
    .to_owned()
}

/// What comes back of a value that is written to a column of the first row.
macro_rules! stored {
    ($db:ident, $column:ident, $value:expr) => {{
        let value = Some($value);
        let nothing = value.clone().filter(|_| false);
        let written = $db.run(update(Things).set(Things.$column.set(value.clone())).filter(Things.id.eq(1))).await;
        let back = $db.run(from(Things).filter(Things.id.eq(1)).select(Things.$column)).await;
        $db.run(update(Things).set(Things.$column.set(nothing)).filter(Things.id.eq(1))).await?;
        kept(written, back, &value)
    }};
}

/// The value of an expression in the first row.
macro_rules! value {
    ($db:ident, $expression:expr) => {
        shown($db.run(from(Things).filter(Things.id.eq(1)).select($expression)).await.map(|mut rows| rows.remove(0)))
    };
}

macro_rules! observations {
    (($db:ident) $($what:literal, $statement:literal => $body:block)*) => {
        fn observed() -> Vec<Line> {
            let mut lines: Vec<Line> = vec![$(($what, $statement, [const { None }; 4])),*];
            observations!(@on lines, $db, support::sqlite::Database, 0, $($what $body)*);
            observations!(@on lines, $db, statiql::postgres::Database, 1, $($what $body)*);
            observations!(@on lines, $db, statiql::mysql::Database, 2, $($what $body)*);
            observations!(@on lines, $db, statiql::mariadb::Database, 3, $($what $body)*);
            lines
        }
    };
    (@on $lines:ident, $db:ident, $database:ty, $place:literal, $($what:literal $body:block)*) => {
        if let Some(url) = url_of::<$database>() {
            let all = with_database(&url, async |$db: &$database| {
                make!($db);
                let mut all: Vec<String> = Vec::new();
                $(
                    let one: Result<String> = async { $body }.await;
                    all.push(one.unwrap_or_else(|error| panic!("{}: {error:?}", $what)));
                )*
                Ok::<_, statiql::Error>(all)
            });
            for (line, one) in $lines.iter_mut().zip(all.expect("the tables")) {
                line.2[$place] = Some(one);
            }
        }
    };
}

macro_rules! make {
    ($db:ident) => {
        $db.create_all((Things, Counted, Keyed)).await?;
        $db.run(insert(Things).rows([(1, None, i64::MAX), (2, Some(2), 1), (3, Some(3), -1)], |(id, n, big)| {
            (Things.id.set(id), Things.n.set(n), Things.big.set(big), Things.single.set(0.1), Things.share.set(0.1))
        }))
        .await?;
    };
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

observations! { (db)
    "NULL in an ascending order, where nothing is said", "`.order_by(x.asc())`" => {
        let rows = db.run(from(Things).order_by(Things.n.asc()).select(Things.n)).await?;
        Ok(if rows[0].is_none() { "first" } else { "last" }.to_owned())
    }
    "LIKE and the case of letters, in tables that `create_all` made", "`lit!(\"abc\").like(\"ABC\")`" => {
        Ok(value!(db, lit!("abc").like("ABC")))
    }
    "`upper`, `lower` beyond ASCII", "`lit!(\"né\").upper()`" => { Ok(value!(db, lit!("né").upper())) }
    "`round` of a half", "`lit!(2.5).round()`" => { Ok(value!(db, lit!(2.5).round())) }
    "a substring from before the first character", "`lit!(\"abc\").substring(0, 2)`" => {
        Ok(value!(db, lit!("abc").substring(0, 2)))
    }
    "a substring from a negative place", "`lit!(\"abc\").substring(-2, 2)`" => {
        Ok(value!(db, lit!("abc").substring(-2, 2)))
    }
    "a substring of negative length", "`lit!(\"abc\").substring(3, -2)`" => {
        Ok(value!(db, lit!("abc").substring(3, -2)))
    }
    "a number out of a text that begins with one", "`lit!(\"12abc\").cast::<i64>()`" => {
        Ok(value!(db, lit!("12abc").cast::<i64>()))
    }
    "a number out of a text that is none", "`lit!(\"abc\").cast::<i64>()`" => {
        Ok(value!(db, lit!("abc").cast::<i64>()))
    }
    "a float beyond the integers", "`lit!(1e30).cast::<i64>()`" => { Ok(value!(db, lit!(1e30).cast::<i64>())) }
    "the text of a float", "`lit!(2.0).cast::<String>()`" => {
        Ok(value!(db, (Things.share * 20.0).cast::<String>()))
    }
    "the text of a large float", "`lit!(1e20).cast::<String>()`" => {
        Ok(value!(db, (Things.share * 1e21).cast::<String>()))
    }
    "the text of a document", "`x.cast::<String>()`" => {
        let document = serde_json::json!({"b": 1, "a": 2});
        db.run(update(Things).set(Things.document.set(document)).filter(Things.id.eq(1))).await?;
        Ok(value!(db, Things.document.cast::<String>()))
    }
    "the text of an instant", "`x.cast::<String>()`" => {
        let noon = day(2024, 2, 29).and_hms_opt(12, 0, 0).expect("noon").and_utc();
        db.run(update(Things).set(Things.at.set(noon)).filter(Things.id.eq(1))).await?;
        Ok(value!(db, Things.at.cast::<String>()))
    }
    "a sum of `f32`", "`(x + x + x).cast::<f64>()`, x is 0.1" => {
        Ok(value!(db, (Things.single + Things.single + Things.single).cast::<f64>()))
    }
    "a float that is too large", "`lit!(1e308) * 10.0`" => { Ok(value!(db, lit!(1e308) * 10.0)) }
    "an `i32` that is too large on the way", "`n + i32::MAX - i32::MAX`, n is 2" => {
        let query = from(Things).filter(Things.id.eq(2)).select(Things.n + i32::MAX - i32::MAX);
        Ok(shown(db.run(query).await.map(|mut rows| rows.remove(0))))
    }
    "an `i64` sum that is too large on the way", "`x.sum()` of `i64::MAX`, 1, -1" => {
        Ok(shown(db.run(from(Things).select(Things.big.sum())).await.map(|mut rows| rows.remove(0))))
    }
    "an `i32` column and a larger number that the database computed", "`.set(n.set(n + i32::MAX))`" => {
        let larger = update(Things).set(Things.n.set(Things.n + i32::MAX)).filter(Things.id.eq(2));
        let written = db.run(larger).await;
        let back = db.run(from(Things).filter(Things.id.eq(2)).select(Things.n)).await;
        db.run(update(Things).set(Things.n.set(2)).filter(Things.id.eq(2))).await?;
        Ok(kept(written, back, &None))
    }
    "NaN in a column", "`.set(share.set(f64::NAN))`" => {
        let written = db.run(update(Things).set(Things.share.set(f64::NAN)).filter(Things.id.eq(3))).await;
        let back = db.run(from(Things).filter(Things.id.eq(3)).select(Things.share)).await;
        let back = back.map(|rows| rows.into_iter().map(|share| share.is_some_and(f64::is_nan)).collect());
        Ok(kept(written, back, &true))
    }
    "infinity in a column", "`.set(share.set(f64::INFINITY))`" => { Ok(stored!(db, share, f64::INFINITY)) }
    "a NUL in a text", "`.set(word.set(\"a\\0b\"))`" => { Ok(stored!(db, word, "a\0b".to_owned())) }
    "the year 999", "`.set(day.set(..))`" => { Ok(stored!(db, day, day(999, 12, 31))) }
    "the year 10000", "`.set(day.set(..))`" => { Ok(stored!(db, day, day(10_000, 1, 1))) }
    "the year -1", "`.set(day.set(..))`" => { Ok(stored!(db, day, day(-1, 1, 1))) }
    "a decimal with 21 digits behind its point", "`.set(price.set(..))`" => {
        Ok(stored!(db, price, Decimal::new(123_456_789_012, 21)))
    }
    "a text of 300 characters in a key without a length", "`insert(..).values(word.set(..))`" => {
        let written = db.run(insert(Keyed).values((Keyed.word.set("x".repeat(300)), Keyed.n.set(1)))).await;
        let back = db.run(from(Keyed).select(Keyed.word.char_length())).await;
        db.run(delete(Keyed).all_rows()).await?;
        Ok(kept(written, back, &300))
    }
    "rows that an upsert changed, of a row that was there", "`.on_conflict(..).do_update(..)`" => {
        db.run(insert(Keyed).values((Keyed.word.set("a"), Keyed.n.set(1)))).await?;
        Ok(shown(db.run(insert(Keyed).values((Keyed.word.set("a"), Keyed.n.set(2)))
            .on_conflict(Keyed.word).do_update(Keyed.n.set(excluded(Keyed.n)))).await))
    }
    "… of a row that was there and is left alone", "`.on_conflict(..).do_nothing()`" => {
        Ok(shown(db.run(insert(Keyed).values((Keyed.word.set("a"), Keyed.n.set(3)))
            .on_conflict(Keyed.word).do_nothing()).await))
    }
    "the number after one whose row was rolled back", "`auto_increment`" => {
        let mut tx = db.begin().await?;
        tx.execute(insert(Counted).values(Counted.n.set(1))).await?;
        tx.rollback().await?;
        db.run(insert(Counted).values(Counted.n.set(2))).await?;
        Ok(shown(db.run(from(Counted).select(Counted.id)).await.map(|mut ids| ids.remove(0))))
    }
    "the number after one that the program gave, 9", "`auto_increment`" => {
        db.run(delete(Counted).all_rows()).await?;
        db.run(insert(Counted).values((Counted.id.set(9), Counted.n.set(1)))).await?;
        db.run(insert(Counted).values(Counted.n.set(2))).await?;
        let ids = db.run(from(Counted).filter(Counted.n.eq(2)).select(Counted.id)).await;
        Ok(shown(ids.map(|mut ids| ids.remove(0))))
    }
    "a new row, where the last number is taken and another key is the target", "`.on_conflict(..).do_update(..)`" => {
        db.create_all(Tags).await?;
        db.run(insert(Tags).values((Tags.id.set(i64::MAX), Tags.name.set("last"), Tags.uses.set(1)))).await?;
        let written = db.run(insert(Tags).values((Tags.name.set("next"), Tags.uses.set(1)))
            .on_conflict(Tags.name).do_update(Tags.uses.set(2))).await;
        let last = db.run(from(Tags).filter(Tags.name.eq("last")).select(Tags.uses)).await?;
        Ok(match written {
            Ok(_) if last == [2] => "updates the last row",
            Ok(_) => "is inserted",
            Err(_) => "an error",
        }
        .to_owned())
    }
    "tables with rows that reference each other", "`drop_all((Hens, Eggs))`" => {
        db.create_all((Hens, Eggs)).await?;
        db.run(insert(Hens).values(Hens.id.set(1))).await?;
        db.run(insert(Eggs).values((Eggs.id.set(1), Eggs.of_hen.set(1)))).await?;
        db.run(update(Hens).set(Hens.from_egg.set(1)).all_rows()).await?;
        Ok(shown(db.drop_all((Hens, Eggs)).await))
    }
    "which key a unique violation names", "`error.constraint()`" => {
        let again = db.run(insert(Keyed).values((Keyed.word.set("a"), Keyed.n.set(3)))).await;
        Ok(again.err().and_then(|error| error.constraint().map(|name| format!("`{name}`"))).unwrap_or("none".to_owned()))
    }
    "the resolution of the clock", "`now()`" => {
        let mut finest = 1_000;
        for _ in 0..5 {
            let now = db.run(from(Things).filter(Things.id.eq(1)).select(now())).await?[0];
            if now.timestamp_subsec_micros() % 1_000 != 0 {
                finest = 1;
            }
        }
        Ok(if finest == 1 { "microseconds" } else { "milliseconds" }.to_owned())
    }
    "the clock in two statements of a transaction", "`now()`" => {
        let mut tx = db.begin().await?;
        let first = tx.one(from(Things).filter(Things.id.eq(1)).select(now())).await?;
        std::thread::sleep(std::time::Duration::from_millis(5));
        let second = tx.one(from(Things).filter(Things.id.eq(1)).select(now())).await?;
        tx.rollback().await?;
        Ok(if first == second { "stands still" } else { "goes on" }.to_owned())
    }
}

const HEAD: &str = "# Where the databases differ

These statements compile for every database and do not do the same. What a database cannot do at all does not compile:
[capabilities.md](capabilities.md) lists it. Whatever is in neither table is the same everywhere, as far as `tests/databases`
knows.

Written from `tests/databases/differences.rs`; with all four databases at hand,
`UPDATE_DOCS=1 cargo test --all-features --test databases differences` writes it anew.

| what | statement | SQLite | PostgreSQL | MySQL | MariaDB |
|---|---|---|---|---|---|
";

fn table(lines: &[Line]) -> String {
    let mut text = String::from(HEAD);
    for (what, statement, databases) in lines {
        let _ = write!(text, "| {what} | {statement} |");
        for observed in databases {
            let _ = write!(text, " {} |", observed.as_deref().unwrap_or_default());
        }
        text.push('\n');
    }
    text
}

#[test]
fn the_documentation_has_what_was_observed() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/differences.md");
    let mut lines = observed();
    let complete = lines.iter().all(|(_, _, databases)| databases.iter().all(Option::is_some));
    if complete && std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, table(&lines)).expect("docs/differences.md can be written");
    }
    let alike: Vec<&Line> =
        lines.iter().filter(|line| complete && line.2.iter().all(|one| *one == line.2[0])).collect();
    assert!(alike.is_empty(), "no differences: {alike:#?}");
    let written = std::fs::read_to_string(path).expect("docs/differences.md is there");
    // What was not observed is taken as it is written.
    for (line, written) in lines.iter_mut().zip(written.lines().skip(HEAD.lines().count())) {
        for (observed, written) in line.2.iter_mut().zip(written.split(" | ").skip(2)) {
            observed.get_or_insert_with(|| written.trim_end_matches(" |").to_owned());
        }
    }
    assert_eq!(written, table(&lines), "UPDATE_DOCS=1 cargo test --all-features --test databases differences");
}
