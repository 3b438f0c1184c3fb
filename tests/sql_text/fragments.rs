//! `sql!` and `function!`.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books};

function! {
    /// How a text sounds.
    pub(crate) fn soundex(text: String) -> String = "soundex({0})";
    fn if_null(a: String, b: String) -> NotNull<String> = {
        sqlite: "ifnull({0}, {1})", postgres: "coalesce({0}, {1})", mysql: "ifnull({0}, {1})", mariadb: "nvl({0}, {1})"
    };
    fn swapped(a: i64, b: i64) -> i64 = "f({1}, {0}, {1})";
    fn here() -> NotNull<String> = "here()";
    aggregate fn total(x: f64) -> NotNull<f64> = "total({0})";
}

#[test]
fn a_fragment_stands_in_parentheses() {
    assert_snapshot!(sql(from(Books).select(statiql::sql!(f64, "{0} * (1 + {1})", Books.price, 0.2))), @r#"
    sqlite: SELECT ("books"."price" * (1 + ?)) FROM "books"
    postgres: SELECT ("books"."price" * (1 + $1)) FROM "books"
    mysql, mariadb: SELECT (`books`.`price` * (1 + ?)) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).filter(statiql::sql!(bool, "{0} GLOB {1}", Books.title, "a*")).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE ("books"."title" GLOB ?)
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."title" GLOB $1)
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`title` GLOB ?)
    "#);
    assert_snapshot!(sql(from(Books).select(statiql::sql!(i64, "{0} + 1", Books.id) * 2)), @r#"
    sqlite: SELECT ("books"."id" + 1) * ? FROM "books"
    postgres: SELECT ("books"."id" + 1) * $1 FROM "books"
    mysql, mariadb: SELECT (`books`.`id` + 1) * ? FROM `books`
    "#);
}

#[test]
fn a_fragment_uses_its_arguments_in_any_order_and_number() {
    assert_snapshot!(sql(from(Books).select(statiql::sql!(i64, "{1} - {0} - {1}", Books.id, 7i64))), @r#"
    sqlite: SELECT (? - "books"."id" - ?) FROM "books"
    postgres: SELECT ($1 - "books"."id" - $2) FROM "books"
    mysql, mariadb: SELECT (? - `books`.`id` - ?) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(statiql::sql!(NotNull<i64>, "random()"))), @r#"
    sqlite, postgres: SELECT (random()) FROM "books"
    mysql, mariadb: SELECT (random()) FROM `books`
    "#);
}

#[test]
fn a_function_takes_expressions_and_values() {
    assert_snapshot!(sql(from(Books).filter(soundex(Books.title).eq(soundex("Emma"))).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE soundex("books"."title") = soundex(?)
    postgres: SELECT "books"."id" FROM "books" WHERE soundex("books"."title") = soundex($1)
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE soundex(`books`.`title`) = soundex(?)
    "#);
    assert_snapshot!(sql(from(Authors).select(if_null(Authors.email, Authors.name))), @r#"
    sqlite: SELECT ifnull("authors"."email", "authors"."name") FROM "authors"
    postgres: SELECT coalesce("authors"."email", "authors"."name") FROM "authors"
    mysql: SELECT ifnull(`authors`.`email`, `authors`.`name`) FROM `authors`
    mariadb: SELECT nvl(`authors`.`email`, `authors`.`name`) FROM `authors`
    "#);
    assert_snapshot!(sql(from(Books).select(swapped(1, Books.id))), @r#"
    sqlite: SELECT f("books"."id", ?, "books"."id") FROM "books"
    postgres: SELECT f("books"."id", $1, "books"."id") FROM "books"
    mysql, mariadb: SELECT f(`books`.`id`, ?, `books`.`id`) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(here())), @r#"
    sqlite, postgres: SELECT here() FROM "books"
    mysql, mariadb: SELECT here() FROM `books`
    "#);
}

#[test]
fn an_aggregate_of_the_users_own_groups() {
    assert_snapshot!(sql(from(Books).group_by(Books.year).select((Books.year, total(Books.price)))), @r#"
    sqlite, postgres: SELECT "books"."year", total("books"."price") FROM "books" GROUP BY "books"."year"
    mysql, mariadb: SELECT `books`.`year`, total(`books`.`price`) FROM `books` GROUP BY `books`.`year`
    "#);
    assert_snapshot!(sql(from(Books).select(total(Books.price * 2.0))), @r#"
    sqlite: SELECT total(("books"."price" * ?)) FROM "books"
    postgres: SELECT total(("books"."price" * $1)) FROM "books"
    mysql, mariadb: SELECT total((`books`.`price` * ?)) FROM `books`
    "#);
}
