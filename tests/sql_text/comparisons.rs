//! Operators that compare.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books};

#[test]
fn values_are_bound_in_every_comparison() {
    assert_snapshot!(sql(from(Books).filter(Books.id.eq(1)).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE "books"."id" = ?
    postgres: SELECT "books"."id" FROM "books" WHERE "books"."id" = $1
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE `books`.`id` = ?
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.id.ne(1)).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE "books"."id" <> ?
    postgres: SELECT "books"."id" FROM "books" WHERE "books"."id" <> $1
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE `books`.`id` <> ?
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.id.gt(1)).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE "books"."id" > ?
    postgres: SELECT "books"."id" FROM "books" WHERE "books"."id" > $1
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE `books`.`id` > ?
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.id.ge(1)).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE "books"."id" >= ?
    postgres: SELECT "books"."id" FROM "books" WHERE "books"."id" >= $1
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE `books`.`id` >= ?
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.id.lt(1)).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE "books"."id" < ?
    postgres: SELECT "books"."id" FROM "books" WHERE "books"."id" < $1
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE `books`.`id` < ?
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.id.le(1)).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE "books"."id" <= ?
    postgres: SELECT "books"."id" FROM "books" WHERE "books"."id" <= $1
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE `books`.`id` <= ?
    "#);
}

#[test]
fn columns_compare_with_columns_and_with_computed_values() {
    assert_snapshot!(sql(from(Books).filter(Books.sequel_of.eq(Books.id)).select(Books.id)), @r#"
    sqlite, postgres: SELECT "books"."id" FROM "books" WHERE "books"."sequel_of" = "books"."id"
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE `books`.`sequel_of` = `books`.`id`
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.pages.gt(Books.year + 1)).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE "books"."pages" > ("books"."year" + ?)
    postgres: SELECT "books"."id" FROM "books" WHERE "books"."pages" > ("books"."year" + $1)
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE `books`.`pages` > (`books`.`year` + ?)
    "#);
}

#[test]
fn between_takes_values_and_expressions() {
    assert_snapshot!(sql(from(Books).filter(Books.price.between(1.0, 2.0)).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE "books"."price" BETWEEN ? AND ?
    postgres: SELECT "books"."id" FROM "books" WHERE "books"."price" BETWEEN $1 AND $2
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE `books`.`price` BETWEEN ? AND ?
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.pages.between(Books.year - 1, Books.year)).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE "books"."pages" BETWEEN ("books"."year" - ?) AND "books"."year"
    postgres: SELECT "books"."id" FROM "books" WHERE "books"."pages" BETWEEN ("books"."year" - $1) AND "books"."year"
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE `books`.`pages` BETWEEN (`books`.`year` - ?) AND `books`.`year`
    "#);
}

#[test]
fn null_is_tested_with_is() {
    assert_snapshot!(sql(from(Books).filter(Books.year.is_null()).select(Books.id)), @r#"
    sqlite, postgres: SELECT "books"."id" FROM "books" WHERE "books"."year" IS NULL
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE `books`.`year` IS NULL
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.year.is_not_null()).select(Books.id)), @r#"
    sqlite, postgres: SELECT "books"."id" FROM "books" WHERE "books"."year" IS NOT NULL
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE `books`.`year` IS NOT NULL
    "#);
}

#[test]
fn not_distinct_has_an_operator_of_its_own_in_each_dialect() {
    assert_snapshot!(sql(from(Books).filter(Books.year.is_not_distinct_from(None::<i32>)).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE "books"."year" IS ?
    postgres: SELECT "books"."id" FROM "books" WHERE "books"."year" IS NOT DISTINCT FROM $1
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE `books`.`year` <=> ?
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.year.is_not_distinct_from(Some(1974))).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE "books"."year" IS ?
    postgres: SELECT "books"."id" FROM "books" WHERE "books"."year" IS NOT DISTINCT FROM $1
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE `books`.`year` <=> ?
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.year.is_distinct_from(Books.pages)).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE "books"."year" IS NOT "books"."pages"
    postgres: SELECT "books"."id" FROM "books" WHERE "books"."year" IS DISTINCT FROM "books"."pages"
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE NOT `books`.`year` <=> `books`.`pages`
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.year.is_distinct_from(1974).or(Books.id.eq(1))).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE ("books"."year" IS NOT ?) OR ("books"."id" = ?)
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."year" IS DISTINCT FROM $1) OR ("books"."id" = $2)
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (NOT `books`.`year` <=> ?) OR (`books`.`id` = ?)
    "#);
}

#[test]
fn a_truth_value_compares_like_any_other() {
    assert_snapshot!(sql(from(Authors).filter(Authors.alive.eq(true)).select(Authors.id)), @r#"
    sqlite: SELECT "authors"."id" FROM "authors" WHERE "authors"."alive" = ?
    postgres: SELECT "authors"."id" FROM "authors" WHERE "authors"."alive" = $1
    mysql, mariadb: SELECT `authors`.`id` FROM `authors` WHERE `authors`.`alive` = ?
    "#);
    assert_snapshot!(sql(from(Authors).filter(Authors.alive.eq(Authors.born.is_null())).select(Authors.id)), @r#"
    sqlite, postgres: SELECT "authors"."id" FROM "authors" WHERE "authors"."alive" = ("authors"."born" IS NULL)
    mysql, mariadb: SELECT `authors`.`id` FROM `authors` WHERE `authors`.`alive` = (`authors`.`born` IS NULL)
    "#);
    assert_snapshot!(sql(from(Authors).filter(Authors.alive).select(Authors.id)), @r#"
    sqlite, postgres: SELECT "authors"."id" FROM "authors" WHERE "authors"."alive"
    mysql, mariadb: SELECT `authors`.`id` FROM `authors` WHERE `authors`.`alive`
    "#);
}

#[test]
fn bytes_and_text_compare() {
    let bytes: &[u8] = &[1, 2];
    assert_snapshot!(sql(from(Books).filter(Books.cover.eq(bytes)).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE "books"."cover" = ?
    postgres: SELECT "books"."id" FROM "books" WHERE "books"."cover" = $1
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE `books`.`cover` = ?
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.title.lt("M")).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE "books"."title" < ?
    postgres: SELECT "books"."id" FROM "books" WHERE "books"."title" < $1
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE `books`.`title` < ?
    "#);
}

#[test]
fn a_comparison_can_be_selected() {
    assert_snapshot!(sql(from(Books).select((Books.price.gt(1.0), Books.year.is_null()))), @r#"
    sqlite: SELECT "books"."price" > ?, "books"."year" IS NULL FROM "books"
    postgres: SELECT "books"."price" > $1, "books"."year" IS NULL FROM "books"
    mysql, mariadb: SELECT `books`.`price` > ?, `books`.`year` IS NULL FROM `books`
    "#);
}

#[test]
fn nullif_gives_null_for_equal_values() {
    assert_snapshot!(sql(from(Books).select(Books.title.nullif("untitled"))), @r#"
    sqlite: SELECT NULLIF("books"."title", ?) FROM "books"
    postgres: SELECT NULLIF("books"."title", $1) FROM "books"
    mysql, mariadb: SELECT NULLIF(`books`.`title`, ?) FROM `books`
    "#);
}
