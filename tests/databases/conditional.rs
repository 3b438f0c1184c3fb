//! CASE, COALESCE, NULLIF, CAST.

use statiql::ErrorKind;
use statiql::prelude::*;

use crate::support::on_every_database;

#[table("cells")]
pub(crate) struct Cells {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) n: i32,
    pub(crate) maybe: Option<i32>,
    pub(crate) x: f64,
    pub(crate) single: f32,
    pub(crate) digits: String,
    pub(crate) flag: Option<bool>,
}

type Cell = (i64, i32, Option<i32>, f64, f32, &'static str, Option<bool>);

const CELLS: [Cell; 3] = [
    (1, 5, Some(5), 2.5, 0.5, "12", Some(true)),
    (2, -3, None, -2.7, -1.25, "-7", Some(false)),
    (3, 0, Some(7), 1e15, 3.0, "0", None),
];

macro_rules! cells {
    ($db:expr) => {
        $db.create_all(Cells).await?;
        $db.run(insert(Cells).rows(CELLS, |(id, n, maybe, x, single, digits, flag)| {
            (
                Cells.id.set(id),
                Cells.n.set(n),
                Cells.maybe.set(maybe),
                Cells.x.set(x),
                Cells.single.set(single),
                Cells.digits.set(digits),
                Cells.flag.set(flag),
            )
        }))
        .await?;
    };
}

macro_rules! column {
    ($db:expr, $expression:expr) => {
        $db.run(from(Cells).order_by(Cells.id.asc()).select($expression)).await?
    };
}

on_every_database!(a_case_takes_the_first_arm_that_holds, async |db| {
    cells!(db);
    let sign = case_when(Cells.n.gt(0), lit!("plus")).when(Cells.n.lt(0), "minus").otherwise("none");
    assert_eq!(column!(db, sign), ["plus", "minus", "none"]);
    let both = case_when(Cells.id.ge(1), Cells.n).when(Cells.id.ge(2), 100).otherwise(200);
    assert_eq!(column!(db, both), [5, -3, 0]);
    let open = case_when(Cells.flag, Cells.n).end();
    assert_eq!(column!(db, open), [Some(5), None, None], "NULL does not hold");
    let share = case_when(Cells.n.gt(0), Cells.x).otherwise(0.25);
    assert_eq!(column!(db, share), [2.5, 0.25, 0.25]);
    let truth = case_when(Cells.flag.is_null(), lit!(false)).otherwise(Cells.n.gt(0));
    assert_eq!(column!(db, truth), [true, false, false]);
    let within = case_when(sign.eq("none"), Cells.maybe).otherwise(case_when(Cells.flag, lit!(1i32)).otherwise(2));
    assert_eq!(column!(db, within), [Some(1), Some(2), Some(7)]);
    Ok(())
});

on_every_database!(coalesce_takes_the_first_that_is_not_null, async |db| {
    cells!(db);
    assert_eq!(column!(db, coalesce((Cells.maybe, -1))), [5, -1, 7]);
    assert_eq!(column!(db, coalesce((Cells.maybe, Cells.n))), [5, -3, 7]);
    assert_eq!(column!(db, coalesce((Cells.maybe, Cells.maybe))), [Some(5), None, Some(7)]);
    assert_eq!(column!(db, coalesce((Cells.flag, Cells.n.lt(0)))), [true, false, false]);
    assert_eq!(column!(db, coalesce((Cells.maybe, Cells.maybe + 1, Cells.n, 4)) * 2), [10, -6, 14]);
    Ok(())
});

on_every_database!(nullif_takes_a_value_away, async |db| {
    cells!(db);
    assert_eq!(column!(db, Cells.n.nullif(0)), [Some(5), Some(-3), None]);
    assert_eq!(column!(db, Cells.n.nullif(Cells.maybe)), [None, Some(-3), Some(0)]);
    assert_eq!(column!(db, Cells.digits.nullif("12").is_null()), [true, false, false]);
    Ok(())
});

on_every_database!(numbers_are_cast_to_numbers, async |db| {
    cells!(db);
    assert_eq!(column!(db, Cells.n.cast::<i64>()), [5, -3, 0]);
    assert_eq!(column!(db, Cells.n.cast::<i16>()), [5, -3, 0]);
    assert_eq!(column!(db, Cells.n.cast::<f64>() / 2.0), [Some(2.5), Some(-1.5), Some(0.0)]);
    assert_eq!(column!(db, Cells.single.cast::<f64>()), [0.5, -1.25, 3.0]);
    assert_eq!(column!(db, Cells.maybe.cast::<i64>()), [Some(5), None, Some(7)]);
    assert_eq!(column!(db, Cells.id.cast::<i32>() + Cells.n), [6, -1, 3]);
    Ok(())
});

on_every_database!(a_float_is_cut_to_an_integer, async |db| {
    cells!(db);
    assert_eq!(column!(db, Cells.x.cast::<i64>()), [2, -2, 1_000_000_000_000_000]);
    assert_eq!(column!(db, Cells.single.cast::<i32>()), [0, -1, 3]);
    assert_eq!(column!(db, (Cells.single * 3.0).cast::<i16>()), [1, -3, 9]);
    assert_eq!(column!(db, lit!(-0.9).cast::<i64>()), [0; 3]);
    Ok(())
});

on_every_database!(digits_are_cast_to_numbers, async |db| {
    cells!(db);
    assert_eq!(column!(db, Cells.digits.cast::<i64>()), [12, -7, 0]);
    assert_eq!(column!(db, Cells.digits.cast::<i32>() + 1), [13, -6, 1]);
    assert_eq!(column!(db, Cells.digits.cast::<f64>()), [12.0, -7.0, 0.0]);
    assert_eq!(column!(db, lit!("1.5e3").cast::<f64>()), [1500.0; 3]);
    assert_eq!(column!(db, lit!("9223372036854775807").cast::<i64>()), [i64::MAX; 3]);
    Ok(())
});

on_every_database!(integers_and_truth_values_are_cast_to_text, async |db| {
    cells!(db);
    assert_eq!(column!(db, Cells.n.cast::<String>()), ["5", "-3", "0"]);
    assert_eq!(column!(db, Cells.n.cast::<String>().concat("!")), ["5!", "-3!", "0!"]);
    let truth = column!(db, Cells.flag.cast::<String>());
    assert_eq!(truth.iter().map(Option::as_deref).collect::<Vec<_>>(), [Some("true"), Some("false"), None]);
    assert_eq!(column!(db, Cells.flag.cast::<i64>()), [Some(1), Some(0), None]);
    assert_eq!(column!(db, Cells.flag.cast::<i32>()), [Some(1), Some(0), None]);
    assert_eq!(column!(db, Cells.flag.cast::<i16>()), [Some(1), Some(0), None]);
    assert_eq!(column!(db, Cells.x.cast::<String>())[0], "2.5");
    assert_eq!(column!(db, Cells.digits.cast::<String>()), ["12", "-7", "0"]);
    Ok(())
});

on_every_database!(a_cast_to_what_does_not_hold_it_is_an_error, async |db| {
    cells!(db);
    let large = from(Cells).filter(Cells.id.eq(3)).select(Cells.x.cast::<i32>());
    assert_eq!(db.run(large).await.err().map(|error| error.kind()), Some(ErrorKind::Value));
    let small = from(Cells).select((Cells.n + 100_000).cast::<i16>());
    assert_eq!(db.run(small).await.err().map(|error| error.kind()), Some(ErrorKind::Value));
    Ok(())
});
