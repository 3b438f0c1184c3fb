//! Operators that compare.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books};

#[test]
fn values_are_bound_in_every_comparison() {
    assert_snapshot!(sql(from(Books).filter(Books.id.eq(1)).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.id.ne(1)).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.id.gt(1)).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.id.ge(1)).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.id.lt(1)).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.id.le(1)).select(Books.id)), @"");
}

#[test]
fn columns_compare_with_columns_and_with_computed_values() {
    assert_snapshot!(sql(from(Books).filter(Books.sequel_of.eq(Books.id)).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.pages.gt(Books.year + 1)).select(Books.id)), @"");
}

#[test]
fn between_takes_values_and_expressions() {
    assert_snapshot!(sql(from(Books).filter(Books.price.between(1.0, 2.0)).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.pages.between(Books.year - 1, Books.year)).select(Books.id)), @"");
}

#[test]
fn null_is_tested_with_is() {
    assert_snapshot!(sql(from(Books).filter(Books.year.is_null()).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.year.is_not_null()).select(Books.id)), @"");
}

#[test]
fn not_distinct_has_an_operator_of_its_own_in_each_dialect() {
    assert_snapshot!(sql(from(Books).filter(Books.year.is_not_distinct_from(None::<i32>)).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.year.is_not_distinct_from(Some(1974))).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.year.is_distinct_from(Books.pages)).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.year.is_distinct_from(1974).or(Books.id.eq(1))).select(Books.id)), @"");
}

#[test]
fn a_truth_value_compares_like_any_other() {
    assert_snapshot!(sql(from(Authors).filter(Authors.alive.eq(true)).select(Authors.id)), @"");
    assert_snapshot!(sql(from(Authors).filter(Authors.alive.eq(Authors.born.is_null())).select(Authors.id)), @"");
    assert_snapshot!(sql(from(Authors).filter(Authors.alive).select(Authors.id)), @"");
}

#[test]
fn bytes_and_text_compare() {
    let bytes: &[u8] = &[1, 2];
    assert_snapshot!(sql(from(Books).filter(Books.cover.eq(bytes)).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.title.lt("M")).select(Books.id)), @"");
}

#[test]
fn a_comparison_can_be_selected() {
    assert_snapshot!(sql(from(Books).select((Books.price.gt(1.0), Books.year.is_null()))), @"");
}

#[test]
fn nullif_gives_null_for_equal_values() {
    assert_snapshot!(sql(from(Books).select(Books.title.nullif("untitled"))), @"");
}
