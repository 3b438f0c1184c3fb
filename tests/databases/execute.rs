//! Statements that write: how many rows they say they changed, and what they give back.

use statiql::prelude::*;

use crate::support::on_every_database;

#[table("stock")]
pub(crate) struct Stock {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) copies: i32,
    pub(crate) place: Option<String>,
}

/// `auto_increment`, defaults.
#[table("orders")]
pub(crate) struct Orders {
    #[column(primary_key, auto_increment)]
    pub(crate) id: i64,
    #[column(default = 1)]
    pub(crate) copies: i32,
    #[column(default = "open")]
    pub(crate) state: String,
    pub(crate) note: Option<String>,
}

/// A key that is not the primary key.
#[table("tags")]
pub(crate) struct Tags {
    #[column(primary_key, auto_increment)]
    pub(crate) id: i64,
    #[column(unique)]
    pub(crate) name: String,
    pub(crate) uses: i32,
}

const STOCK: [(i64, &str, i32, Option<&str>); 3] =
    [(1, "Orlando", 2, Some("front")), (2, "Howl", 0, None), (3, "Flush", 5, Some("back"))];

macro_rules! stocked {
    ($db:expr) => {
        $db.create_all((Stock, Orders, Tags)).await?;
        let rows = insert(Stock).rows(STOCK, |(id, title, copies, place)| {
            (Stock.id.set(id), Stock.title.set(title), Stock.copies.set(copies), Stock.place.set(place))
        });
        assert_eq!($db.run(rows).await?, 3);
    };
}

macro_rules! stock {
    ($db:expr) => {
        $db.run(from(Stock).order_by(Stock.id.asc()).select((Stock.id, Stock.copies))).await?
    };
}

on_every_database!(an_insert_counts_its_rows, async |db| {
    stocked!(db);
    let one = insert(Orders).values(Orders.copies.set(3));
    assert_eq!(db.run(one).await?, 1);
    let none: [i32; 0] = [];
    assert_eq!(db.run(insert(Orders).rows(none, |n| (Orders.copies.set(n), Orders.note.set(None::<&str>)))).await?, 0);
    let many = insert(Orders).rows(1..=1_000, |n| (Orders.copies.set(n), Orders.state.set("sent")));
    assert_eq!(db.run(many).await?, 1_000);
    let sum = from(Orders).filter(Orders.state.eq("sent")).select(Orders.copies.sum());
    assert_eq!(db.run(sum).await?, [Some(500_500)]);
    Ok(())
});

on_every_database!(an_insert_without_values_takes_the_defaults, async |db| {
    stocked!(db);
    assert_eq!(db.run(insert(Orders).default_values()).await?, 1);
    let row = from(Orders).select((Orders.copies, Orders.state, Orders.note));
    assert_eq!(db.run(row).await?, [(1, "open".to_owned(), None)]);
    Ok(())
});

on_every_database!(an_insert_takes_the_rows_of_a_query, async |db| {
    stocked!(db);
    let rows = from(Stock).filter(Stock.copies.gt(0)).select((Stock.copies, Stock.title));
    assert_eq!(db.run(insert(Orders).from_select((Orders.copies, Orders.state), rows)).await?, 2);
    let found = from(Orders).order_by(Orders.copies.asc()).select((Orders.copies, Orders.state));
    assert_eq!(db.run(found).await?, [(2, "Orlando".to_owned()), (5, "Flush".to_owned())]);
    Ok(())
});

on_every_database!(an_insert_takes_expressions, async |db| {
    stocked!(db);
    let most = scalar(from(Stock).select(Stock.copies.max()));
    let values = (Orders.copies.set(coalesce((most, 0)) * 2), Orders.state.set(lit!("a").concat("b")));
    assert_eq!(db.run(insert(Orders).values(values)).await?, 1);
    assert_eq!(db.run(from(Orders).select((Orders.copies, Orders.state))).await?, [(10, "ab".to_owned())]);
    Ok(())
});

