//! Tables made and dropped: keys in their order, defaults, generated columns, checks, what happens to referencing rows.

use statiql::ErrorKind;
use statiql::prelude::*;

use crate::support::on_every_database;

#[table("authors")]
pub(crate) struct Authors {
    #[column(primary_key, auto_increment)]
    pub(crate) id: i64,
    #[column(length = 10)]
    pub(crate) name: String,
}

#[table("books", unique(author_id, title), index(title), check("pages > 0"))]
pub(crate) struct Books {
    #[column(primary_key, auto_increment)]
    pub(crate) id: i64,
    #[column(length = 40)]
    pub(crate) title: String,
    #[column(references = Authors.id, on_delete = Cascade)]
    pub(crate) author_id: i64,
    #[column(references = Authors.id, on_delete = SetNull)]
    pub(crate) editor_id: Option<i64>,
    #[column(default = 1)]
    pub(crate) pages: i32,
    #[column(generated = "pages * 2", stored)]
    pub(crate) sides: i32,
}

/// A default of every kind.
#[table("defaults")]
pub(crate) struct Defaults {
    #[column(primary_key)]
    pub(crate) id: i64,
    #[column(default = -7)]
    pub(crate) n: i32,
    #[column(default = 0.25)]
    pub(crate) share: f64,
    #[column(default = true)]
    pub(crate) on: bool,
    #[column(default = "it's \\ \"so\"")]
    pub(crate) text: String,
    #[column(default_sql = "1 + 1")]
    pub(crate) two: i64,
}

/// These two reference each other.
#[table("hens")]
pub(crate) struct Hens {
    #[column(primary_key)]
    pub(crate) id: i64,
    #[column(references = Eggs.id)]
    pub(crate) from_egg: Option<i64>,
}

#[table("eggs")]
pub(crate) struct Eggs {
    #[column(primary_key)]
    pub(crate) id: i64,
    #[column(references = Hens.id)]
    pub(crate) of_hen: Option<i64>,
}

/// Words that SQL has taken, and names that need quotes.
#[table("select")]
pub(crate) struct Select {
    #[column(primary_key, name = "primary key")]
    pub(crate) id: i64,
    #[column(name = "Order")]
    pub(crate) order: i32,
    #[column(unique)]
    pub(crate) group: Option<i32>,
}

macro_rules! shelf {
    ($db:expr) => {
        // The books first: the order is found out.
        $db.create_all((Books, Authors)).await?;
        $db.run(insert(Authors).rows(["A", "A"], |name| Authors.name.set(name))).await?;
        $db.run(insert(Books).rows([(1, "one", 1), (2, "two", 2)], |(id, title, author)| {
            (Books.id.set(id), Books.title.set(title), Books.author_id.set(author), Books.editor_id.set(3 - author))
        }))
        .await?;
    };
}

on_every_database!(tables_are_made_in_the_order_of_their_keys, async |db| {
    shelf!(db);
    db.create_all((Authors, Books)).await?;
    assert_eq!(db.run(from(Books).select(count_all())).await?, [2], "what is there stays as it is");
    db.drop_all((Authors, Books)).await?;
    let gone = db.run(from(Books).select(count_all())).await;
    let kind = gone.err().map(|error| error.kind());
    assert!(matches!(kind, Some(ErrorKind::Sql | ErrorKind::SchemaChanged)), "{kind:?}");
    db.drop_all((Books, Authors)).await?;
    db.create_all(Authors).await?;
    assert_eq!(db.run(from(Authors).select(count_all())).await?, [0]);
    Ok(())
});

on_every_database!(tables_may_reference_each_other, async |db| {
    db.create_all((Hens, Eggs)).await?;
    db.create_all((Eggs, Hens)).await?;
    db.run(insert(Hens).values(Hens.id.set(1))).await?;
    db.run(insert(Eggs).values((Eggs.id.set(1), Eggs.of_hen.set(1)))).await?;
    db.run(update(Hens).set(Hens.from_egg.set(1)).filter(Hens.id.eq(1))).await?;
    let lost = db.run(insert(Eggs).values((Eggs.id.set(2), Eggs.of_hen.set(9)))).await;
    assert!(lost.is_err_and(|error| error.is_foreign_key_violation()));
    let lost = db.run(update(Hens).set(Hens.from_egg.set(9)).all_rows()).await;
    assert!(lost.is_err_and(|error| error.is_foreign_key_violation()));
    db.run(update(Hens).set(Hens.from_egg.set(None::<i64>)).all_rows()).await?;
    db.run(delete(Eggs).all_rows()).await?;
    db.drop_all((Hens, Eggs)).await?;
    db.drop_all((Hens, Eggs)).await
});

