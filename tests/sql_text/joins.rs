//! FROM and JOIN.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books, OtherAuthors, Sequels, Stock};

#[test]
fn every_kind_of_join() {
    let on = Books.author_id.eq(Authors.id);
    assert_snapshot!(sql(from(Authors).join(Books, on).select(Books.title)), @r#"
    sqlite, postgres: SELECT "books"."title" FROM "authors" JOIN "books" ON "books"."author_id" = "authors"."id"
    mysql, mariadb: SELECT `books`.`title` FROM `authors` JOIN `books` ON `books`.`author_id` = `authors`.`id`
    "#);
    assert_snapshot!(sql(from(Authors).left_join(Books, on).select(Books.title)), @r#"
    sqlite, postgres: SELECT "books"."title" FROM "authors" LEFT JOIN "books" ON "books"."author_id" = "authors"."id"
    mysql, mariadb: SELECT `books`.`title` FROM `authors` LEFT JOIN `books` ON `books`.`author_id` = `authors`.`id`
    "#);
    assert_snapshot!(sql(from(Authors).right_join(Books, on).select(Books.title)), @r#"
    sqlite, postgres: SELECT "books"."title" FROM "authors" RIGHT JOIN "books" ON "books"."author_id" = "authors"."id"
    mysql, mariadb: SELECT `books`.`title` FROM `authors` RIGHT JOIN `books` ON `books`.`author_id` = `authors`.`id`
    "#);
    assert_snapshot!(sql(from(Authors).full_join(Books, on).select(Books.title)), @r#"
    sqlite, postgres: SELECT "books"."title" FROM "authors" FULL JOIN "books" ON "books"."author_id" = "authors"."id"
    mysql, mariadb: lacks FullJoin
    "#);
    assert_snapshot!(sql(from(Authors).cross_join(Books).select(Books.title)), @r#"
    sqlite, postgres: SELECT "books"."title" FROM "authors" CROSS JOIN "books"
    mysql, mariadb: SELECT `books`.`title` FROM `authors` CROSS JOIN `books`
    "#);
}

#[test]
fn joins_follow_one_another() {
    let query = from(Authors)
        .join(Books, Books.author_id.eq(Authors.id).and(Books.price.gt(1.0)))
        .left_join(Sequels, Sequels.sequel_of.eq(Books.id))
        .left_join(Stock, Stock.book_id.eq(coalesce((Sequels.id, Books.id))))
        .cross_join(OtherAuthors)
        .filter(Stock.n.gt(2))
        .select((Authors.name, Books.title, Sequels.title, Stock.store, OtherAuthors.name));
    assert_snapshot!(sql(query), @r#"
    sqlite: SELECT "authors"."name", "books"."title", "sequels"."title", "stock"."store", "other_authors"."name" FROM "authors" JOIN "books" ON ("books"."author_id" = "authors"."id") AND ("books"."price" > ?) LEFT JOIN "books" AS "sequels" ON "sequels"."sequel_of" = "books"."id" LEFT JOIN "stock" ON "stock"."book_id" = COALESCE("sequels"."id", "books"."id") CROSS JOIN "authors" AS "other_authors" WHERE "stock"."n" > ?
    postgres: SELECT "authors"."name", "books"."title", "sequels"."title", "stock"."store", "other_authors"."name" FROM "authors" JOIN "books" ON ("books"."author_id" = "authors"."id") AND ("books"."price" > $1) LEFT JOIN "books" AS "sequels" ON "sequels"."sequel_of" = "books"."id" LEFT JOIN "stock" ON "stock"."book_id" = COALESCE("sequels"."id", "books"."id") CROSS JOIN "authors" AS "other_authors" WHERE "stock"."n" > $2
    mysql, mariadb: SELECT `authors`.`name`, `books`.`title`, `sequels`.`title`, `stock`.`store`, `other_authors`.`name` FROM `authors` JOIN `books` ON (`books`.`author_id` = `authors`.`id`) AND (`books`.`price` > ?) LEFT JOIN `books` AS `sequels` ON `sequels`.`sequel_of` = `books`.`id` LEFT JOIN `stock` ON `stock`.`book_id` = COALESCE(`sequels`.`id`, `books`.`id`) CROSS JOIN `authors` AS `other_authors` WHERE `stock`.`n` > ?
    "#);
}

#[test]
fn clauses_before_a_join_come_after_it_in_the_text() {
    let query = from(Books)
        .filter(Books.id.gt(1))
        .join(Stock, Stock.book_id.eq(Books.id).and(Stock.n.gt(2)))
        .filter(Stock.n.lt(3));
    assert_snapshot!(sql(query.select(Stock.n)), @r#"
    sqlite: SELECT "stock"."n" FROM "books" JOIN "stock" ON ("stock"."book_id" = "books"."id") AND ("stock"."n" > ?) WHERE ("books"."id" > ?) AND ("stock"."n" < ?)
    postgres: SELECT "stock"."n" FROM "books" JOIN "stock" ON ("stock"."book_id" = "books"."id") AND ("stock"."n" > $1) WHERE ("books"."id" > $2) AND ("stock"."n" < $3)
    mysql, mariadb: SELECT `stock`.`n` FROM `books` JOIN `stock` ON (`stock`.`book_id` = `books`.`id`) AND (`stock`.`n` > ?) WHERE (`books`.`id` > ?) AND (`stock`.`n` < ?)
    "#);
}

#[test]
fn any_condition_joins() {
    assert_snapshot!(sql(from(Books).join(Authors, Authors.alive).select(Books.id)), @r#"
    sqlite, postgres: SELECT "books"."id" FROM "books" JOIN "authors" ON "authors"."alive"
    mysql, mariadb: SELECT `books`.`id` FROM `books` JOIN `authors` ON `authors`.`alive`
    "#);
    assert_snapshot!(sql(from(Books).join(Authors, true).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" JOIN "authors" ON ?
    postgres: SELECT "books"."id" FROM "books" JOIN "authors" ON $1
    mysql, mariadb: SELECT `books`.`id` FROM `books` JOIN `authors` ON ?
    "#);
    assert_snapshot!(sql(from(Books).join(Authors, exists(from(Stock).correlate(Books).filter(Stock.book_id.eq(Books.id)).select(lit!(1)))).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" JOIN "authors" ON EXISTS (SELECT 1 FROM "stock" WHERE "stock"."book_id" = "books"."id")
    postgres: SELECT "books"."id" FROM "books" JOIN "authors" ON EXISTS (SELECT (1)::int8 FROM "stock" WHERE "stock"."book_id" = "books"."id")
    mysql, mariadb: SELECT `books`.`id` FROM `books` JOIN `authors` ON EXISTS (SELECT 1 FROM `stock` WHERE `stock`.`book_id` = `books`.`id`)
    "#);
}