on_every_database!(an_update_counts_the_rows_that_it_found, async |db| {
    stocked!(db);
    assert_eq!(db.run(update(Stock).set(Stock.copies.set(Stock.copies + 1)).filter(Stock.copies.lt(5))).await?, 2);
    assert_eq!(stock!(db), [(1, 3), (2, 1), (3, 5)]);
    let same = update(Stock).set(Stock.copies.set(Stock.copies)).all_rows();
    assert_eq!(db.run(same).await?, 3, "also those that it left as they were");
    assert_eq!(db.run(update(Stock).set(Stock.copies.set(9)).filter(Stock.id.eq(9))).await?, 0);
    Ok(())
});

on_every_database!(an_update_sets_null_and_expressions, async |db| {
    stocked!(db);
    let sets =
        (Stock.place.set(None::<&str>), Stock.title.set(Stock.title.upper()), Stock.copies.set(Stock.copies * 2));
    assert_eq!(db.run(update(Stock).set(sets).filter(Stock.place.is_not_null())).await?, 2);
    let rows = from(Stock).order_by(Stock.id.asc()).select((Stock.title, Stock.copies, Stock.place));
    let expected = [("ORLANDO", 4), ("Howl", 0), ("FLUSH", 10)].map(|(title, n)| (title.to_owned(), n, None));
    assert_eq!(db.run(rows).await?, expected);
    Ok(())
});

on_every_database!(a_delete_counts_its_rows, async |db| {
    stocked!(db);
    assert_eq!(db.run(delete(Stock).filter(Stock.copies.gt(1))).await?, 2);
    assert_eq!(db.run(delete(Stock).filter(Stock.copies.gt(1))).await?, 0);
    assert_eq!(db.run(delete(Stock).all_rows()).await?, 1);
    Ok(())
});

on_every_database!(execute_many_runs_a_statement_for_each_item, async |db| {
    stocked!(db);
    let (inserted, updated, deleted) = db
        .transaction(async |tx| {
            let inserted = tx
                .execute_many(10..1_500, |id: i32| {
                    let place = (id % 2 == 0).then(|| format!("shelf {id}"));
                    insert(Stock).values((
                        Stock.id.set(i64::from(id)),
                        Stock.title.set("a"),
                        Stock.copies.set(id),
                        Stock.place.set(place),
                    ))
                })
                .await?;
            let updated = tx
                .execute_many([(1, 7), (2, 8), (99_999, 9)], |(id, copies)| {
                    update(Stock).set(Stock.copies.set(copies)).filter(Stock.id.eq(id))
                })
                .await?;
            let deleted = tx.execute_many([3, 10, 11], |id| delete(Stock).filter(Stock.id.eq(id))).await?;
            Ok((inserted, updated, deleted))
        })
        .await?;
    assert_eq!((inserted, updated, deleted), (1_490, 2, 3));
    let placed = from(Stock).filter(Stock.id.ge(12)).select((Stock.place.count(), count_all()));
    assert_eq!(db.run(placed).await?, [(744, 1_488)]);
    assert_eq!(stock!(db)[..2], [(1, 7), (2, 8)]);
    Ok(())
});

on_every_database!(execute_many_of_no_items_does_nothing, async |db| {
    stocked!(db);
    let none = db
        .transaction(async |tx| {
            tx.execute_many([0i64; 0], |id| {
                insert(Stock).values((Stock.id.set(id), Stock.title.set("a"), Stock.copies.set(1)))
            })
            .await
        })
        .await?;
    assert_eq!(none, 0);
    Ok(())
});

