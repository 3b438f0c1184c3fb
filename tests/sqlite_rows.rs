//! The ways to get at rows, and the statements that are compiled for them.

use statiql::prelude::*;
use statiql::sqlite::Database;
use statiql::{Error, ErrorKind};

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    title: String,
    genre: Option<String>,
}

fn shelf() -> Database {
    let db = Database::in_memory().expect("a database");
    db.transaction(|tx| {
        tx.create_all(Books)?;
        let books = [(1, "The Dispossessed", Some("novel")), (2, "Orlando", Some("novel")), (3, "Howl", None)];
        tx.execute_many(books, |(id, title, genre)| {
            insert(Books).values((Books.id.set(id), Books.title.set(title), Books.genre.set(genre)))
        })
    })
    .expect("three books");
    db
}

fn kind<T>(result: statiql::Result<T>) -> ErrorKind {
    result.err().expect("an error").kind()
}

#[test]
fn one_wants_exactly_one_row() {
    let db = shelf();
    db.read(|tx| {
        assert_eq!(tx.one(from(Books).filter(Books.id.eq(2)).select(Books.title))?, "Orlando");
        assert_eq!(kind(tx.one(from(Books).filter(Books.id.eq(9)).select(Books.title))), ErrorKind::NoRow);
        assert_eq!(kind(tx.one(from(Books).select(Books.title))), ErrorKind::TooManyRows);
        assert_eq!(tx.one(from(Books).filter(Books.id.eq(3)).select(Books.genre))?, None);
        Ok(())
    })
    .expect("neither ends the transaction");
}

#[test]
fn optional_takes_no_row_but_not_two() {
    let db = shelf();
    db.read(|tx| {
        let title = tx.optional(from(Books).filter(Books.id.eq(2)).select(Books.title))?;
        assert_eq!(title.as_deref(), Some("Orlando"));
        assert_eq!(tx.optional(from(Books).filter(Books.id.eq(9)).select(Books.title))?, None);
        assert_eq!(kind(tx.optional(from(Books).select(Books.title))), ErrorKind::TooManyRows);
        Ok(())
    })
    .expect("neither ends the transaction");
}

#[test]
fn first_leaves_the_rest() {
    let db = shelf();
    db.read(|tx| {
        let title = tx.first(from(Books).order_by(Books.title.asc()).select(Books.title))?;
        assert_eq!(title.as_deref(), Some("Howl"));
        assert_eq!(tx.first(from(Books).filter(Books.id.eq(9)).select(Books.title))?, None);
        Ok(())
    })
    .expect("a read");
}

#[test]
fn a_row_that_is_missing_does_not_end_a_transaction_but_too_many_written_do() {
    let db = shelf();
    db.transaction(|tx| {
        assert_eq!(kind(tx.one(delete(Books).filter(Books.id.eq(9)).returning(Books.id))), ErrorKind::NoRow);
        assert_eq!(kind(tx.one(from(Books).select(Books.id))), ErrorKind::TooManyRows);
        tx.execute(delete(Books).filter(Books.id.eq(1)))
    })
    .expect("nothing was written by mistake");
    let result = db.transaction(|tx| {
        assert_eq!(kind(tx.one(delete(Books).all_rows().returning(Books.id))), ErrorKind::TooManyRows);
        Ok(())
    });
    assert_eq!(kind(result), ErrorKind::RolledBack);
    assert_eq!(db.run(from(Books).select(Books.id)).expect("the ids").len(), 2);
}

#[test]
fn for_each_shows_rows_without_taking_them() {
    let db = shelf();
    let mut lines = String::new();
    db.read(|tx| {
        tx.for_each(
            from(Books).order_by(Books.id.asc()).select((Books.id, Books.title, Books.genre)),
            |(id, title, genre)| {
                let title: &str = title;
                let genre: Option<&str> = genre;
                lines.push_str(&format!("{id} {title} {}\n", genre.unwrap_or("-")));
                Ok(())
            },
        )
    })
    .expect("a read");
    assert_eq!(lines, "1 The Dispossessed novel\n2 Orlando novel\n3 Howl -\n");
}

#[test]
fn for_each_ends_at_the_programs_own_error_and_the_transaction_goes_on() {
    let db = shelf();
    db.transaction(|tx| {
        let mut seen = 0;
        let result = tx.for_each(from(Books).select(Books.id), |_| {
            seen += 1;
            if seen == 2 { Err(Error::custom("seen enough")) } else { Ok(()) }
        });
        assert_eq!((kind(result), seen), (ErrorKind::Custom, 2));
        tx.execute(delete(Books).all_rows())
    })
    .expect("the transaction is usable");
}

