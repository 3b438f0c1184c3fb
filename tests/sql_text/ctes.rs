//! WITH.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books, Stock};

name!(Recent, Dear, Series);

#[test]
fn a_query_goes_to_the_head_of_the_statement() {
    let recent = from(Books).filter(Books.year.ge(2000)).select(row! { id: Books.id, title: Books.title }).cte(Recent);
    assert_snapshot!(sql(from(&recent).filter(recent.id.gt(1)).select(recent.title)), @"");
    assert_snapshot!(sql(from(Books).left_join(&recent, recent.id.eq(Books.id)).select((Books.id, recent.title))), @"");
}

#[test]
fn a_query_used_twice_is_defined_once() {
    let recent = from(Books).filter(Books.year.ge(2000)).select(row! { id: Books.id }).cte(Recent);
    let query = from(&recent).filter(recent.id.is_in(from(&recent).filter(recent.id.gt(1)).select(recent.id))).select(recent.id);
    assert_snapshot!(sql(query), @"");
}

#[test]
fn a_query_that_uses_another_comes_after_it() {
    let recent = from(Books).filter(Books.year.ge(2000)).select(row! { id: Books.id, price: Books.price }).cte(Recent);
    let dear = from(&recent).filter(recent.price.gt(9.5)).select(row! { id: recent.id }).cte(Dear);
    assert_snapshot!(sql(from(&dear).join(&recent, recent.id.eq(dear.id)).filter(dear.id.lt(7)).select(recent.price)), @"");
}

#[test]
fn a_query_inside_of_a_subquery_still_goes_to_the_head() {
    let recent = from(Books).filter(Books.year.ge(2000)).select(row! { id: Books.id }).cte(Recent);
    let query = from(Stock).filter(Stock.n.gt(1)).filter(exists(from(&recent).filter(recent.id.eq(2)).select(recent.id))).select(Stock.n);
    assert_snapshot!(sql(query), @"");
}

#[test]
fn a_query_refers_to_itself() {
    let series = from(Books)
        .filter(Books.sequel_of.is_null())
        .select(row! { id: Books.id, depth: lit!(1) })
        .recursive_cte(Series, |series| {
            from(Books)
                .join(series, Books.sequel_of.eq(series.id))
                .filter(series.depth.lt(9))
                .select(row! { id: Books.id, depth: series.depth + 1 })
        });
    let query = from(&series).join(Books, Books.id.eq(series.id)).order_by(series.depth.desc());
    assert_snapshot!(sql(query.select((Books.title, series.depth)).limit(3)), @"");
}

#[test]
fn a_set_operation_is_a_cte() {
    let names = from(Books).select(row! { name: Books.title }).union(from(Authors).select(Authors.name)).cte(Recent);
    assert_snapshot!(sql(from(&names).select(names.name)), @"");
}

#[test]
fn rows_of_a_cte_are_inserted() {
    let recent = from(Books).filter(Books.year.ge(2000)).select(row! { id: Books.id, title: Books.title }).cte(Recent);
    let query = insert(Stock).from_select((Stock.book_id, Stock.store, Stock.n), from(&recent).select((recent.id, recent.title, lit!(1i32))));
    assert_snapshot!(sql(query), @"");
}

#[test]
fn rows_of_a_cte_are_updated_and_deleted() {
    let recent = from(Books).filter(Books.year.ge(2000)).select(row! { id: Books.id }).cte(Recent);
    assert_snapshot!(sql(update(Stock).set(Stock.n.set(0)).filter(Stock.book_id.is_in(from(&recent).select(recent.id)))), @"");
    assert_snapshot!(sql(delete(Stock).filter(Stock.n.gt(3)).filter(Stock.book_id.is_in(from(&recent).select(recent.id)))), @"");
}
