//! GROUP BY, HAVING, ORDER BY, DISTINCT, LIMIT, locks.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books, Stock};

#[test]
fn keys_are_columns_expressions_and_tuples() {
    assert_snapshot!(sql(from(Books).group_by(Books.year).select((Books.year, count_all()))), @"");
    assert_snapshot!(sql(from(Books).group_by((Books.year, Books.author_id)).select(Books.year)), @"");
    assert_snapshot!(sql(from(Books).group_by(Books.pages / lit!(100i32)).select(Books.pages / lit!(100i32))), @"");
}

#[test]
fn a_table_as_a_key_stands_for_its_primary_key() {
    let query = from(Authors).join(Books, Books.author_id.eq(Authors.id)).group_by((Authors, Books.year));
    assert_snapshot!(sql(query.select((Authors.name, Books.year, count_all()))), @"");
    assert_snapshot!(sql(from(Stock).group_by(Stock).select(Stock.n)), @"");
}

#[test]
fn groups_are_filtered_by_having() {
    let query = from(Books).filter(Books.id.gt(1)).group_by(Books.year).having(count_all().gt(2)).having(Books.price.sum().lt(3.0));
    assert_snapshot!(sql(query.select(Books.year)), @"");
}

#[test]
fn order_has_directions() {
    assert_snapshot!(sql(from(Books).order_by(Books.title.asc()).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).order_by((Books.title.desc(), (Books.price * 2.0).asc())).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).group_by(Books.year).order_by((count_all().desc(), Books.year.asc())).select(Books.year)), @"");
}

#[test]
fn null_goes_where_it_is_told() {
    assert_snapshot!(sql(from(Books).order_by(Books.year.asc().nulls_first()).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).order_by(Books.year.asc().nulls_last()).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).order_by(Books.year.desc().nulls_first()).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).order_by(Books.year.desc().nulls_last()).select(Books.id)), @"");
}

#[test]
fn a_value_in_an_ordering_is_bound_as_often_as_the_text_has_it() {
    assert_snapshot!(sql(from(Books).order_by((Books.year + 7).asc().nulls_last()).select(Books.id).limit(1)), @"");
}

#[test]
fn a_record_is_ordered_by_its_names() {
    let query = from(Books).group_by(Books.year).select(row! { year: Books.year, total: Books.price.sum() });
    assert_snapshot!(sql(query.clone().order_by(|row| row.total.desc())), @"");
    assert_snapshot!(sql(query.clone().order_by(|row| (row.total.desc(), row.year.asc())).limit(3)), @"");
    assert_snapshot!(sql(query.order_by(|row| row.year.desc().nulls_first())), @"");
}

#[test]
fn distinct_rows() {
    assert_snapshot!(sql(from(Books).distinct().select(Books.year)), @"");
    assert_snapshot!(sql(from(Books).distinct().order_by(Books.year.asc()).select((Books.year, Books.title))), @"");
    assert_snapshot!(sql(from(Books).distinct().filter(Books.id.gt(1)).select(row! { year: Books.year }).order_by(|row| row.year.asc())), @"");
}

#[test]
fn limits_and_offsets_are_bound() {
    assert_snapshot!(sql(from(Books).order_by(Books.id.asc()).select(Books.id).limit(10)), @"");
    assert_snapshot!(sql(from(Books).order_by(Books.id.asc()).select(Books.id).limit(10).offset(20)), @"");
    assert_snapshot!(sql(from(Books).order_by(Books.id.asc()).select(Books.id).offset(20)), @"");
}

#[test]
fn rows_are_locked() {
    assert_snapshot!(sql(from(Books).select(Books.id).for_update()), @"");
    assert_snapshot!(sql(from(Books).select(Books.id).for_update().skip_locked()), @"");
    assert_snapshot!(sql(from(Books).filter(Books.id.eq(1)).select(Books.id).limit(1).for_update().nowait()), @"");
}

#[test]
fn all_clauses_stand_in_the_order_of_sql() {
    let query = from(Authors)
        .left_join(Books, Books.author_id.eq(Authors.id).and(Books.price.lt(1.5)))
        .filter(Authors.name.ne("x"))
        .distinct()
        .group_by(Authors.name)
        .having(Books.price.max().gt(2.5))
        .order_by(Authors.name.asc())
        .select((Authors.name, count_all() + 1))
        .limit(4)
        .offset(5);
    assert_snapshot!(sql(query), @"");
}