#[test]
fn a_stream_gives_one_row_after_the_other() {
    let db = shelf();
    db.transaction(|tx| {
        let mut titles = Vec::new();
        for title in tx.stream(from(Books).order_by(Books.id.asc()).select(Books.title))? {
            titles.push(title?);
        }
        assert_eq!(titles, ["The Dispossessed", "Orlando", "Howl"]);
        let mut rows = tx.stream(from(Books).select(Books.id))?;
        assert!(rows.next().is_some());
        drop(rows);
        tx.execute(delete(Books).all_rows())
    })
    .expect("a stream may be left");
}

#[test]
fn a_late_error_in_a_stream_rolls_the_transaction_back() {
    let db = shelf();
    let result = db.transaction(|tx| {
        tx.execute(delete(Books).filter(Books.id.eq(1)))?;
        // Fails at the third book, whose genre is NULL.
        let query = from(Books).order_by(Books.id.asc()).select(sql!(
            String,
            "CAST({0} AS TEXT)",
            sql!(NotNull<String>, "genre")
        ));
        let rows: Vec<_> = tx.stream(query)?.collect();
        assert!(rows[0].is_ok());
        assert!(rows[1].is_err());
        assert_eq!(rows.len(), 2, "the stream ends at the error");
        Ok(())
    });
    assert_eq!(kind(result), ErrorKind::RolledBack);
    assert_eq!(db.run(from(Books).select(Books.id)).expect("the ids").len(), 3);
}

#[test]
fn a_statement_is_compiled_once() {
    let db = shelf();
    let by_id =
        |tx: &mut sqlite::Transaction<'_>, id: i64| tx.one(from(Books).filter(Books.id.eq(id)).select(Books.title));
    db.transaction(|tx| by_id(tx, 1)).expect("a title");
    let before = db.statements_compiled();
    for round in 0..10 {
        db.transaction(|tx| {
            for _ in 0..10 {
                by_id(tx, round % 3 + 1)?;
            }
            Ok(())
        })
        .expect("ten titles");
    }
    assert_eq!(db.statements_compiled(), before);
    db.run(from(Books).filter(Books.id.eq(1)).select(Books.title)).expect("the same text");
    assert_eq!(db.statements_compiled(), before);
    db.run(from(Books).filter(Books.id.eq(1)).select(Books.id)).expect("another text");
    assert_eq!(db.statements_compiled(), before + 1);
}

#[test]
fn statements_beyond_the_limit_of_the_cache_are_compiled_anew() {
    let db = Database::options().statement_cache(2).in_memory().expect("a database");
    db.transaction(|tx| tx.create_all(Books)).expect("a table");
    let before = db.statements_compiled();
    db.transaction(|tx| {
        for _ in 0..3 {
            tx.all(from(Books).select(Books.id))?;
            tx.all(from(Books).select(Books.title))?;
        }
        Ok(())
    })
    .expect("two statements");
    assert_eq!(db.statements_compiled() - before, 2);
    let before = db.statements_compiled();
    db.transaction(|tx| {
        for _ in 0..3 {
            tx.all(from(Books).select((Books.id, Books.title)))?;
            tx.all(from(Books).select((Books.title, Books.id)))?;
            tx.all(from(Books).select((Books.genre, Books.id)))?;
            tx.all(from(Books).select((Books.genre, Books.title)))?;
            tx.all(from(Books).select((Books.id, Books.genre)))?;
        }
        Ok(())
    })
    .expect("five statements");
    assert_eq!(db.statements_compiled() - before, 15, "the one that is needed next is always the oldest");
}

#[test]
fn statements_written_at_run_time_are_found_by_their_text() {
    let db = shelf();
    let filtered = |genre: Option<&str>| {
        let genre = genre.map(|genre| Books.genre.eq(genre.to_owned()));
        db.run(from(Books).filter_opt(genre).select(Books.id)).expect("the ids").len()
    };
    assert_eq!((filtered(None), filtered(Some("novel"))), (3, 2));
    let before = db.statements_compiled();
    assert_eq!((filtered(None), filtered(Some("poem")), filtered(Some("novel"))), (3, 0, 2));
    assert_eq!(db.statements_compiled(), before);
    db.transaction(|tx| {
        for _ in 0..5 {
            let genre = Some(Books.genre.eq("novel"));
            assert_eq!(tx.all(from(Books).filter_opt(genre).select(Books.id))?.len(), 2);
        }
        Ok(())
    })
    .expect("the same text");
    assert_eq!(db.statements_compiled(), before);
}
