//! Aggregates: what they give, of which type, and of no rows.

// The types are what is tested.
#![allow(clippy::type_complexity)]

use statiql::ErrorKind;
use statiql::prelude::*;

use crate::support::on_every_database;

#[table("sales")]
pub(crate) struct Sales {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) place: String,
    pub(crate) copies: Option<i32>,
    pub(crate) byte: u8,
    pub(crate) big: i64,
    pub(crate) price: f64,
    pub(crate) weight: f32,
    pub(crate) note: Option<String>,
}

type Sale = (i64, &'static str, Option<i32>, u8, i64, f64, f32, Option<&'static str>);

const SALES: [Sale; 4] = [
    (1, "north", Some(1), 200, i64::MAX, 0.1, 0.1, Some("b")),
    (2, "north", Some(1), 200, 1, 0.2, 0.2, Some("a")),
    (3, "north", Some(2), 200, 1, 0.3, 0.3, None),
    (4, "south", None, 0, -1, -1.5, -1.5, None),
];

macro_rules! sales {
    ($db:expr) => {
        $db.create_all(Sales).await?;
        $db.run(insert(Sales).rows(SALES, |(id, place, copies, byte, big, price, weight, note)| {
            (
                Sales.id.set(id),
                Sales.place.set(place),
                Sales.copies.set(copies),
                Sales.byte.set(byte),
                Sales.big.set(big),
                Sales.price.set(price),
                Sales.weight.set(weight),
                Sales.note.set(note),
            )
        }))
        .await?;
    };
}

macro_rules! whole {
    ($db:expr, $items:expr) => {
        $db.run(from(Sales).select($items)).await?[0]
    };
}

on_every_database!(counts_leave_null_out_but_for_rows, async |db| {
    sales!(db);
    assert_eq!(whole!(db, (count_all(), Sales.copies.count(), Sales.note.count())), (4, 3, 2));
    assert_eq!(whole!(db, (Sales.copies.count_distinct(), Sales.place.count_distinct())), (2, 2));
    Ok(())
});

on_every_database!(a_sum_of_integers_is_an_i64, async |db| {
    sales!(db);
    let sums: (Option<i64>, Option<i64>, Option<i64>, Option<i64>) =
        whole!(db, (Sales.copies.sum(), Sales.byte.sum(), Sales.copies.sum_distinct(), Sales.byte.sum_distinct()));
    assert_eq!(sums, (Some(4), Some(600), Some(3), Some(200)));
    assert_eq!(whole!(db, Sales.copies.sum() / 3), Some(1));
    assert_eq!(whole!(db, Sales.copies.sum().gt(3)), Some(true));
    Ok(())
});

on_every_database!(a_sum_beyond_i64_is_an_error, async |db| {
    sales!(db);
    let over = from(Sales).filter(Sales.id.le(2)).select(Sales.big.sum());
    assert_eq!(db.run(over).await.err().map(|error| error.kind()), Some(ErrorKind::Value));
    Ok(())
});

on_every_database!(a_sum_of_floats_is_an_f64, async |db| {
    sales!(db);
    let close = |found: Option<f64>, wanted: f64| found.is_some_and(|found| (found - wanted).abs() < 1e-12);
    let (price, weight): (Option<f64>, Option<f64>) = whole!(db, (Sales.price.sum(), Sales.weight.sum()));
    assert!(close(price, 0.1 + 0.2 + 0.3 - 1.5), "{price:?}");
    let wanted = [0.1f32, 0.2, 0.3, -1.5].map(f64::from).iter().sum();
    assert!(close(weight, wanted), "{weight:?} is not {wanted}: summed up as f32");
    let distinct = whole!(db, Sales.weight.sum_distinct());
    assert!(close(distinct, wanted), "{distinct:?} is not {wanted}: summed up as f32");
    Ok(())
});

on_every_database!(an_average_is_an_f64_with_all_its_digits, async |db| {
    sales!(db);
    let close = |found: Option<f64>, wanted: f64| found.is_some_and(|found| (found - wanted).abs() < 1e-12);
    let (copies, price, weight, byte): (Option<f64>, Option<f64>, Option<f64>, Option<f64>) =
        whole!(db, (Sales.copies.avg(), Sales.price.avg(), Sales.weight.avg(), Sales.byte.avg()));
    assert!(close(copies, 4.0 / 3.0), "{copies:?}");
    assert!(close(price, (0.1 + 0.2 + 0.3 - 1.5) / 4.0), "{price:?}");
    assert!(close(weight, [0.1f32, 0.2, 0.3, -1.5].map(f64::from).iter().sum::<f64>() / 4.0), "{weight:?}");
    assert_eq!(byte, Some(150.0));
    Ok(())
});

