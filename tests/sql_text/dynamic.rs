//! Parts that are chosen at run time.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books, Stock};

fn cheap(most: f64) -> On<Books, impl Condition> {
    on(Books, Books.price.le(most).or(Books.year.is_null()))
}

#[test]
fn an_optional_filter_is_there_or_true() {
    let find = |title: Option<&'static str>, least: Option<i64>| {
        from(Books).filter_opt(title.map(|title| Books.title.eq(title))).filter_opt(least.map(|least| Books.id.ge(least))).select(Books.id)
    };
    assert_snapshot!(sql(find(Some("a"), Some(1))), @"");
    assert_snapshot!(sql(find(Some("a"), None)), @"");
    assert_snapshot!(sql(find(None, Some(1))), @"");
    assert_snapshot!(sql(find(None, None)), @"");
    let query = from(Books).filter(Books.id.gt(1)).filter_opt(Some(Books.id.lt(2).or(Books.id.gt(3)))).filter(Books.id.ne(4));
    assert_snapshot!(sql(query.select(Books.id)), @"");
}

#[test]
fn a_list_is_one_array_or_a_placeholder_for_each_value() {
    assert_snapshot!(sql(from(Books).filter(Books.id.is_in([1, 2, 3])).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.id.not_in(vec![1])).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.title.is_in(["a", "b"]).and(Books.id.gt(1))).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(!Books.year.is_in([1, 2].as_slice())).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).select((Books.pages + 1).is_in(&vec![5, 6]))), @"");
}

#[test]
fn an_empty_list_is_a_query_without_rows() {
    assert_snapshot!(sql(from(Books).filter(Books.id.is_in(Vec::<i64>::new())).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(Books.id.not_in(Vec::<i64>::new())).select(Books.id)), @"");
}

#[test]
fn values_before_and_after_a_list_keep_their_places() {
    let query = from(Books)
        .filter(Books.price.gt(1.5))
        .filter(Books.id.is_in([7, 8]))
        .filter(Books.pages.lt(9))
        .select(Books.title.concat("!"))
        .limit(10);
    assert_snapshot!(sql(query), @"");
}

#[test]
fn conditions_in_a_list_are_joined() {
    let words = |words: &[&'static str]| -> Vec<BoxCondition<Books>> {
        words.iter().map(|word| on(Books, Books.title.contains(word)).boxed()).collect()
    };
    assert_snapshot!(sql(from(Books).filter(any_of(words(&["a", "b", "c"]))).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(all_of(words(&["a", "b"]))).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(all_of(words(&["a"]))).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(any_of(words(&[]))).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(all_of(words(&[]))).filter(Books.id.eq(1)).select(Books.id)), @"");
    assert_snapshot!(sql(from(Books).filter(!any_of(words(&["a", "b"])) | Books.id.eq(1)).select(Books.id)), @"");
}

#[test]
fn unlike_conditions_share_a_list() {
    let conditions = vec![on(Books, Books.id.gt(1)).boxed(), on(Books, Books.year.is_null()).boxed(), on(Books, Books.title.like("a%") & Books.id.lt(3)).boxed()];
    assert_snapshot!(sql(from(Books).filter(any_of(conditions)).select(Books.id)), @"");
}

#[test]
fn a_condition_with_a_list_is_boxed() {
    let condition = on(Books, Books.id.is_in([1, 2])).boxed();
    assert_snapshot!(sql(from(Books).filter(all_of([condition.clone(), condition])).select(Books.id)), @"");
}

#[test]
fn a_condition_of_one_table_is_a_part_of_any_query_of_it() {
    assert_snapshot!(sql(from(Books).filter(cheap(1.5)).select(Books.id)), @"");
    assert_snapshot!(sql(from(Authors).left_join(Books, Books.author_id.eq(Authors.id) & cheap(1.5)).filter(!cheap(2.5)).select(Authors.id)), @"");
    assert_snapshot!(sql(delete(Books).filter(cheap(1.5))), @"");
    assert_snapshot!(sql(update(Books).set(Books.price.set(0.0)).filter(cheap(1.5).or(Books.id.eq(1)))), @"");
}

#[test]
fn run_time_parts_stand_in_subqueries_and_ctes() {
    name!(Some_);
    let stocked = from(Stock).filter_opt(Some(Stock.n.gt(1))).select(Stock.book_id);
    assert_snapshot!(sql(from(Books).filter(Books.id.is_in(stocked)).filter_opt(Some(Books.id.lt(2))).select(Books.id)), @"");
    let some = from(Books).filter_opt(Some(Books.id.gt(1))).filter(Books.id.is_in([2, 3])).select(row! { id: Books.id }).cte(Some_);
    let query = from(&some).filter_opt(None::<i64>.map(|id| some.id.eq(id))).filter(some.id.is_in([4])).select(some.id).limit(5);
    assert_snapshot!(sql(query), @"");
}
