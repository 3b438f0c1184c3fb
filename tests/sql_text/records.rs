//! What is selected: a bare expression, a tuple, a record.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::Books;

#[derive(Debug, PartialEq)]
struct Priced {
    title: String,
    price: Option<f64>,
}

#[test]
fn one_expression_stands_bare() {
    assert_snapshot!(sql(from(Books).select(Books.title)), @r#"
    sqlite, postgres: SELECT "books"."title" FROM "books"
    mysql, mariadb: SELECT `books`.`title` FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select((Books.title,))), @r#"
    sqlite, postgres: SELECT "books"."title" FROM "books"
    mysql, mariadb: SELECT `books`.`title` FROM `books`
    "#);
}

#[test]
fn a_tuple_stands_in_its_order() {
    assert_snapshot!(sql(from(Books).select((Books.price, Books.title, Books.price))), @r#"
    sqlite, postgres: SELECT "books"."price", "books"."title", "books"."price" FROM "books"
    mysql, mariadb: SELECT `books`.`price`, `books`.`title`, `books`.`price` FROM `books`
    "#);
}

#[test]
fn a_record_names_its_columns() {
    assert_snapshot!(sql(from(Books).select(row! { title: Books.title, dear: Books.price.gt(9.5) })), @r#"
    sqlite: SELECT "books"."title" AS "title", "books"."price" > ? AS "dear" FROM "books"
    postgres: SELECT "books"."title" AS "title", "books"."price" > $1 AS "dear" FROM "books"
    mysql, mariadb: SELECT `books`.`title` AS `title`, `books`.`price` > ? AS `dear` FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(row!(Priced { title: Books.title, price: Books.price }))), @r#"
    sqlite, postgres: SELECT "books"."title" AS "title", "books"."price" AS "price" FROM "books"
    mysql, mariadb: SELECT `books`.`title` AS `title`, `books`.`price` AS `price` FROM `books`
    "#);
}

#[test]
fn sixteen_columns_are_a_tuple() {
    let id = Books.id;
    let query = from(Books).select((id, id, id, id, id, id, id, id, id, id, id, id, id, id, id, Books.price + 1.0));
    assert_snapshot!(sql(query), @r#"
    sqlite: SELECT "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."price" + ? FROM "books"
    postgres: SELECT "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."id", "books"."price" + $1 FROM "books"
    mysql, mariadb: SELECT `books`.`id`, `books`.`id`, `books`.`id`, `books`.`id`, `books`.`id`, `books`.`id`, `books`.`id`, `books`.`id`, `books`.`id`, `books`.`id`, `books`.`id`, `books`.`id`, `books`.`id`, `books`.`id`, `books`.`id`, `books`.`price` + ? FROM `books`
    "#);
}
