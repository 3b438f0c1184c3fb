//! UNION, INTERSECT, EXCEPT.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books, Stock};

name!(Names);

#[test]
fn every_operation() {
    let titles = from(Books).filter(Books.price.gt(1.5)).select(Books.title);
    let names = from(Authors).filter(Authors.id.gt(2)).select(Authors.name);
    assert_snapshot!(sql(titles.clone().union(names.clone())), @"");
    assert_snapshot!(sql(titles.clone().union_all(names.clone())), @"");
    assert_snapshot!(sql(titles.clone().intersect(names.clone())), @"");
    assert_snapshot!(sql(titles.except(names)), @"");
}

#[test]
fn one_operation_chains() {
    let query = from(Books).select(Books.title).union(from(Authors).select(Authors.name)).union(from(Stock).select(Stock.store));
    assert_snapshot!(sql(query), @"");
}

#[test]
fn grouped_and_distinct_queries_are_sides() {
    let query = from(Books).group_by(Books.year).having(count_all().gt(1)).select((Books.year, count_all()));
    assert_snapshot!(sql(query.union_all(from(Authors).distinct().select((Authors.born, lit!(0))))), @"");
}

#[test]
fn the_rows_of_an_operation_are_ordered_as_a_subquery() {
    let names = from(Books).select(row! { name: Books.title }).union(from(Authors).select(Authors.name)).subquery(Names);
    assert_snapshot!(sql(from(&names).order_by(names.name.asc()).select(names.name).limit(5)), @"");
}

#[test]
fn an_operation_is_tested_for_rows_and_is_a_value() {
    let both = from(Books).select(Books.title).intersect(from(Authors).select(Authors.name));
    assert_snapshot!(sql(from(Stock).filter(exists(both.clone())).select(Stock.n)), @"");
    assert_snapshot!(sql(from(Stock).select(scalar(both))), @"");
}
