//! UPDATE and DELETE.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books, Stock};

#[test]
fn some_rows_are_updated() {
    assert_snapshot!(sql(update(Books).set(Books.price.set(1.5)).filter(Books.id.eq(2))), @"");
    assert_snapshot!(sql(update(Books).set((Books.price.set(Books.price * 0.5), Books.year.set(None::<i32>))).filter(Books.id.gt(1)).filter(Books.id.lt(9))), @"");
}

#[test]
fn all_rows_are_updated_when_that_is_said() {
    assert_snapshot!(sql(update(Books).set(Books.pages.set(Books.pages + 1)).all_rows()), @"");
}

#[test]
fn a_query_gives_the_new_value() {
    let latest = scalar(from(Stock).correlate(Books).filter(Stock.book_id.eq(Books.id)).select(Stock.n.max()));
    assert_snapshot!(sql(update(Books).set(Books.pages.set(coalesce((latest, 0)))).filter(Books.pages.lt(1))), @"");
    assert_snapshot!(sql(update(Books).set(Books.year.set(case_when(Books.year.lt(0), lit!(0i32)).otherwise(Books.year))).all_rows()), @"");
}

#[test]
fn updated_rows_are_returned() {
    assert_snapshot!(sql(update(Books).set(Books.price.set(1.5)).filter(Books.id.eq(2)).returning((Books.id, Books.price + 1.0))), @"");
    assert_snapshot!(sql(update(Books).set(Books.price.set(1.5)).all_rows().returning(row! { id: Books.id })), @"");
}

#[test]
fn some_rows_are_deleted() {
    assert_snapshot!(sql(delete(Books).filter(Books.id.eq(2))), @"");
    assert_snapshot!(sql(delete(Books).filter(Books.id.eq(2)).filter(Books.year.is_null().or(Books.price.gt(1.0)))), @"");
    assert_snapshot!(sql(delete(Authors).filter(!exists(from(Books).correlate(Authors).filter(Books.author_id.eq(Authors.id)).select(lit!(1))))), @"");
}

#[test]
fn all_rows_are_deleted_when_that_is_said() {
    assert_snapshot!(sql(delete(Books).all_rows()), @"");
}

#[test]
fn deleted_rows_are_returned() {
    assert_snapshot!(sql(delete(Books).filter(Books.id.eq(2)).returning(Books.title)), @"");
}
