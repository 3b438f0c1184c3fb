//! GROUP BY, HAVING, ORDER BY, DISTINCT, LIMIT, locks.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books, Stock};

#[test]
fn keys_are_columns_expressions_and_tuples() {
    assert_snapshot!(sql(from(Books).group_by(Books.year).select((Books.year, count_all()))), @r#"
    sqlite, postgres: SELECT "books"."year", COUNT(*) FROM "books" GROUP BY "books"."year"
    mysql, mariadb: SELECT `books`.`year`, COUNT(*) FROM `books` GROUP BY `books`.`year`
    "#);
    assert_snapshot!(sql(from(Books).group_by((Books.year, Books.author_id)).select(Books.year)), @r#"
    sqlite, postgres: SELECT "books"."year" FROM "books" GROUP BY "books"."year", "books"."author_id"
    mysql, mariadb: SELECT `books`.`year` FROM `books` GROUP BY `books`.`year`, `books`.`author_id`
    "#);
    assert_snapshot!(sql(from(Books).group_by(Books.pages / lit!(100i32)).select(Books.pages / lit!(100i32))), @r#"
    sqlite: SELECT "books"."pages" / 100 FROM "books" GROUP BY "books"."pages" / 100
    postgres: SELECT "books"."pages" / NULLIF(100, 0) FROM "books" GROUP BY "books"."pages" / NULLIF(100, 0)
    mysql, mariadb: SELECT `books`.`pages` DIV NULLIF(100, 0) FROM `books` GROUP BY `books`.`pages` DIV NULLIF(100, 0)
    "#);
}

#[test]
fn a_table_as_a_key_stands_for_its_primary_key() {
    let query = from(Authors).join(Books, Books.author_id.eq(Authors.id)).group_by((Authors, Books.year));
    assert_snapshot!(sql(query.select((Authors.name, Books.year, count_all()))), @r#"
    sqlite, postgres: SELECT "authors"."name", "books"."year", COUNT(*) FROM "authors" JOIN "books" ON "books"."author_id" = "authors"."id" GROUP BY "authors"."id", "books"."year"
    mysql, mariadb: SELECT `authors`.`name`, `books`.`year`, COUNT(*) FROM `authors` JOIN `books` ON `books`.`author_id` = `authors`.`id` GROUP BY `authors`.`id`, `books`.`year`
    "#);
    assert_snapshot!(sql(from(Stock).group_by(Stock).select(Stock.n)), @r#"
    sqlite, postgres: SELECT "stock"."n" FROM "stock" GROUP BY "stock"."book_id", "stock"."store"
    mysql, mariadb: SELECT `stock`.`n` FROM `stock` GROUP BY `stock`.`book_id`, `stock`.`store`
    "#);
}

#[test]
fn groups_are_filtered_by_having() {
    let query = from(Books)
        .filter(Books.id.gt(1))
        .group_by(Books.year)
        .having(count_all().gt(2))
        .having(Books.price.sum().lt(3.0));
    assert_snapshot!(sql(query.select(Books.year)), @r#"
    sqlite: SELECT "books"."year" FROM "books" WHERE "books"."id" > ? GROUP BY "books"."year" HAVING (COUNT(*) > ?) AND (SUM("books"."price") < ?)
    postgres: SELECT "books"."year" FROM "books" WHERE "books"."id" > $1 GROUP BY "books"."year" HAVING (COUNT(*) > $2) AND (CAST(SUM("books"."price") AS DOUBLE PRECISION) < $3)
    mysql, mariadb: SELECT `books`.`year` FROM `books` WHERE `books`.`id` > ? GROUP BY `books`.`year` HAVING (COUNT(*) > ?) AND (CAST(SUM(`books`.`price`) AS DOUBLE) < ?)
    "#);
}

#[test]
fn having_of_keys_and_what_they_determine() {
    let pages = Books.pages / lit!(100i32);
    let query = from(Books).group_by((Books, pages)).having(Books.id.gt(1) & pages.lt(3) & Books.title.ne("a"));
    assert_snapshot!(sql(query.having(Books.price.max().gt(1.5)).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" GROUP BY "books"."id", "books"."pages" / 100 HAVING ("books"."id" > ?) AND (("books"."pages" / 100) < ?) AND ("books"."title" <> ?) AND (MAX("books"."price") > ?)
    postgres: SELECT "books"."id" FROM "books" GROUP BY "books"."id", "books"."pages" / NULLIF(100, 0) HAVING ("books"."id" > $1) AND (("books"."pages" / NULLIF(100, 0)) < $2) AND ("books"."title" <> $3) AND (MAX("books"."price") > $4)
    mysql, mariadb: SELECT `books`.`id` FROM `books` GROUP BY `books`.`id`, `books`.`pages` DIV NULLIF(100, 0) HAVING (`books`.`id` > ?) AND (MIN((`books`.`pages` DIV NULLIF(100, 0))) < ?) AND (MIN(`books`.`title`) <> ?) AND (MAX(`books`.`price`) > ?)
    "#);
    let query = from(Books).group_by(Books.title.is_null()).having(Books.title.is_null()).having(count_all().gt(1));
    assert_snapshot!(sql(query.select(count_all())), @r#"
    sqlite: SELECT COUNT(*) FROM "books" GROUP BY "books"."title" IS NULL HAVING ("books"."title" IS NULL) AND (COUNT(*) > ?)
    postgres: SELECT COUNT(*) FROM "books" GROUP BY "books"."title" IS NULL HAVING ("books"."title" IS NULL) AND (COUNT(*) > $1)
    mysql, mariadb: SELECT COUNT(*) FROM `books` GROUP BY `books`.`title` IS NULL HAVING MIN((`books`.`title` IS NULL)) AND (COUNT(*) > ?)
    "#);
}

#[test]
fn order_has_directions() {
    assert_snapshot!(sql(from(Books).order_by(Books.title).select(Books.id)), @r#"
    sqlite, postgres: SELECT "books"."id" FROM "books" ORDER BY "books"."title"
    mysql, mariadb: SELECT `books`.`id` FROM `books` ORDER BY `books`.`title`
    "#);
    assert_snapshot!(sql(from(Books).group_by(Books.year).order_by((count_all(), Books.year.desc(), Books.year + lit!(1i32))).select(Books.year)), @r#"
    sqlite, postgres: SELECT "books"."year" FROM "books" GROUP BY "books"."year" ORDER BY COUNT(*), "books"."year" DESC, ("books"."year" + 1)
    mysql, mariadb: SELECT `books`.`year` FROM `books` GROUP BY `books`.`year` ORDER BY COUNT(*), `books`.`year` DESC, (`books`.`year` + 1)
    "#);
    assert_snapshot!(sql(from(Books).order_by(Books.title.asc()).select(Books.id)), @r#"
    sqlite, postgres: SELECT "books"."id" FROM "books" ORDER BY "books"."title" ASC
    mysql, mariadb: SELECT `books`.`id` FROM `books` ORDER BY `books`.`title` ASC
    "#);
    assert_snapshot!(sql(from(Books).order_by((Books.title.desc(), (Books.price * 2.0).asc())).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" ORDER BY "books"."title" DESC, ("books"."price" * ?) ASC
    postgres: SELECT "books"."id" FROM "books" ORDER BY "books"."title" DESC, ("books"."price" * $1) ASC
    mysql, mariadb: SELECT `books`.`id` FROM `books` ORDER BY `books`.`title` DESC, (`books`.`price` * ?) ASC
    "#);
    assert_snapshot!(sql(from(Books).group_by(Books.year).order_by((count_all().desc(), Books.year.asc())).select(Books.year)), @r#"
    sqlite, postgres: SELECT "books"."year" FROM "books" GROUP BY "books"."year" ORDER BY COUNT(*) DESC, "books"."year" ASC
    mysql, mariadb: SELECT `books`.`year` FROM `books` GROUP BY `books`.`year` ORDER BY COUNT(*) DESC, `books`.`year` ASC
    "#);
}

#[test]
fn null_goes_where_it_is_told() {
    assert_snapshot!(sql(from(Books).order_by(Books.year.asc().nulls_first()).select(Books.id)), @r#"
    sqlite, postgres: SELECT "books"."id" FROM "books" ORDER BY "books"."year" ASC NULLS FIRST
    mysql, mariadb: SELECT `books`.`id` FROM `books` ORDER BY `books`.`year` ASC
    "#);
    assert_snapshot!(sql(from(Books).order_by(Books.year.asc().nulls_last()).select(Books.id)), @r#"
    sqlite, postgres: SELECT "books"."id" FROM "books" ORDER BY "books"."year" ASC NULLS LAST
    mysql, mariadb: SELECT `books`.`id` FROM `books` ORDER BY `books`.`year` IS NULL, `books`.`year` ASC
    "#);
    assert_snapshot!(sql(from(Books).order_by(Books.year.desc().nulls_first()).select(Books.id)), @r#"
    sqlite, postgres: SELECT "books"."id" FROM "books" ORDER BY "books"."year" DESC NULLS FIRST
    mysql, mariadb: SELECT `books`.`id` FROM `books` ORDER BY `books`.`year` IS NOT NULL, `books`.`year` DESC
    "#);
    assert_snapshot!(sql(from(Books).order_by(Books.year.desc().nulls_last()).select(Books.id)), @r#"
    sqlite, postgres: SELECT "books"."id" FROM "books" ORDER BY "books"."year" DESC NULLS LAST
    mysql, mariadb: SELECT `books`.`id` FROM `books` ORDER BY `books`.`year` DESC
    "#);
}

#[test]
fn a_value_in_an_ordering_is_bound_as_often_as_the_text_has_it() {
    assert_snapshot!(sql(from(Books).order_by((Books.year + 7).asc().nulls_last()).select(Books.id).limit(1)), @r#"
    sqlite: SELECT "books"."id" FROM "books" ORDER BY ("books"."year" + ?) ASC NULLS LAST LIMIT ?
    postgres: SELECT "books"."id" FROM "books" ORDER BY ("books"."year" + $1) ASC NULLS LAST LIMIT $2
    mysql, mariadb: SELECT `books`.`id` FROM `books` ORDER BY (`books`.`year` + ?) IS NULL, (`books`.`year` + ?) ASC LIMIT ?
    "#);
}

#[test]
fn a_record_is_ordered_by_its_names() {
    let query = from(Books).group_by(Books.year).select(row! { year: Books.year, total: Books.price.sum() });
    assert_snapshot!(sql(query.order_by(|row| (row.year, row.total.desc()))), @r#"
    sqlite: SELECT "books"."year" AS "year", SUM("books"."price") AS "total" FROM "books" GROUP BY "books"."year" ORDER BY "year", "total" DESC
    postgres: SELECT "books"."year" AS "year", CAST(SUM("books"."price") AS DOUBLE PRECISION) AS "total" FROM "books" GROUP BY "books"."year" ORDER BY "year", "total" DESC
    mysql, mariadb: SELECT `books`.`year` AS `year`, CAST(SUM(`books`.`price`) AS DOUBLE) AS `total` FROM `books` GROUP BY `books`.`year` ORDER BY `year`, `total` DESC
    "#);
    assert_snapshot!(sql(query.order_by(|row| row.total.desc())), @r#"
    sqlite: SELECT "books"."year" AS "year", SUM("books"."price") AS "total" FROM "books" GROUP BY "books"."year" ORDER BY "total" DESC
    postgres: SELECT "books"."year" AS "year", CAST(SUM("books"."price") AS DOUBLE PRECISION) AS "total" FROM "books" GROUP BY "books"."year" ORDER BY "total" DESC
    mysql, mariadb: SELECT `books`.`year` AS `year`, CAST(SUM(`books`.`price`) AS DOUBLE) AS `total` FROM `books` GROUP BY `books`.`year` ORDER BY `total` DESC
    "#);
    assert_snapshot!(sql(query.order_by(|row| (row.total.desc(), row.year.asc())).limit(3)), @r#"
    sqlite: SELECT "books"."year" AS "year", SUM("books"."price") AS "total" FROM "books" GROUP BY "books"."year" ORDER BY "total" DESC, "year" ASC LIMIT ?
    postgres: SELECT "books"."year" AS "year", CAST(SUM("books"."price") AS DOUBLE PRECISION) AS "total" FROM "books" GROUP BY "books"."year" ORDER BY "total" DESC, "year" ASC LIMIT $1
    mysql, mariadb: SELECT `books`.`year` AS `year`, CAST(SUM(`books`.`price`) AS DOUBLE) AS `total` FROM `books` GROUP BY `books`.`year` ORDER BY `total` DESC, `year` ASC LIMIT ?
    "#);
    assert_snapshot!(sql(query.order_by(|row| row.year.desc().nulls_first())), @r#"
    sqlite: SELECT "books"."year" AS "year", SUM("books"."price") AS "total" FROM "books" GROUP BY "books"."year" ORDER BY "year" DESC NULLS FIRST
    postgres: SELECT "books"."year" AS "year", CAST(SUM("books"."price") AS DOUBLE PRECISION) AS "total" FROM "books" GROUP BY "books"."year" ORDER BY "year" DESC NULLS FIRST
    mysql, mariadb: SELECT `books`.`year` AS `year`, CAST(SUM(`books`.`price`) AS DOUBLE) AS `total` FROM `books` GROUP BY `books`.`year` ORDER BY `year` IS NOT NULL, `year` DESC
    "#);
}

#[test]
fn distinct_rows() {
    assert_snapshot!(sql(from(Books).distinct().select(Books.year)), @r#"
    sqlite, postgres: SELECT DISTINCT "books"."year" FROM "books"
    mysql, mariadb: SELECT DISTINCT `books`.`year` FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).distinct().order_by(Books.year.asc()).select((Books.year, Books.title))), @r#"
    sqlite, postgres: SELECT DISTINCT "books"."year", "books"."title" FROM "books" ORDER BY "books"."year" ASC
    mysql, mariadb: SELECT DISTINCT `books`.`year`, `books`.`title` FROM `books` ORDER BY `books`.`year` ASC
    "#);
    assert_snapshot!(sql(from(Books).distinct().filter(Books.id.gt(1)).select(row! { year: Books.year }).order_by(|row| row.year.asc())), @r#"
    sqlite: SELECT DISTINCT "books"."year" AS "year" FROM "books" WHERE "books"."id" > ? ORDER BY "year" ASC
    postgres: SELECT DISTINCT "books"."year" AS "year" FROM "books" WHERE "books"."id" > $1 ORDER BY "year" ASC
    mysql, mariadb: SELECT DISTINCT `books`.`year` AS `year` FROM `books` WHERE `books`.`id` > ? ORDER BY `year` ASC
    "#);
}

#[test]
fn limits_and_offsets_are_bound() {
    assert_snapshot!(sql(from(Books).order_by(Books.id.asc()).select(Books.id).limit(10)), @r#"
    sqlite: SELECT "books"."id" FROM "books" ORDER BY "books"."id" ASC LIMIT ?
    postgres: SELECT "books"."id" FROM "books" ORDER BY "books"."id" ASC LIMIT $1
    mysql, mariadb: SELECT `books`.`id` FROM `books` ORDER BY `books`.`id` ASC LIMIT ?
    "#);
    assert_snapshot!(sql(from(Books).order_by(Books.id.asc()).select(Books.id).limit(10).offset(20)), @r#"
    sqlite: SELECT "books"."id" FROM "books" ORDER BY "books"."id" ASC LIMIT ? OFFSET ?
    postgres: SELECT "books"."id" FROM "books" ORDER BY "books"."id" ASC LIMIT $1 OFFSET $2
    mysql, mariadb: SELECT `books`.`id` FROM `books` ORDER BY `books`.`id` ASC LIMIT ? OFFSET ?
    "#);
    assert_snapshot!(sql(from(Books).order_by(Books.id.asc()).select(Books.id).offset(20)), @r#"
    sqlite, mysql, mariadb: lacks OffsetWithoutLimit
    postgres: SELECT "books"."id" FROM "books" ORDER BY "books"."id" ASC OFFSET $1
    "#);
}

#[test]
fn rows_are_locked() {
    assert_snapshot!(sql(from(Books).select(Books.id).for_update()), @r#"
    sqlite: lacks RowLocks
    postgres: SELECT "books"."id" FROM "books" FOR UPDATE
    mysql, mariadb: SELECT `books`.`id` FROM `books` FOR UPDATE
    "#);
    assert_snapshot!(sql(from(Books).select(Books.id).for_update().skip_locked()), @r#"
    sqlite: lacks RowLocks
    postgres: SELECT "books"."id" FROM "books" FOR UPDATE SKIP LOCKED
    mysql, mariadb: SELECT `books`.`id` FROM `books` FOR UPDATE SKIP LOCKED
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.id.eq(1)).select(Books.id).limit(1).for_update().nowait()), @r#"
    sqlite: lacks RowLocks
    postgres: SELECT "books"."id" FROM "books" WHERE "books"."id" = $1 LIMIT $2 FOR UPDATE NOWAIT
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE `books`.`id` = ? LIMIT ? FOR UPDATE NOWAIT
    "#);
}

#[test]
fn all_clauses_stand_in_the_order_of_sql() {
    let query = from(Authors)
        .left_join(Books, Books.author_id.eq(Authors.id).and(Books.price.lt(1.5)))
        .filter(Authors.name.ne("x"))
        .distinct()
        .group_by(Authors.name)
        .having(Books.price.max().gt(2.5))
        .order_by(Authors.name.asc())
        .select((Authors.name, count_all() + 1))
        .limit(4)
        .offset(5);
    assert_snapshot!(sql(query), @r#"
    sqlite: SELECT DISTINCT "authors"."name", COUNT(*) + ? FROM "authors" LEFT JOIN "books" ON ("books"."author_id" = "authors"."id") AND ("books"."price" < ?) WHERE "authors"."name" <> ? GROUP BY "authors"."name" HAVING MAX("books"."price") > ? ORDER BY "authors"."name" ASC LIMIT ? OFFSET ?
    postgres: SELECT DISTINCT "authors"."name", COUNT(*) + $1 FROM "authors" LEFT JOIN "books" ON ("books"."author_id" = "authors"."id") AND ("books"."price" < $2) WHERE "authors"."name" <> $3 GROUP BY "authors"."name" HAVING MAX("books"."price") > $4 ORDER BY "authors"."name" ASC LIMIT $5 OFFSET $6
    mysql, mariadb: SELECT DISTINCT `authors`.`name`, COUNT(*) + ? FROM `authors` LEFT JOIN `books` ON (`books`.`author_id` = `authors`.`id`) AND (`books`.`price` < ?) WHERE `authors`.`name` <> ? GROUP BY `authors`.`name` HAVING MAX(`books`.`price`) > ? ORDER BY `authors`.`name` ASC LIMIT ? OFFSET ?
    "#);
}

#[test]
fn a_lock_on_an_outer_join_needs_a_database_that_has_it() {
    let query = from(Books).left_join(Authors, Authors.id.eq(Books.author_id)).select(Books.id);
    assert_snapshot!(sql(query.for_update().skip_locked()), @r#"
    sqlite: lacks RowLocks
    postgres: lacks LockOfOuterJoin
    mysql, mariadb: SELECT `books`.`id` FROM `books` LEFT JOIN `authors` ON `authors`.`id` = `books`.`author_id` FOR UPDATE SKIP LOCKED
    "#);
    assert_snapshot!(sql(from(Books).join(Authors, Authors.id.eq(Books.author_id)).select(Books.id).for_update()), @r#"
    sqlite: lacks RowLocks
    postgres: SELECT "books"."id" FROM "books" JOIN "authors" ON "authors"."id" = "books"."author_id" FOR UPDATE
    mysql, mariadb: SELECT `books`.`id` FROM `books` JOIN `authors` ON `authors`.`id` = `books`.`author_id` FOR UPDATE
    "#);
}
