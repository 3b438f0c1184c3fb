//! UPDATE and DELETE.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books, Stock};

#[test]
fn some_rows_are_updated() {
    assert_snapshot!(sql(update(Books).set(Books.price.set(1.5)).filter(Books.id.eq(2))), @r#"
    sqlite: UPDATE "books" SET "price" = ? WHERE "books"."id" = ?
    postgres: UPDATE "books" SET "price" = $1 WHERE "books"."id" = $2
    mysql, mariadb: UPDATE `books` SET `price` = ? WHERE `books`.`id` = ?
    "#);
    assert_snapshot!(sql(update(Books).set((Books.price.set(Books.price * 0.5), Books.year.set(None::<i32>))).filter(Books.id.gt(1)).filter(Books.id.lt(9))), @r#"
    sqlite: UPDATE "books" SET "price" = "books"."price" * ?, "year" = ? WHERE ("books"."id" > ?) AND ("books"."id" < ?)
    postgres: UPDATE "books" SET "price" = "books"."price" * $1, "year" = $2 WHERE ("books"."id" > $3) AND ("books"."id" < $4)
    mysql, mariadb: UPDATE `books` SET `price` = `books`.`price` * ?, `year` = ? WHERE (`books`.`id` > ?) AND (`books`.`id` < ?)
    "#);
}

#[test]
fn all_rows_are_updated_when_that_is_said() {
    assert_snapshot!(sql(update(Books).set(Books.pages.set(Books.pages + 1)).all_rows()), @r#"
    sqlite: UPDATE "books" SET "pages" = "books"."pages" + ?
    postgres: UPDATE "books" SET "pages" = "books"."pages" + $1
    mysql, mariadb: UPDATE `books` SET `pages` = `books`.`pages` + ?
    "#);
}

#[test]
fn a_query_gives_the_new_value() {
    let latest = scalar(from(Stock).correlate(Books).filter(Stock.book_id.eq(Books.id)).select(Stock.n.max()));
    assert_snapshot!(sql(update(Books).set(Books.pages.set(coalesce((latest, 0)))).filter(Books.pages.lt(1))), @r#"
    sqlite: UPDATE "books" SET "pages" = COALESCE((SELECT MAX("stock"."n") FROM "stock" WHERE "stock"."book_id" = "books"."id"), ?) WHERE "books"."pages" < ?
    postgres: UPDATE "books" SET "pages" = COALESCE((SELECT MAX("stock"."n") FROM "stock" WHERE "stock"."book_id" = "books"."id"), $1) WHERE "books"."pages" < $2
    mysql, mariadb: UPDATE `books` SET `pages` = COALESCE((SELECT MAX(`stock`.`n`) FROM `stock` WHERE `stock`.`book_id` = `books`.`id`), ?) WHERE `books`.`pages` < ?
    "#);
    assert_snapshot!(sql(update(Books).set(Books.year.set(case_when(Books.year.lt(0), lit!(0i32)).otherwise(Books.year))).all_rows()), @r#"
    sqlite: UPDATE "books" SET "year" = CASE WHEN "books"."year" < ? THEN 0 ELSE "books"."year" END
    postgres: UPDATE "books" SET "year" = CASE WHEN "books"."year" < $1 THEN 0 ELSE "books"."year" END
    mysql, mariadb: UPDATE `books` SET `year` = CASE WHEN `books`.`year` < ? THEN 0 ELSE `books`.`year` END
    "#);
}

#[test]
fn updated_rows_are_returned() {
    assert_snapshot!(sql(update(Books).set(Books.price.set(1.5)).filter(Books.id.eq(2)).returning((Books.id, Books.price + 1.0))), @r#"
    sqlite: UPDATE "books" SET "price" = ? WHERE "books"."id" = ? RETURNING "books"."id", "books"."price" + ?
    postgres: UPDATE "books" SET "price" = $1 WHERE "books"."id" = $2 RETURNING "books"."id", "books"."price" + $3
    mysql, mariadb: lacks UpdateReturning
    "#);
    assert_snapshot!(sql(update(Books).set(Books.price.set(1.5)).all_rows().returning(row! { id: Books.id })), @r#"
    sqlite: UPDATE "books" SET "price" = ? RETURNING "books"."id" AS "id"
    postgres: UPDATE "books" SET "price" = $1 RETURNING "books"."id" AS "id"
    mysql, mariadb: lacks UpdateReturning
    "#);
}

#[test]
fn some_rows_are_deleted() {
    assert_snapshot!(sql(delete(Books).filter(Books.id.eq(2))), @r#"
    sqlite: DELETE FROM "books" WHERE "books"."id" = ?
    postgres: DELETE FROM "books" WHERE "books"."id" = $1
    mysql, mariadb: DELETE FROM `books` WHERE `books`.`id` = ?
    "#);
    assert_snapshot!(sql(delete(Books).filter(Books.id.eq(2)).filter(Books.year.is_null().or(Books.price.gt(1.0)))), @r#"
    sqlite: DELETE FROM "books" WHERE ("books"."id" = ?) AND (("books"."year" IS NULL) OR ("books"."price" > ?))
    postgres: DELETE FROM "books" WHERE ("books"."id" = $1) AND (("books"."year" IS NULL) OR ("books"."price" > $2))
    mysql, mariadb: DELETE FROM `books` WHERE (`books`.`id` = ?) AND ((`books`.`year` IS NULL) OR (`books`.`price` > ?))
    "#);
    assert_snapshot!(sql(delete(Authors).filter(!exists(from(Books).correlate(Authors).filter(Books.author_id.eq(Authors.id)).select(lit!(1))))), @r#"
    sqlite: DELETE FROM "authors" WHERE NOT EXISTS (SELECT 1 FROM "books" WHERE "books"."author_id" = "authors"."id")
    postgres: DELETE FROM "authors" WHERE NOT EXISTS (SELECT (1)::int8 FROM "books" WHERE "books"."author_id" = "authors"."id")
    mysql, mariadb: DELETE FROM `authors` WHERE NOT EXISTS (SELECT 1 FROM `books` WHERE `books`.`author_id` = `authors`.`id`)
    "#);
}

#[test]
fn all_rows_are_deleted_when_that_is_said() {
    assert_snapshot!(sql(delete(Books).all_rows()), @r#"
    sqlite, postgres: DELETE FROM "books"
    mysql, mariadb: DELETE FROM `books`
    "#);
}

#[test]
fn deleted_rows_are_returned() {
    assert_snapshot!(sql(delete(Books).filter(Books.id.eq(2)).returning(Books.title)), @r#"
    sqlite: DELETE FROM "books" WHERE "books"."id" = ? RETURNING "books"."title"
    postgres: DELETE FROM "books" WHERE "books"."id" = $1 RETURNING "books"."title"
    mysql: lacks DeleteReturning
    mariadb: DELETE FROM `books` WHERE `books`.`id` = ? RETURNING `books`.`title`
    "#);
}
