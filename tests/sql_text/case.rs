//! CASE.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::Books;

#[test]
fn a_case_without_else_ends() {
    assert_snapshot!(sql(from(Books).select(case_when(Books.price.lt(5.0), lit!("cheap")).end())), @"");
}

#[test]
fn a_case_with_else_has_any_number_of_arms() {
    let size = case_when(Books.pages.lt(100), lit!("small"))
        .when(Books.pages.lt(300), Books.title)
        .when(Books.year.is_null(), "unknown")
        .otherwise("large");
    assert_snapshot!(sql(from(Books).select(size)), @"");
}

#[test]
fn a_case_stands_where_expressions_stand() {
    let rank = case_when(Books.year.is_null(), lit!(0)).otherwise(1);
    assert_snapshot!(sql(from(Books).filter(rank.eq(1)).order_by(rank.desc()).select(rank + 1)), @"");
    let inner = case_when(Books.pages.gt(1), Books.id).otherwise(2);
    assert_snapshot!(sql(from(Books).select(case_when(inner.eq(2), inner).end())), @"");
}
