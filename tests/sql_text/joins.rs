//! FROM and JOIN.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books, OtherAuthors, Sequels, Stock};

#[test]
fn every_kind_of_join() {
    let on = Books.author_id.eq(Authors.id);
    assert_snapshot!(sql(from(Authors).join(Books, on).select(Books.title)), @"");
    assert_snapshot!(sql(from(Authors).left_join(Books, on).select(Books.title)), @"");
    assert_snapshot!(sql(from(Authors).right_join(Books, on).select(Books.title)), @"");
    assert_snapshot!(sql(from(Authors).full_join(Books, on).select(Books.title)), @"");
    assert_snapshot!(sql(from(Authors).cross_join(Books).select(Books.title)), @"");
}

#[test]
fn joins_follow_one_another() {
    let query = from(Authors)
        .join(Books, Books.author_id.eq(Authors.id).and(Books.price.gt(1.0)))
        .left_join(Sequels, Sequels.sequel_of.eq(Books.id))
        .left_join(Stock, Stock.book_id.eq(coalesce((Sequels.id, Books.id))))
        .cross_join(OtherAuthors)
        .filter(Stock.n.gt(2))
        .select((Authors.name, Books.title, Sequels.title, Stock.store, OtherAuthors.name));
    assert_snapshot!(sql(query), @"");
}

#[test]
fn clauses_before_a_join_come_after_it_in_the_text() {
    let query = from(Books).filter(Books.id.gt(1)).join(Stock, Stock.book_id.eq(Books.id).and(Stock.n.gt(2))).filter(Stock.n.lt(3));
    assert_snapshot!(sql(query.select(Stock.n)), @"");
}

#[test]
fn any_condition_joins() {
    assert_snapshot!(sql(from(Books).join(Authors, Authors.alive).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).join(Authors, true).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).join(Authors, exists(from(Stock).correlate(Books).filter(Stock.book_id.eq(Books.id)).select(lit!(1)))).select(Books.id)), @"");
}
