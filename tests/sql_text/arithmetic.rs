//! Arithmetic.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::Books;

#[test]
fn methods_and_operators_say_the_same() {
    let text = sql(from(Books).select(Books.price + 1.5));
    assert_eq!(text, sql(from(Books).select(Books.price.plus(1.5))));
    assert_snapshot!(text, @r#"
    sqlite: SELECT "books"."price" + ? FROM "books"
    postgres: SELECT "books"."price" + $1 FROM "books"
    mysql, mariadb: SELECT `books`.`price` + ? FROM `books`
    "#);
    let text = sql(from(Books).select(Books.price - 1.5));
    assert_eq!(text, sql(from(Books).select(Books.price.minus(1.5))));
    assert_snapshot!(text, @r#"
    sqlite: SELECT "books"."price" - ? FROM "books"
    postgres: SELECT "books"."price" - $1 FROM "books"
    mysql, mariadb: SELECT `books`.`price` - ? FROM `books`
    "#);
    let text = sql(from(Books).select(Books.price * 1.5));
    assert_eq!(text, sql(from(Books).select(Books.price.times(1.5))));
    assert_snapshot!(text, @r#"
    sqlite: SELECT "books"."price" * ? FROM "books"
    postgres: SELECT "books"."price" * $1 FROM "books"
    mysql, mariadb: SELECT `books`.`price` * ? FROM `books`
    "#);
    let text = sql(from(Books).select(Books.price / 1.5));
    assert_eq!(text, sql(from(Books).select(Books.price.divided_by(1.5))));
    assert_snapshot!(text, @r#"
    sqlite: SELECT "books"."price" / ? FROM "books"
    postgres: SELECT "books"."price" / NULLIF($1, 0) FROM "books"
    mysql, mariadb: SELECT `books`.`price` / NULLIF(?, 0) FROM `books`
    "#);
    let text = sql(from(Books).select(Books.pages % 7));
    assert_eq!(text, sql(from(Books).select(Books.pages.modulo(7))));
    assert_snapshot!(text, @r#"
    sqlite: SELECT "books"."pages" % ? FROM "books"
    postgres: SELECT "books"."pages" % NULLIF($1, 0) FROM "books"
    mysql, mariadb: SELECT `books`.`pages` % NULLIF(?, 0) FROM `books`
    "#);
}

#[test]
fn integers_are_divided_to_integers_everywhere() {
    assert_snapshot!(sql(from(Books).select(Books.pages / 2)), @r#"
    sqlite: SELECT "books"."pages" / ? FROM "books"
    postgres: SELECT "books"."pages" / NULLIF($1, 0) FROM "books"
    mysql, mariadb: SELECT `books`.`pages` DIV NULLIF(?, 0) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(Books.pages / Books.year)), @r#"
    sqlite: SELECT "books"."pages" / "books"."year" FROM "books"
    postgres: SELECT "books"."pages" / NULLIF("books"."year", 0) FROM "books"
    mysql, mariadb: SELECT `books`.`pages` DIV NULLIF(`books`.`year`, 0) FROM `books`
    "#);
}

#[test]
fn a_number_is_negated() {
    assert_snapshot!(sql(from(Books).select(Books.price.negated())), @r#"
    sqlite, postgres: SELECT - "books"."price" FROM "books"
    mysql, mariadb: SELECT - `books`.`price` FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(Books.price.negated().negated())), @r#"
    sqlite, postgres: SELECT - (- "books"."price") FROM "books"
    mysql, mariadb: SELECT - (- `books`.`price`) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(Books.id - lit!(-1))), @r#"
    sqlite: SELECT "books"."id" - -1 FROM "books"
    postgres: SELECT "books"."id" - (-1)::int8 FROM "books"
    mysql, mariadb: SELECT `books`.`id` - -1 FROM `books`
    "#);
}

#[test]
fn nested_operators_keep_their_parentheses() {
    assert_snapshot!(sql(from(Books).select((Books.pages + 1) * 2 - Books.pages)), @r#"
    sqlite: SELECT (("books"."pages" + ?) * ?) - "books"."pages" FROM "books"
    postgres: SELECT (("books"."pages" + $1) * $2) - "books"."pages" FROM "books"
    mysql, mariadb: SELECT ((`books`.`pages` + ?) * ?) - `books`.`pages` FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(Books.pages - (Books.pages - 1))), @r#"
    sqlite: SELECT "books"."pages" - ("books"."pages" - ?) FROM "books"
    postgres: SELECT "books"."pages" - ("books"."pages" - $1) FROM "books"
    mysql, mariadb: SELECT `books`.`pages` - (`books`.`pages` - ?) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).filter((Books.price * 2.0).gt(Books.weight / 3.0)).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE ("books"."price" * ?) > ("books"."weight" / ?)
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."price" * $1) > ("books"."weight" / NULLIF($2, 0))
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`price` * ?) > (`books`.`weight` / NULLIF(?, 0))
    "#);
}

#[cfg(feature = "decimal")]
#[test]
fn decimals_are_computed_where_there_are_decimals() {
    #[table("prices")]
    struct Prices {
        #[column(primary_key)]
        id: i64,
        net: rust_decimal::Decimal,
        tax: rust_decimal::Decimal,
    }

    assert_snapshot!(sql(from(Prices).select(Prices.net + Prices.tax)), @r#"
    sqlite: lacks ExactDecimals
    postgres: SELECT "prices"."net" + "prices"."tax" FROM "prices"
    mysql, mariadb: SELECT `prices`.`net` + `prices`.`tax` FROM `prices`
    "#);
    assert_snapshot!(sql(from(Prices).select(Prices.net.minus(Prices.tax))), @r#"
    sqlite: lacks ExactDecimals
    postgres: SELECT "prices"."net" - "prices"."tax" FROM "prices"
    mysql, mariadb: SELECT `prices`.`net` - `prices`.`tax` FROM `prices`
    "#);
    assert_snapshot!(sql(from(Prices).select(Prices.net * Prices.tax)), @r#"
    sqlite: lacks ExactDecimals
    postgres: SELECT "prices"."net" * "prices"."tax" FROM "prices"
    mysql, mariadb: SELECT `prices`.`net` * `prices`.`tax` FROM `prices`
    "#);
    assert_snapshot!(sql(from(Prices).select(Prices.net.negated())), @r#"
    sqlite: lacks ExactDecimals
    postgres: SELECT - "prices"."net" FROM "prices"
    mysql, mariadb: SELECT - `prices`.`net` FROM `prices`
    "#);
    assert_snapshot!(sql(from(Prices).filter(Prices.net.abs().eq(Prices.tax)).select(Prices.id)), @r#"
    sqlite: lacks ExactDecimals
    postgres: SELECT "prices"."id" FROM "prices" WHERE ABS("prices"."net") = "prices"."tax"
    mysql, mariadb: SELECT `prices`.`id` FROM `prices` WHERE ABS(`prices`.`net`) = `prices`.`tax`
    "#);
}
