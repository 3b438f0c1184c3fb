//! Queries inside of queries.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books, Sequels, Stock};

name!(Top, Cheap);

#[test]
fn a_query_stands_in_from() {
    let top = from(Books)
        .filter(Books.price.gt(1.5))
        .group_by(Books.author_id)
        .select(row! { author_id: Books.author_id, n: count_all() })
        .subquery(Top);
    assert_snapshot!(sql(from(&top).filter(top.n.gt(2)).select((top.author_id, top.n))), @"");
    assert_snapshot!(sql(from(Authors).left_join(&top, top.author_id.eq(Authors.id)).select((Authors.name, top.n))), @"");
}

#[test]
fn a_query_in_from_stands_inside_of_another() {
    let cheap = from(Books).filter(Books.price.lt(1.5)).select(row! { id: Books.id, title: Books.title }).subquery(Cheap);
    let top = from(&cheap).filter(cheap.id.gt(2)).select(row! { title: cheap.title }).subquery(Top);
    assert_snapshot!(sql(from(&top).filter(top.title.ne("x")).select(top.title).limit(3)), @"");
}

#[test]
fn a_limited_query_stands_in_from() {
    let top = from(Books).order_by(Books.price.desc()).select(row! { id: Books.id }).limit(3).subquery(Top);
    assert_snapshot!(sql(from(Books).join(&top, top.id.eq(Books.id)).select(Books.title)), @"");
}

#[test]
fn a_query_is_a_value() {
    let dearest = scalar(from(Books).select(Books.price.max()));
    assert_snapshot!(sql(from(Books).filter(Books.price.eq(dearest)).select(Books.title)), @"");
    let count = scalar(from(Books).correlate(Authors).filter(Books.author_id.eq(Authors.id)).select(count_all()));
    assert_snapshot!(sql(from(Authors).select((Authors.name, count.clone()))), @"");
    assert_snapshot!(sql(from(Authors).filter((count.clone() + 1).gt(2)).select(Authors.name)), @"");
    assert_snapshot!(sql(from(Authors).order_by(count.clone().desc()).select(coalesce((count, 0)))), @"");
}

#[test]
fn a_query_is_tested_for_rows() {
    let has_books = exists(from(Books).correlate(Authors).filter(Books.author_id.eq(Authors.id)).select(lit!(1)));
    assert_snapshot!(sql(from(Authors).filter(has_books.clone()).select(Authors.name)), @"");
    assert_snapshot!(sql(from(Authors).filter(!has_books.clone()).select(Authors.name)), @"");
    assert_snapshot!(sql(from(Authors).select(row! { name: Authors.name, writes: has_books })), @"");
}

#[test]
fn a_value_is_looked_for_among_the_rows_of_a_query() {
    let in_stock = from(Stock).filter(Stock.n.gt(1)).select(Stock.book_id);
    assert_snapshot!(sql(from(Books).filter(Books.id.is_in(in_stock.clone())).select(Books.title)), @"");
    assert_snapshot!(sql(from(Books).filter((Books.id + 1).not_in(in_stock)).select(Books.title)), @"");
    let own = from(Stock).correlate(Books).filter(Stock.book_id.eq(Books.id)).select(Stock.n);
    assert_snapshot!(sql(from(Books).filter(Books.pages.is_in(own)).select(Books.title)), @"");
}

#[test]
fn a_value_is_compared_with_all_rows_of_a_query() {
    let prices = from(Books).select(Books.price);
    assert_snapshot!(sql(from(Books).filter(Books.price.eq_any(prices.clone())).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.price.ne_all(prices.clone())).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.price.gt_any(prices.clone())).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.price.gt_all(prices.clone())).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.price.ge_all(prices.clone())).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.price.lt_any(prices.clone())).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.price.lt_all(prices.clone())).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.price.le_all(prices)).select(Books.id)), @"");
}

#[test]
fn a_correlated_query_reaches_over_two_levels() {
    let stocked = exists(
        from(Stock).correlate(Books).correlate(Authors).filter(Stock.book_id.eq(Books.id) & Stock.store.eq(Authors.name)).select(lit!(1)),
    );
    let writes = exists(from(Books).correlate(Authors).filter(Books.author_id.eq(Authors.id)).filter(stocked).select(lit!(1)));
    assert_snapshot!(sql(from(Authors).filter(writes).select(Authors.name)), @"");
}

#[test]
fn a_query_looks_at_another_row_of_its_own_table() {
    let sequels = scalar(from(Sequels).correlate(Books).filter(Sequels.sequel_of.eq(Books.id)).select(count_all()));
    assert_snapshot!(sql(from(Books).select((Books.title, sequels))), @"");
}

#[test]
fn queries_stand_in_having_grouped_and_case() {
    let average = scalar(from(Books).select(Books.price.avg()));
    let query = from(Books).group_by(Books.author_id).having(Books.price.avg().gt(average));
    assert_snapshot!(sql(query.select(Books.author_id)), @"");
    let count = scalar(from(Books).correlate(Authors).filter(Books.author_id.eq(Authors.id)).select(count_all()));
    assert_snapshot!(sql(from(Authors).group_by(Authors).select((Authors.name, count.clone()))), @"");
    assert_snapshot!(sql(from(Authors).select(case_when(count.gt(1), lit!("many")).otherwise("few"))), @"");
}
