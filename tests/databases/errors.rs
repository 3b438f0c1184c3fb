//! Each kind of error that every database can give about its rows and statements, and what it tells. What servers say of
//! themselves is in `tests/reliability/error_kinds.rs`, what SQLite says of its file in `tests/sqlite_errors.rs`.

use statiql::prelude::*;
use statiql::{Error, ErrorKind};

use crate::support::{Tested, on_every_database};

#[table("authors")]
pub(crate) struct Authors {
    #[column(primary_key)]
    pub(crate) id: i64,
    #[column(unique)]
    pub(crate) email: String,
    pub(crate) shelf: Option<i32>,
}

#[table("books", check("price >= 0"))]
pub(crate) struct Books {
    #[column(primary_key)]
    pub(crate) id: i64,
    #[column(references = Authors.id)]
    pub(crate) author_id: i64,
    pub(crate) price: i32,
    pub(crate) kind: Kind,
}

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Novel,
    Poem,
}

/// As another program knows the table `authors`: it allows what the schema does not.
#[table("authors")]
pub(crate) struct LooseAuthors {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) email: Option<String>,
}

/// As another program knows the table `books`: with a kind that the schema does not have.
#[table("books")]
pub(crate) struct LooseBooks {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) author_id: i64,
    pub(crate) price: i32,
    pub(crate) kind: String,
}

macro_rules! author {
    ($db:expr, $id:expr, $email:expr) => {
        $db.run(insert(Authors).values((Authors.id.set($id), Authors.email.set($email)))).await
    };
}

macro_rules! book {
    ($db:expr, $id:expr, $author:expr, $price:expr) => {
        $db.run(insert(Books).values((
            Books.id.set($id),
            Books.author_id.set($author),
            Books.price.set($price),
            Books.kind.set(Kind::Novel),
        )))
        .await
    };
}

macro_rules! shop {
    ($db:expr) => {
        $db.create_all((Authors, Books)).await?;
        author!($db, 1, "ada@example.org")?;
        book!($db, 1, 1, 5)?;
    };
}

/// SQLSTATE and number.
type Code = (Option<&'static str>, Option<i32>);

/// The crate says so itself, without the database.
const OWN: Code = (None, None);

const fn number(number: i32) -> Code {
    (None, Some(number))
}

const fn state(state: &'static str) -> Code {
    (Some(state), None)
}

const fn both(state: &'static str, number: i32) -> Code {
    (Some(state), Some(number))
}

/// That of SQLite, PostgreSQL, MySQL and MariaDB which is tested.
fn of<D: Tested, T>(_: &D, all: [T; 4]) -> T {
    all.into_iter().nth(D::NUMBER).expect("one for each database")
}

/// None of these errors goes away when the transaction is run again.
#[track_caller]
fn assert_says<D: Tested>(db: &D, error: &Error, kind: ErrorKind, codes: [Code; 4]) {
    let said = (error.kind(), (error.sqlstate(), error.code()), error.is_transient());
    assert_eq!(said, (kind, of(db, codes), false), "{error:?} {:?}", error.database_message());
}

/// Constraint, table, columns.
type Names = (Option<&'static str>, Option<&'static str>, &'static [&'static str]);

#[track_caller]
fn assert_names<D: Tested>(db: &D, error: &Error, names: [Names; 4]) {
    let (constraint, table, columns) = of(db, names);
    assert_eq!((error.constraint(), error.table()), (constraint, table), "{error:?}");
    assert_eq!(error.columns().collect::<Vec<_>>(), columns, "{error:?}");
}

on_every_database!(a_second_row_with_a_unique_value_is_refused, async |db| {
    shop!(db);
    let error = author!(db, 2, "ada@example.org").expect_err("the address is taken");
    assert!(error.is_unique_violation(), "{error:?}");
    let codes = [number(2067), state("23505"), both("23000", 1062), both("23000", 1062)];
    assert_says(db, &error, ErrorKind::UniqueViolation, codes);
    let key = Some("uq_authors_email");
    let names: [Names; 4] = [
        (None, Some("authors"), &["email"]),
        (key, Some("authors"), &[]),
        (key, Some("authors"), &[]),
        (key, None, &[]),
    ];
    assert_names(db, &error, names);
    assert!(error.sql().is_some_and(|sql| sql.starts_with("INSERT INTO")), "{error:?}");
    Ok(())
});

on_every_database!(a_second_row_with_a_primary_key_is_refused, async |db| {
    shop!(db);
    let error = author!(db, 1, "other@example.org").expect_err("the number is taken");
    let codes = [number(1555), state("23505"), both("23000", 1062), both("23000", 1062)];
    assert_says(db, &error, ErrorKind::UniqueViolation, codes);
    let names: [Names; 4] = [
        (None, Some("authors"), &["id"]),
        (Some("pk_authors"), Some("authors"), &[]),
        (Some("PRIMARY"), Some("authors"), &[]),
        (Some("PRIMARY"), None, &[]),
    ];
    assert_names(db, &error, names);
    let changed = db.run(update(Authors).set(Authors.id.set(2)).filter(Authors.id.eq(1))).await;
    assert!(changed.is_err_and(|error| error.is_foreign_key_violation()), "a book references it");
    Ok(())
});

