//! Arithmetic.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::Books;

#[test]
fn methods_and_operators_say_the_same() {
    let text = sql(from(Books).select(Books.price + 1.5));
    assert_eq!(text, sql(from(Books).select(Books.price.plus(1.5))));
    assert_snapshot!(text, @"");
    let text = sql(from(Books).select(Books.price - 1.5));
    assert_eq!(text, sql(from(Books).select(Books.price.minus(1.5))));
    assert_snapshot!(text, @"");
    let text = sql(from(Books).select(Books.price * 1.5));
    assert_eq!(text, sql(from(Books).select(Books.price.times(1.5))));
    assert_snapshot!(text, @"");
    let text = sql(from(Books).select(Books.price / 1.5));
    assert_eq!(text, sql(from(Books).select(Books.price.divided_by(1.5))));
    assert_snapshot!(text, @"");
    let text = sql(from(Books).select(Books.pages % 7));
    assert_eq!(text, sql(from(Books).select(Books.pages.modulo(7))));
    assert_snapshot!(text, @"");
}

#[test]
fn integers_are_divided_to_integers_everywhere() {
    assert_snapshot!(sql(from(Books).select(Books.pages / 2)), @"");
    assert_snapshot!(sql(from(Books).select(Books.pages / Books.year)), @"");
}

#[test]
fn a_number_is_negated() {
    assert_snapshot!(sql(from(Books).select(Books.price.negated())), @"");
    assert_snapshot!(sql(from(Books).select(Books.price.negated().negated())), @"");
    assert_snapshot!(sql(from(Books).select(Books.id - lit!(-1))), @"");
}

#[test]
fn nested_operators_keep_their_parentheses() {
    assert_snapshot!(sql(from(Books).select((Books.pages + 1) * 2 - Books.pages)), @"");
    assert_snapshot!(sql(from(Books).select(Books.pages - (Books.pages - 1))), @"");
    assert_snapshot!(sql(from(Books).filter((Books.price * 2.0).gt(Books.weight / 3.0)).select(Books.id)), @"");
}
