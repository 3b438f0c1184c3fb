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
    assert_snapshot!(text, @"");
    let text = sql(from(Books).filter(cheap | old).select(Books.id));
    assert_eq!(text, sql(from(Books).filter(cheap.or(old)).select(Books.id)));
    assert_snapshot!(text, @"");
    let text = sql(from(Books).filter(!cheap).select(Books.id));
    assert_eq!(text, sql(from(Books).filter(not(cheap)).select(Books.id)));
    assert_eq!(text, sql(from(Books).filter(Conditions::not(cheap)).select(Books.id)));
    assert_snapshot!(text, @"");
}

#[test]
fn and_inside_of_and_needs_no_parentheses() {
    let three = Books.id.gt(1).and(Books.id.gt(2)).and(Books.id.gt(3));
    assert_snapshot!(sql(from(Books).filter(three).select(Books.id)), @"");
    let right = Books.id.gt(1).and(Books.id.gt(2).and(Books.id.gt(3)));
    assert_snapshot!(sql(from(Books).filter(right).select(Books.id)), @"");
}

#[test]
fn or_inside_of_and_keeps_its_parentheses() {
    let mixed = Books.id.gt(1).and(Books.id.gt(2).or(Books.id.gt(3)));
    assert_snapshot!(sql(from(Books).filter(mixed).select(Books.id)), @"");
    let mixed = Books.id.gt(1).and(Books.id.gt(2)).or(Books.id.gt(3).and(Books.id.gt(4)));
    assert_snapshot!(sql(from(Books).filter(mixed).select(Books.id)), @"");
}

#[test]
fn further_filters_are_joined_with_and() {
    let query = from(Books).filter(Books.id.gt(1)).filter(Books.id.gt(2).or(Books.id.gt(3))).filter(Books.id.gt(4));
    assert_snapshot!(sql(query.select(Books.id)), @"");
}

#[test]
fn not_binds_what_stands_in_its_parentheses() {
    assert_snapshot!(sql(from(Authors).filter(!Authors.alive).select(Authors.id)), @"");
    assert_snapshot!(sql(from(Authors).filter(!(Authors.alive & Authors.born.is_null())).select(Authors.id)), @"");
    assert_snapshot!(sql(from(Authors).filter(!!Authors.alive).select(Authors.id)), @"");
}

#[test]
fn bound_and_literal_truth_values_are_conditions() {
    assert_snapshot!(sql(from(Authors).filter(true).select(Authors.id)), @"");
    assert_snapshot!(sql(from(Authors).filter(lit!(false)).select(Authors.id)), @"");
}

#[test]
fn comparisons_of_conditions_keep_their_parentheses() {
    let query = from(Books).filter(Books.id.gt(1).eq(Books.price.lt(2.0).is_null())).select(Books.id);
    assert_snapshot!(sql(query), @"");
}
