//! On SQLite, with every kind of statement; and the texts of statements for all four databases.

use statiql::ErrorKind;
use statiql::prelude::*;
use statiql::sqlite::{Database, Transaction};

use crate::hostile::hostile;
use crate::sqlite_support::Directory;

#[table("notes")]
pub struct Notes {
    #[column(primary_key, auto_increment)]
    pub id: i64,
    #[column(unique)]
    pub text: String,
    pub other: Option<String>,
    pub bytes: Option<Vec<u8>>,
}

#[table("canary")]
pub struct Canary {
    #[column(primary_key)]
    pub id: i64,
    pub song: String,
}

/// Names that would end a name, a statement or a comment if they were not quoted.
#[table("we\"ird'; DROP TABLE canary; --")]
pub struct Weird {
    #[column(primary_key, name = "we\"ird")]
    pub id: i64,
    #[column(name = "\"\"; DELETE FROM canary; --")]
    pub text: String,
    #[column(name = "a`b\\c ? $1 :x {0}", default = "it's \"so\"; --")]
    pub other: String,
    #[column(name = "żółw 🐢", unique)]
    pub turtle: Option<String>,
}

alias!(MoreNotes = Notes);
name!(Chosen, Part);

const HARMLESS: &str = "harmless";

/// The texts of statements that bind `value` in every place where a value may stand, in all dialects.
fn statements(value: &str) -> Vec<String> {
    let mut all = Vec::new();
    macro_rules! texts {
        ($($query:expr;)*) => {$({
            let query = $query;
            all.push(query.sql::<Sqlite>().into_owned());
            all.push(query.sql::<Postgres>().into_owned());
            all.push(query.sql::<MySql>().into_owned());
            all.push(query.sql::<MariaDb>().into_owned());
        })*};
    }
    let owned = value.to_owned();
    let bytes = value.as_bytes();
    let on_notes = || on(Notes, Notes.text.eq(owned.clone())).boxed();
    let part = || {
        from(Notes)
            .filter(Notes.text.eq(value))
            .select(row! { text: Notes.text, other: coalesce((Notes.other, value)) })
    };
    texts! {
        from(Notes).filter(Notes.text.eq(value)).select(Notes.id);
        from(Notes).filter(Notes.text.ne(owned.clone()).or(Notes.text.gt(&owned)).or(Notes.text.between(value, value))).select(Notes.id);
        from(Notes).filter(Notes.other.is_not_distinct_from(Some(value)).and(Notes.other.is_distinct_from(value))).select(Notes.id);
        from(Notes).filter(Notes.bytes.eq(bytes)).select(Notes.id);
        from(Notes).filter(Notes.text.like(value)).select(Notes.id);
        from(Notes).filter(Notes.text.contains(value) | Notes.text.starts_with(value) | Notes.text.ends_with(value)).select(Notes.id);
        from(Notes).filter(Notes.text.is_in([value, value]) & Notes.text.not_in(vec![owned.clone()])).select(Notes.id);
        from(Notes).filter(Notes.bytes.is_in([bytes])).select(Notes.id);
        from(Notes).filter_opt(Some(Notes.text.eq(value))).filter(any_of([on_notes(), on_notes()])).filter(all_of([on_notes()])).select(Notes.id);
        from(Notes).select((Notes.text.concat(value), Notes.text.replace(value, value), Notes.other.nullif(value), coalesce((Notes.other, value))));
        from(Notes).select(case_when(Notes.text.eq(value), Notes.text).when(Notes.text.lt(value), value).otherwise(value));
        from(Notes).select((sql!(String, "{0} || {1}", Notes.text, owned.clone()), sql!(bool, "{0} GLOB {1}", Notes.text, owned.clone())));
        from(Notes).join(MoreNotes, MoreNotes.text.eq(Notes.text.concat(value))).select(Notes.id);
        from(Notes).group_by(Notes.text).having(Notes.other.max().gt(value)).order_by(Notes.other.max().concat(value).asc().nulls_last()).select(count_all());
        from(Notes).order_by(Notes.text.concat(value).desc()).select(Notes.id).limit(1).offset(2);
        from(Notes).filter(Notes.text.is_in(from(MoreNotes).filter(MoreNotes.text.eq(value)).select(MoreNotes.text))).select(Notes.id);
        from(Notes).filter(exists(from(MoreNotes).filter(MoreNotes.text.eq(value)).select(lit!(1)))).select(scalar(from(MoreNotes).filter(MoreNotes.text.eq(value)).select(MoreNotes.id)));
        { let part = part().subquery(Part); from(part).filter(part.text.eq(value)).select(part.other) };
        { let part = part().cte(Chosen); from(part).filter(part.text.eq(value)).select(part.other) };
        from(Notes).filter(Notes.text.eq(value)).select(Notes.text).union(from(Notes).filter(Notes.text.ne(value)).select(Notes.text));
        insert(Notes).values((Notes.text.set(value), Notes.other.set(Some(value)), Notes.bytes.set(bytes)));
        insert(Notes).rows([value, value], |text| (Notes.text.set(text), Notes.other.set(text)));
        insert(Notes).from_select((Notes.text, Notes.other), from(MoreNotes).filter(MoreNotes.text.eq(value)).select((MoreNotes.text.concat(value), MoreNotes.other)));
        insert(Notes).values(Notes.text.set(value)).on_conflict(Notes.text).do_update((Notes.other.set(value), Notes.text.set(excluded(Notes.text).concat(value))));
        insert(Notes).values(Notes.text.set(value)).on_conflict(Notes.text).do_update(Notes.other.set(value)).filter(Notes.other.ne(value)).returning(Notes.text.concat(value));
        update(Notes).set((Notes.other.set(Notes.text.concat(value)), Notes.text.set(value))).filter(Notes.text.eq(value)).returning(Notes.text.eq(value));
        delete(Notes).filter(Notes.text.eq(value)).returning(Notes.text.concat(value));
    }
    all
}

