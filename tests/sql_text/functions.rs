//! Functions of text and numbers, COALESCE, CAST.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books};

#[test]
fn texts_are_concatenated() {
    assert_snapshot!(sql(from(Books).select(Books.title.concat("!"))), @r#"
    sqlite: SELECT ("books"."title" || ?) FROM "books"
    postgres: SELECT ("books"."title" || $1) FROM "books"
    mysql, mariadb: SELECT CONCAT(`books`.`title`, ?) FROM `books`
    "#);
    assert_snapshot!(sql(from(Authors).select(Authors.name.concat(lit!(" <")).concat(Authors.email))), @r#"
    sqlite, postgres: SELECT (("authors"."name" || ' <') || "authors"."email") FROM "authors"
    mysql, mariadb: SELECT CONCAT(CONCAT(`authors`.`name`, ' <'), `authors`.`email`) FROM `authors`
    "#);
}

#[test]
fn functions_of_text() {
    assert_snapshot!(sql(from(Books).select(Books.title.lower())), @r#"
    sqlite, postgres: SELECT LOWER("books"."title") FROM "books"
    mysql, mariadb: SELECT LOWER(`books`.`title`) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(Books.title.upper())), @r#"
    sqlite, postgres: SELECT UPPER("books"."title") FROM "books"
    mysql, mariadb: SELECT UPPER(`books`.`title`) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(Books.title.char_length())), @r#"
    sqlite: SELECT LENGTH("books"."title") FROM "books"
    postgres: SELECT CAST(CHAR_LENGTH("books"."title") AS BIGINT) FROM "books"
    mysql, mariadb: SELECT CHAR_LENGTH(`books`.`title`) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(Books.title.trim())), @r#"
    sqlite, postgres: SELECT TRIM("books"."title") FROM "books"
    mysql, mariadb: SELECT TRIM(`books`.`title`) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(Books.title.trim_start())), @r#"
    sqlite, postgres: SELECT LTRIM("books"."title") FROM "books"
    mysql, mariadb: SELECT LTRIM(`books`.`title`) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(Books.title.trim_end())), @r#"
    sqlite, postgres: SELECT RTRIM("books"."title") FROM "books"
    mysql, mariadb: SELECT RTRIM(`books`.`title`) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(Books.title.replace("a", Books.title.upper()))), @r#"
    sqlite: SELECT REPLACE("books"."title", ?, UPPER("books"."title")) FROM "books"
    postgres: SELECT REPLACE("books"."title", $1, UPPER("books"."title")) FROM "books"
    mysql, mariadb: SELECT REPLACE(`books`.`title`, ?, UPPER(`books`.`title`)) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(Books.title.substring(1, Books.title.char_length() - 1))), @r#"
    sqlite: SELECT SUBSTR("books"."title", ?, (LENGTH("books"."title") - ?)) FROM "books"
    postgres: SELECT SUBSTR("books"."title", CAST($1 AS INTEGER), CAST((CAST(CHAR_LENGTH("books"."title") AS BIGINT) - $2) AS INTEGER)) FROM "books"
    mysql, mariadb: SELECT SUBSTR(`books`.`title`, ?, (CHAR_LENGTH(`books`.`title`) - ?)) FROM `books`
    "#);
}

#[test]
fn functions_of_numbers() {
    assert_snapshot!(sql(from(Books).select(Books.pages.abs())), @r#"
    sqlite, postgres: SELECT ABS("books"."pages") FROM "books"
    mysql, mariadb: SELECT ABS(`books`.`pages`) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select((Books.price * 2.0).round())), @r#"
    sqlite: SELECT ROUND(("books"."price" * ?)) FROM "books"
    postgres: SELECT ROUND(("books"."price" * $1)) FROM "books"
    mysql, mariadb: SELECT ROUND((`books`.`price` * ?)) FROM `books`
    "#);
}

#[test]
fn coalesce_takes_two_to_six() {
    assert_snapshot!(sql(from(Books).select(coalesce((Books.weight, 0.0)))), @r#"
    sqlite: SELECT COALESCE("books"."weight", ?) FROM "books"
    postgres: SELECT COALESCE("books"."weight", $1) FROM "books"
    mysql, mariadb: SELECT COALESCE(`books`.`weight`, ?) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(coalesce((Books.year, Books.year + 1, Books.pages, 1, 2, lit!(3i32))))), @r#"
    sqlite: SELECT COALESCE("books"."year", ("books"."year" + ?), "books"."pages", ?, ?, 3) FROM "books"
    postgres: SELECT COALESCE("books"."year", ("books"."year" + $1), "books"."pages", $2, $3, 3) FROM "books"
    mysql, mariadb: SELECT COALESCE(`books`.`year`, (`books`.`year` + ?), `books`.`pages`, ?, ?, 3) FROM `books`
    "#);
}

#[test]
fn casts_use_the_type_names_of_each_dialect() {
    assert_snapshot!(sql(from(Books).select(Books.title.cast::<i16>())), @r#"
    sqlite: SELECT CAST("books"."title" AS INTEGER) FROM "books"
    postgres: SELECT CAST("books"."title" AS SMALLINT) FROM "books"
    mysql, mariadb: SELECT CAST(`books`.`title` AS SIGNED) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(Books.title.cast::<i32>())), @r#"
    sqlite, postgres: SELECT CAST("books"."title" AS INTEGER) FROM "books"
    mysql, mariadb: SELECT CAST(`books`.`title` AS SIGNED) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(Books.title.cast::<i64>())), @r#"
    sqlite: SELECT CAST("books"."title" AS INTEGER) FROM "books"
    postgres: SELECT CAST("books"."title" AS BIGINT) FROM "books"
    mysql, mariadb: SELECT CAST(`books`.`title` AS SIGNED) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(Books.title.cast::<f64>())), @r#"
    sqlite: SELECT CAST("books"."title" AS REAL) FROM "books"
    postgres: SELECT CAST("books"."title" AS DOUBLE PRECISION) FROM "books"
    mysql, mariadb: SELECT CAST(`books`.`title` AS DOUBLE) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select((Books.pages + 1).cast::<String>())), @r#"
    sqlite: SELECT CAST(("books"."pages" + ?) AS TEXT) FROM "books"
    postgres: SELECT CAST(("books"."pages" + $1) AS TEXT) FROM "books"
    mysql, mariadb: SELECT CAST((`books`.`pages` + ?) AS CHAR) FROM `books`
    "#);
}

#[test]
fn truth_values_are_cast_to_the_same_everywhere() {
    assert_snapshot!(sql(from(Authors).select((Authors.alive.cast::<i16>(), Authors.alive.cast::<i64>()))), @r#"
    sqlite: SELECT CAST("authors"."alive" AS INTEGER), CAST("authors"."alive" AS INTEGER) FROM "authors"
    postgres: SELECT CAST(CAST("authors"."alive" AS INTEGER) AS SMALLINT), CAST(CAST("authors"."alive" AS INTEGER) AS BIGINT) FROM "authors"
    mysql, mariadb: SELECT CAST(`authors`.`alive` AS SIGNED), CAST(`authors`.`alive` AS SIGNED) FROM `authors`
    "#);
    assert_snapshot!(sql(from(Authors).select(Authors.alive.cast::<String>())), @r#"
    sqlite, postgres: SELECT CASE "authors"."alive" WHEN TRUE THEN 'true' WHEN FALSE THEN 'false' END FROM "authors"
    mysql, mariadb: SELECT CASE `authors`.`alive` WHEN TRUE THEN 'true' WHEN FALSE THEN 'false' END FROM `authors`
    "#);
}
