//! INSERT.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books, Counters, Stock};

#[test]
fn one_row_of_values() {
    assert_snapshot!(sql(insert(Authors).values(Authors.name.set("a"))), @"");
    assert_snapshot!(sql(insert(Authors).values((Authors.name.set("a"), Authors.email.set("b"), Authors.born.set(1950), Authors.alive.set(false)))), @"");
}

#[test]
fn null_is_bound_like_any_value() {
    assert_snapshot!(sql(insert(Authors).values((Authors.name.set("a"), Authors.email.set(None::<&str>), Authors.born.set(Some(1950))))), @"");
}

#[test]
fn expressions_are_values() {
    let values = (
        Books.title.set(lit!("it's").concat("!")),
        Books.author_id.set(coalesce((scalar(from(Authors).filter(Authors.name.eq("a")).select(Authors.id.max())), 1))),
        Books.price.set(lit!(1.5) + 2.0),
        Books.pages.set(7),
    );
    assert_snapshot!(sql(insert(Books).values(values)), @"");
}

#[test]
fn many_rows_of_values() {
    let stock = [(1, "a", 2), (3, "b", 4)];
    let row = |(book, store, n): (i64, &'static str, i32)| (Stock.book_id.set(book), Stock.store.set(store), Stock.n.set(n));
    assert_snapshot!(sql(insert(Stock).rows(stock, row)), @"");
    assert_snapshot!(sql(insert(Stock).rows(stock[..1].iter().copied(), row)), @"");
}

#[test]
fn no_rows_insert_nothing() {
    let row = |n: i32| (Stock.book_id.set(1), Stock.store.set("a"), Stock.n.set(n));
    assert_snapshot!(sql(insert(Stock).rows([], row)), @"");
    assert_snapshot!(sql(insert(Stock).rows([], row).on_conflict((Stock.book_id, Stock.store)).do_nothing()), @"");
    assert_snapshot!(sql(insert(Stock).rows([], row).returning(Stock.n)), @"");
}

#[test]
fn a_row_of_defaults() {
    assert_snapshot!(sql(insert(Counters).default_values()), @"");
    assert_snapshot!(sql(insert(Counters).default_values().returning(Counters.id)), @"");
}

#[test]
fn the_rows_of_a_query() {
    let query = from(Books).filter(Books.pages.gt(100)).select((Books.id, Books.title, Books.pages));
    assert_snapshot!(sql(insert(Stock).from_select((Stock.book_id, Stock.store, Stock.n), query)), @"");
    assert_snapshot!(sql(insert(Counters).from_select(Counters.n, from(Books).select(Books.id))), @"");
    assert_snapshot!(sql(insert(Counters).from_select(Counters.n, from(Books).select(Books.id).union(from(Authors).select(Authors.id)))), @"");
}

#[test]
fn what_was_written_is_returned() {
    assert_snapshot!(sql(insert(Authors).values(Authors.name.set("a")).returning(Authors.id)), @"");
    assert_snapshot!(sql(insert(Authors).values(Authors.name.set("a")).returning((Authors.id, Authors.name.concat("!")))), @"");
    assert_snapshot!(sql(insert(Authors).values(Authors.name.set("a")).returning(row! { id: Authors.id, name: Authors.name })), @"");
    assert_snapshot!(sql(insert(Counters).from_select(Counters.n, from(Books).select(Books.id)).returning(Counters.id)), @"");
}
