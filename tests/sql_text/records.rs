//! What is selected: a bare expression, a tuple, a record.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::Books;

#[derive(Debug, PartialEq)]
struct Priced {
    title: String,
    price: Option<f64>,
}

#[test]
fn one_expression_stands_bare() {
    assert_snapshot!(sql(from(Books).select(Books.title)), @"");
    assert_snapshot!(sql(from(Books).select((Books.title,))), @"");
}

#[test]
fn a_tuple_stands_in_its_order() {
    assert_snapshot!(sql(from(Books).select((Books.price, Books.title, Books.price))), @"");
}

#[test]
fn a_record_names_its_columns() {
    assert_snapshot!(sql(from(Books).select(row! { title: Books.title, dear: Books.price.gt(9.5) })), @"");
    assert_snapshot!(sql(from(Books).select(row!(Priced { title: Books.title, price: Books.price }))), @"");
}

#[test]
fn sixteen_columns_are_a_tuple() {
    let id = Books.id;
    let query = from(Books).select((id, id, id, id, id, id, id, id, id, id, id, id, id, id, id, Books.price + 1.0));
    assert_snapshot!(sql(query), @"");
}