on_every_database!(a_row_that_references_nothing_is_refused, async |db| {
    shop!(db);
    let error = book!(db, 2, 9, 5).expect_err("there is no such author");
    assert!(error.is_foreign_key_violation(), "{error:?}");
    let codes = [number(787), state("23503"), both("23000", 1452), both("23000", 1452)];
    assert_says(db, &error, ErrorKind::ForeignKeyViolation, codes);
    let key = (Some("fk_books_author_id"), Some("books"), &[] as &[_]);
    assert_names(db, &error, [(None, None, &[]), key, key, key]);
    Ok(())
});

on_every_database!(a_row_that_is_referenced_stays, async |db| {
    shop!(db);
    let error = db.run(delete(Authors).filter(Authors.id.eq(1))).await.expect_err("a book references her");
    let codes = [number(787), state("23503"), both("23000", 1451), both("23000", 1451)];
    assert_says(db, &error, ErrorKind::ForeignKeyViolation, codes);
    let key = (Some("fk_books_author_id"), Some("books"), &[] as &[_]);
    assert_names(db, &error, [(None, None, &[]), key, key, key]);
    assert_eq!(db.run(delete(Books).all_rows()).await?, 1);
    assert_eq!(db.run(delete(Authors).filter(Authors.id.eq(1))).await?, 1);
    Ok(())
});

on_every_database!(null_where_none_may_be_is_refused, async |db| {
    shop!(db);
    let nobody = insert(LooseAuthors).values((LooseAuthors.id.set(2), LooseAuthors.email.set(None::<String>)));
    let error = db.run(nobody).await.expect_err("the address is missing");
    assert!(error.is_not_null_violation(), "{error:?}");
    let codes = [number(1299), state("23502"), both("23000", 1048), both("23000", 1048)];
    assert_says(db, &error, ErrorKind::NotNullViolation, codes);
    let [full, column]: [Names; 2] = [(None, Some("authors"), &["email"]), (None, None, &["email"])];
    assert_names(db, &error, [full, full, column, column]);
    Ok(())
});

on_every_database!(what_a_check_forbids_is_refused, async |db| {
    shop!(db);
    let error = book!(db, 2, 1, -1).expect_err("a negative price");
    assert!(error.is_check_violation(), "{error:?}");
    let codes = [number(275), state("23514"), both("HY000", 3819), both("23000", 4025)];
    assert_says(db, &error, ErrorKind::CheckViolation, codes);
    let [full, name]: [Names; 2] = [(Some("ck_books_1"), Some("books"), &[]), (Some("ck_books_1"), None, &[])];
    assert_names(db, &error, [name, full, name, full]);
    Ok(())
});

on_every_database!(a_variant_that_an_enum_does_not_have_is_refused, async |db| {
    shop!(db);
    let essay = insert(LooseBooks).values((
        LooseBooks.id.set(2),
        LooseBooks.author_id.set(1),
        LooseBooks.price.set(1),
        LooseBooks.kind.set("Essay"),
    ));
    let error = db.run(essay).await.expect_err("there are no essays");
    assert!(error.is_check_violation(), "{error:?}");
    Ok(())
});

on_every_database!(a_number_that_the_database_computed_too_large_is_an_error, async |db| {
    shop!(db);
    let sum = from(Books).select(Books.price + lit!(2147483647i32));
    let error = db.run(sum).await.expect_err("2^31 + 4");
    // SQLite computes with wider numbers, so there the number is refused when it is read.
    let codes = [OWN, state("22003"), OWN, OWN];
    assert_says(db, &error, ErrorKind::Value, codes);
    let error = db.run(update(Books).set(Books.price.set(Books.price + i32::MAX)).all_rows()).await;
    // SQLite's columns are as wide as any, so there the error comes when the number is read.
    if error.is_ok() {
        let error = db.run(from(Books).select(Books.price)).await.expect_err("no i32");
        assert_eq!(error.kind(), ErrorKind::Value);
    } else {
        assert_eq!(error.err().map(|error| error.kind()), Some(ErrorKind::Value));
    }
    Ok(())
});

on_every_database!(null_where_the_program_promised_none_is_an_error, async |db| {
    #[table("authors")]
    struct Strict {
        #[column(primary_key)]
        id: i64,
        shelf: i32,
    }
    shop!(db);
    let error = db.run(from(Strict).select(Strict.shelf)).await.expect_err("it is NULL");
    assert_eq!((error.kind(), error.position()), (ErrorKind::Value, Some(0)), "{error:?}");
    Ok(())
});

