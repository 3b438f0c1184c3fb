//! Each kind of error that every database can give, and what it tells.

use statiql::prelude::*;
use statiql::{Error, ErrorKind};

use crate::support::on_every_database;

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

/// SQLite tells no names of keys, but tables and columns; the others tell the name.
fn names(error: &Error, constraint: &str, table: &str, column: &str) -> bool {
    error.constraint() == Some(constraint)
        || (error.table() == Some(table) && error.columns().any(|name| name == column))
}

on_every_database!(a_second_row_with_a_unique_value_is_refused, async |db| {
    shop!(db);
    let error = author!(db, 2, "ada@example.org").expect_err("the address is taken");
    assert!(error.is_unique_violation(), "{error:?}");
    assert!(names(&error, "uq_authors_email", "authors", "email"), "{error:?}");
    assert!(error.sql().is_some_and(|sql| sql.starts_with("INSERT INTO")), "{error:?}");
    Ok(())
});

on_every_database!(a_second_row_with_a_primary_key_is_refused, async |db| {
    shop!(db);
    let error = author!(db, 1, "other@example.org").expect_err("the number is taken");
    assert!(error.is_unique_violation(), "{error:?}");
    let changed = db.run(update(Authors).set(Authors.id.set(2)).filter(Authors.id.eq(1))).await;
    assert!(changed.is_err_and(|error| error.is_foreign_key_violation()), "a book references it");
    Ok(())
});

on_every_database!(a_row_that_references_nothing_is_refused, async |db| {
    shop!(db);
    let error = book!(db, 2, 9, 5).expect_err("there is no such author");
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert!(!error.is_transient());
    Ok(())
});

on_every_database!(a_row_that_is_referenced_stays, async |db| {
    shop!(db);
    let error = db.run(delete(Authors).filter(Authors.id.eq(1))).await.expect_err("a book references her");
    assert!(error.is_foreign_key_violation(), "{error:?}");
    assert_eq!(db.run(delete(Books).all_rows()).await?, 1);
    assert_eq!(db.run(delete(Authors).filter(Authors.id.eq(1))).await?, 1);
    Ok(())
});

on_every_database!(null_where_none_may_be_is_refused, async |db| {
    shop!(db);
    let nobody = insert(LooseAuthors).values((LooseAuthors.id.set(2), LooseAuthors.email.set(None::<String>)));
    let error = db.run(nobody).await.expect_err("the address is missing");
    assert!(error.is_not_null_violation(), "{error:?}");
    assert!(error.columns().any(|column| column == "email"), "{error:?}");
    Ok(())
});

on_every_database!(what_a_check_forbids_is_refused, async |db| {
    shop!(db);
    let error = book!(db, 2, 1, -1).expect_err("a negative price");
    assert!(error.is_check_violation(), "{error:?}");
    assert_eq!(error.constraint(), Some("ck_books_1"), "{error:?}");
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
    assert_eq!(error.kind(), ErrorKind::Value, "{error:?}");
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
    assert_eq!(error.kind(), ErrorKind::Sql, "{error:?}");
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
