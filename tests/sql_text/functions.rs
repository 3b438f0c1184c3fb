//! Functions of text and numbers, COALESCE, CAST.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books};

#[test]
fn texts_are_concatenated() {
    assert_snapshot!(sql(from(Books).select(Books.title.concat("!"))), @"");
    assert_snapshot!(sql(from(Authors).select(Authors.name.concat(lit!(" <")).concat(Authors.email))), @"");
}

#[test]
fn functions_of_text() {
    assert_snapshot!(sql(from(Books).select(Books.title.lower())), @"");
    assert_snapshot!(sql(from(Books).select(Books.title.upper())), @"");
    assert_snapshot!(sql(from(Books).select(Books.title.char_length())), @"");
    assert_snapshot!(sql(from(Books).select(Books.title.trim())), @"");
    assert_snapshot!(sql(from(Books).select(Books.title.trim_start())), @"");
    assert_snapshot!(sql(from(Books).select(Books.title.trim_end())), @"");
    assert_snapshot!(sql(from(Books).select(Books.title.replace("a", Books.title.upper()))), @"");
    assert_snapshot!(sql(from(Books).select(Books.title.substring(1, Books.title.char_length() - 1))), @"");
}

#[test]
fn functions_of_numbers() {
    assert_snapshot!(sql(from(Books).select(Books.pages.abs())), @"");
    assert_snapshot!(sql(from(Books).select((Books.price * 2.0).round())), @"");
}

#[test]
fn coalesce_takes_two_to_six() {
    assert_snapshot!(sql(from(Books).select(coalesce((Books.weight, 0.0)))), @"");
    assert_snapshot!(sql(from(Books).select(coalesce((Books.year, Books.year + 1, Books.pages, 1, 2, lit!(3i32))))), @"");
}

#[test]
fn casts_use_the_type_names_of_each_dialect() {
    assert_snapshot!(sql(from(Books).select(Books.title.cast::<i16>())), @"");
    assert_snapshot!(sql(from(Books).select(Books.title.cast::<i32>())), @"");
    assert_snapshot!(sql(from(Books).select(Books.title.cast::<i64>())), @"");
    assert_snapshot!(sql(from(Books).select(Books.title.cast::<f64>())), @"");
    assert_snapshot!(sql(from(Books).select((Books.pages + 1).cast::<String>())), @"");
}