on_every_database!(the_smallest_and_the_largest_keep_their_type, async |db| {
    sales!(db);
    let ends: (Option<u8>, Option<u8>, Option<i64>, Option<f32>, Option<f64>) =
        whole!(db, (Sales.byte.min(), Sales.byte.max(), Sales.big.max(), Sales.weight.max(), Sales.price.min()));
    assert_eq!(ends, (Some(0), Some(200), Some(i64::MAX), Some(0.3), Some(-1.5)));
    let texts = db.run(from(Sales).select((Sales.place.min(), Sales.note.max()))).await?;
    assert_eq!(texts, [(Some("north".to_owned()), Some("b".to_owned()))]);
    Ok(())
});

on_every_database!(of_no_rows_a_count_is_zero_and_the_rest_is_null, async |db| {
    sales!(db);
    let none = from(Sales).filter(Sales.id.gt(9)).select((
        count_all(),
        Sales.copies.count(),
        Sales.copies.count_distinct(),
        Sales.copies.sum(),
        Sales.price.sum(),
        Sales.copies.avg(),
        Sales.price.avg(),
        Sales.copies.min(),
        Sales.place.max(),
        Sales.place.string_agg(lit!(",")),
    ));
    assert_eq!(db.run(none).await?, [(0, 0, 0, None, None, None, None, None, None, None)]);
    let nulls = from(Sales).filter(Sales.id.eq(4)).select((Sales.copies.count(), Sales.copies.sum(), Sales.note.min()));
    assert_eq!(db.run(nulls).await?, [(0, None, None)]);
    Ok(())
});

on_every_database!(a_group_is_never_empty, async |db| {
    sales!(db);
    let groups = from(Sales).group_by(Sales.place).order_by(Sales.place.asc()).select((
        Sales.place,
        Sales.byte.sum(),
        Sales.byte.avg(),
        Sales.id.max(),
        Sales.copies.sum(),
    ));
    let expected = [("north".to_owned(), 600, 200.0, 3, Some(4)), ("south".to_owned(), 0, 0.0, 4, None)];
    assert_eq!(db.run(groups).await?, expected);
    Ok(())
});

on_every_database!(texts_are_joined_without_null, async |db| {
    sales!(db);
    let notes = db.run(from(Sales).select(Sales.note.string_agg(lit!(", ")))).await?;
    assert!(matches!(notes[0].as_deref(), Some("a, b" | "b, a")), "{notes:?}");
    let one = db.run(from(Sales).filter(Sales.id.eq(1)).select(Sales.note.string_agg(lit!("'\\")))).await?;
    assert_eq!(one, [Some("b".to_owned())]);
    let quoted = db.run(from(Sales).filter(Sales.id.le(2)).select(Sales.place.string_agg(lit!("'\\")))).await?;
    assert_eq!(quoted, [Some(r"north'\north".to_owned())]);
    let long = db.run(from(Sales).select(Sales.place.replace("north", "x".repeat(5_000)).string_agg(lit!("")))).await?;
    assert_eq!(long[0].as_ref().map(String::len), Some(15_005), "no limit cuts it");
    Ok(())
});

on_every_database!([AggregateFilter], only_some_rows_count, async |db| {
    sales!(db);
    let north = Sales.place.eq("north");
    let found = from(Sales).select((
        count_all().only(north),
        Sales.byte.sum().only(Sales.id.gt(9)),
        Sales.price.avg().only(Sales.id.eq(4)),
        Sales.copies.count_distinct().only(Sales.copies.lt(2)),
    ));
    assert_eq!(db.run(found).await?, [(3, None, Some(-1.5), 1)]);
    Ok(())
});

on_every_database!(aggregates_are_computed_with, async |db| {
    sales!(db);
    let found = from(Sales).select((
        Sales.id.max() - Sales.id.min(),
        coalesce((Sales.copies.sum(), 0)) + count_all(),
        (Sales.byte + 1).cast::<i64>().sum(),
        case_when(count_all().gt(3), lit!("many")).otherwise("few"),
    ));
    assert_eq!(db.run(found).await?, [(Some(3), 8, Some(604), "many".to_owned())]);
    Ok(())
});
