//! Aggregates.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books};

#[test]
fn rows_and_values_are_counted() {
    assert_snapshot!(sql(from(Books).select(count_all())), @"");
    assert_snapshot!(sql(from(Books).select(Books.year.count())), @"");
    assert_snapshot!(sql(from(Books).select(Books.year.count_distinct())), @"");
}

#[test]
fn sums_have_the_type_that_is_promised() {
    assert_snapshot!(sql(from(Books).select(Books.pages.sum())), @"");
    assert_snapshot!(sql(from(Books).select(Books.price.sum())), @"");
    assert_snapshot!(sql(from(Books).select(Books.pages.sum_distinct())), @"");
    assert_snapshot!(sql(from(Books).select((Books.price * Books.weight).sum())), @"");
}

#[test]
fn averages_are_floats() {
    assert_snapshot!(sql(from(Books).select(Books.pages.avg())), @"");
    assert_snapshot!(sql(from(Books).select(Books.price.avg())), @"");
}

#[test]
fn smallest_and_largest() {
    assert_snapshot!(sql(from(Books).select((Books.title.min(), Books.year.max()))), @"");
}

#[test]
fn texts_are_joined() {
    assert_snapshot!(sql(from(Books).select(Books.title.string_agg(lit!(", ")))), @"");
}

#[test]
fn an_aggregate_may_look_at_some_rows_only() {
    assert_snapshot!(sql(from(Books).select(count_all().only(Books.price.gt(1.0)))), @"");
    assert_snapshot!(sql(from(Books).group_by(Books.year).select(Books.price.sum().only(Books.pages.lt(100).or(Books.year.is_null())))), @"");
}

#[test]
fn aggregates_are_operands() {
    assert_snapshot!(sql(from(Books).select((Books.price.max() - Books.price.min()) / 2.0)), @"");
    assert_snapshot!(sql(from(Books).select(coalesce((Books.pages.sum(), 0)))), @"");
    assert_snapshot!(sql(from(Authors).select(case_when(count_all().gt(1), lit!("many")).otherwise("few"))), @"");
}