#[test]
fn no_text_of_a_statement_depends_on_a_value() {
    let harmless = statements(HARMLESS);
    assert!(harmless.iter().all(|text| !text.contains(HARMLESS)));
    for value in hostile() {
        assert_eq!(statements(&value), harmless, "{:?}", value.get(..100).unwrap_or(&value));
    }
}

/// A database with a canary, and its schema as a bare connection sees it.
struct Cage {
    db: Database,
    raw: rusqlite::Connection,
    before: Vec<String>,
    _directory: Directory,
}

impl Cage {
    fn new() -> Self {
        let directory = Directory::new();
        let file = directory.file("cage.db");
        let db = Database::open(&file).expect("a database");
        db.transaction(|tx| {
            tx.create_all((Notes, Canary, Weird))?;
            tx.execute(insert(Canary).values((Canary.id.set(1), Canary.song.set("tweet"))))?;
            tx.execute(insert(Notes).values((Notes.text.set("first"), Notes.other.set("other"))))?;
            Ok(())
        })
        .expect("the tables");
        let raw = rusqlite::Connection::open(file).expect("a connection");
        let before = Self::look(&raw);
        Cage { db, raw, before, _directory: directory }
    }

    /// The schema and the canary.
    fn look(raw: &rusqlite::Connection) -> Vec<String> {
        let sql =
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL UNION ALL SELECT id || song FROM canary ORDER BY 1";
        let mut statement = raw.prepare(sql).expect("the canary is there");
        let rows = statement.query_map([], |row| row.get(0)).expect("it can be read");
        rows.collect::<Result<_, _>>().expect("it is text")
    }

