//! `+ - * / %`, `abs`, `round`: the same numbers everywhere, and an error where there is no such number.

use statiql::ErrorKind;
use statiql::prelude::*;

use crate::support::on_every_database;

#[table("pairs")]
pub(crate) struct Pairs {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) a: i32,
    pub(crate) b: i32,
    pub(crate) maybe: Option<i32>,
    pub(crate) x: f64,
    pub(crate) y: f64,
}

#[table("wide")]
pub(crate) struct Wide {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) least: i64,
    pub(crate) most: i64,
    pub(crate) small: i16,
    pub(crate) byte: u8,
    pub(crate) count: u32,
    pub(crate) total: u64,
}

type Pair = (i64, i32, i32, Option<i32>, f64, f64);

const PAIRS: [Pair; 5] = [
    (1, 7, 2, Some(3), 7.5, 2.0),
    (2, -7, 2, None, -7.5, 2.0),
    (3, 7, -2, Some(0), 0.75, -0.25),
    (4, -7, -2, Some(-1), -1.25, -0.5),
    (5, 7, 0, None, 1.0, 0.0),
];

macro_rules! pairs {
    ($db:expr) => {
        $db.create_all(Pairs).await?;
        $db.run(insert(Pairs).rows(PAIRS, |(id, a, b, maybe, x, y)| {
            (Pairs.id.set(id), Pairs.a.set(a), Pairs.b.set(b), Pairs.maybe.set(maybe), Pairs.x.set(x), Pairs.y.set(y))
        }))
        .await?;
    };
}

macro_rules! wide {
    ($db:expr) => {
        $db.create_all(Wide).await?;
        $db.run(insert(Wide).values((
            Wide.id.set(1),
            Wide.least.set(i64::MIN),
            Wide.most.set(i64::MAX),
            Wide.small.set(i16::MAX),
            Wide.byte.set(u8::MAX),
            Wide.count.set(u32::MAX),
            Wide.total.set(i64::MAX as u64),
        )))
        .await?;
    };
}

/// The values of an expression in the order of the rows.
macro_rules! column {
    ($db:expr, $expression:expr) => {
        $db.run(from(Pairs).order_by(Pairs.id.asc()).select($expression)).await?
    };
}

/// The error of a query of an expression that has no value.
macro_rules! refused {
    ($db:expr, $expression:expr) => {
        $db.run(from(Wide).select($expression)).await.map_err(|error| error.kind())
    };
}

on_every_database!(integers_are_added_and_multiplied, async |db| {
    pairs!(db);
    assert_eq!(column!(db, Pairs.a + Pairs.b), [9, -5, 5, -9, 7]);
    assert_eq!(column!(db, Pairs.a - 10), [-3, -17, -3, -17, -3]);
    assert_eq!(column!(db, Pairs.a * Pairs.b * 3), [42, -42, -42, 42, 0]);
    assert_eq!(column!(db, Pairs.a.negated()), [-7, 7, -7, 7, -7]);
    assert_eq!(column!(db, Pairs.a.abs()), [7; 5]);
    assert_eq!(column!(db, Pairs.a - (Pairs.b - Pairs.a) * lit!(2i32)), [17, -25, 25, -17, 21]);
    Ok(())
});

on_every_database!(a_sum_with_null_is_null, async |db| {
    pairs!(db);
    assert_eq!(column!(db, Pairs.a + Pairs.maybe), [Some(10), None, Some(7), Some(-8), None]);
    assert_eq!(column!(db, Pairs.maybe.negated()), [Some(-3), None, Some(0), Some(1), None]);
    Ok(())
});

on_every_database!(integer_division_cuts_toward_zero, async |db| {
    pairs!(db);
    assert_eq!(column!(db, Pairs.a / Pairs.b), [Some(3), Some(-3), Some(-3), Some(3), None]);
    assert_eq!(column!(db, Pairs.a / 2), [Some(3), Some(-3), Some(3), Some(-3), Some(3)]);
    assert_eq!(column!(db, lit!(1i32) / 3), [Some(0); 5]);
    Ok(())
});

on_every_database!(a_remainder_has_the_sign_of_what_is_divided, async |db| {
    pairs!(db);
    assert_eq!(column!(db, Pairs.a % Pairs.b), [Some(1), Some(-1), Some(1), Some(-1), None]);
    assert_eq!(column!(db, Pairs.a % 4), [Some(3), Some(-3), Some(3), Some(-3), Some(3)]);
    Ok(())
});

on_every_database!(division_by_zero_is_null, async |db| {
    pairs!(db);
    let none: [Option<i32>; 5] = [None; 5];
    assert_eq!(column!(db, Pairs.a / 0), none);
    assert_eq!(column!(db, Pairs.a % 0), none);
    assert_eq!(column!(db, Pairs.a / Pairs.maybe), [Some(2), None, None, Some(7), None]);
    assert_eq!(column!(db, Pairs.x / 0.0), [None::<f64>; 5]);
    Ok(())
});