on_every_database!(referencing_rows_go_or_forget, async |db| {
    shelf!(db);
    assert_eq!(db.run(delete(Authors).filter(Authors.id.eq(1))).await?, 1);
    let left = from(Books).select((Books.id, Books.author_id, Books.editor_id));
    assert_eq!(db.run(left).await?, [(2, 2, None)]);
    Ok(())
});

on_every_database!(a_generated_column_follows, async |db| {
    shelf!(db);
    db.run(update(Books).set(Books.pages.set(21)).filter(Books.id.eq(1))).await?;
    let sides = from(Books).order_by(Books.id.asc()).select((Books.pages, Books.sides));
    assert_eq!(db.run(sides).await?, [(21, 42), (1, 2)]);
    Ok(())
});

on_every_database!(checks_and_keys_hold, async |db| {
    shelf!(db);
    let none = db.run(update(Books).set(Books.pages.set(0)).all_rows()).await;
    assert!(none.is_err_and(|error| error.is_check_violation()));
    let twice =
        db.run(update(Books).set((Books.author_id.set(1), Books.title.set("one"))).filter(Books.id.eq(2))).await;
    assert!(twice.is_err_and(|error| error.is_unique_violation()));
    let same_title = update(Books).set(Books.title.set("one")).filter(Books.id.eq(2));
    assert_eq!(db.run(same_title).await?, 1, "one title by two authors");
    let long = insert(Authors).values(Authors.name.set("eleven letters"));
    let error = db.run(long).await.expect_err("ten are allowed");
    assert!(matches!(error.kind(), ErrorKind::Value | ErrorKind::CheckViolation), "{error:?}");
    let ten = insert(Authors).values(Authors.name.set("🦀".repeat(10)));
    assert_eq!(db.run(ten).await?, 1, "length is in characters");
    Ok(())
});

on_every_database!(numbers_are_counted_up, async |db| {
    db.create_all(Authors).await?;
    for name in ["a", "b", "c"] {
        db.run(insert(Authors).values(Authors.name.set(name))).await?;
    }
    let found = from(Authors).order_by(Authors.id.asc()).select((Authors.id, Authors.name));
    assert_eq!(db.run(found).await?, [(1, "a"), (2, "b"), (3, "c")].map(|(id, name)| (id, name.to_owned())));
    db.run(delete(Authors).filter(Authors.id.eq(3))).await?;
    db.run(insert(Authors).values(Authors.name.set("d"))).await?;
    assert_eq!(db.run(found).await?.last(), Some(&(4, "d".to_owned())), "no number comes twice");
    Ok(())
});

on_every_database!(defaults_stand_for_what_is_left_out, async |db| {
    db.create_all(Defaults).await?;
    db.run(insert(Defaults).values(Defaults.id.set(1))).await?;
    db.run(insert(Defaults).rows([2], |id| (Defaults.id.set(id), Defaults.n.set(8)))).await?;
    let all = (Defaults.n, Defaults.share, Defaults.on, Defaults.text, Defaults.two);
    let text = "it's \\ \"so\"".to_owned();
    let expected = [(-7, 0.25, true, text.clone(), 2), (8, 0.25, true, text, 2)];
    assert_eq!(db.run(from(Defaults).order_by(Defaults.id.asc()).select(all)).await?, expected);
    Ok(())
});

on_every_database!(any_word_is_a_name, async |db| {
    db.create_all(Select).await?;
    db.run(insert(Select).values((Select.id.set(1), Select.order.set(2), Select.group.set(3)))).await?;
    let again = db.run(insert(Select).values((Select.id.set(2), Select.order.set(2), Select.group.set(3)))).await;
    assert!(again.is_err_and(|error| error.is_unique_violation()));
    let row = from(Select).filter(Select.group.eq(3)).select(row! { order: Select.order, select: Select.id });
    let rows = db.run(row).await?;
    assert_eq!((rows[0].order, rows[0].select), (2, 1));
    assert_eq!(db.run(update(Select).set(Select.order.set(5)).filter(Select.id.eq(1))).await?, 1);
    db.drop_all(Select).await
});

on_every_database!([TransactionalDdl], tables_go_with_the_transaction_that_made_them, async |db| {
    let mut tx = db.begin().await?;
    tx.create_all(Authors).await?;
    tx.execute(insert(Authors).values(Authors.name.set("a"))).await?;
    tx.rollback().await?;
    let gone = db.run(from(Authors).select(count_all())).await;
    assert_eq!(gone.err().map(|error| error.kind()), Some(ErrorKind::Sql));
    db.create_all(Authors).await?;
    let mut tx = db.begin().await?;
    tx.drop_all(Authors).await?;
    tx.rollback().await?;
    assert_eq!(db.run(from(Authors).select(count_all())).await?, [0]);
    Ok(())
});
