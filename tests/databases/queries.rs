//! Joins, groups, subqueries, common table expressions, set operations: the rows that they give.

use statiql::prelude::*;

use crate::support::on_every_database;

#[table("authors")]
pub(crate) struct Authors {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) born: Option<i32>,
}

#[table("books")]
pub(crate) struct Books {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) author_id: Option<i64>,
    pub(crate) year: Option<i32>,
    pub(crate) price: f64,
    pub(crate) sequel_of: Option<i64>,
}

alias!(pub(crate) Sequels = Books);
name!(pub(crate) Dear, pub(crate) Series, pub(crate) Names);

const AUTHORS: [(i64, &str, Option<i32>); 3] =
    [(1, "Le Guin", Some(1929)), (2, "Woolf", Some(1882)), (3, "Anon", None)];

type Book = (i64, &'static str, Option<i64>, Option<i32>, f64, Option<i64>);

const BOOKS: [Book; 5] = [
    (1, "A Wizard of Earthsea", Some(1), Some(1968), 8.0, None),
    (2, "The Tombs of Atuan", Some(1), Some(1971), 9.0, Some(1)),
    (3, "The Farthest Shore", Some(1), Some(1972), 10.0, Some(2)),
    (4, "Orlando", Some(2), Some(1928), 7.5, None),
    (5, "Beowulf", None, None, 12.5, None),
];

macro_rules! library {
    ($db:expr) => {
        $db.create_all((Authors, Books)).await?;
        $db.run(
            insert(Authors)
                .rows(AUTHORS, |(id, name, born)| (Authors.id.set(id), Authors.name.set(name), Authors.born.set(born))),
        )
        .await?;
        $db.run(insert(Books).rows(BOOKS, |(id, title, author, year, price, sequel_of)| {
            (
                Books.id.set(id),
                Books.title.set(title),
                Books.author_id.set(author),
                Books.year.set(year),
                Books.price.set(price),
                Books.sequel_of.set(sequel_of),
            )
        }))
        .await?;
    };
}

fn text(words: &str) -> String {
    words.to_owned()
}

on_every_database!(a_join_leaves_out_what_has_no_partner, async |db| {
    library!(db);
    let pairs = from(Books)
        .join(Authors, Authors.id.eq(Books.author_id))
        .order_by(Books.id.asc())
        .select((Books.id, Authors.name));
    let expected = [(1, "Le Guin"), (2, "Le Guin"), (3, "Le Guin"), (4, "Woolf")].map(|(id, name)| (id, text(name)));
    assert_eq!(db.run(pairs).await?, expected);
    Ok(())
});

on_every_database!(an_outer_join_fills_up_with_null, async |db| {
    library!(db);
    let left = from(Authors)
        .left_join(Books, Books.author_id.eq(Authors.id).and(Books.price.gt(9.5)))
        .order_by((Authors.id.asc(), Books.id.asc()))
        .select((Authors.name, Books.title, Books.price));
    let expected = [
        (text("Le Guin"), Some(text("The Farthest Shore")), Some(10.0)),
        (text("Woolf"), None, None),
        (text("Anon"), None, None),
    ];
    assert_eq!(db.run(left).await?, expected);
    let right = from(Authors)
        .right_join(Books, Books.author_id.eq(Authors.id))
        .order_by(Books.id.desc())
        .select((Authors.name, Books.id))
        .limit(2);
    assert_eq!(db.run(right).await?, [(None, 5), (Some(text("Woolf")), 4)]);
    Ok(())
});

on_every_database!([FullJoin], a_full_join_fills_up_both_sides, async |db| {
    library!(db);
    let query = from(Authors)
        .full_join(Books, Books.author_id.eq(Authors.id))
        .filter(Authors.id.is_null().or(Books.id.is_null()))
        .select((Authors.name, Books.title));
    let mut rows = db.run(query).await?;
    rows.sort();
    assert_eq!(rows, [(None, Some(text("Beowulf"))), (Some(text("Anon")), None)]);
    Ok(())
});

on_every_database!(a_cross_join_pairs_everything, async |db| {
    library!(db);
    let pairs = from(Authors).cross_join(Books).select(count_all());
    assert_eq!(db.run(pairs).await?, [15]);
    Ok(())
});

on_every_database!(a_table_joins_itself_under_another_name, async |db| {
    library!(db);
    let query = from(Books)
        .join(Sequels, Sequels.sequel_of.eq(Books.id))
        .order_by(Books.id.asc())
        .select((Books.id, Sequels.id));
    assert_eq!(db.run(query).await?, [(1, 2), (2, 3)]);
    Ok(())
});

on_every_database!(groups_have_their_aggregates, async |db| {
    library!(db);
    let query = from(Books).group_by(Books.author_id).having(count_all().gt(0)).order_by(count_all().desc()).select((
        count_all(),
        Books.year.count(),
        Books.price.sum(),
        Books.price.max(),
    ));
    let mut rows = db.run(query).await?;
    assert_eq!(rows.remove(0), (3, 3, 27.0, 10.0));
    assert_eq!(rows.len(), 2);
    Ok(())
});

on_every_database!(a_group_is_a_table_by_its_key, async |db| {
    library!(db);
    let query = from(Authors)
        .left_join(Books, Books.author_id.eq(Authors.id))
        .group_by(Authors)
        .order_by(Authors.id.asc())
        .select((Authors.name, Books.id.count(), Books.price.avg()));
    let expected = [(text("Le Guin"), 3, Some(9.0)), (text("Woolf"), 1, Some(7.5)), (text("Anon"), 0, None)];
    assert_eq!(db.run(query).await?, expected);
    Ok(())
});

on_every_database!(null_is_a_group_of_its_own, async |db| {
    library!(db);
    let query = from(Books).group_by(Books.author_id).select((Books.author_id, count_all()));
    let mut rows = db.run(query).await?;
    rows.sort();
    assert_eq!(rows, [(None, 1), (Some(1), 3), (Some(2), 1)]);
    Ok(())
});

on_every_database!(an_expression_is_a_key, async |db| {
    library!(db);
    let decade = Books.year / lit!(10i32);
    let query = from(Books).filter(Books.year.is_not_null()).group_by(decade).select((decade, count_all()));
    let mut rows = db.run(query).await?;
    rows.sort();
    assert_eq!(rows, [(Some(192), 1), (Some(196), 1), (Some(197), 2)]);
    Ok(())
});

on_every_database!(groups_are_filtered_by_what_their_keys_determine, async |db| {
    library!(db);
    let query = from(Authors)
        .join(Books, Books.author_id.eq(Authors.id))
        .group_by(Authors)
        .having(Authors.name.ne("Woolf").and(Authors.born.is_not_null()))
        .having(count_all().gt(1) | Authors.born.lt(1900))
        .select((Authors.id, count_all()));
    assert_eq!(db.run(query).await?, [(1, 3)]);
    let decade = Books.year / lit!(10i32);
    let query = from(Books)
        .group_by((decade, Books.price.gt(lit!(8.5))))
        .having(decade.gt(192))
        .having(not((decade + 1).eq(197)).or(Books.price.gt(lit!(8.5))))
        .order_by((decade * -1).asc())
        .select((decade, count_all()));
    assert_eq!(db.run(query).await?, [(Some(197), 2)]);
    Ok(())
});

on_every_database!([AggregateFilter], an_aggregate_may_look_at_some_rows_only, async |db| {
    library!(db);
    let query = from(Books).select((count_all().only(Books.price.gt(8.5)), Books.price.sum().only(Books.id.gt(9))));
    assert_eq!(db.run(query).await?, [(3, None)]);
    Ok(())
});

on_every_database!(distinct_rows_come_once, async |db| {
    library!(db);
    let authors = from(Books).filter(Books.author_id.is_not_null()).distinct().select(Books.author_id);
    let mut rows = db.run(authors).await?;
    rows.sort();
    assert_eq!(rows, [Some(1), Some(2)]);
    assert_eq!(db.run(from(Books).select(Books.author_id.count_distinct())).await?, [2]);
    Ok(())
});

on_every_database!(a_page_is_a_limit_and_an_offset, async |db| {
    library!(db);
    let page = |n: u64| from(Books).order_by(Books.id.asc()).select(Books.id).limit(2).offset(2 * n);
    assert_eq!(db.run(page(0)).await?, [1, 2]);
    assert_eq!(db.run(page(2)).await?, [5]);
    assert_eq!(db.run(page(3)).await?, [0; 0]);
    assert_eq!(db.run(from(Books).select(Books.id).limit(0)).await?, [0; 0]);
    assert_eq!(db.run(from(Books).select(Books.id).limit(u64::MAX)).await?.len(), 5);
    Ok(())
});

on_every_database!([OffsetWithoutLimit], an_offset_may_stand_alone, async |db| {
    library!(db);
    assert_eq!(db.run(from(Books).order_by(Books.id.asc()).select(Books.id).offset(3)).await?, [4, 5]);
    Ok(())
});

on_every_database!([RowLocks], rows_are_locked, async |db| {
    library!(db);
    let mut tx = db.begin().await?;
    assert_eq!(tx.all(from(Books).filter(Books.id.eq(1)).select(Books.id).for_update()).await?, [1]);
    let mut other = db.begin().await?;
    let free = from(Books).filter(Books.id.le(2)).select(Books.id).for_update().skip_locked();
    assert_eq!(other.all(free).await?, [2]);
    let error = other.all(from(Books).filter(Books.id.eq(1)).select(Books.id).for_update().nowait()).await;
    assert!(error.is_err_and(|error| error.is_transient()), "another transaction has it");
    Ok(())
});

on_every_database!(a_query_is_a_value, async |db| {
    library!(db);
    let count = scalar(from(Books).correlate(Authors).filter(Books.author_id.eq(Authors.id)).select(count_all()));
    let query = from(Authors).order_by(Authors.id.asc()).select((Authors.name, count));
    assert_eq!(db.run(query).await?, [(text("Le Guin"), Some(3)), (text("Woolf"), Some(1)), (text("Anon"), Some(0))]);
    let dearest = scalar(from(Books).select(Books.price.max()));
    assert_eq!(db.run(from(Books).filter(Books.price.eq(dearest)).select(Books.id)).await?, [5]);
    let none = scalar(from(Books).filter(Books.id.eq(9)).select(Books.title));
    assert_eq!(db.run(from(Authors).filter(Authors.id.eq(1)).select(none)).await?, [None]);
    Ok(())
});

on_every_database!(a_query_is_tested_for_rows, async |db| {
    library!(db);
    let writes = exists(from(Books).correlate(Authors).filter(Books.author_id.eq(Authors.id)).select(lit!(1)));
    let query = from(Authors).order_by(Authors.id.asc()).select((Authors.id, writes, !writes));
    assert_eq!(db.run(query).await?, [(1, true, false), (2, true, false), (3, false, true)]);
    Ok(())
});

on_every_database!(a_value_is_among_the_rows_of_a_query, async |db| {
    library!(db);
    let known = from(Books).filter(Books.author_id.is_not_null()).select(Books.author_id);
    let found = from(Authors).filter(Authors.id.is_in(known)).order_by(Authors.id.asc()).select(Authors.id);
    assert_eq!(db.run(found).await?, [1, 2]);
    let others = db.run(from(Authors).filter(Authors.id.not_in(known)).select(Authors.id)).await?;
    assert_eq!(others, [3]);
    let with_null = from(Books).select(Books.author_id);
    let nobody = db.run(from(Authors).filter(Authors.id.not_in(with_null)).select(Authors.id)).await?;
    assert_eq!(nobody, [0; 0], "nothing is known not to be among rows with NULL");
    Ok(())
});

on_every_database!([QuantifiedSubquery], a_value_is_compared_with_all_rows_of_a_query, async |db| {
    library!(db);
    let prices = from(Books).select(Books.price);
    assert_eq!(db.run(from(Books).filter(Books.price.ge_all(prices)).select(Books.id)).await?, [5]);
    assert_eq!(db.run(from(Books).filter(Books.price.gt_any(prices)).select(count_all())).await?, [4]);
    assert_eq!(db.run(from(Books).filter(Books.price.eq_any(prices)).select(count_all())).await?, [5]);
    Ok(())
});

on_every_database!(a_query_is_a_table, async |db| {
    library!(db);
    let dear = from(Books)
        .filter(Books.author_id.is_not_null())
        .group_by(Books.author_id)
        .select(row! { author: Books.author_id, sum: Books.price.sum() })
        .subquery(Dear);
    let query = from(Authors)
        .join(&dear, dear.author.eq(Authors.id))
        .filter(dear.sum.gt(10.0))
        .select((Authors.name, dear.sum));
    assert_eq!(db.run(query).await?, [(text("Le Guin"), 27.0)]);
    Ok(())
});

on_every_database!(a_common_table_expression_is_used_twice, async |db| {
    library!(db);
    let dear = from(Books).filter(Books.price.ge(9.0)).select(row! { id: Books.id, price: Books.price }).cte(Dear);
    let most = scalar(from(&dear).select(dear.price.max()));
    let query = from(&dear).filter(dear.price.lt(most)).order_by(dear.id.asc()).select(dear.id);
    assert_eq!(db.run(query).await?, [2, 3]);
    Ok(())
});

on_every_database!(a_common_table_expression_refers_to_itself, async |db| {
    library!(db);
    let series = from(Books).filter(Books.id.eq(1)).select(row! { id: Books.id, depth: lit!(1) }).recursive_cte(
        Series,
        |series| {
            from(Books)
                .join(series, Books.sequel_of.eq(series.id))
                .select(row! { id: Books.id, depth: series.depth + 1 })
        },
    );
    let query = from(&series)
        .join(Books, Books.id.eq(series.id))
        .order_by(series.depth.desc())
        .select((Books.title, series.depth));
    let rows = db.run(query).await?;
    let titles = ["The Farthest Shore", "The Tombs of Atuan", "A Wizard of Earthsea"];
    assert_eq!(rows, titles.into_iter().zip((1..=3).rev()).map(|(title, n)| (text(title), n)).collect::<Vec<_>>());
    Ok(())
});

on_every_database!(rows_are_united, async |db| {
    library!(db);
    let years = || from(Books).filter(Books.year.gt(1970)).select(Books.year);
    let born = || from(Authors).select(Authors.born);
    let mut all = db.run(years().union_all(years()).union_all(born())).await?;
    all.sort();
    assert_eq!(all, [None, Some(1882), Some(1929), Some(1971), Some(1971), Some(1972), Some(1972)]);
    let mut once = db.run(years().union(years()).union(born())).await?;
    once.sort();
    assert_eq!(once, [None, Some(1882), Some(1929), Some(1971), Some(1972)]);
    Ok(())
});

on_every_database!([IntersectExcept], rows_are_intersected_and_taken_away, async |db| {
    library!(db);
    let written = || from(Books).select(Books.author_id);
    let authors = || from(Authors).select(Authors.id);
    let mut both = db.run(written().intersect(authors())).await?;
    both.sort();
    assert_eq!(both, [Some(1), Some(2)]);
    assert_eq!(db.run(authors().except(from(Books).select(coalesce((Books.author_id, 0))))).await?, [3]);
    assert_eq!(db.run(written().except(authors())).await?, [None], "NULL is a row like any other here");
    Ok(())
});

on_every_database!(united_rows_are_ordered_as_a_subquery, async |db| {
    library!(db);
    let names =
        from(Books).select(row! { name: Books.title }).union(from(Authors).select(Authors.name)).subquery(Names);
    let first = from(&names).order_by(names.name.asc()).select(names.name).limit(3);
    assert_eq!(db.run(first).await?, ["A Wizard of Earthsea", "Anon", "Beowulf"]);
    Ok(())
});

on_every_database!(a_case_chooses, async |db| {
    library!(db);
    let size = case_when(Books.price.lt(8.0), lit!("cheap")).when(Books.price.lt(10.0), "fair").otherwise("dear");
    let rows = db.run(from(Books).order_by(Books.id.asc()).select(size)).await?;
    assert_eq!(rows, ["fair", "fair", "dear", "cheap", "dear"]);
    let old = case_when(Books.year.lt(1930), Books.year).end();
    let rows = db.run(from(Books).order_by(Books.id.asc()).select(old)).await?;
    assert_eq!(rows, [None, None, None, Some(1928), None]);
    Ok(())
});

on_every_database!(null_comes_where_it_is_told_to, async |db| {
    library!(db);
    let up = from(Books).order_by((Books.year.asc().nulls_first(), Books.id.asc())).select(Books.id);
    assert_eq!(db.run(up).await?, [5, 4, 1, 2, 3]);
    let down = from(Books).order_by((Books.year.desc().nulls_last(), Books.id.asc())).select(Books.id);
    assert_eq!(db.run(down).await?, [3, 2, 1, 4, 5]);
    let down = from(Books).order_by((Books.year.desc().nulls_first(), Books.id.asc())).select(Books.id);
    assert_eq!(db.run(down).await?, [5, 3, 2, 1, 4]);
    let up = from(Books).order_by((Books.year.asc().nulls_last(), Books.id.asc())).select(Books.id);
    assert_eq!(db.run(up).await?, [4, 1, 2, 3, 5]);
    Ok(())
});

on_every_database!(an_aggregate_of_no_rows_is_null_and_a_count_is_zero, async |db| {
    library!(db);
    let query = from(Books).filter(Books.id.gt(9)).select((
        count_all(),
        Books.id.count(),
        Books.id.sum(),
        Books.price.avg(),
        Books.title.min(),
        Books.year.max(),
    ));
    assert_eq!(db.run(query).await?, [(0, 0, None, None, None, None)]);
    Ok(())
});

on_every_database!(rows_are_changed_by_what_other_tables_hold, async |db| {
    library!(db);
    let born = scalar(from(Authors).correlate(Books).filter(Authors.id.eq(Books.author_id)).select(Authors.born));
    let changed = db.run(update(Books).set(Books.year.set(born)).filter(Books.author_id.is_not_null())).await?;
    assert_eq!(changed, 4);
    let years = from(Books).order_by(Books.id.asc()).select(Books.year);
    assert_eq!(db.run(years).await?, [Some(1929), Some(1929), Some(1929), Some(1882), None]);
    let unread = exists(from(Books).correlate(Authors).filter(Books.author_id.eq(Authors.id)).select(lit!(1)));
    assert_eq!(db.run(delete(Authors).filter(!unread)).await?, 1);
    Ok(())
});
