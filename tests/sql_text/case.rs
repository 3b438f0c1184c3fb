//! CASE.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::Books;

#[test]
fn a_case_without_else_ends() {
    assert_snapshot!(sql(from(Books).select(case_when(Books.price.lt(5.0), lit!("cheap")).end())), @r#"
    sqlite: SELECT CASE WHEN "books"."price" < ? THEN 'cheap' END FROM "books"
    postgres: SELECT CASE WHEN "books"."price" < $1 THEN 'cheap' END FROM "books"
    mysql, mariadb: SELECT CASE WHEN `books`.`price` < ? THEN 'cheap' END FROM `books`
    "#);
}

#[test]
fn a_case_with_else_has_any_number_of_arms() {
    let size = case_when(Books.pages.lt(100), lit!("small"))
        .when(Books.pages.lt(300), Books.title)
        .when(Books.year.is_null(), "unknown")
        .otherwise("large");
    assert_snapshot!(sql(from(Books).select(size)), @r#"
    sqlite: SELECT CASE WHEN "books"."pages" < ? THEN 'small' WHEN "books"."pages" < ? THEN "books"."title" WHEN "books"."year" IS NULL THEN ? ELSE ? END FROM "books"
    postgres: SELECT CASE WHEN "books"."pages" < $1 THEN 'small' WHEN "books"."pages" < $2 THEN "books"."title" WHEN "books"."year" IS NULL THEN $3 ELSE $4 END FROM "books"
    mysql, mariadb: SELECT CASE WHEN `books`.`pages` < ? THEN 'small' WHEN `books`.`pages` < ? THEN `books`.`title` WHEN `books`.`year` IS NULL THEN ? ELSE ? END FROM `books`
    "#);
}

#[test]
fn a_case_stands_where_expressions_stand() {
    let rank = case_when(Books.year.is_null(), lit!(0)).otherwise(1);
    assert_snapshot!(sql(from(Books).filter(rank.eq(1)).order_by(rank.desc()).select(rank + 1)), @r#"
    sqlite: SELECT CASE WHEN "books"."year" IS NULL THEN 0 ELSE ? END + ? FROM "books" WHERE CASE WHEN "books"."year" IS NULL THEN 0 ELSE ? END = ? ORDER BY CASE WHEN "books"."year" IS NULL THEN 0 ELSE ? END DESC
    postgres: SELECT CASE WHEN "books"."year" IS NULL THEN (0)::int8 ELSE $1 END + $2 FROM "books" WHERE CASE WHEN "books"."year" IS NULL THEN (0)::int8 ELSE $3 END = $4 ORDER BY CASE WHEN "books"."year" IS NULL THEN (0)::int8 ELSE $5 END DESC
    mysql, mariadb: SELECT CASE WHEN `books`.`year` IS NULL THEN 0 ELSE ? END + ? FROM `books` WHERE CASE WHEN `books`.`year` IS NULL THEN 0 ELSE ? END = ? ORDER BY CASE WHEN `books`.`year` IS NULL THEN 0 ELSE ? END DESC
    "#);
    let inner = case_when(Books.pages.gt(1), Books.id).otherwise(2);
    assert_snapshot!(sql(from(Books).select(case_when(inner.eq(2), inner).end())), @r#"
    sqlite: SELECT CASE WHEN CASE WHEN "books"."pages" > ? THEN "books"."id" ELSE ? END = ? THEN CASE WHEN "books"."pages" > ? THEN "books"."id" ELSE ? END END FROM "books"
    postgres: SELECT CASE WHEN CASE WHEN "books"."pages" > $1 THEN "books"."id" ELSE $2 END = $3 THEN CASE WHEN "books"."pages" > $4 THEN "books"."id" ELSE $5 END END FROM "books"
    mysql, mariadb: SELECT CASE WHEN CASE WHEN `books`.`pages` > ? THEN `books`.`id` ELSE ? END = ? THEN CASE WHEN `books`.`pages` > ? THEN `books`.`id` ELSE ? END END FROM `books`
    "#);
}