    /// Runs `work` with each hostile text, and sees that the canary still sings.
    fn with_each(&self, work: impl Fn(&mut Transaction<'_>, &str) -> statiql::Result<()>) {
        for value in hostile() {
            let shown = value.get(..100).unwrap_or(&value);
            let mut tx = self.db.begin().expect("a transaction");
            work(&mut tx, &value).unwrap_or_else(|error| panic!("{shown:?}: {error:?}"));
            tx.rollback().expect("it rolls back");
            assert_eq!(Self::look(&self.raw), self.before, "{shown:?}");
        }
    }
}

#[test]
fn a_hostile_text_comes_back_as_it_is() {
    Cage::new().with_each(|tx, value| {
        let id = tx.one(
            insert(Notes)
                .values((Notes.text.set(value), Notes.other.set(Some(value)), Notes.bytes.set(value.as_bytes())))
                .returning(Notes.id),
        )?;
        let row = tx.one(from(Notes).filter(Notes.id.eq(id)).select((Notes.text, Notes.other, Notes.bytes)))?;
        assert_eq!(row, (value.to_owned(), Some(value.to_owned()), Some(value.as_bytes().to_vec())));
        let bound =
            tx.first(from(Notes).select((sql!(String, "{0}", value), coalesce((Notes.bytes, value.as_bytes())))))?;
        assert_eq!(bound.expect("a row").0, value);
        Ok(())
    });
}

#[test]
fn a_hostile_text_finds_itself_and_nothing_else() {
    Cage::new().with_each(|tx, value| {
        let id = tx.one(
            insert(Notes).values((Notes.text.set(value), Notes.bytes.set(value.as_bytes()))).returning(Notes.id),
        )?;
        let found = [
            tx.all(from(Notes).filter(Notes.text.eq(value)).select(Notes.id))?,
            tx.all(from(Notes).filter(Notes.text.between(value, value)).select(Notes.id))?,
            tx.all(from(Notes).filter(Notes.text.is_not_distinct_from(Some(value))).select(Notes.id))?,
            tx.all(from(Notes).filter(Notes.text.is_in([value])).select(Notes.id))?,
            tx.all(from(Notes).filter(Notes.text.is_in(vec!["no such text", value])).select(Notes.id))?,
            tx.all(from(Notes).filter(Notes.text.not_in(["first"])).select(Notes.id))?,
            tx.all(from(Notes).filter(Notes.bytes.eq(value.as_bytes())).select(Notes.id))?,
            tx.all(from(Notes).filter(Notes.bytes.is_in([value.as_bytes()])).select(Notes.id))?,
            tx.all(from(Notes).filter_opt(Some(Notes.text.eq(value))).select(Notes.id))?,
            tx.all(from(Notes).filter(any_of([on(Notes, Notes.text.eq(value.to_owned())).boxed()])).select(Notes.id))?,
            tx.all(from(Notes).filter(Notes.text.concat("'").eq(format!("{value}'"))).select(Notes.id))?,
            tx.all(from(Notes).filter(case_when(Notes.text.eq(value), lit!(1)).otherwise(0).eq(1)).select(Notes.id))?,
            tx.all(from(Notes).group_by(Notes).having(Notes.text.max().eq(value)).select(Notes.id))?,
            tx.all(
                from(Notes)
                    .filter(Notes.id.is_in(from(MoreNotes).filter(MoreNotes.text.eq(value)).select(MoreNotes.id)))
                    .select(Notes.id),
            )?,
            tx.all(from(Notes).join(MoreNotes, MoreNotes.id.eq(Notes.id) & MoreNotes.text.eq(value)).select(Notes.id))?,
        ];
        for (place, ids) in found.iter().enumerate() {
            assert_eq!(ids, &[id], "place {place}");
        }
        Ok(())
    });
}

#[test]
fn a_hostile_text_goes_through_ctes_subqueries_and_set_operations() {
    Cage::new().with_each(|tx, value| {
        tx.execute(insert(Notes).values(Notes.text.set(value)))?;
        let inner = || {
            from(Notes)
                .filter(Notes.text.eq(value))
                .select(row! { text: Notes.text, other: coalesce((Notes.other, value)) })
        };
        let part = inner().subquery(Part);
        assert_eq!(tx.all(from(&part).filter(part.other.eq(value)).select(part.text))?, [value]);
        let some = inner().cte(Chosen);
        assert_eq!(tx.all(from(&some).filter(some.other.eq(value)).select(some.text))?, [value]);
        let both = from(Notes)
            .filter(Notes.text.eq(value))
            .select(Notes.text)
            .union(from(Notes).filter(Notes.text.eq(value)).select(sql!(String, "{0}", value)));
        assert_eq!(tx.all(both)?, [value]);
        Ok(())
    });
}

#[test]
fn a_hostile_text_is_written_by_every_statement() {
    Cage::new().with_each(|tx, value| {
        let read =
            |tx: &mut Transaction<'_>| tx.all(from(Notes).order_by(Notes.id.asc()).select((Notes.text, Notes.other)));
        let with = |text: &str, other: &str| (text.to_owned(), Some(other.to_owned()));
        let longer = format!("{value}+");

        tx.execute(insert(Notes).rows([value, &longer], |text| (Notes.text.set(text), Notes.other.set(value))))?;
        assert_eq!(read(tx)?, [with("first", "other"), with(value, value), with(&longer, value)]);
        tx.execute(delete(Notes).filter(Notes.text.eq(value)).filter(Notes.other.eq(value)))?;
        assert_eq!(read(tx)?, [with("first", "other"), with(&longer, value)]);
        tx.execute(update(Notes).set(Notes.text.set(value)).filter(Notes.text.eq(&longer)))?;
        assert_eq!(read(tx)?, [with("first", "other"), with(value, value)]);
        let upsert = insert(Notes).values((Notes.text.set(value), Notes.other.set("new"))).on_conflict(Notes.text);
        tx.execute(upsert.do_nothing())?;
        assert_eq!(read(tx)?, [with("first", "other"), with(value, value)]);
        tx.execute(upsert.do_update(Notes.other.set(excluded(Notes.text).concat(value))))?;
        assert_eq!(read(tx)?[1], with(value, &format!("{value}{value}")));
        let back = tx.all(
            upsert
                .do_update(Notes.other.set(value))
                .filter(Notes.other.ne(value).or(Notes.text.eq(value)))
                .returning((Notes.text, Notes.text.concat(value))),
        )?;
        assert_eq!(back, [(value.to_owned(), format!("{value}{value}"))]);
        tx.execute(insert(Notes).from_select(
            (Notes.text, Notes.other),
            from(MoreNotes).filter(MoreNotes.text.eq(value)).select((MoreNotes.text.concat("!"), MoreNotes.other)),
        ))?;
        assert_eq!(read(tx)?[2], with(&format!("{value}!"), value));
        Ok(())
    });
}

#[test]
fn hostile_texts_are_written_in_bulk_and_looked_for_in_a_list() {
    let cage = Cage::new();
    let texts = hostile();
    let found = cage
        .db
        .transaction(|tx| {
            tx.execute(delete(Notes).all_rows())?;
            let count = tx.execute_many(&texts, |text| {
                insert(Notes).values((Notes.text.set(text), Notes.bytes.set(text.as_bytes())))
            })?;
            assert_eq!(count, texts.len() as u64);
            let borrowed: Vec<&str> = texts.iter().map(String::as_str).collect();
            assert_eq!(tx.all(from(Notes).filter(Notes.text.not_in(borrowed.clone())).select(Notes.text))?, [""; 0]);
            tx.all(from(Notes).filter(Notes.text.is_in(borrowed)).order_by(Notes.id.asc()).select(Notes.text))
        })
        .expect("they are written");
    assert_eq!(found, texts);
    assert_eq!(Cage::look(&cage.raw), cage.before);
}

/// The ways of looking for a text, each with Rust's own.
type Search = (fn(&mut Transaction<'_>, &str) -> statiql::Result<Vec<String>>, fn(&str, &str) -> bool);

const SEARCHES: [Search; 3] = [
    (
        |tx, text| tx.all(from(Notes).order_by(Notes.id.asc()).filter(Notes.text.contains(text)).select(Notes.text)),
        |row, text| row.contains(text),
    ),
    (
        |tx, text| tx.all(from(Notes).order_by(Notes.id.asc()).filter(Notes.text.starts_with(text)).select(Notes.text)),
        |row, text| row.starts_with(text),
    ),
    (
        |tx, text| tx.all(from(Notes).order_by(Notes.id.asc()).filter(Notes.text.ends_with(text)).select(Notes.text)),
        |row, text| row.ends_with(text),
    ),
];

/// Looks for `value` among texts around it, and sees that just those are found that hold it. SQLite may refuse to look.
fn search(cage: &Cage, value: &str) {
    let rows =
        [value.to_owned(), format!("<{value}>"), format!("<{value}"), format!("{value}>"), "something else".to_owned()];
    for (place, (find, holds)) in SEARCHES.into_iter().enumerate() {
        let mut tx = cage.db.begin().expect("a transaction");
        tx.execute(delete(Notes).all_rows()).expect("no rows");
        tx.execute_many(&rows, |text| insert(Notes).values(Notes.text.set(text))).expect("rows");
        let expected: Vec<&String> = rows.iter().filter(|row| holds(row, value)).collect();
        match find(&mut tx, value) {
            Ok(found) => assert_eq!(found.iter().collect::<Vec<_>>(), expected, "search {place} for {value:?}"),
            Err(error) if value.contains('\0') => assert_eq!(error.kind(), ErrorKind::Value),
            Err(error) => {
                assert!(value.len() > 50_000 && error.kind() == ErrorKind::Limit, "{error:?}");
            }
        }
    }
    assert_eq!(Cage::look(&cage.raw), cage.before);
}

#[test]
fn wildcards_in_a_text_to_look_for_are_characters() {
    let cage = Cage::new();
    for value in hostile().iter().filter(|value| !value.contains('\0')) {
        search(&cage, value);
    }
}

#[test]
fn a_nul_in_a_text_to_look_for_is_refused() {
    let cage = Cage::new();
    for value in hostile().iter().filter(|value| value.contains('\0')) {
        search(&cage, value);
    }
}

#[test]
fn an_order_that_a_user_picks_is_one_that_the_program_has() {
    fn listed(order: &str) -> String {
        let query = from(Notes);
        match order {
            "text" => query.order_by(Notes.text.asc()).select(Notes.id).sql::<Sqlite>().into_owned(),
            "newest" => query.order_by(Notes.id.desc()).select(Notes.id).sql::<Sqlite>().into_owned(),
            _ => query.order_by(Notes.id.asc()).select(Notes.id).sql::<Sqlite>().into_owned(),
        }
    }
    assert_ne!(listed("text"), listed("newest"));
    for value in hostile() {
        assert_eq!(listed(&value), listed(HARMLESS));
    }
}

#[test]
fn hostile_names_of_tables_and_columns_are_names() {
    Cage::new().with_each(|tx, value| {
        let values = (Weird.id.set(1), Weird.text.set(value), Weird.turtle.set(value));
        assert_eq!(
            tx.one(insert(Weird).values(values).returning((Weird.id, Weird.other)))?,
            (1, "it's \"so\"; --".to_owned())
        );
        assert_eq!(
            tx.one(from(Weird).filter(Weird.text.eq(value)).select((Weird.text, Weird.turtle)))?,
            (value.to_owned(), Some(value.to_owned()))
        );
        tx.execute(update(Weird).set(Weird.other.set(Weird.other.concat(value))).filter(Weird.turtle.eq(value)))?;
        let again = insert(Weird)
            .values((Weird.id.set(2), Weird.text.set("b"), Weird.turtle.set(value)))
            .on_conflict(Weird.turtle);
        tx.execute(again.do_update((Weird.text.set(excluded(Weird.text)), Weird.other.set(value))))?;
        assert_eq!(
            tx.one(from(Weird).select((Weird.id, Weird.text, Weird.other)))?,
            (1, "b".to_owned(), value.to_owned())
        );
        assert_eq!(tx.execute(delete(Weird).filter(Weird.other.eq(value)))?, 1);
        Ok(())
    });
}

#[test]
fn hostile_names_can_be_created_and_dropped_again() {
    let cage = Cage::new();
    cage.db
        .transaction(|tx| {
            tx.drop_all(Weird)?;
            tx.create_all(Weird)
        })
        .expect("created again");
    assert_eq!(Cage::look(&cage.raw), cage.before);
}

/// A text with a type of its own, stored as what it wraps.
#[derive(SqlType, Debug, Clone, PartialEq)]
struct Label(String);

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
enum Mood {
    #[sql_type(name = "o'k; --")]
    Fine,
    #[sql_type(name = "\"\\ ? $1 :a")]
    Odd,
}

#[table("kinds")]
struct Kinds {
    #[column(primary_key)]
    pub id: i64,
    pub label: Label,
    pub mood: Mood,
    pub real: f64,
    pub big: u64,
}

#[test]
fn values_of_other_kinds_are_bound_as_well() {
    let cage = Cage::new();
    cage.db.transaction(|tx| tx.create_all(Kinds)).expect("the table");
    let before = Cage::look(&cage.raw);
    let write = |label: &str, mood, real, big| {
        let label = Label(label.to_owned());
        let values = (
            Kinds.id.set(1),
            Kinds.label.set(label.clone()),
            Kinds.mood.set(mood),
            Kinds.real.set(real),
            Kinds.big.set(big),
        );
        let statement = insert(Kinds).values(values);
        let texts = [statement.sql::<Sqlite>(), statement.sql::<Postgres>(), statement.sql::<MySql>()].concat();
        let mut tx = cage.db.begin().expect("a transaction");
        let row = tx.execute(statement).and_then(|_| {
            let same = Kinds.label.eq(label) & Kinds.mood.eq(mood) & Kinds.real.eq(real) & Kinds.big.is_in([big]);
            tx.one(from(Kinds).filter(same).select((Kinds.label, Kinds.mood, Kinds.real, Kinds.big)))
        });
        drop(tx);
        (texts, row)
    };
    let harmless = write(HARMLESS, Mood::Fine, 1.0, 1).0;
    for label in hostile() {
        for (mood, real, big) in [
            (Mood::Fine, f64::NEG_INFINITY, 0),
            (Mood::Odd, -0.0, i64::MAX as u64),
            (Mood::Odd, f64::NAN, 1),
            (Mood::Fine, f64::MIN_POSITIVE, u64::MAX),
        ] {
            let (texts, row) = write(&label, mood, real, big);
            assert_eq!(texts, harmless);
            match row {
                Ok(row) => assert_eq!(row, (Label(label.clone()), mood, real, big)),
                Err(error) => {
                    assert!(real.is_nan() || big == u64::MAX, "{error:?}");
                    assert_eq!(error.kind(), ErrorKind::Value);
                }
            }
        }
    }
    assert_eq!(Cage::look(&cage.raw), before);
}

#[test]
fn bytes_that_are_no_text_come_back_or_are_refused() {
    let cage = Cage::new();
    for bytes in [&b"\xff"[..], b"a\xc3", b"\xf0\x9f\x90'; --", b"\0\xed\xa0\x80", &[0x27; 1 << 16]] {
        let mut tx = cage.db.begin().expect("a transaction");
        let values = (Notes.text.set("bytes"), Notes.bytes.set(bytes));
        let id = tx.one(insert(Notes).values(values).returning(Notes.id)).expect("written");
        let found = tx.one(from(Notes).filter(Notes.bytes.eq(bytes)).select((Notes.id, Notes.bytes))).expect("found");
        assert_eq!(found, (id, Some(bytes.to_vec())));
        // Somebody else wrote them where a text is expected.
        tx.execute(
            update(Notes)
                .set(Notes.other.set(sql!(String, "CAST({0} AS TEXT)", bytes.to_vec())))
                .filter(Notes.id.eq(id)),
        )
        .expect("written as text");
        let read = tx.one(from(Notes).filter(Notes.id.eq(id)).select(Notes.other));
        match std::str::from_utf8(bytes) {
            Ok(text) => assert_eq!(read.expect("it is text"), Some(text.to_owned())),
            Err(_) => assert_eq!(read.expect_err("no text").kind(), ErrorKind::Value),
        }
        tx.rollback().expect("rolled back");
        assert_eq!(Cage::look(&cage.raw), cage.before);
    }
}

#[cfg(feature = "json")]
#[table("documents")]
pub struct Documents {
    #[column(primary_key)]
    pub id: i64,
    pub body: serde_json::Value,
}

#[cfg(feature = "json")]
#[test]
fn a_hostile_text_inside_of_json_comes_back() {
    let cage = Cage::new();
    cage.db.transaction(|tx| tx.create_all(Documents)).expect("the table");
    let before = Cage::look(&cage.raw);
    for value in hostile() {
        let body = serde_json::json!({ value.as_str(): [value.as_str(), null], "x": value.as_str() });
        let mut tx = cage.db.begin().expect("a transaction");
        tx.execute(insert(Documents).values((Documents.id.set(1), Documents.body.set(body.clone())))).expect("written");
        assert_eq!(tx.one(from(Documents).select(Documents.body)).expect("read"), body);
        drop(tx);
        assert_eq!(Cage::look(&cage.raw), before);
    }
}

/// The suite would see it if a value became SQL.
#[test]
fn a_canary_that_dies_is_noticed() {
    let cage = Cage::new();
    let text = "x'); DELETE FROM canary; --";
    cage.raw.execute_batch(&format!("INSERT INTO notes (text) VALUES ('{text}')")).expect("SQL by hand");
    assert_ne!(Cage::look(&cage.raw), cage.before);
}