on_every_database!([InsertReturning], an_insert_gives_what_it_wrote, async |db| {
    stocked!(db);
    db.transaction(async |tx| {
        let first = tx.one(insert(Orders).values(Orders.copies.set(2)).returning(Orders.id)).await?;
        let row = insert(Orders).default_values().returning((Orders.id, Orders.copies + 1, Orders.state, Orders.note));
        assert_eq!(tx.one(row).await?, (first + 1, 2, "open".to_owned(), None));
        let mut rows = tx
            .all(
                insert(Orders)
                    .rows([7, 8, 9], |n| Orders.copies.set(n))
                    .returning(row! { id: Orders.id, n: Orders.copies }),
            )
            .await?;
        rows.sort_by_key(|row| row.id);
        let copies: Vec<_> = rows.iter().map(|row| row.n).collect();
        assert_eq!(copies, [7, 8, 9]);
        Ok(())
    })
    .await
});

on_every_database!([UpdateReturning], an_update_gives_what_it_wrote, async |db| {
    stocked!(db);
    let raised = update(Stock).set(Stock.copies.set(Stock.copies + 10)).filter(Stock.id.le(2)).returning((
        Stock.id,
        Stock.copies,
        Stock.place,
    ));
    let mut rows = db.run(raised).await?;
    rows.sort();
    assert_eq!(rows, [(1, 12, Some("front".to_owned())), (2, 10, None)]);
    Ok(())
});

on_every_database!([DeleteReturning], a_delete_gives_what_was_there, async |db| {
    stocked!(db);
    let mut rows = db.run(delete(Stock).filter(Stock.copies.gt(0)).returning((Stock.title, Stock.copies))).await?;
    rows.sort();
    assert_eq!(rows, [("Flush".to_owned(), 5), ("Orlando".to_owned(), 2)]);
    assert_eq!(stock!(db), [(2, 0)]);
    Ok(())
});

/// A row for `tags`, or one more use of it.
macro_rules! more {
    ($db:expr, $id:expr, $copies:expr) => {
        $db.run(
            insert(Stock)
                .values((Stock.id.set($id), Stock.title.set("new"), Stock.copies.set($copies)))
                .on_conflict(Stock.id)
                .do_update(Stock.copies.set(Stock.copies + excluded(Stock.copies))),
        )
        .await?
    };
}

on_every_database!(an_upsert_inserts_or_updates, async |db| {
    stocked!(db);
    assert_eq!(more!(db, 4, 1), 1, "a row that is new counts as one");
    more!(db, 1, 10);
    more!(db, 4, 5);
    assert_eq!(stock!(db), [(1, 12), (2, 0), (3, 5), (4, 6)]);
    let titles = from(Stock).filter(Stock.id.eq(1)).select(Stock.title);
    assert_eq!(db.run(titles).await?, ["Orlando"], "only what was said is changed");
    Ok(())
});

on_every_database!(an_upsert_that_does_nothing_leaves_the_row, async |db| {
    stocked!(db);
    let again = |id: i64| {
        insert(Stock)
            .values((Stock.id.set(id), Stock.title.set("new"), Stock.copies.set(9)))
            .on_conflict(Stock.id)
            .do_nothing()
    };
    db.run(again(1)).await?;
    assert_eq!(db.run(again(4)).await?, 1);
    assert_eq!(stock!(db), [(1, 2), (2, 0), (3, 5), (4, 9)]);
    Ok(())
});

on_every_database!(an_upsert_of_many_rows_inserts_some_and_updates_others, async |db| {
    stocked!(db);
    db.run(
        insert(Stock)
            .rows([(3, 1), (4, 2), (5, 3)], |(id, n)| (Stock.id.set(id), Stock.title.set("new"), Stock.copies.set(n)))
            .on_conflict(Stock.id)
            .do_update((Stock.copies.set(excluded(Stock.copies)), Stock.place.set("new"))),
    )
    .await?;
    assert_eq!(stock!(db), [(1, 2), (2, 0), (3, 1), (4, 2), (5, 3)]);
    let placed = from(Stock).filter(Stock.place.eq("new")).select(Stock.id);
    assert_eq!(db.run(placed).await?, [3], "the place of a new row was not given");
    Ok(())
});

