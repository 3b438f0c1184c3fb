//! Comparisons, NULL in them, BETWEEN, IN, and the truth values that they give.

use statiql::prelude::*;

use crate::support::on_every_database;

#[table("cards")]
pub(crate) struct Cards {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) word: String,
    pub(crate) other: Option<String>,
    pub(crate) number: Option<i32>,
    pub(crate) share: f64,
    pub(crate) flag: bool,
    pub(crate) maybe: Option<bool>,
    pub(crate) bytes: Vec<u8>,
}

type Card = (i64, &'static str, Option<&'static str>, Option<i32>, f64, bool, Option<bool>, &'static [u8]);

const CARDS: [Card; 4] = [
    (1, "a", Some("a"), Some(1), 0.5, true, Some(true), &[1]),
    (2, "a", Some("A"), Some(2), -0.5, false, Some(false), &[1, 0]),
    (3, "a", Some("a "), None, 1.5, true, None, &[]),
    (4, "ä", None, Some(-1), 0.0, false, None, &[255]),
];

macro_rules! cards {
    ($db:expr) => {
        $db.create_all(Cards).await?;
        $db.run(insert(Cards).rows(CARDS, |(id, word, other, number, share, flag, maybe, bytes)| {
            (
                Cards.id.set(id),
                Cards.word.set(word),
                Cards.other.set(other),
                Cards.number.set(number),
                Cards.share.set(share),
                Cards.flag.set(flag),
                Cards.maybe.set(maybe),
                Cards.bytes.set(bytes),
            )
        }))
        .await?;
    };
}

/// The values of an expression in the order of the rows.
macro_rules! column {
    ($db:expr, $expression:expr) => {
        $db.run(from(Cards).order_by(Cards.id.asc()).select($expression)).await?
    };
}

/// The rows for which a condition holds.
macro_rules! ids {
    ($db:expr, $condition:expr) => {
        $db.run(from(Cards).filter($condition).order_by(Cards.id.asc()).select(Cards.id)).await?
    };
}

const NOBODY: [i64; 0] = [];

on_every_database!(texts_are_equal_letter_by_letter, async |db| {
    cards!(db);
    assert_eq!(column!(db, Cards.word.eq(Cards.other)), [Some(true), Some(false), Some(false), None]);
    assert_eq!(column!(db, Cards.word.ne(Cards.other)), [Some(false), Some(true), Some(true), None]);
    assert_eq!(ids!(db, Cards.word.eq("a")), [1, 2, 3]);
    assert_eq!(ids!(db, Cards.word.eq("A")), NOBODY);
    assert_eq!(ids!(db, Cards.other.eq("a ")), [3]);
    assert_eq!(ids!(db, lit!("a").eq(lit!("a "))), NOBODY);
    assert_eq!(ids!(db, lit!("a").eq("A")), NOBODY);
    assert_eq!(ids!(db, Cards.word.is_in(["ä", "A", "a "])), [4]);
    Ok(())
});

on_every_database!(numbers_and_bytes_have_an_order, async |db| {
    cards!(db);
    assert_eq!(column!(db, Cards.number.lt(2)), [Some(true), Some(false), None, Some(true)]);
    assert_eq!(column!(db, Cards.number.ge(2)), [Some(false), Some(true), None, Some(false)]);
    assert_eq!(ids!(db, Cards.share.gt(-0.5)), [1, 3, 4]);
    assert_eq!(ids!(db, Cards.share.le(-0.5)), [2]);
    assert_eq!(ids!(db, Cards.share.eq(-0.0)), [4]);
    assert_eq!(ids!(db, Cards.bytes.gt(&[1][..])), [2, 4]);
    assert_eq!(ids!(db, Cards.bytes.eq(&[][..])), [3]);
    assert_eq!(ids!(db, Cards.bytes.ne(&[1, 0][..])), [1, 3, 4]);
    assert_eq!(ids!(db, Cards.number.gt(i32::MIN) & Cards.number.lt(i32::MAX)), [1, 2, 4]);
    Ok(())
});

on_every_database!(null_equals_nothing_but_where_it_is_asked_for, async |db| {
    cards!(db);
    assert_eq!(column!(db, Cards.number.is_null()), [false, false, true, false]);
    assert_eq!(column!(db, Cards.number.is_not_null()), [true, true, false, true]);
    assert_eq!(ids!(db, Cards.number.ne(1)), [2, 4]);
    assert_eq!(ids!(db, Cards.number.is_distinct_from(1)), [2, 3, 4]);
    assert_eq!(ids!(db, Cards.number.is_not_distinct_from(1)), [1]);
    assert_eq!(ids!(db, Cards.number.is_not_distinct_from(None::<i32>)), [3]);
    assert_eq!(ids!(db, Cards.number.is_distinct_from(None::<i32>)), [1, 2, 4]);
    assert_eq!(column!(db, Cards.word.is_not_distinct_from(Cards.other)), [true, false, false, false]);
    assert_eq!(column!(db, Cards.maybe.is_distinct_from(Cards.flag)), [false, false, true, true]);
    assert_eq!(ids!(db, Cards.other.is_not_distinct_from(Cards.other)), [1, 2, 3, 4]);
    Ok(())
});

on_every_database!(between_includes_both_ends, async |db| {
    cards!(db);
    assert_eq!(column!(db, Cards.number.between(-1, 1)), [Some(true), Some(false), None, Some(true)]);
    assert_eq!(ids!(db, Cards.number.between(2, 1)), NOBODY);
    assert_eq!(ids!(db, Cards.word.between("a", "b")), [1, 2, 3]);
    assert_eq!(ids!(db, not(Cards.share.between(0.0, 0.5))), [2, 3]);
    assert_eq!(ids!(db, Cards.number.between(Cards.number, Cards.number + 1)), [1, 2, 4]);
    Ok(())
});

on_every_database!(a_list_may_be_empty, async |db| {
    cards!(db);
    assert_eq!(column!(db, Cards.number.is_in([1, 2])), [Some(true), Some(true), None, Some(false)]);
    assert_eq!(column!(db, Cards.number.not_in([1])), [Some(false), Some(true), None, Some(true)]);
    let none: [i32; 0] = [];
    assert_eq!(ids!(db, Cards.number.is_in(none)), NOBODY);
    assert_eq!(ids!(db, Cards.number.not_in(none)), [1, 2, 3, 4]);
    assert_eq!(ids!(db, not(Cards.number.is_in(none))), [1, 2, 3, 4]);
    assert_eq!(ids!(db, Cards.share.is_in([0.5, 0.0])), [1, 4]);
    assert_eq!(ids!(db, Cards.flag.is_in([true])), [1, 3]);
    let bytes: [&[u8]; 2] = [&[], &[255]];
    assert_eq!(ids!(db, Cards.bytes.is_in(bytes)), [3, 4]);
    assert_eq!(ids!(db, Cards.id.is_in((0..5_000).collect::<Vec<i64>>())), [1, 2, 3, 4]);
    Ok(())
});

on_every_database!(conditions_have_three_values, async |db| {
    cards!(db);
    assert_eq!(column!(db, Cards.flag.and(Cards.maybe)), [Some(true), Some(false), None, Some(false)]);
    assert_eq!(column!(db, Cards.flag.or(Cards.maybe)), [Some(true), Some(false), Some(true), None]);
    assert_eq!(column!(db, !Cards.maybe), [Some(false), Some(true), None, None]);
    assert_eq!(column!(db, Cards.flag.eq(Cards.maybe)), [Some(true), Some(true), None, None]);
    assert_eq!(column!(db, Cards.flag.eq(lit!(true))), [true, false, true, false]);
    assert_eq!(ids!(db, Cards.flag), [1, 3]);
    assert_eq!(ids!(db, !Cards.flag), [2, 4]);
    assert_eq!(ids!(db, Cards.maybe), [1]);
    assert_eq!(ids!(db, !Cards.maybe), [2]);
    assert_eq!(ids!(db, lit!(true)), [1, 2, 3, 4]);
    assert_eq!(ids!(db, lit!(false)), NOBODY);
    assert_eq!(ids!(db, Cards.flag.gt(false)), [1, 3]);
    assert_eq!(ids!(db, (Cards.number.gt(0) | Cards.flag) & !Cards.share.gt(1.0)), [1, 2]);
    assert_eq!(column!(db, Cards.number.gt(0).eq(Cards.flag)), [Some(true), Some(false), None, Some(true)]);
    assert_eq!(column!(db, Cards.number.is_null().is_null()), [false; 4]);
    Ok(())
});
