//! WITH.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books, Stock};

name!(Recent, Dear, Series);

#[test]
fn a_query_goes_to_the_head_of_the_statement() {
    let recent = from(Books).filter(Books.year.ge(2000)).select(row! { id: Books.id, title: Books.title }).cte(Recent);
    assert_snapshot!(sql(from(&recent).filter(recent.id.gt(1)).select(recent.title)), @r#"
    sqlite: WITH "recent" ("id", "title") AS (SELECT "books"."id" AS "id", "books"."title" AS "title" FROM "books" WHERE "books"."year" >= ?) SELECT "recent"."title" FROM "recent" WHERE "recent"."id" > ?
    postgres: WITH "recent" ("id", "title") AS (SELECT "books"."id" AS "id", "books"."title" AS "title" FROM "books" WHERE "books"."year" >= $1) SELECT "recent"."title" FROM "recent" WHERE "recent"."id" > $2
    mysql, mariadb: WITH `recent` (`id`, `title`) AS (SELECT `books`.`id` AS `id`, `books`.`title` AS `title` FROM `books` WHERE `books`.`year` >= ?) SELECT `recent`.`title` FROM `recent` WHERE `recent`.`id` > ?
    "#);
    assert_snapshot!(sql(from(Books).left_join(&recent, recent.id.eq(Books.id)).select((Books.id, recent.title))), @r#"
    sqlite: WITH "recent" ("id", "title") AS (SELECT "books"."id" AS "id", "books"."title" AS "title" FROM "books" WHERE "books"."year" >= ?) SELECT "books"."id", "recent"."title" FROM "books" LEFT JOIN "recent" ON "recent"."id" = "books"."id"
    postgres: WITH "recent" ("id", "title") AS (SELECT "books"."id" AS "id", "books"."title" AS "title" FROM "books" WHERE "books"."year" >= $1) SELECT "books"."id", "recent"."title" FROM "books" LEFT JOIN "recent" ON "recent"."id" = "books"."id"
    mysql, mariadb: WITH `recent` (`id`, `title`) AS (SELECT `books`.`id` AS `id`, `books`.`title` AS `title` FROM `books` WHERE `books`.`year` >= ?) SELECT `books`.`id`, `recent`.`title` FROM `books` LEFT JOIN `recent` ON `recent`.`id` = `books`.`id`
    "#);
}

#[test]
fn a_query_used_twice_is_defined_once() {
    let recent = from(Books).filter(Books.year.ge(2000)).select(row! { id: Books.id }).cte(Recent);
    let query = from(&recent)
        .filter(recent.id.is_in(from(&recent).filter(recent.id.gt(1)).select(recent.id)))
        .select(recent.id);
    assert_snapshot!(sql(query), @r#"
    sqlite: WITH "recent" ("id") AS (SELECT "books"."id" AS "id" FROM "books" WHERE "books"."year" >= ?) SELECT "recent"."id" FROM "recent" WHERE ("recent"."id" IN (SELECT "recent"."id" FROM "recent" WHERE "recent"."id" > ?))
    postgres: WITH "recent" ("id") AS (SELECT "books"."id" AS "id" FROM "books" WHERE "books"."year" >= $1) SELECT "recent"."id" FROM "recent" WHERE ("recent"."id" IN (SELECT "recent"."id" FROM "recent" WHERE "recent"."id" > $2))
    mysql, mariadb: WITH `recent` (`id`) AS (SELECT `books`.`id` AS `id` FROM `books` WHERE `books`.`year` >= ?) SELECT `recent`.`id` FROM `recent` WHERE (`recent`.`id` IN (SELECT `recent`.`id` FROM `recent` WHERE `recent`.`id` > ?))
    "#);
}

#[test]
fn a_query_that_uses_another_comes_after_it() {
    let recent = from(Books).filter(Books.year.ge(2000)).select(row! { id: Books.id, price: Books.price }).cte(Recent);
    let dear = from(&recent).filter(recent.price.gt(9.5)).select(row! { id: recent.id }).cte(Dear);
    assert_snapshot!(sql(from(&dear).join(&recent, recent.id.eq(dear.id)).filter(dear.id.lt(7)).select(recent.price)), @r#"
    sqlite: WITH "recent" ("id", "price") AS (SELECT "books"."id" AS "id", "books"."price" AS "price" FROM "books" WHERE "books"."year" >= ?), "dear" ("id") AS (SELECT "recent"."id" AS "id" FROM "recent" WHERE "recent"."price" > ?) SELECT "recent"."price" FROM "dear" JOIN "recent" ON "recent"."id" = "dear"."id" WHERE "dear"."id" < ?
    postgres: WITH "recent" ("id", "price") AS (SELECT "books"."id" AS "id", "books"."price" AS "price" FROM "books" WHERE "books"."year" >= $1), "dear" ("id") AS (SELECT "recent"."id" AS "id" FROM "recent" WHERE "recent"."price" > $2) SELECT "recent"."price" FROM "dear" JOIN "recent" ON "recent"."id" = "dear"."id" WHERE "dear"."id" < $3
    mysql, mariadb: WITH `recent` (`id`, `price`) AS (SELECT `books`.`id` AS `id`, `books`.`price` AS `price` FROM `books` WHERE `books`.`year` >= ?), `dear` (`id`) AS (SELECT `recent`.`id` AS `id` FROM `recent` WHERE `recent`.`price` > ?) SELECT `recent`.`price` FROM `dear` JOIN `recent` ON `recent`.`id` = `dear`.`id` WHERE `dear`.`id` < ?
    "#);
}

#[test]
fn a_query_inside_of_a_subquery_still_goes_to_the_head() {
    let recent = from(Books).filter(Books.year.ge(2000)).select(row! { id: Books.id }).cte(Recent);
    let query = from(Stock)
        .filter(Stock.n.gt(1))
        .filter(exists(from(&recent).filter(recent.id.eq(2)).select(recent.id)))
        .select(Stock.n);
    assert_snapshot!(sql(query), @r#"
    sqlite: WITH "recent" ("id") AS (SELECT "books"."id" AS "id" FROM "books" WHERE "books"."year" >= ?) SELECT "stock"."n" FROM "stock" WHERE ("stock"."n" > ?) AND EXISTS (SELECT "recent"."id" FROM "recent" WHERE "recent"."id" = ?)
    postgres: WITH "recent" ("id") AS (SELECT "books"."id" AS "id" FROM "books" WHERE "books"."year" >= $1) SELECT "stock"."n" FROM "stock" WHERE ("stock"."n" > $2) AND EXISTS (SELECT "recent"."id" FROM "recent" WHERE "recent"."id" = $3)
    mysql, mariadb: WITH `recent` (`id`) AS (SELECT `books`.`id` AS `id` FROM `books` WHERE `books`.`year` >= ?) SELECT `stock`.`n` FROM `stock` WHERE (`stock`.`n` > ?) AND EXISTS (SELECT `recent`.`id` FROM `recent` WHERE `recent`.`id` = ?)
    "#);
}

#[test]
fn a_query_refers_to_itself() {
    let series = from(Books)
        .filter(Books.sequel_of.is_null())
        .select(row! { id: Books.id, depth: lit!(1) })
        .recursive_cte(Series, |series| {
            from(Books)
                .join(series, Books.sequel_of.eq(series.id))
                .filter(series.depth.lt(9))
                .select(row! { id: Books.id, depth: series.depth + 1 })
        });
    let query = from(&series).join(Books, Books.id.eq(series.id)).order_by(series.depth.desc());
    assert_snapshot!(sql(query.select((Books.title, series.depth)).limit(3)), @r#"
    sqlite: WITH RECURSIVE "series" ("id", "depth") AS (SELECT "books"."id" AS "id", 1 AS "depth" FROM "books" WHERE "books"."sequel_of" IS NULL UNION ALL SELECT "books"."id" AS "id", "series"."depth" + ? AS "depth" FROM "books" JOIN "series" ON "books"."sequel_of" = "series"."id" WHERE "series"."depth" < ?) SELECT "books"."title", "series"."depth" FROM "series" JOIN "books" ON "books"."id" = "series"."id" ORDER BY "series"."depth" DESC LIMIT ?
    postgres: WITH RECURSIVE "series" ("id", "depth") AS (SELECT "books"."id" AS "id", (1)::int8 AS "depth" FROM "books" WHERE "books"."sequel_of" IS NULL UNION ALL SELECT "books"."id" AS "id", "series"."depth" + $1 AS "depth" FROM "books" JOIN "series" ON "books"."sequel_of" = "series"."id" WHERE "series"."depth" < $2) SELECT "books"."title", "series"."depth" FROM "series" JOIN "books" ON "books"."id" = "series"."id" ORDER BY "series"."depth" DESC LIMIT $3
    mysql, mariadb: WITH RECURSIVE `series` (`id`, `depth`) AS (SELECT `books`.`id` AS `id`, 1 AS `depth` FROM `books` WHERE `books`.`sequel_of` IS NULL UNION ALL SELECT `books`.`id` AS `id`, `series`.`depth` + ? AS `depth` FROM `books` JOIN `series` ON `books`.`sequel_of` = `series`.`id` WHERE `series`.`depth` < ?) SELECT `books`.`title`, `series`.`depth` FROM `series` JOIN `books` ON `books`.`id` = `series`.`id` ORDER BY `series`.`depth` DESC LIMIT ?
    "#);
}

#[test]
fn a_set_operation_is_a_cte() {
    let names = from(Books).select(row! { name: Books.title }).union(from(Authors).select(Authors.name)).cte(Recent);
    assert_snapshot!(sql(from(&names).select(names.name)), @r#"
    sqlite, postgres: WITH "recent" ("name") AS (SELECT "books"."title" AS "name" FROM "books" UNION SELECT "authors"."name" FROM "authors") SELECT "recent"."name" FROM "recent"
    mysql, mariadb: WITH `recent` (`name`) AS (SELECT `books`.`title` AS `name` FROM `books` UNION SELECT `authors`.`name` FROM `authors`) SELECT `recent`.`name` FROM `recent`
    "#);
}

#[test]
fn rows_of_a_cte_are_inserted() {
    let recent = from(Books).filter(Books.year.ge(2000)).select(row! { id: Books.id, title: Books.title }).cte(Recent);
    let query = insert(Stock).from_select(
        (Stock.book_id, Stock.store, Stock.n),
        from(&recent).select((recent.id, recent.title, lit!(1i32))),
    );
    assert_snapshot!(sql(query), @r#"
    sqlite: WITH "recent" ("id", "title") AS (SELECT "books"."id" AS "id", "books"."title" AS "title" FROM "books" WHERE "books"."year" >= ?) INSERT INTO "stock" ("book_id", "store", "n") SELECT "recent"."id", "recent"."title", 1 FROM "recent"
    postgres: WITH "recent" ("id", "title") AS (SELECT "books"."id" AS "id", "books"."title" AS "title" FROM "books" WHERE "books"."year" >= $1) INSERT INTO "stock" ("book_id", "store", "n") SELECT "recent"."id", "recent"."title", 1 FROM "recent"
    mysql, mariadb: INSERT INTO `stock` (`book_id`, `store`, `n`) WITH `recent` (`id`, `title`) AS (SELECT `books`.`id` AS `id`, `books`.`title` AS `title` FROM `books` WHERE `books`.`year` >= ?) SELECT `recent`.`id`, `recent`.`title`, 1 FROM `recent`
    "#);
}

#[test]
fn rows_of_a_cte_are_updated_and_deleted() {
    let recent = from(Books).filter(Books.year.ge(2000)).select(row! { id: Books.id }).cte(Recent);
    assert_snapshot!(sql(update(Stock).set(Stock.n.set(0)).filter(Stock.book_id.is_in(from(&recent).select(recent.id)))), @r#"
    sqlite: WITH "recent" ("id") AS (SELECT "books"."id" AS "id" FROM "books" WHERE "books"."year" >= ?) UPDATE "stock" SET "n" = ? WHERE ("stock"."book_id" IN (SELECT "recent"."id" FROM "recent"))
    postgres: WITH "recent" ("id") AS (SELECT "books"."id" AS "id" FROM "books" WHERE "books"."year" >= $1) UPDATE "stock" SET "n" = $2 WHERE ("stock"."book_id" IN (SELECT "recent"."id" FROM "recent"))
    mysql: WITH `recent` (`id`) AS (SELECT `books`.`id` AS `id` FROM `books` WHERE `books`.`year` >= ?) UPDATE `stock` SET `n` = ? WHERE (`stock`.`book_id` IN (SELECT `recent`.`id` FROM `recent`))
    mariadb: lacks WithInUpdate
    "#);
    assert_snapshot!(sql(delete(Stock).filter(Stock.n.gt(3)).filter(Stock.book_id.is_in(from(&recent).select(recent.id)))), @r#"
    sqlite: WITH "recent" ("id") AS (SELECT "books"."id" AS "id" FROM "books" WHERE "books"."year" >= ?) DELETE FROM "stock" WHERE ("stock"."n" > ?) AND ("stock"."book_id" IN (SELECT "recent"."id" FROM "recent"))
    postgres: WITH "recent" ("id") AS (SELECT "books"."id" AS "id" FROM "books" WHERE "books"."year" >= $1) DELETE FROM "stock" WHERE ("stock"."n" > $2) AND ("stock"."book_id" IN (SELECT "recent"."id" FROM "recent"))
    mysql: WITH `recent` (`id`) AS (SELECT `books`.`id` AS `id` FROM `books` WHERE `books`.`year` >= ?) DELETE FROM `stock` WHERE (`stock`.`n` > ?) AND (`stock`.`book_id` IN (SELECT `recent`.`id` FROM `recent`))
    mariadb: lacks WithInUpdate
    "#);
}

#[test]
fn a_cte_among_the_values_of_an_insert_needs_a_database_that_takes_it() {
    let recent = from(Books).select(row! { id: Books.id.max() }).cte(Recent);
    let id = coalesce((scalar(from(&recent).select(recent.id)), 0));
    assert_snapshot!(sql(insert(Stock).values((Stock.book_id.set(id), Stock.store.set("a"), Stock.n.set(1)))), @r#"
    sqlite: WITH "recent" ("id") AS (SELECT MAX("books"."id") AS "id" FROM "books") INSERT INTO "stock" ("book_id", "store", "n") VALUES (COALESCE((SELECT "recent"."id" FROM "recent"), ?), ?, ?)
    postgres: WITH "recent" ("id") AS (SELECT MAX("books"."id") AS "id" FROM "books") INSERT INTO "stock" ("book_id", "store", "n") VALUES (COALESCE((SELECT "recent"."id" FROM "recent"), $1), $2, $3)
    mysql, mariadb: lacks WithInValues
    "#);
}
