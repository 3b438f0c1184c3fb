//! Aggregates.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books};

#[test]
fn rows_and_values_are_counted() {
    assert_snapshot!(sql(from(Books).select(count_all())), @r#"
    sqlite, postgres: SELECT COUNT(*) FROM "books"
    mysql, mariadb: SELECT COUNT(*) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(Books.year.count())), @r#"
    sqlite, postgres: SELECT COUNT("books"."year") FROM "books"
    mysql, mariadb: SELECT COUNT(`books`.`year`) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(Books.year.count_distinct())), @r#"
    sqlite, postgres: SELECT COUNT(DISTINCT "books"."year") FROM "books"
    mysql, mariadb: SELECT COUNT(DISTINCT `books`.`year`) FROM `books`
    "#);
}

#[test]
fn sums_have_the_type_that_is_promised() {
    assert_snapshot!(sql(from(Books).select(Books.pages.sum())), @r#"
    sqlite: SELECT SUM("books"."pages") FROM "books"
    postgres: SELECT CAST(SUM("books"."pages") AS BIGINT) FROM "books"
    mysql, mariadb: SELECT SUM(`books`.`pages`) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(Books.price.sum())), @r#"
    sqlite: SELECT SUM("books"."price") FROM "books"
    postgres: SELECT CAST(SUM("books"."price") AS DOUBLE PRECISION) FROM "books"
    mysql, mariadb: SELECT CAST(SUM(`books`.`price`) AS DOUBLE) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(Books.pages.sum_distinct())), @r#"
    sqlite: SELECT SUM(DISTINCT "books"."pages") FROM "books"
    postgres: SELECT CAST(SUM(DISTINCT "books"."pages") AS BIGINT) FROM "books"
    mysql, mariadb: SELECT SUM(DISTINCT `books`.`pages`) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select((Books.price * Books.weight).sum())), @r#"
    sqlite: SELECT SUM(("books"."price" * "books"."weight")) FROM "books"
    postgres: SELECT CAST(SUM(("books"."price" * "books"."weight")) AS DOUBLE PRECISION) FROM "books"
    mysql, mariadb: SELECT CAST(SUM((`books`.`price` * `books`.`weight`)) AS DOUBLE) FROM `books`
    "#);
}

#[test]
fn averages_are_floats() {
    assert_snapshot!(sql(from(Books).select(Books.pages.avg())), @r#"
    sqlite: SELECT AVG("books"."pages") FROM "books"
    postgres: SELECT CAST(AVG("books"."pages") AS DOUBLE PRECISION) FROM "books"
    mysql, mariadb: SELECT CAST(AVG(`books`.`pages`) AS DOUBLE) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(Books.price.avg())), @r#"
    sqlite: SELECT AVG("books"."price") FROM "books"
    postgres: SELECT CAST(AVG("books"."price") AS DOUBLE PRECISION) FROM "books"
    mysql, mariadb: SELECT CAST(AVG(`books`.`price`) AS DOUBLE) FROM `books`
    "#);
}

#[test]
fn smallest_and_largest() {
    assert_snapshot!(sql(from(Books).select((Books.title.min(), Books.year.max()))), @r#"
    sqlite, postgres: SELECT MIN("books"."title"), MAX("books"."year") FROM "books"
    mysql, mariadb: SELECT MIN(`books`.`title`), MAX(`books`.`year`) FROM `books`
    "#);
}

#[test]
fn texts_are_joined() {
    assert_snapshot!(sql(from(Books).select(Books.title.string_agg(lit!(", ")))), @r#"
    sqlite: SELECT GROUP_CONCAT("books"."title", ', ') FROM "books"
    postgres: SELECT STRING_AGG("books"."title", ', ') FROM "books"
    mysql, mariadb: SELECT GROUP_CONCAT(`books`.`title` SEPARATOR ', ') FROM `books`
    "#);
}

#[test]
fn an_aggregate_may_look_at_some_rows_only() {
    assert_snapshot!(sql(from(Books).select(count_all().only(Books.price.gt(1.0)))), @r#"
    sqlite: SELECT COUNT(*) FILTER (WHERE "books"."price" > ?) FROM "books"
    postgres: SELECT COUNT(*) FILTER (WHERE "books"."price" > $1) FROM "books"
    mysql, mariadb: lacks AggregateFilter
    "#);
    assert_snapshot!(sql(from(Books).group_by(Books.year).select(Books.price.sum().only(Books.pages.lt(100).or(Books.year.is_null())))), @r#"
    sqlite: SELECT SUM("books"."price") FILTER (WHERE ("books"."pages" < ?) OR ("books"."year" IS NULL)) FROM "books" GROUP BY "books"."year"
    postgres: SELECT CAST(SUM("books"."price") FILTER (WHERE ("books"."pages" < $1) OR ("books"."year" IS NULL)) AS DOUBLE PRECISION) FROM "books" GROUP BY "books"."year"
    mysql, mariadb: lacks AggregateFilter
    "#);
}

#[test]
fn aggregates_are_operands() {
    assert_snapshot!(sql(from(Books).select((Books.price.max() - Books.price.min()) / 2.0)), @r#"
    sqlite: SELECT (MAX("books"."price") - MIN("books"."price")) / ? FROM "books"
    postgres: SELECT (MAX("books"."price") - MIN("books"."price")) / NULLIF($1, 0) FROM "books"
    mysql, mariadb: SELECT (MAX(`books`.`price`) - MIN(`books`.`price`)) / NULLIF(?, 0) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(coalesce((Books.pages.sum(), 0)))), @r#"
    sqlite: SELECT COALESCE(SUM("books"."pages"), ?) FROM "books"
    postgres: SELECT COALESCE(CAST(SUM("books"."pages") AS BIGINT), $1) FROM "books"
    mysql, mariadb: SELECT COALESCE(SUM(`books`.`pages`), ?) FROM `books`
    "#);
    assert_snapshot!(sql(from(Authors).select(case_when(count_all().gt(1), lit!("many")).otherwise("few"))), @r#"
    sqlite: SELECT CASE WHEN COUNT(*) > ? THEN 'many' ELSE ? END FROM "authors"
    postgres: SELECT CASE WHEN COUNT(*) > $1 THEN 'many' ELSE $2 END FROM "authors"
    mysql, mariadb: SELECT CASE WHEN COUNT(*) > ? THEN 'many' ELSE ? END FROM `authors`
    "#);
}

#[test]
fn a_separator_with_a_backslash_takes_no_introducer() {
    assert_snapshot!(sql(from(Books).select(Books.title.string_agg(lit!("\\")))), @r#"
    sqlite: SELECT GROUP_CONCAT("books"."title", '\') FROM "books"
    postgres: SELECT STRING_AGG("books"."title", '\') FROM "books"
    mysql, mariadb: SELECT GROUP_CONCAT(`books`.`title` SEPARATOR 0x5C) FROM `books`
    "#);
}
