//! Parts of a statement that are chosen when it runs.

use statiql::prelude::*;

use crate::support::on_every_database;

#[table("books")]
pub(crate) struct Books {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) year: Option<i32>,
}

#[table("stock")]
pub(crate) struct Stock {
    #[column(primary_key)]
    pub(crate) book_id: i64,
    pub(crate) copies: i32,
}

const BOOKS: [(i64, &str, Option<i32>); 4] =
    [(1, "Orlando", Some(1928)), (2, "Flush", Some(1933)), (3, "Beowulf", None), (4, "Howl", Some(1956))];

macro_rules! books {
    ($db:expr) => {
        $db.create_all((Books, Stock)).await?;
        $db.run(
            insert(Books)
                .rows(BOOKS, |(id, title, year)| (Books.id.set(id), Books.title.set(title), Books.year.set(year))),
        )
        .await?;
        $db.run(insert(Stock).rows([(1, 5), (4, 0)], |(id, n)| (Stock.book_id.set(id), Stock.copies.set(n)))).await?;
    };
}

macro_rules! ids {
    ($db:expr, $condition:expr) => {
        $db.run(from(Books).filter($condition).order_by(Books.id.asc()).select(Books.id)).await?
    };
}

fn since(year: i32) -> On<Books, impl Condition> {
    on(Books, Books.year.ge(year))
}

on_every_database!(an_optional_filter_leaves_all_rows_if_it_is_not_there, async |db| {
    books!(db);
    let find = |word: Option<&'static str>, least: Option<i32>| {
        from(Books)
            .filter_opt(word.map(|word| Books.title.contains(word)))
            .filter_opt(least.map(|least| Books.year.ge(least)))
            .order_by(Books.id.asc())
            .select(Books.id)
    };
    assert_eq!(db.run(find(None, None)).await?, [1, 2, 3, 4]);
    assert_eq!(db.run(find(Some("l"), None)).await?, [1, 2, 3, 4]);
    assert_eq!(db.run(find(Some("wl"), None)).await?, [4]);
    assert_eq!(db.run(find(None, Some(1933))).await?, [2, 4]);
    assert_eq!(db.run(find(Some("u"), Some(1929))).await?, [2]);
    Ok(())
});

on_every_database!(conditions_are_gathered_in_a_list, async |db| {
    books!(db);
    let words = |words: &[&str]| -> Vec<BoxCondition<Books>> {
        words.iter().map(|word| on(Books, Books.title.contains(*word)).boxed()).collect()
    };
    assert_eq!(ids!(db, all_of(words(&["l", "o"]))), [1, 3, 4]);
    assert_eq!(ids!(db, any_of(words(&["wulf", "lush"]))), [2, 3]);
    assert_eq!(ids!(db, all_of(words(&[]))), [1, 2, 3, 4], "all of nothing");
    assert_eq!(ids!(db, any_of(words(&[]))), [0; 0], "none of nothing");
    let unlike =
        [on(Books, Books.id.is_in([1, 2])).boxed(), on(Books, Books.year.is_null()).boxed(), since(1950).boxed()];
    assert_eq!(ids!(db, any_of(unlike.clone())), [1, 2, 3, 4]);
    assert_eq!(ids!(db, all_of(unlike)), [0; 0]);
    Ok(())
});

on_every_database!(a_condition_goes_from_query_to_query, async |db| {
    books!(db);
    assert_eq!(ids!(db, since(1930)), [2, 4]);
    assert_eq!(ids!(db, !since(1930)), [1], "NULL is neither");
    assert_eq!(ids!(db, since(1930).or(Books.id.eq(3))), [2, 3, 4]);
    let joined = from(Stock).left_join(Books, Books.id.eq(Stock.book_id) & since(1950)).order_by(Stock.book_id.asc());
    let expected = [(1, None), (4, Some("Howl".to_owned()))];
    assert_eq!(db.run(joined.select((Stock.book_id, Books.title))).await?, expected);
    assert_eq!(db.run(update(Books).set(Books.title.set("new")).filter(since(1930))).await?, 2);
    assert_eq!(db.run(delete(Books).filter(since(1930))).await?, 2);
    Ok(())
});

on_every_database!(a_list_may_have_any_length, async |db| {
    books!(db);
    for count in [0, 1, 2, 50, 1_000] {
        let list: Vec<i64> = (0..count).collect();
        let expected: Vec<i64> = (1..=4).filter(|id| list.contains(id)).collect();
        assert_eq!(ids!(db, Books.id.is_in(&list)), expected);
        let expected: Vec<i64> = (1..=4).filter(|id| !list.contains(id)).collect();
        assert_eq!(ids!(db, Books.id.not_in(&list)), expected);
    }
    Ok(())
});

on_every_database!(chosen_parts_stand_in_subqueries, async |db| {
    books!(db);
    let stocked = |least: Option<i32>| {
        let stocked = from(Stock).filter_opt(least.map(|n| Stock.copies.ge(n))).select(Stock.book_id);
        from(Books)
            .filter(Books.id.is_in(stocked))
            .filter_opt(Some(Books.id.ge(1)))
            .order_by(Books.id.asc())
            .select(Books.id)
    };
    assert_eq!(db.run(stocked(None)).await?, [1, 4]);
    assert_eq!(db.run(stocked(Some(1))).await?, [1]);
    Ok(())
});

on_every_database!(an_order_is_chosen_by_a_value, async |db| {
    books!(db);
    let sorted = |by_title: bool| {
        let key = case_when(lit!(true).eq(by_title), Books.title).otherwise("");
        from(Books).order_by((key.asc(), Books.id.desc())).select(Books.id)
    };
    assert_eq!(db.run(sorted(true)).await?, [3, 2, 4, 1]);
    assert_eq!(db.run(sorted(false)).await?, [4, 3, 2, 1]);
    Ok(())
});
