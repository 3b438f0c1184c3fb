//! UNION, INTERSECT, EXCEPT.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books, Stock};

name!(Names);

#[test]
fn every_operation() {
    let titles = from(Books).filter(Books.price.gt(1.5)).select(Books.title);
    let names = from(Authors).filter(Authors.id.gt(2)).select(Authors.name);
    assert_snapshot!(sql(titles.union(names)), @r#"
    sqlite: SELECT "books"."title" FROM "books" WHERE "books"."price" > ? UNION SELECT "authors"."name" FROM "authors" WHERE "authors"."id" > ?
    postgres: SELECT "books"."title" FROM "books" WHERE "books"."price" > $1 UNION SELECT "authors"."name" FROM "authors" WHERE "authors"."id" > $2
    mysql, mariadb: SELECT `books`.`title` FROM `books` WHERE `books`.`price` > ? UNION SELECT `authors`.`name` FROM `authors` WHERE `authors`.`id` > ?
    "#);
    assert_snapshot!(sql(titles.union_all(names)), @r#"
    sqlite: SELECT "books"."title" FROM "books" WHERE "books"."price" > ? UNION ALL SELECT "authors"."name" FROM "authors" WHERE "authors"."id" > ?
    postgres: SELECT "books"."title" FROM "books" WHERE "books"."price" > $1 UNION ALL SELECT "authors"."name" FROM "authors" WHERE "authors"."id" > $2
    mysql, mariadb: SELECT `books`.`title` FROM `books` WHERE `books`.`price` > ? UNION ALL SELECT `authors`.`name` FROM `authors` WHERE `authors`.`id` > ?
    "#);
    assert_snapshot!(sql(titles.intersect(names)), @r#"
    sqlite: SELECT "books"."title" FROM "books" WHERE "books"."price" > ? INTERSECT SELECT "authors"."name" FROM "authors" WHERE "authors"."id" > ?
    postgres: SELECT "books"."title" FROM "books" WHERE "books"."price" > $1 INTERSECT SELECT "authors"."name" FROM "authors" WHERE "authors"."id" > $2
    mysql: lacks IntersectExcept
    mariadb: SELECT `books`.`title` FROM `books` WHERE `books`.`price` > ? INTERSECT SELECT `authors`.`name` FROM `authors` WHERE `authors`.`id` > ?
    "#);
    assert_snapshot!(sql(titles.except(names)), @r#"
    sqlite: SELECT "books"."title" FROM "books" WHERE "books"."price" > ? EXCEPT SELECT "authors"."name" FROM "authors" WHERE "authors"."id" > ?
    postgres: SELECT "books"."title" FROM "books" WHERE "books"."price" > $1 EXCEPT SELECT "authors"."name" FROM "authors" WHERE "authors"."id" > $2
    mysql: lacks IntersectExcept
    mariadb: SELECT `books`.`title` FROM `books` WHERE `books`.`price` > ? EXCEPT SELECT `authors`.`name` FROM `authors` WHERE `authors`.`id` > ?
    "#);
}

#[test]
fn one_operation_chains() {
    let query = from(Books)
        .select(Books.title)
        .union(from(Authors).select(Authors.name))
        .union(from(Stock).select(Stock.store));
    assert_snapshot!(sql(query), @r#"
    sqlite, postgres: SELECT "books"."title" FROM "books" UNION SELECT "authors"."name" FROM "authors" UNION SELECT "stock"."store" FROM "stock"
    mysql, mariadb: SELECT `books`.`title` FROM `books` UNION SELECT `authors`.`name` FROM `authors` UNION SELECT `stock`.`store` FROM `stock`
    "#);
}

#[test]
fn grouped_and_distinct_queries_are_sides() {
    let query = from(Books).group_by(Books.year).having(count_all().gt(1)).select((Books.year, count_all()));
    assert_snapshot!(sql(query.union_all(from(Authors).distinct().select((Authors.born, lit!(0))))), @r#"
    sqlite: SELECT "books"."year", COUNT(*) FROM "books" GROUP BY "books"."year" HAVING COUNT(*) > ? UNION ALL SELECT DISTINCT "authors"."born", 0 FROM "authors"
    postgres: SELECT "books"."year", COUNT(*) FROM "books" GROUP BY "books"."year" HAVING COUNT(*) > $1 UNION ALL SELECT DISTINCT "authors"."born", (0)::int8 FROM "authors"
    mysql, mariadb: SELECT `books`.`year`, COUNT(*) FROM `books` GROUP BY `books`.`year` HAVING COUNT(*) > ? UNION ALL SELECT DISTINCT `authors`.`born`, 0 FROM `authors`
    "#);
}

#[test]
fn the_rows_of_an_operation_are_ordered_as_a_subquery() {
    let names =
        from(Books).select(row! { name: Books.title }).union(from(Authors).select(Authors.name)).subquery(Names);
    assert_snapshot!(sql(from(&names).order_by(names.name.asc()).select(names.name).limit(5)), @r#"
    sqlite: SELECT "names"."name" FROM (SELECT "books"."title" AS "name" FROM "books" UNION SELECT "authors"."name" FROM "authors") AS "names" ORDER BY "names"."name" ASC LIMIT ?
    postgres: SELECT "names"."name" FROM (SELECT "books"."title" AS "name" FROM "books" UNION SELECT "authors"."name" FROM "authors") AS "names" ORDER BY "names"."name" ASC LIMIT $1
    mysql, mariadb: SELECT `names`.`name` FROM (SELECT `books`.`title` AS `name` FROM `books` UNION SELECT `authors`.`name` FROM `authors`) AS `names` ORDER BY `names`.`name` ASC LIMIT ?
    "#);
}

#[test]
fn an_operation_is_tested_for_rows_and_is_a_value() {
    let both = from(Books).select(Books.title).intersect(from(Authors).select(Authors.name));
    assert_snapshot!(sql(from(Stock).filter(exists(both)).select(Stock.n)), @r#"
    sqlite, postgres: SELECT "stock"."n" FROM "stock" WHERE EXISTS (SELECT "books"."title" FROM "books" INTERSECT SELECT "authors"."name" FROM "authors")
    mysql: lacks IntersectExcept
    mariadb: SELECT `stock`.`n` FROM `stock` WHERE EXISTS (SELECT `books`.`title` FROM `books` INTERSECT SELECT `authors`.`name` FROM `authors`)
    "#);
    assert_snapshot!(sql(from(Stock).select(scalar(both))), @r#"
    sqlite, postgres: SELECT (SELECT "books"."title" FROM "books" INTERSECT SELECT "authors"."name" FROM "authors") FROM "stock"
    mysql: lacks IntersectExcept
    mariadb: SELECT (SELECT `books`.`title` FROM `books` INTERSECT SELECT `authors`.`name` FROM `authors`) FROM `stock`
    "#);
}
