//! Literals: values in the text.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books};

#[test]
fn integers_of_every_size_are_written_as_digits() {
    assert_snapshot!(sql(from(Books).select((lit!(0), lit!(-7), lit!(9223372036854775807)))), @r#"
    sqlite: SELECT 0, -7, 9223372036854775807 FROM "books"
    postgres: SELECT (0)::int8, (-7)::int8, (9223372036854775807)::int8 FROM "books"
    mysql, mariadb: SELECT 0, -7, 9223372036854775807 FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select((lit!(1i8), lit!(-2i16), lit!(3i32), lit!(4u8), lit!(5u16), lit!(6u32), lit!(7u64)))), @r#"
    sqlite: SELECT 1, -2, 3, 4, 5, 6, 7 FROM "books"
    postgres: SELECT (1)::int2, (-2)::int2, 3, (4)::int2, 5, (6)::int8, (7)::int8 FROM "books"
    mysql, mariadb: SELECT 1, -2, 3, 4, 5, 6, 7 FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(lit!(-9223372036854775808))), @r#"
    sqlite: SELECT -9223372036854775808 FROM "books"
    postgres: SELECT (-9223372036854775808)::int8 FROM "books"
    mysql, mariadb: SELECT -9223372036854775808 FROM `books`
    "#);
}

#[test]
fn floats_are_floats_in_every_dialect() {
    assert_snapshot!(sql(from(Books).select((lit!(1.5), lit!(-0.25), lit!(1e300), lit!(2.0f32)))), @r#"
    sqlite: SELECT 1.5, -0.25, 1e300, 2.0 FROM "books"
    postgres: SELECT 1.5::float8, -0.25::float8, 1e300::float8, 2.0::float4 FROM "books"
    mysql, mariadb: SELECT 1.5e0, -0.25e0, 1e300, 2.0e0 FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(Books.price - lit!(-1.5))), @r#"
    sqlite: SELECT "books"."price" - -1.5 FROM "books"
    postgres: SELECT "books"."price" - -1.5::float8 FROM "books"
    mysql, mariadb: SELECT `books`.`price` - -1.5e0 FROM `books`
    "#);
}

#[test]
fn truth_values_are_words() {
    assert_snapshot!(sql(from(Authors).filter(Authors.alive.eq(lit!(true))).select(lit!(false))), @r#"
    sqlite, postgres: SELECT FALSE FROM "authors" WHERE "authors"."alive" = TRUE
    mysql, mariadb: SELECT FALSE FROM `authors` WHERE `authors`.`alive` = TRUE
    "#);
}

#[test]
fn quotes_in_a_literal_are_doubled() {
    assert_snapshot!(sql(from(Books).select(lit!("O'Reilly"))), @r#"
    sqlite, postgres: SELECT 'O''Reilly' FROM "books"
    mysql, mariadb: SELECT 'O''Reilly' FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(lit!("'; DROP TABLE books; --"))), @r#"
    sqlite, postgres: SELECT '''; DROP TABLE books; --' FROM "books"
    mysql, mariadb: SELECT '''; DROP TABLE books; --' FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(lit!("say \"hi\" `there`"))), @r#"
    sqlite, postgres: SELECT 'say "hi" `there`' FROM "books"
    mysql, mariadb: SELECT 'say "hi" `there`' FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(lit!(""))), @r#"
    sqlite, postgres: SELECT '' FROM "books"
    mysql, mariadb: SELECT '' FROM `books`
    "#);
}

#[test]
fn a_literal_with_a_backslash_is_hexadecimal_where_backslashes_escape() {
    assert_snapshot!(sql(from(Books).select(lit!("C:\\temp"))), @r#"
    sqlite, postgres: SELECT 'C:\temp' FROM "books"
    mysql, mariadb: SELECT _utf8mb4 0x433A5C74656D70 FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(lit!("\\'é"))), @r#"
    sqlite, postgres: SELECT '\''é' FROM "books"
    mysql, mariadb: SELECT _utf8mb4 0x5C27C3A9 FROM `books`
    "#);
}

#[test]
fn placeholders_newlines_and_unicode_in_a_literal_are_just_characters() {
    assert_snapshot!(sql(from(Books).filter(Books.id.eq(1)).select(lit!("? $1 :a @b {0}"))), @r#"
    sqlite: SELECT '? $1 :a @b {0}' FROM "books" WHERE "books"."id" = ?
    postgres: SELECT '? $1 :a @b {0}' FROM "books" WHERE "books"."id" = $1
    mysql, mariadb: SELECT '? $1 :a @b {0}' FROM `books` WHERE `books`.`id` = ?
    "#);
    assert_snapshot!(sql(from(Books).select(lit!("a\nb\tc"))), @r#"
    sqlite, postgres: SELECT 'a
    b	c' FROM "books"
    mysql, mariadb: SELECT 'a
    b	c' FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).select(lit!("żółw 🐢"))), @r#"
    sqlite, postgres: SELECT 'żółw 🐢' FROM "books"
    mysql, mariadb: SELECT 'żółw 🐢' FROM `books`
    "#);
}

#[test]
fn literals_are_operands() {
    assert_snapshot!(sql(from(Books).select((Books.id + lit!(1), lit!(2).plus(3), lit!("a").concat(Books.title)))), @r#"
    sqlite: SELECT "books"."id" + 1, 2 + ?, ('a' || "books"."title") FROM "books"
    postgres: SELECT "books"."id" + (1)::int8, (2)::int8 + $1, ('a' || "books"."title") FROM "books"
    mysql, mariadb: SELECT `books`.`id` + 1, 2 + ?, CONCAT('a', `books`.`title`) FROM `books`
    "#);
    assert_snapshot!(sql(from(Books).filter(lit!(1).eq(1)).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE 1 = ?
    postgres: SELECT "books"."id" FROM "books" WHERE (1)::int8 = $1
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE 1 = ?
    "#);
}