on_every_database!(an_upsert_on_a_unique_column_leaves_the_number_to_the_database, async |db| {
    stocked!(db);
    let values = |(name, uses): (&'static str, i32)| (Tags.name.set(name), Tags.uses.set(uses));
    let added = Tags.uses.set(Tags.uses + excluded(Tags.uses));
    for tag in [("sea", 1), ("wind", 2), ("sea", 3)] {
        db.run(insert(Tags).values(values(tag)).on_conflict(Tags.name).do_update(added)).await?;
    }
    let tags = from(Tags).order_by(Tags.id.asc()).select((Tags.id, Tags.name, Tags.uses));
    assert_eq!(db.run(tags).await?, [(1, "sea".to_owned(), 4), (2, "wind".to_owned(), 2)]);
    db.run(insert(Tags).rows([("wind", 4), ("rain", 5)], values).on_conflict(Tags.name).do_update(added)).await?;
    for tag in [("sea", 6), ("fog", 7)] {
        db.run(insert(Tags).values(values(tag)).on_conflict(Tags.name).do_nothing()).await?;
    }
    let tags = from(Tags).order_by(Tags.name.asc()).select((Tags.name, Tags.uses));
    let expected = [("fog", 7), ("rain", 5), ("sea", 4), ("wind", 6)].map(|(name, uses)| (name.to_owned(), uses));
    assert_eq!(db.run(tags).await?, expected);
    Ok(())
});

on_every_database!([ConflictTarget], an_upsert_goes_by_the_key_that_was_named, async |db| {
    stocked!(db);
    let used = |name: &'static str| {
        insert(Tags)
            .values((Tags.name.set(name), Tags.uses.set(1)))
            .on_conflict(Tags.name)
            .do_update(Tags.uses.set(Tags.uses + 1))
    };
    for name in ["sea", "wind", "sea"] {
        assert_eq!(db.run(used(name)).await?, 1);
    }
    let tags = from(Tags).order_by(Tags.name.asc()).select((Tags.name, Tags.uses));
    assert_eq!(db.run(tags).await?, [("sea".to_owned(), 2), ("wind".to_owned(), 1)]);
    let taken = insert(Tags)
        .values((Tags.id.set(1), Tags.name.set("rain"), Tags.uses.set(1)))
        .on_conflict(Tags.name)
        .do_nothing();
    assert!(db.run(taken).await.is_err_and(|error| error.is_unique_violation()), "another key is no excuse");
    Ok(())
});

on_every_database!([ConflictFilter], an_upsert_updates_only_where_its_condition_holds, async |db| {
    stocked!(db);
    let raise = |id: i64, copies: i32| {
        insert(Stock)
            .values((Stock.id.set(id), Stock.title.set("new"), Stock.copies.set(copies)))
            .on_conflict(Stock.id)
            .do_update(Stock.copies.set(excluded(Stock.copies)))
            .filter(Stock.copies.lt(excluded(Stock.copies)))
    };
    assert_eq!(db.run(raise(1, 1)).await?, 0);
    assert_eq!(db.run(raise(1, 3)).await?, 1);
    assert_eq!(stock!(db), [(1, 3), (2, 0), (3, 5)]);
    Ok(())
});

on_every_database!([InsertReturning], an_upsert_gives_the_row_that_is_there_now, async |db| {
    stocked!(db);
    let upsert = insert(Stock)
        .rows([(1, 1), (7, 2)], |(id, n)| (Stock.id.set(id), Stock.title.set("new"), Stock.copies.set(n)))
        .on_conflict(Stock.id)
        .do_update(Stock.copies.set(Stock.copies + excluded(Stock.copies)))
        .returning((Stock.id, Stock.title, Stock.copies));
    let mut rows = db.run(upsert).await?;
    rows.sort();
    assert_eq!(rows, [(1, "Orlando".to_owned(), 3), (7, "new".to_owned(), 2)]);
    Ok(())
});
