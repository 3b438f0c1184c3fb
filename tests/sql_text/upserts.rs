//! ON CONFLICT and ON DUPLICATE KEY.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books, Counters, Stock};

#[test]
fn a_conflict_is_passed_over() {
    let values = (Stock.book_id.set(1), Stock.store.set("a"), Stock.n.set(2));
    assert_snapshot!(sql(insert(Stock).values(values).on_conflict((Stock.book_id, Stock.store)).do_nothing()), @"");
    assert_snapshot!(sql(insert(Counters).values((Counters.id.set(1), Counters.n.set(2))).on_conflict(Counters.id).do_nothing()), @"");
}

#[test]
fn a_conflict_updates_the_row_that_is_there() {
    let insertion = insert(Stock).values((Stock.book_id.set(1), Stock.store.set("a"), Stock.n.set(2))).on_conflict((Stock.book_id, Stock.store));
    assert_snapshot!(sql(insertion.clone().do_update(Stock.n.set(excluded(Stock.n)))), @"");
    assert_snapshot!(sql(insertion.clone().do_update(Stock.n.set(Stock.n + excluded(Stock.n) * 3))), @"");
    assert_snapshot!(sql(insertion.do_update((Stock.n.set(4), Stock.store.set(excluded(Stock.store).concat("!"))))), @"");
}

#[test]
fn only_some_rows_are_updated() {
    let upsert = insert(Stock)
        .values((Stock.book_id.set(1), Stock.store.set("a"), Stock.n.set(2)))
        .on_conflict((Stock.book_id, Stock.store))
        .do_update(Stock.n.set(excluded(Stock.n)))
        .filter(Stock.n.lt(excluded(Stock.n)).and(Stock.n.gt(3)));
    assert_snapshot!(sql(upsert.clone()), @"");
    assert_snapshot!(sql(upsert.returning((Stock.n, Stock.store))), @"");
}

#[test]
fn one_of_several_keys_needs_a_conflict_target() {
    let insertion = insert(Authors).values((Authors.name.set("a"), Authors.email.set("b")));
    assert_snapshot!(sql(insertion.on_conflict(Authors.email).do_update(Authors.name.set(excluded(Authors.name)))), @"");
    let values = (Books.title.set("a"), Books.author_id.set(1), Books.price.set(2.0), Books.pages.set(3));
    assert_snapshot!(sql(insert(Books).values(values).on_conflict((Books.title, Books.author_id)).do_nothing()), @"");
}

#[test]
fn many_rows_are_upserted() {
    let query = insert(Stock)
        .rows([1, 2], |n| (Stock.book_id.set(i64::from(n)), Stock.store.set("a"), Stock.n.set(n)))
        .on_conflict((Stock.book_id, Stock.store))
        .do_update(Stock.n.set(excluded(Stock.n)))
        .returning(Stock.n);
    assert_snapshot!(sql(query), @"");
}
