//! Queries inside of queries.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books, Sequels, Stock};

name!(Top, Cheap);

#[test]
fn a_query_stands_in_from() {
    let top = from(Books)
        .filter(Books.price.gt(1.5))
        .group_by(Books.author_id)
        .select(row! { author_id: Books.author_id, n: count_all() })
        .subquery(Top);
    assert_snapshot!(sql(from(&top).filter(top.n.gt(2)).select((top.author_id, top.n))), @r#"
    sqlite: SELECT "top"."author_id", "top"."n" FROM (SELECT "books"."author_id" AS "author_id", COUNT(*) AS "n" FROM "books" WHERE "books"."price" > ? GROUP BY "books"."author_id") AS "top" WHERE "top"."n" > ?
    postgres: SELECT "top"."author_id", "top"."n" FROM (SELECT "books"."author_id" AS "author_id", COUNT(*) AS "n" FROM "books" WHERE "books"."price" > $1 GROUP BY "books"."author_id") AS "top" WHERE "top"."n" > $2
    mysql, mariadb: SELECT `top`.`author_id`, `top`.`n` FROM (SELECT `books`.`author_id` AS `author_id`, COUNT(*) AS `n` FROM `books` WHERE `books`.`price` > ? GROUP BY `books`.`author_id`) AS `top` WHERE `top`.`n` > ?
    "#);
    assert_snapshot!(sql(from(Authors).left_join(&top, top.author_id.eq(Authors.id)).select((Authors.name, top.n))), @r#"
    sqlite: SELECT "authors"."name", "top"."n" FROM "authors" LEFT JOIN (SELECT "books"."author_id" AS "author_id", COUNT(*) AS "n" FROM "books" WHERE "books"."price" > ? GROUP BY "books"."author_id") AS "top" ON "top"."author_id" = "authors"."id"
    postgres: SELECT "authors"."name", "top"."n" FROM "authors" LEFT JOIN (SELECT "books"."author_id" AS "author_id", COUNT(*) AS "n" FROM "books" WHERE "books"."price" > $1 GROUP BY "books"."author_id") AS "top" ON "top"."author_id" = "authors"."id"
    mysql, mariadb: SELECT `authors`.`name`, `top`.`n` FROM `authors` LEFT JOIN (SELECT `books`.`author_id` AS `author_id`, COUNT(*) AS `n` FROM `books` WHERE `books`.`price` > ? GROUP BY `books`.`author_id`) AS `top` ON `top`.`author_id` = `authors`.`id`
    "#);
}

#[test]
fn a_query_in_from_stands_inside_of_another() {
    let cheap =
        from(Books).filter(Books.price.lt(1.5)).select(row! { id: Books.id, title: Books.title }).subquery(Cheap);
    let top = from(&cheap).filter(cheap.id.gt(2)).select(row! { title: cheap.title }).subquery(Top);
    assert_snapshot!(sql(from(&top).filter(top.title.ne("x")).select(top.title).limit(3)), @r#"
    sqlite: SELECT "top"."title" FROM (SELECT "cheap"."title" AS "title" FROM (SELECT "books"."id" AS "id", "books"."title" AS "title" FROM "books" WHERE "books"."price" < ?) AS "cheap" WHERE "cheap"."id" > ?) AS "top" WHERE "top"."title" <> ? LIMIT ?
    postgres: SELECT "top"."title" FROM (SELECT "cheap"."title" AS "title" FROM (SELECT "books"."id" AS "id", "books"."title" AS "title" FROM "books" WHERE "books"."price" < $1) AS "cheap" WHERE "cheap"."id" > $2) AS "top" WHERE "top"."title" <> $3 LIMIT $4
    mysql, mariadb: SELECT `top`.`title` FROM (SELECT `cheap`.`title` AS `title` FROM (SELECT `books`.`id` AS `id`, `books`.`title` AS `title` FROM `books` WHERE `books`.`price` < ?) AS `cheap` WHERE `cheap`.`id` > ?) AS `top` WHERE `top`.`title` <> ? LIMIT ?
    "#);
}

#[test]
fn a_limited_query_stands_in_from() {
    let top = from(Books).order_by(Books.price.desc()).select(row! { id: Books.id }).limit(3).subquery(Top);
    assert_snapshot!(sql(from(Books).join(&top, top.id.eq(Books.id)).select(Books.title)), @r#"
    sqlite: SELECT "books"."title" FROM "books" JOIN (SELECT "books"."id" AS "id" FROM "books" ORDER BY "books"."price" DESC LIMIT ?) AS "top" ON "top"."id" = "books"."id"
    postgres: SELECT "books"."title" FROM "books" JOIN (SELECT "books"."id" AS "id" FROM "books" ORDER BY "books"."price" DESC LIMIT $1) AS "top" ON "top"."id" = "books"."id"
    mysql, mariadb: SELECT `books`.`title` FROM `books` JOIN (SELECT `books`.`id` AS `id` FROM `books` ORDER BY `books`.`price` DESC LIMIT ?) AS `top` ON `top`.`id` = `books`.`id`
    "#);
}

#[test]
fn a_query_is_a_value() {
    let dearest = scalar(from(Books).select(Books.price.max()));
    assert_snapshot!(sql(from(Books).filter(Books.price.eq(dearest)).select(Books.title)), @r#"
    sqlite, postgres: SELECT "books"."title" FROM "books" WHERE "books"."price" = (SELECT MAX("books"."price") FROM "books")
    mysql, mariadb: SELECT `books`.`title` FROM `books` WHERE `books`.`price` = (SELECT MAX(`books`.`price`) FROM `books`)
    "#);
    let count = scalar(from(Books).correlate(Authors).filter(Books.author_id.eq(Authors.id)).select(count_all()));
    assert_snapshot!(sql(from(Authors).select((Authors.name, count))), @r#"
    sqlite, postgres: SELECT "authors"."name", (SELECT COUNT(*) FROM "books" WHERE "books"."author_id" = "authors"."id") FROM "authors"
    mysql, mariadb: SELECT `authors`.`name`, (SELECT COUNT(*) FROM `books` WHERE `books`.`author_id` = `authors`.`id`) FROM `authors`
    "#);
    assert_snapshot!(sql(from(Authors).filter((count + 1).gt(2)).select(Authors.name)), @r#"
    sqlite: SELECT "authors"."name" FROM "authors" WHERE ((SELECT COUNT(*) FROM "books" WHERE "books"."author_id" = "authors"."id") + ?) > ?
    postgres: SELECT "authors"."name" FROM "authors" WHERE ((SELECT COUNT(*) FROM "books" WHERE "books"."author_id" = "authors"."id") + $1) > $2
    mysql, mariadb: SELECT `authors`.`name` FROM `authors` WHERE ((SELECT COUNT(*) FROM `books` WHERE `books`.`author_id` = `authors`.`id`) + ?) > ?
    "#);
    assert_snapshot!(sql(from(Authors).order_by(count.desc()).select(coalesce((count, 0)))), @r#"
    sqlite: SELECT COALESCE((SELECT COUNT(*) FROM "books" WHERE "books"."author_id" = "authors"."id"), ?) FROM "authors" ORDER BY (SELECT COUNT(*) FROM "books" WHERE "books"."author_id" = "authors"."id") DESC
    postgres: SELECT COALESCE((SELECT COUNT(*) FROM "books" WHERE "books"."author_id" = "authors"."id"), $1) FROM "authors" ORDER BY (SELECT COUNT(*) FROM "books" WHERE "books"."author_id" = "authors"."id") DESC
    mysql, mariadb: SELECT COALESCE((SELECT COUNT(*) FROM `books` WHERE `books`.`author_id` = `authors`.`id`), ?) FROM `authors` ORDER BY (SELECT COUNT(*) FROM `books` WHERE `books`.`author_id` = `authors`.`id`) DESC
    "#);
}

#[test]
fn a_query_is_tested_for_rows() {
    let has_books = exists(from(Books).correlate(Authors).filter(Books.author_id.eq(Authors.id)).select(lit!(1)));
    assert_snapshot!(sql(from(Authors).filter(has_books).select(Authors.name)), @r#"
    sqlite: SELECT "authors"."name" FROM "authors" WHERE EXISTS (SELECT 1 FROM "books" WHERE "books"."author_id" = "authors"."id")
    postgres: SELECT "authors"."name" FROM "authors" WHERE EXISTS (SELECT (1)::int8 FROM "books" WHERE "books"."author_id" = "authors"."id")
    mysql, mariadb: SELECT `authors`.`name` FROM `authors` WHERE EXISTS (SELECT 1 FROM `books` WHERE `books`.`author_id` = `authors`.`id`)
    "#);
    assert_snapshot!(sql(from(Authors).filter(!has_books).select(Authors.name)), @r#"
    sqlite: SELECT "authors"."name" FROM "authors" WHERE NOT EXISTS (SELECT 1 FROM "books" WHERE "books"."author_id" = "authors"."id")
    postgres: SELECT "authors"."name" FROM "authors" WHERE NOT EXISTS (SELECT (1)::int8 FROM "books" WHERE "books"."author_id" = "authors"."id")
    mysql, mariadb: SELECT `authors`.`name` FROM `authors` WHERE NOT EXISTS (SELECT 1 FROM `books` WHERE `books`.`author_id` = `authors`.`id`)
    "#);
    assert_snapshot!(sql(from(Authors).select(row! { name: Authors.name, writes: has_books })), @r#"
    sqlite: SELECT "authors"."name" AS "name", EXISTS (SELECT 1 FROM "books" WHERE "books"."author_id" = "authors"."id") AS "writes" FROM "authors"
    postgres: SELECT "authors"."name" AS "name", EXISTS (SELECT (1)::int8 FROM "books" WHERE "books"."author_id" = "authors"."id") AS "writes" FROM "authors"
    mysql, mariadb: SELECT `authors`.`name` AS `name`, EXISTS (SELECT 1 FROM `books` WHERE `books`.`author_id` = `authors`.`id`) AS `writes` FROM `authors`
    "#);
}

#[test]
fn a_value_is_looked_for_among_the_rows_of_a_query() {
    let in_stock = from(Stock).filter(Stock.n.gt(1)).select(Stock.book_id);
    assert_snapshot!(sql(from(Books).filter(Books.id.is_in(in_stock)).select(Books.title)), @r#"
    sqlite: SELECT "books"."title" FROM "books" WHERE ("books"."id" IN (SELECT "stock"."book_id" FROM "stock" WHERE "stock"."n" > ?))
    postgres: SELECT "books"."title" FROM "books" WHERE ("books"."id" IN (SELECT "stock"."book_id" FROM "stock" WHERE "stock"."n" > $1))
    mysql, mariadb: SELECT `books`.`title` FROM `books` WHERE (`books`.`id` IN (SELECT `stock`.`book_id` FROM `stock` WHERE `stock`.`n` > ?))
    "#);
    assert_snapshot!(sql(from(Books).filter((Books.id + 1).not_in(in_stock)).select(Books.title)), @r#"
    sqlite: SELECT "books"."title" FROM "books" WHERE (("books"."id" + ?) NOT IN (SELECT "stock"."book_id" FROM "stock" WHERE "stock"."n" > ?))
    postgres: SELECT "books"."title" FROM "books" WHERE (("books"."id" + $1) NOT IN (SELECT "stock"."book_id" FROM "stock" WHERE "stock"."n" > $2))
    mysql, mariadb: SELECT `books`.`title` FROM `books` WHERE ((`books`.`id` + ?) NOT IN (SELECT `stock`.`book_id` FROM `stock` WHERE `stock`.`n` > ?))
    "#);
    let own = from(Stock).correlate(Books).filter(Stock.book_id.eq(Books.id)).select(Stock.n);
    assert_snapshot!(sql(from(Books).filter(Books.pages.is_in(own)).select(Books.title)), @r#"
    sqlite, postgres: SELECT "books"."title" FROM "books" WHERE ("books"."pages" IN (SELECT "stock"."n" FROM "stock" WHERE "stock"."book_id" = "books"."id"))
    mysql, mariadb: SELECT `books`.`title` FROM `books` WHERE (`books`.`pages` IN (SELECT `stock`.`n` FROM `stock` WHERE `stock`.`book_id` = `books`.`id`))
    "#);
}

#[test]
fn a_value_is_compared_with_all_rows_of_a_query() {
    let prices = from(Books).select(Books.price);
    assert_snapshot!(sql(from(Books).filter(Books.price.eq_any(prices)).select(Books.id)), @r#"
    sqlite: lacks QuantifiedSubquery
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."price" = ANY (SELECT "books"."price" FROM "books"))
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`price` = ANY (SELECT `books`.`price` FROM `books`))
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.price.ne_all(prices)).select(Books.id)), @r#"
    sqlite: lacks QuantifiedSubquery
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."price" <> ALL (SELECT "books"."price" FROM "books"))
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`price` <> ALL (SELECT `books`.`price` FROM `books`))
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.price.gt_any(prices)).select(Books.id)), @r#"
    sqlite: lacks QuantifiedSubquery
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."price" > ANY (SELECT "books"."price" FROM "books"))
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`price` > ANY (SELECT `books`.`price` FROM `books`))
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.price.gt_all(prices)).select(Books.id)), @r#"
    sqlite: lacks QuantifiedSubquery
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."price" > ALL (SELECT "books"."price" FROM "books"))
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`price` > ALL (SELECT `books`.`price` FROM `books`))
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.price.ge_all(prices)).select(Books.id)), @r#"
    sqlite: lacks QuantifiedSubquery
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."price" >= ALL (SELECT "books"."price" FROM "books"))
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`price` >= ALL (SELECT `books`.`price` FROM `books`))
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.price.lt_any(prices)).select(Books.id)), @r#"
    sqlite: lacks QuantifiedSubquery
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."price" < ANY (SELECT "books"."price" FROM "books"))
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`price` < ANY (SELECT `books`.`price` FROM `books`))
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.price.lt_all(prices)).select(Books.id)), @r#"
    sqlite: lacks QuantifiedSubquery
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."price" < ALL (SELECT "books"."price" FROM "books"))
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`price` < ALL (SELECT `books`.`price` FROM `books`))
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.price.le_all(prices)).select(Books.id)), @r#"
    sqlite: lacks QuantifiedSubquery
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."price" <= ALL (SELECT "books"."price" FROM "books"))
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`price` <= ALL (SELECT `books`.`price` FROM `books`))
    "#);
}

