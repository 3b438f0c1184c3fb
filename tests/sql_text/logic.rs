//! AND, OR, NOT, and the parentheses that they need.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books};

#[test]
fn methods_and_operators_say_the_same() {
    let (cheap, old) = (Books.price.lt(10.0), Books.year.lt(1950));
    let text = sql(from(Books).filter(cheap & old).select(Books.id));
    assert_eq!(text, sql(from(Books).filter(cheap.and(old)).select(Books.id)));
    assert_snapshot!(text, @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE ("books"."price" < ?) AND ("books"."year" < ?)
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."price" < $1) AND ("books"."year" < $2)
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`price` < ?) AND (`books`.`year` < ?)
    "#);
    let text = sql(from(Books).filter(cheap | old).select(Books.id));
    assert_eq!(text, sql(from(Books).filter(cheap.or(old)).select(Books.id)));
    assert_snapshot!(text, @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE ("books"."price" < ?) OR ("books"."year" < ?)
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."price" < $1) OR ("books"."year" < $2)
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`price` < ?) OR (`books`.`year` < ?)
    "#);
    let text = sql(from(Books).filter(!cheap).select(Books.id));
    assert_eq!(text, sql(from(Books).filter(not(cheap)).select(Books.id)));
    assert_eq!(text, sql(from(Books).filter(Conditions::not(cheap)).select(Books.id)));
    assert_snapshot!(text, @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE NOT ("books"."price" < ?)
    postgres: SELECT "books"."id" FROM "books" WHERE NOT ("books"."price" < $1)
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE NOT (`books`.`price` < ?)
    "#);
}

#[test]
fn and_inside_of_and_needs_no_parentheses() {
    let three = Books.id.gt(1).and(Books.id.gt(2)).and(Books.id.gt(3));
    assert_snapshot!(sql(from(Books).filter(three).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE ("books"."id" > ?) AND ("books"."id" > ?) AND ("books"."id" > ?)
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."id" > $1) AND ("books"."id" > $2) AND ("books"."id" > $3)
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`id` > ?) AND (`books`.`id` > ?) AND (`books`.`id` > ?)
    "#);
    let right = Books.id.gt(1).and(Books.id.gt(2).and(Books.id.gt(3)));
    assert_snapshot!(sql(from(Books).filter(right).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE ("books"."id" > ?) AND ("books"."id" > ?) AND ("books"."id" > ?)
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."id" > $1) AND ("books"."id" > $2) AND ("books"."id" > $3)
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`id` > ?) AND (`books`.`id` > ?) AND (`books`.`id` > ?)
    "#);
}

#[test]
fn or_inside_of_and_keeps_its_parentheses() {
    let mixed = Books.id.gt(1).and(Books.id.gt(2).or(Books.id.gt(3)));
    assert_snapshot!(sql(from(Books).filter(mixed).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE ("books"."id" > ?) AND (("books"."id" > ?) OR ("books"."id" > ?))
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."id" > $1) AND (("books"."id" > $2) OR ("books"."id" > $3))
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`id` > ?) AND ((`books`.`id` > ?) OR (`books`.`id` > ?))
    "#);
    let mixed = Books.id.gt(1).and(Books.id.gt(2)).or(Books.id.gt(3).and(Books.id.gt(4)));
    assert_snapshot!(sql(from(Books).filter(mixed).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE (("books"."id" > ?) AND ("books"."id" > ?)) OR (("books"."id" > ?) AND ("books"."id" > ?))
    postgres: SELECT "books"."id" FROM "books" WHERE (("books"."id" > $1) AND ("books"."id" > $2)) OR (("books"."id" > $3) AND ("books"."id" > $4))
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE ((`books`.`id` > ?) AND (`books`.`id` > ?)) OR ((`books`.`id` > ?) AND (`books`.`id` > ?))
    "#);
}

#[test]
fn further_filters_are_joined_with_and() {
    let query = from(Books).filter(Books.id.gt(1)).filter(Books.id.gt(2).or(Books.id.gt(3))).filter(Books.id.gt(4));
    assert_snapshot!(sql(query.select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE ("books"."id" > ?) AND (("books"."id" > ?) OR ("books"."id" > ?)) AND ("books"."id" > ?)
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."id" > $1) AND (("books"."id" > $2) OR ("books"."id" > $3)) AND ("books"."id" > $4)
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`id` > ?) AND ((`books`.`id` > ?) OR (`books`.`id` > ?)) AND (`books`.`id` > ?)
    "#);
}

#[test]
fn not_binds_what_stands_in_its_parentheses() {
    assert_snapshot!(sql(from(Authors).filter(!Authors.alive).select(Authors.id)), @r#"
    sqlite, postgres: SELECT "authors"."id" FROM "authors" WHERE NOT "authors"."alive"
    mysql, mariadb: SELECT `authors`.`id` FROM `authors` WHERE NOT `authors`.`alive`
    "#);
    assert_snapshot!(sql(from(Authors).filter(!(Authors.alive & Authors.born.is_null())).select(Authors.id)), @r#"
    sqlite, postgres: SELECT "authors"."id" FROM "authors" WHERE NOT ("authors"."alive" AND ("authors"."born" IS NULL))
    mysql, mariadb: SELECT `authors`.`id` FROM `authors` WHERE NOT (`authors`.`alive` AND (`authors`.`born` IS NULL))
    "#);
    assert_snapshot!(sql(from(Authors).filter(!!Authors.alive).select(Authors.id)), @r#"
    sqlite, postgres: SELECT "authors"."id" FROM "authors" WHERE NOT (NOT "authors"."alive")
    mysql, mariadb: SELECT `authors`.`id` FROM `authors` WHERE NOT (NOT `authors`.`alive`)
    "#);
}

#[test]
fn bound_and_literal_truth_values_are_conditions() {
    assert_snapshot!(sql(from(Authors).filter(true).select(Authors.id)), @r#"
    sqlite: SELECT "authors"."id" FROM "authors" WHERE ?
    postgres: SELECT "authors"."id" FROM "authors" WHERE $1
    mysql, mariadb: SELECT `authors`.`id` FROM `authors` WHERE ?
    "#);
    assert_snapshot!(sql(from(Authors).filter(lit!(false)).select(Authors.id)), @r#"
    sqlite, postgres: SELECT "authors"."id" FROM "authors" WHERE FALSE
    mysql, mariadb: SELECT `authors`.`id` FROM `authors` WHERE FALSE
    "#);
}

#[test]
fn comparisons_of_conditions_keep_their_parentheses() {
    let query = from(Books).filter(Books.id.gt(1).eq(Books.price.lt(2.0).is_null())).select(Books.id);
    assert_snapshot!(sql(query), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE ("books"."id" > ?) = (("books"."price" < ?) IS NULL)
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."id" > $1) = (("books"."price" < $2) IS NULL)
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`id` > ?) = ((`books`.`price` < ?) IS NULL)
    "#);
}
