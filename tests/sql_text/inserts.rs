//! INSERT.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books, Counters, Stock};

#[test]
fn one_row_of_values() {
    assert_snapshot!(sql(insert(Authors).values(Authors.name.set("a"))), @r#"
    sqlite: INSERT INTO "authors" ("name") VALUES (?)
    postgres: INSERT INTO "authors" ("name") VALUES ($1)
    mysql, mariadb: INSERT INTO `authors` (`name`) VALUES (?)
    "#);
    assert_snapshot!(sql(insert(Authors).values((Authors.name.set("a"), Authors.email.set("b"), Authors.born.set(1950), Authors.alive.set(false)))), @r#"
    sqlite: INSERT INTO "authors" ("name", "email", "born", "alive") VALUES (?, ?, ?, ?)
    postgres: INSERT INTO "authors" ("name", "email", "born", "alive") VALUES ($1, $2, $3, $4)
    mysql, mariadb: INSERT INTO `authors` (`name`, `email`, `born`, `alive`) VALUES (?, ?, ?, ?)
    "#);
}

#[test]
fn null_is_bound_like_any_value() {
    assert_snapshot!(sql(insert(Authors).values((Authors.name.set("a"), Authors.email.set(None::<&str>), Authors.born.set(Some(1950))))), @r#"
    sqlite: INSERT INTO "authors" ("name", "email", "born") VALUES (?, ?, ?)
    postgres: INSERT INTO "authors" ("name", "email", "born") VALUES ($1, $2, $3)
    mysql, mariadb: INSERT INTO `authors` (`name`, `email`, `born`) VALUES (?, ?, ?)
    "#);
}

#[test]
fn expressions_are_values() {
    let values = (
        Books.title.set(lit!("it's").concat("!")),
        Books.author_id.set(coalesce((scalar(from(Authors).filter(Authors.name.eq("a")).select(Authors.id.max())), 1))),
        Books.price.set(lit!(1.5) + 2.0),
        Books.pages.set(7),
    );
    assert_snapshot!(sql(insert(Books).values(values)), @r#"
    sqlite: INSERT INTO "books" ("title", "author_id", "price", "pages") VALUES (('it''s' || ?), COALESCE((SELECT MAX("authors"."id") FROM "authors" WHERE "authors"."name" = ?), ?), 1.5 + ?, ?)
    postgres: INSERT INTO "books" ("title", "author_id", "price", "pages") VALUES (('it''s' || $1), COALESCE((SELECT MAX("authors"."id") FROM "authors" WHERE "authors"."name" = $2), $3), 1.5::float8 + $4, $5)
    mysql, mariadb: INSERT INTO `books` (`title`, `author_id`, `price`, `pages`) VALUES (CONCAT('it''s', ?), COALESCE((SELECT MAX(`authors`.`id`) FROM `authors` WHERE `authors`.`name` = ?), ?), 1.5e0 + ?, ?)
    "#);
}

#[test]
fn many_rows_of_values() {
    let stock = [(1, "a", 2), (3, "b", 4)];
    let row =
        |(book, store, n): (i64, &'static str, i32)| (Stock.book_id.set(book), Stock.store.set(store), Stock.n.set(n));
    assert_snapshot!(sql(insert(Stock).rows(stock, row)), @r#"
    sqlite: INSERT INTO "stock" ("book_id", "store", "n") VALUES (?, ?, ?), (?, ?, ?)
    postgres: INSERT INTO "stock" ("book_id", "store", "n") SELECT * FROM unnest($1, $2, $3)
    mysql, mariadb: INSERT INTO `stock` (`book_id`, `store`, `n`) VALUES (?, ?, ?), (?, ?, ?)
    "#);
    assert_snapshot!(sql(insert(Stock).rows(stock[..1].iter().copied(), row)), @r#"
    sqlite: INSERT INTO "stock" ("book_id", "store", "n") VALUES (?, ?, ?)
    postgres: INSERT INTO "stock" ("book_id", "store", "n") SELECT * FROM unnest($1, $2, $3)
    mysql, mariadb: INSERT INTO `stock` (`book_id`, `store`, `n`) VALUES (?, ?, ?)
    "#);
}

#[test]
fn no_rows_insert_nothing() {
    let row = |n: i32| (Stock.book_id.set(1), Stock.store.set("a"), Stock.n.set(n));
    assert_snapshot!(sql(insert(Stock).rows([], row)), @r#"
    sqlite, postgres: INSERT INTO "stock" ("book_id", "store", "n") SELECT NULL, NULL, NULL WHERE FALSE
    mysql, mariadb: INSERT INTO `stock` (`book_id`, `store`, `n`) SELECT NULL, NULL, NULL FROM DUAL WHERE FALSE
    "#);
    assert_snapshot!(sql(insert(Stock).rows([], row).on_conflict((Stock.book_id, Stock.store)).do_nothing()), @r#"
    sqlite, postgres: INSERT INTO "stock" ("book_id", "store", "n") SELECT NULL, NULL, NULL WHERE FALSE ON CONFLICT ("book_id", "store") DO NOTHING
    mysql, mariadb: INSERT INTO `stock` (`book_id`, `store`, `n`) SELECT NULL, NULL, NULL FROM DUAL WHERE FALSE ON DUPLICATE KEY UPDATE `book_id` = `stock`.`book_id`
    "#);
    assert_snapshot!(sql(insert(Stock).rows([], row).returning(Stock.n)), @r#"
    sqlite, postgres: INSERT INTO "stock" ("book_id", "store", "n") SELECT NULL, NULL, NULL WHERE FALSE RETURNING "stock"."n"
    mysql: lacks InsertReturning
    mariadb: INSERT INTO `stock` (`book_id`, `store`, `n`) SELECT NULL, NULL, NULL FROM DUAL WHERE FALSE RETURNING `stock`.`n`
    "#);
}

#[test]
fn a_row_of_defaults() {
    assert_snapshot!(sql(insert(Counters).default_values()), @r#"
    sqlite, postgres: INSERT INTO "counters" DEFAULT VALUES
    mysql, mariadb: INSERT INTO `counters` () VALUES ()
    "#);
    assert_snapshot!(sql(insert(Counters).default_values().returning(Counters.id)), @r#"
    sqlite, postgres: INSERT INTO "counters" DEFAULT VALUES RETURNING "counters"."id"
    mysql: lacks InsertReturning
    mariadb: INSERT INTO `counters` () VALUES () RETURNING `counters`.`id`
    "#);
}

#[test]
fn the_rows_of_a_query() {
    let query = from(Books).filter(Books.pages.gt(100)).select((Books.id, Books.title, Books.pages));
    assert_snapshot!(sql(insert(Stock).from_select((Stock.book_id, Stock.store, Stock.n), query)), @r#"
    sqlite: INSERT INTO "stock" ("book_id", "store", "n") SELECT "books"."id", "books"."title", "books"."pages" FROM "books" WHERE "books"."pages" > ?
    postgres: INSERT INTO "stock" ("book_id", "store", "n") SELECT "books"."id", "books"."title", "books"."pages" FROM "books" WHERE "books"."pages" > $1
    mysql, mariadb: INSERT INTO `stock` (`book_id`, `store`, `n`) SELECT `books`.`id`, `books`.`title`, `books`.`pages` FROM `books` WHERE `books`.`pages` > ?
    "#);
    assert_snapshot!(sql(insert(Counters).from_select(Counters.n, from(Books).select(Books.id))), @r#"
    sqlite, postgres: INSERT INTO "counters" ("n") SELECT "books"."id" FROM "books"
    mysql, mariadb: INSERT INTO `counters` (`n`) SELECT `books`.`id` FROM `books`
    "#);
    assert_snapshot!(sql(insert(Counters).from_select(Counters.n, from(Books).select(Books.id).union(from(Authors).select(Authors.id)))), @r#"
    sqlite, postgres: INSERT INTO "counters" ("n") SELECT "books"."id" FROM "books" UNION SELECT "authors"."id" FROM "authors"
    mysql, mariadb: INSERT INTO `counters` (`n`) SELECT `books`.`id` FROM `books` UNION SELECT `authors`.`id` FROM `authors`
    "#);
}

#[test]
fn what_was_written_is_returned() {
    assert_snapshot!(sql(insert(Authors).values(Authors.name.set("a")).returning(Authors.id)), @r#"
    sqlite: INSERT INTO "authors" ("name") VALUES (?) RETURNING "authors"."id"
    postgres: INSERT INTO "authors" ("name") VALUES ($1) RETURNING "authors"."id"
    mysql: lacks InsertReturning
    mariadb: INSERT INTO `authors` (`name`) VALUES (?) RETURNING `authors`.`id`
    "#);
    assert_snapshot!(sql(insert(Authors).values(Authors.name.set("a")).returning((Authors.id, Authors.name.concat("!")))), @r#"
    sqlite: INSERT INTO "authors" ("name") VALUES (?) RETURNING "authors"."id", ("authors"."name" || ?)
    postgres: INSERT INTO "authors" ("name") VALUES ($1) RETURNING "authors"."id", ("authors"."name" || $2)
    mysql: lacks InsertReturning
    mariadb: INSERT INTO `authors` (`name`) VALUES (?) RETURNING `authors`.`id`, CONCAT(`authors`.`name`, ?)
    "#);
    assert_snapshot!(sql(insert(Authors).values(Authors.name.set("a")).returning(row! { id: Authors.id, name: Authors.name })), @r#"
    sqlite: INSERT INTO "authors" ("name") VALUES (?) RETURNING "authors"."id" AS "id", "authors"."name" AS "name"
    postgres: INSERT INTO "authors" ("name") VALUES ($1) RETURNING "authors"."id" AS "id", "authors"."name" AS "name"
    mysql: lacks InsertReturning
    mariadb: INSERT INTO `authors` (`name`) VALUES (?) RETURNING `authors`.`id` AS `id`, `authors`.`name` AS `name`
    "#);
    assert_snapshot!(sql(insert(Counters).from_select(Counters.n, from(Books).select(Books.id)).returning(Counters.id)), @r#"
    sqlite, postgres: INSERT INTO "counters" ("n") SELECT "books"."id" FROM "books" RETURNING "counters"."id"
    mysql: lacks InsertReturning
    mariadb: INSERT INTO `counters` (`n`) SELECT `books`.`id` FROM `books` RETURNING `counters`.`id`
    "#);
}