#[test]
fn a_correlated_query_reaches_over_two_levels() {
    let stocked = exists(
        from(Stock)
            .correlate(Books)
            .correlate(Authors)
            .filter(Stock.book_id.eq(Books.id) & Stock.store.eq(Authors.name))
            .select(lit!(1)),
    );
    let writes =
        exists(from(Books).correlate(Authors).filter(Books.author_id.eq(Authors.id)).filter(stocked).select(lit!(1)));
    assert_snapshot!(sql(from(Authors).filter(writes).select(Authors.name)), @r#"
    sqlite: SELECT "authors"."name" FROM "authors" WHERE EXISTS (SELECT 1 FROM "books" WHERE ("books"."author_id" = "authors"."id") AND EXISTS (SELECT 1 FROM "stock" WHERE ("stock"."book_id" = "books"."id") AND ("stock"."store" = "authors"."name")))
    postgres: SELECT "authors"."name" FROM "authors" WHERE EXISTS (SELECT (1)::int8 FROM "books" WHERE ("books"."author_id" = "authors"."id") AND EXISTS (SELECT (1)::int8 FROM "stock" WHERE ("stock"."book_id" = "books"."id") AND ("stock"."store" = "authors"."name")))
    mysql, mariadb: SELECT `authors`.`name` FROM `authors` WHERE EXISTS (SELECT 1 FROM `books` WHERE (`books`.`author_id` = `authors`.`id`) AND EXISTS (SELECT 1 FROM `stock` WHERE (`stock`.`book_id` = `books`.`id`) AND (`stock`.`store` = `authors`.`name`)))
    "#);
}

#[test]
fn a_query_looks_at_another_row_of_its_own_table() {
    let sequels = scalar(from(Sequels).correlate(Books).filter(Sequels.sequel_of.eq(Books.id)).select(count_all()));
    assert_snapshot!(sql(from(Books).select((Books.title, sequels))), @r#"
    sqlite, postgres: SELECT "books"."title", (SELECT COUNT(*) FROM "books" AS "sequels" WHERE "sequels"."sequel_of" = "books"."id") FROM "books"
    mysql, mariadb: SELECT `books`.`title`, (SELECT COUNT(*) FROM `books` AS `sequels` WHERE `sequels`.`sequel_of` = `books`.`id`) FROM `books`
    "#);
}

#[test]
fn queries_stand_in_having_grouped_and_case() {
    let average = scalar(from(Books).select(Books.price.avg()));
    let query = from(Books).group_by(Books.author_id).having(Books.price.avg().gt(average));
    assert_snapshot!(sql(query.select(Books.author_id)), @r#"
    sqlite: SELECT "books"."author_id" FROM "books" GROUP BY "books"."author_id" HAVING AVG("books"."price") > (SELECT AVG("books"."price") FROM "books")
    postgres: SELECT "books"."author_id" FROM "books" GROUP BY "books"."author_id" HAVING CAST(AVG("books"."price") AS DOUBLE PRECISION) > (SELECT CAST(AVG("books"."price") AS DOUBLE PRECISION) FROM "books")
    mysql, mariadb: SELECT `books`.`author_id` FROM `books` GROUP BY `books`.`author_id` HAVING CAST(AVG(`books`.`price`) AS DOUBLE) > (SELECT CAST(AVG(`books`.`price`) AS DOUBLE) FROM `books`)
    "#);
    let count = scalar(from(Books).correlate(Authors).filter(Books.author_id.eq(Authors.id)).select(count_all()));
    assert_snapshot!(sql(from(Authors).group_by(Authors).select((Authors.name, count))), @r#"
    sqlite, postgres: SELECT "authors"."name", (SELECT COUNT(*) FROM "books" WHERE "books"."author_id" = "authors"."id") FROM "authors" GROUP BY "authors"."id"
    mysql, mariadb: SELECT `authors`.`name`, (SELECT COUNT(*) FROM `books` WHERE `books`.`author_id` = `authors`.`id`) FROM `authors` GROUP BY `authors`.`id`
    "#);
    assert_snapshot!(sql(from(Authors).select(case_when(count.gt(1), lit!("many")).otherwise("few"))), @r#"
    sqlite: SELECT CASE WHEN (SELECT COUNT(*) FROM "books" WHERE "books"."author_id" = "authors"."id") > ? THEN 'many' ELSE ? END FROM "authors"
    postgres: SELECT CASE WHEN (SELECT COUNT(*) FROM "books" WHERE "books"."author_id" = "authors"."id") > $1 THEN 'many' ELSE $2 END FROM "authors"
    mysql, mariadb: SELECT CASE WHEN (SELECT COUNT(*) FROM `books` WHERE `books`.`author_id` = `authors`.`id`) > ? THEN 'many' ELSE ? END FROM `authors`
    "#);
}

#[test]
fn limit_in_a_list_needs_a_database_that_takes_it_and_a_named_query_does_not() {
    let few = from(Sequels).select(row! { id: Sequels.id }).limit(3);
    assert_snapshot!(sql(from(Books).filter(Books.id.is_in(few)).select(Books.title)), @r#"
    sqlite: SELECT "books"."title" FROM "books" WHERE ("books"."id" IN (SELECT "sequels"."id" AS "id" FROM "books" AS "sequels" LIMIT ?))
    postgres: SELECT "books"."title" FROM "books" WHERE ("books"."id" IN (SELECT "sequels"."id" AS "id" FROM "books" AS "sequels" LIMIT $1))
    mysql, mariadb: lacks LimitInMembers
    "#);
    let top = few.subquery(Top);
    assert_snapshot!(sql(from(Books).filter(Books.id.is_in(from(&top).select(top.id))).select(Books.title)), @r#"
    sqlite: SELECT "books"."title" FROM "books" WHERE ("books"."id" IN (SELECT "top"."id" FROM (SELECT "sequels"."id" AS "id" FROM "books" AS "sequels" LIMIT ?) AS "top"))
    postgres: SELECT "books"."title" FROM "books" WHERE ("books"."id" IN (SELECT "top"."id" FROM (SELECT "sequels"."id" AS "id" FROM "books" AS "sequels" LIMIT $1) AS "top"))
    mysql, mariadb: SELECT `books`.`title` FROM `books` WHERE (`books`.`id` IN (SELECT `top`.`id` FROM (SELECT `sequels`.`id` AS `id` FROM `books` AS `sequels` LIMIT ?) AS `top`))
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.id.eq(scalar(few))).select(Books.title)), @r#"
    sqlite: SELECT "books"."title" FROM "books" WHERE "books"."id" = (SELECT "sequels"."id" AS "id" FROM "books" AS "sequels" LIMIT ?)
    postgres: SELECT "books"."title" FROM "books" WHERE "books"."id" = (SELECT "sequels"."id" AS "id" FROM "books" AS "sequels" LIMIT $1)
    mysql, mariadb: SELECT `books`.`title` FROM `books` WHERE `books`.`id` = (SELECT `sequels`.`id` AS `id` FROM `books` AS `sequels` LIMIT ?)
    "#);
}

#[test]
fn an_aggregate_of_both_tables_is_the_inner_querys_own() {
    let inner = from(Books).correlate(Authors).select((Books.price + Authors.born.cast::<f64>()).max());
    assert_snapshot!(sql(from(Authors).select(scalar(inner))), @r#"
    sqlite: SELECT (SELECT MAX(("books"."price" + CAST("authors"."born" AS REAL))) FROM "books") FROM "authors"
    postgres: SELECT (SELECT MAX(("books"."price" + CAST("authors"."born" AS DOUBLE PRECISION))) FROM "books") FROM "authors"
    mysql, mariadb: SELECT (SELECT MAX((`books`.`price` + CAST(`authors`.`born` AS DOUBLE))) FROM `books`) FROM `authors`
    "#);
    let inner = from(Books).correlate(Authors).select(count_all().only(Books.author_id.eq(Authors.id)));
    assert_snapshot!(sql(from(Authors).select(scalar(inner))), @r#"
    sqlite, postgres: SELECT (SELECT COUNT(*) FILTER (WHERE "books"."author_id" = "authors"."id") FROM "books") FROM "authors"
    mysql, mariadb: lacks AggregateFilter
    "#);
}