on_every_database!(division_by_zero_is_null_in_what_is_written_too, async |db| {
    pairs!(db);
    let whole = update(Pairs).set(Pairs.maybe.set(Pairs.a / Pairs.b)).filter(Pairs.id.ge(4));
    assert_eq!(db.run(whole).await?, 2);
    assert_eq!(column!(db, Pairs.maybe), [Some(3), None, Some(0), Some(3), None]);
    let rest = update(Pairs).set(Pairs.maybe.set(Pairs.a % Pairs.b)).filter(Pairs.id.ge(4));
    assert_eq!(db.run(rest).await?, 2);
    assert_eq!(column!(db, Pairs.maybe), [Some(3), None, Some(0), Some(-1), None]);
    let share = update(Pairs).set(Pairs.y.set(coalesce((Pairs.x / Pairs.y, -1.0)))).all_rows();
    assert_eq!(db.run(share).await?, 5);
    assert_eq!(column!(db, Pairs.y), [3.75, -3.75, -3.0, 2.5, -1.0]);
    Ok(())
});

on_every_database!(floats_are_computed_as_floats, async |db| {
    pairs!(db);
    assert_eq!(column!(db, Pairs.x + Pairs.y), [9.5, -5.5, 0.5, -1.75, 1.0]);
    assert_eq!(column!(db, Pairs.x * Pairs.y), [15.0, -15.0, -0.1875, 0.625, 0.0]);
    assert_eq!(column!(db, Pairs.x / Pairs.y), [Some(3.75), Some(-3.75), Some(-3.0), Some(2.5), None]);
    assert_eq!(column!(db, Pairs.x.abs()), [7.5, 7.5, 0.75, 1.25, 1.0]);
    assert_eq!(column!(db, lit!(0.1) + 0.2), [0.1 + 0.2; 5]);
    assert_eq!(column!(db, lit!(1.0) / 3.0), [Some(1.0 / 3.0); 5]);
    Ok(())
});

on_every_database!(floats_are_rounded_to_whole_numbers, async |db| {
    pairs!(db);
    assert_eq!(column!(db, (Pairs.x + 0.25).round()), [8.0, -7.0, 1.0, -1.0, 1.0]);
    Ok(())
});

on_every_database!(narrow_integers_compute_in_their_own_type, async |db| {
    wide!(db);
    let sums = (Wide.small - 1, Wide.byte - 5, Wide.count - 1, Wide.total - 1, Wide.byte / 2, Wide.small % 10);
    let expected = (i16::MAX - 1, 250u8, u32::MAX - 1, i64::MAX as u64 - 1, Some(127u8), Some(i16::MAX % 10));
    assert_eq!(db.run(from(Wide).select(sums)).await?, [expected]);
    Ok(())
});

on_every_database!(what_is_beyond_the_type_is_an_error, async |db| {
    wide!(db);
    let value = Some(ErrorKind::Value);
    assert_eq!(refused!(db, Wide.most + 1).err(), value);
    assert_eq!(refused!(db, Wide.least - 1).err(), value);
    assert_eq!(refused!(db, Wide.most * 2).err(), value);
    assert_eq!(refused!(db, Wide.least.negated()).err(), value);
    assert_eq!(refused!(db, Wide.least.abs()).err(), value);
    assert_eq!(refused!(db, Wide.small + 1).err(), value);
    assert_eq!(refused!(db, Wide.byte + 1).err(), value);
    assert_eq!(refused!(db, Wide.count + 1).err(), value);
    assert_eq!(refused!(db, Wide.total + 1).err(), value);
    assert_eq!(refused!(db, Wide.byte - 255 - 1).err(), value);
    Ok(())
});

on_every_database!(the_ends_of_i64_are_numbers_like_others, async |db| {
    wide!(db);
    let ends = from(Wide).select((Wide.most - 1, Wide.least + 1, Wide.most / 1, Wide.least % 10, Wide.most.abs()));
    let expected = (i64::MAX - 1, i64::MIN + 1, Some(i64::MAX), Some(-8), i64::MAX);
    assert_eq!(db.run(ends).await?, [expected]);
    Ok(())
});

#[cfg(feature = "decimal")]
mod decimals {
    use rust_decimal::Decimal;

    use super::*;

    #[table("prices")]
    pub(crate) struct Prices {
        #[column(primary_key)]
        pub(crate) id: i64,
        #[column(precision = 20, scale = 4)]
        pub(crate) net: Decimal,
        #[column(precision = 20, scale = 4)]
        pub(crate) tax: Decimal,
    }

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    on_every_database!([ExactDecimals], decimals_are_computed_exactly, async |db| {
        db.create_all(Prices).await?;
        db.run(insert(Prices).values((
            Prices.id.set(1),
            Prices.net.set(decimal("0.1")),
            Prices.tax.set(decimal("-0.2")),
        )))
        .await?;
        let all = from(Prices).select((
            Prices.net + Prices.tax,
            Prices.net - Prices.tax,
            Prices.net * Prices.tax,
            Prices.net.negated(),
            Prices.tax.abs(),
            Prices.net / Prices.tax,
            Prices.net / (Prices.net - Prices.net),
        ));
        let expected = (
            decimal("-0.1"),
            decimal("0.3"),
            decimal("-0.02"),
            decimal("-0.1"),
            decimal("0.2"),
            Some(decimal("-0.5")),
            None,
        );
        assert_eq!(db.run(all).await?, [expected]);
        let both = from(Prices).filter(Prices.net.gt(Prices.tax)).select((Prices.net.sum(), Prices.tax.avg()));
        assert_eq!(db.run(both).await?, [(Some(decimal("0.1")), Some(decimal("-0.2")))]);
        Ok(())
    });
}
