//! Literals: values in the text.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books};

#[test]
fn integers_of_every_size_are_written_as_digits() {
    assert_snapshot!(sql(from(Books).select((lit!(0), lit!(-7), lit!(9223372036854775807)))), @"");
    assert_snapshot!(sql(from(Books).select((lit!(1i8), lit!(-2i16), lit!(3i32), lit!(4u8), lit!(5u16), lit!(6u32), lit!(7u64)))), @"");
    assert_snapshot!(sql(from(Books).select(lit!(-9223372036854775808))), @"");
}

#[test]
fn floats_are_floats_in_every_dialect() {
    assert_snapshot!(sql(from(Books).select((lit!(1.5), lit!(-0.25), lit!(1e300), lit!(2.0f32)))), @"");
    assert_snapshot!(sql(from(Books).select(Books.price - lit!(-1.5))), @"");
}

#[test]
fn truth_values_are_words() {
    assert_snapshot!(sql(from(Authors).filter(Authors.alive.eq(lit!(true))).select(lit!(false))), @"");
}

#[test]
fn quotes_in_a_literal_are_doubled() {
    assert_snapshot!(sql(from(Books).select(lit!("O'Reilly"))), @"");
    assert_snapshot!(sql(from(Books).select(lit!("'; DROP TABLE books; --"))), @"");
    assert_snapshot!(sql(from(Books).select(lit!("say \"hi\" `there`"))), @"");
    assert_snapshot!(sql(from(Books).select(lit!(""))), @"");
}

#[test]
fn a_literal_with_a_backslash_is_hexadecimal_where_backslashes_escape() {
    assert_snapshot!(sql(from(Books).select(lit!("C:\\temp"))), @"");
    assert_snapshot!(sql(from(Books).select(lit!("\\'é"))), @"");
}

#[test]
fn placeholders_newlines_and_unicode_in_a_literal_are_just_characters() {
    assert_snapshot!(sql(from(Books).filter(Books.id.eq(1)).select(lit!("? $1 :a @b {0}"))), @"");
    assert_snapshot!(sql(from(Books).select(lit!("a\nb\tc"))), @"");
    assert_snapshot!(sql(from(Books).select(lit!("żółw 🐢"))), @"");
}

#[test]
fn literals_are_operands() {
    assert_snapshot!(sql(from(Books).select((Books.id + lit!(1), lit!(2).plus(3), lit!("a").concat(Books.title)))), @"");
    assert_snapshot!(sql(from(Books).filter(lit!(1).eq(1)).select(Books.id)), @"");
}