on_every_database!(a_table_that_is_not_there_is_an_error, async |db| {
    let error = db.run(from(Authors).select(Authors.id)).await.expect_err("nothing was created");
    let codes = [number(1), state("42P01"), both("42S02", 1146), both("42S02", 1146)];
    assert_says(db, &error, ErrorKind::Sql, codes);
    shop!(db);
    assert_eq!(db.run(from(Authors).select(Authors.id)).await?, [1]);
    Ok(())
});

on_every_database!(no_error_shows_a_value, async |db| {
    shop!(db);
    let secret = "hunter2-canary";
    author!(db, 2, secret)?;
    let essay = insert(LooseBooks).values((
        LooseBooks.id.set(2),
        LooseBooks.author_id.set(1),
        LooseBooks.price.set(1),
        LooseBooks.kind.set(secret),
    ));
    let errors = [
        author!(db, 3, secret).expect_err("unique"),
        db.run(essay).await.expect_err("check"),
        db.run(from(Authors).filter(Authors.email.eq(secret)).select(lit!(2147483647i32) + Authors.id.cast::<i32>()))
            .await
            .expect_err("too large"),
    ];
    for error in errors {
        assert!(!format!("{error} {error:?} {error:#?}").contains(secret), "{error:?}");
    }
    Ok(())
});

on_every_database!(what_fails_in_a_statement_of_many_rows_undoes_all_of_them, async |db| {
    shop!(db);
    let result = db
        .transaction(async |tx| {
            let emails = ["a@example.org", "b@example.org", "ada@example.org", "c@example.org"];
            tx.execute_many(emails.into_iter().zip(2..), |(email, id)| {
                insert(Authors).values((Authors.id.set(id), Authors.email.set(email)))
            })
            .await
        })
        .await;
    assert!(result.expect_err("the third").is_unique_violation());
    assert_eq!(db.run(from(Authors).select(Authors.id)).await?, [1]);
    Ok(())
});

on_every_database!(no_row_and_too_many_rows_are_errors_where_one_is_expected, async |db| {
    shop!(db);
    author!(db, 2, "bea@example.org")?;
    db.read(async |tx| {
        let none = tx.one(from(Authors).filter(Authors.id.eq(9)).select(Authors.email)).await;
        assert_says(db, &none.expect_err("there is no ninth"), ErrorKind::NoRow, [OWN; 4]);
        let two = tx.one(from(Authors).select(Authors.email)).await;
        assert_says(db, &two.expect_err("there are two"), ErrorKind::TooManyRows, [OWN; 4]);
        Ok(())
    })
    .await
});

on_every_database!(after_a_failed_statement_a_transaction_takes_no_more_and_is_rolled_back, async |db| {
    shop!(db);
    let result = db.transaction(async |tx| {
        let twice = insert(Authors).values((Authors.id.set(1), Authors.email.set("b@example.org")));
        let first = tx.execute(twice).await.expect_err("the number is taken");
        let next = tx.execute(delete(Books).all_rows()).await.expect_err("it is over");
        assert_says(db, &next, ErrorKind::Transaction, [OWN; 4]);
        assert_eq!(cause(&next), Some((first.kind(), first.code())));
        Ok(first.code())
    });
    let error = result.await.expect_err("it does not commit");
    assert_says(db, &error, ErrorKind::RolledBack, [OWN; 4]);
    assert_eq!(cause(&error).map(|(kind, _)| kind), Some(ErrorKind::UniqueViolation));
    Ok(())
});

/// The error that led to this one.
fn cause(error: &Error) -> Option<(ErrorKind, Option<i32>)> {
    let cause = std::error::Error::source(error)?.downcast_ref::<Error>()?;
    Some((cause.kind(), cause.code()))
}

on_every_database!(more_values_than_a_statement_takes_are_refused_before_they_are_sent, async |db| {
    shop!(db);
    let any = any_of((0..70_000).map(|id| on(Authors, Authors.id.eq(id)).boxed()));
    let error = db.run(from(Authors).filter(any).select(Authors.id)).await.expect_err("70,000 values");
    assert_says(db, &error, ErrorKind::Limit, [OWN; 4]);
    Ok(())
});

on_every_database!(an_error_of_the_program_comes_back_as_it_was, async |db| {
    shop!(db);
    let result = db.transaction(async |tx| {
        tx.execute(delete(Books).all_rows()).await?;
        Err::<(), _>(Error::custom("the shop is closed"))
    });
    let error = result.await.expect_err("it says so");
    assert_says(db, &error, ErrorKind::Custom, [OWN; 4]);
    assert_eq!(error.to_string(), "the shop is closed");
    assert_eq!(db.run(from(Books).select(Books.id)).await?, [1]);
    Ok(())
});
