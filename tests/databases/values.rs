//! Every column type, there and back: equal, or refused, never changed in silence.

use statiql::ErrorKind;
use statiql::prelude::*;

use crate::random::Random;
use crate::support::on_every_database;

/// Values are written in three ways: many rows in one statement, a statement for each, as a list of IN; they come back
/// equal, and each is found by its value alone.
macro_rules! comes_back {
    ($(#[$attribute:meta])* $name:ident: $ty:ty, $values:expr) => {
        $(#[$attribute])*
        mod $name {
            use super::*;

            #[table("cells")]
            pub(crate) struct Cells {
                #[column(primary_key)]
                pub(crate) id: i64,
                pub(crate) value: $ty,
                pub(crate) maybe: Option<$ty>,
            }

            on_every_database!(whatever_way_it_goes, async |db| {
                db.create_all(Cells).await?;
                let values: Vec<$ty> = $values.into_iter().collect();
                let count = i64::try_from(values.len()).expect("a few values");
                let numbered = || (1i64..).zip(values.clone());
                db.run(insert(Cells).rows(numbered(), |(id, value)| {
                    (Cells.id.set(id), Cells.value.set(value.clone()), Cells.maybe.set(Some(value)))
                }))
                .await?;
                db.transaction(async |tx| {
                    tx.execute_many(numbered(), |(id, value)| {
                        insert(Cells).values((
                            Cells.id.set(id + count),
                            Cells.value.set(value.clone()),
                            Cells.maybe.set((id != 1).then_some(value)),
                        ))
                    })
                    .await
                })
                .await?;
                let found = db.run(from(Cells).order_by(Cells.id.asc()).select((Cells.value, Cells.maybe))).await?;
                let mut expected: Vec<_> =
                    values.iter().chain(&values).map(|value| (value.clone(), Some(value.clone()))).collect();
                expected[values.len()].1 = None;
                assert_eq!(found, expected);
                for (id, value) in numbered() {
                    let name = format!("{value:?}");
                    let found = from(Cells).filter(Cells.value.eq(value)).order_by(Cells.id.asc()).select(Cells.id);
                    assert_eq!(db.run(found).await?, [id, id + count], "{name}");
                }
                let all = from(Cells).filter(Cells.value.is_in(&values)).select(count_all());
                assert_eq!(db.run(all).await?, [2 * count]);
                Ok(())
            });
        }
    };
}

comes_back!(a_truth_value_comes_back: bool, [true, false]);
comes_back!(an_i8_comes_back: i8, [i8::MIN, -1, 0, 1, i8::MAX]);
comes_back!(an_i16_comes_back: i16, [i16::MIN, -1, 0, 1, i16::MAX]);
comes_back!(an_i32_comes_back: i32, [i32::MIN, -1, 0, 1, i32::MAX]);
comes_back!(an_i64_comes_back: i64, [i64::MIN, -1, 0, 1, i64::MAX]);
comes_back!(a_u8_comes_back: u8, [0, 1, u8::MAX]);
comes_back!(a_u16_comes_back: u16, [0, 1, u16::MAX]);
comes_back!(a_u32_comes_back: u32, [0, 1, u32::MAX]);
comes_back!(a_u64_comes_back_up_to_the_largest_i64: u64, [0, 1, i64::MAX as u64]);
comes_back!(an_f32_comes_back: f32, [0.0, 0.1, -1.5, 16_777_216.0, f32::MIN, f32::MAX, f32::MIN_POSITIVE]);
comes_back!(an_f64_comes_back: f64, [0.0, 0.1, -1.5, 1e300, f64::MIN, f64::MAX, f64::MIN_POSITIVE, f64::EPSILON]);
comes_back!(text_comes_back: String, [
    "", " ", "a", "A", "a ", " a", "ä", "it's", "\"quoted\"", r"back\slash", "%_", "a\nb\r\n\tc", "ß 漢字 🦀",
    "\u{10FFFF}\u{D7FF}\u{E000}", "NULL", "e\u{301}", "\u{e9}",
].map(String::from));
comes_back!(long_text_comes_back: String, [1_000, 100_000].map(|length| "x🦀".repeat(length)));
comes_back!(bytes_come_back: Vec<u8>, [
    vec![], vec![0], vec![0, 0], vec![0, 255], b"text ".to_vec(), (0..=255).collect(), vec![0xff; 100_000],
]);
comes_back!(a_newtype_comes_back: Isbn, ["", "978-0"].map(|text| Isbn(text.to_owned())));
comes_back!(an_id_comes_back: BookId, [i64::MIN, 7, i64::MAX].map(BookId));
comes_back!(an_enum_comes_back_as_text: Status, [Status::Open, Status::SentBack]);
comes_back!(an_enum_comes_back_as_a_number: Level, [Level::Low, Level::High]);

#[derive(SqlType, Debug, Clone, PartialEq)]
pub(crate) struct Isbn(String);

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
pub(crate) struct BookId(i64);

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
pub(crate) enum Status {
    Open,
    #[sql_type(name = "it's \\ back")]
    SentBack,
}

#[derive(SqlType, Debug, Clone, Copy, PartialEq)]
#[sql_type(integer)]
pub(crate) enum Level {
    Low = -1,
    High = 30_000,
}

#[table("cells")]
pub(crate) struct Numbers {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) big: Option<u64>,
    pub(crate) share: Option<f64>,
    pub(crate) n: Option<i64>,
}

/// The same table in the eyes of a program that expects less.
#[table("cells")]
pub(crate) struct Narrow {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) n: Option<i16>,
}

on_every_database!(a_number_beyond_i64_is_refused, async |db| {
    db.create_all(Numbers).await?;
    let write = |number: u64| insert(Numbers).values((Numbers.id.set(1), Numbers.big.set(number)));
    let error = db.run(write(i64::MAX as u64 + 1)).await.expect_err("one too many");
    assert_eq!((error.kind(), error.position()), (ErrorKind::Value, Some(1)), "{error:?}");
    assert_eq!(db.run(write(u64::MAX)).await.err().map(|error| error.kind()), Some(ErrorKind::Value));
    let listed = from(Numbers).filter(Numbers.big.is_in([1, u64::MAX])).select(Numbers.id);
    assert_eq!(db.run(listed).await.err().map(|error| error.kind()), Some(ErrorKind::Value));
    assert_eq!(db.run(from(Numbers).select(count_all())).await?, [0]);
    Ok(())
});

on_every_database!(minus_zero_keeps_its_sign, async |db| {
    db.create_all(Numbers).await?;
    db.run(insert(Numbers).values((Numbers.id.set(1), Numbers.share.set(-0.0)))).await?;
    let back = db.run(from(Numbers).filter(Numbers.share.eq(0.0)).select(Numbers.share)).await?;
    assert_eq!(back, [Some(0.0)]);
    Ok(())
});

on_every_database!(what_is_not_finite_is_exact_or_refused, async |db| {
    db.create_all(Numbers).await?;
    for (id, value) in (1..).zip([f64::INFINITY, f64::NEG_INFINITY, f64::NAN]) {
        let written = db.run(insert(Numbers).values((Numbers.id.set(id), Numbers.share.set(value)))).await;
        let back = db.run(from(Numbers).filter(Numbers.id.eq(id)).select(Numbers.share)).await?;
        match written {
            Ok(_) => assert_eq!(back[0].map(f64::to_bits), Some(value.to_bits())),
            Err(error) => assert_eq!((error.kind(), back.len()), (ErrorKind::Value, 0)),
        }
    }
    Ok(())
});

on_every_database!(text_with_a_nul_is_exact_or_refused, async |db| {
    #[table("cells")]
    struct Texts {
        #[column(primary_key)]
        id: i64,
        text: String,
    }
    db.create_all(Texts).await?;
    for (id, text) in (1..).zip(["a\0b", "\0"]) {
        let written = db.run(insert(Texts).values((Texts.id.set(id), Texts.text.set(text)))).await;
        let back = db.run(from(Texts).filter(Texts.text.eq(text)).select(Texts.text)).await;
        match written {
            Ok(_) => assert_eq!(back?, [text]),
            Err(error) => assert_eq!(error.kind(), ErrorKind::Value),
        }
    }
    Ok(())
});

on_every_database!(a_number_too_large_for_the_program_is_an_error, async |db| {
    db.create_all(Numbers).await?;
    db.run(insert(Numbers).rows([(1, 32_767), (2, 32_768)], |(id, n)| (Numbers.id.set(id), Numbers.n.set(n)))).await?;
    assert_eq!(db.run(from(Narrow).filter(Narrow.id.eq(1)).select(Narrow.n)).await?, [Some(32_767)]);
    let wide = db.run(from(Narrow).filter(Narrow.id.eq(2)).select(Narrow.n)).await;
    assert_eq!(wide.err().map(|error| error.kind()), Some(ErrorKind::Value));
    Ok(())
});

on_every_database!(random_values_come_back, async |db| {
    #[table("cells")]
    struct Many {
        #[column(primary_key)]
        id: i64,
        long: i64,
        short: i16,
        share: f64,
        text: String,
        bytes: Vec<u8>,
    }
    db.create_all(Many).await?;
    // The full tier: 100,000 values of each type.
    let rounds = if std::env::var("STATIQL_TEST_TIER").is_ok_and(|tier| tier == "full") { 100 } else { 1 };
    let random = &mut Random::of(15);
    for _ in 0..rounds {
        let row = |id| {
            // Small ones, too.
            let bits = random.below(u64::MAX) >> random.below(64);
            let share = Some(f64::from_bits(bits.reverse_bits())).filter(|share| share.is_finite()).unwrap_or(0.5);
            let long = i64::from_le_bytes(bits.to_le_bytes());
            let bytes = bits.to_le_bytes()[..usize::try_from(random.below(9)).expect("a length")].to_vec();
            let text = String::from_utf8_lossy(&bytes).replace('\0', "\u{10ffff}");
            let short = i16::from_le_bytes([bits.to_le_bytes()[0], bits.to_le_bytes()[1]]);
            (id, long, short, share, text, bytes)
        };
        let rows: Vec<_> = (0..1000).map(row).collect();
        let back = db
            .transaction(async |tx| {
                tx.execute(delete(Many).all_rows()).await?;
                tx.execute_many(&rows, |(id, long, short, share, text, bytes)| {
                    let numbers = (Many.id.set(*id), Many.long.set(*long), Many.short.set(*short));
                    let others = (Many.share.set(*share), Many.text.set(text.clone()), Many.bytes.set(bytes.clone()));
                    insert(Many).values((numbers, others))
                })
                .await?;
                let all = (Many.id, Many.long, Many.short, Many.share, Many.text, Many.bytes);
                tx.all(from(Many).order_by(Many.id.asc()).select(all)).await
            })
            .await?;
        assert_eq!(back, rows);
    }
    Ok(())
});

#[cfg(feature = "chrono")]
mod dates {
    use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    fn hour(hour: u32, minute: u32, second: u32, microsecond: u32) -> NaiveTime {
        NaiveTime::from_hms_micro_opt(hour, minute, second, microsecond).expect("a time")
    }

    fn days() -> [NaiveDate; 5] {
        [day(1000, 1, 1), day(1582, 10, 10), day(1900, 3, 1), day(2024, 2, 29), day(9999, 12, 31)]
    }

    fn hours() -> [NaiveTime; 4] {
        [hour(0, 0, 0, 0), hour(0, 0, 0, 1), hour(12, 30, 0, 500_000), hour(23, 59, 59, 999_999)]
    }

    fn moments() -> Vec<NaiveDateTime> {
        days().into_iter().flat_map(|day| hours().map(|hour| day.and_time(hour))).collect()
    }

    comes_back!(a_date_comes_back: NaiveDate, days());
    comes_back!(a_time_comes_back: NaiveTime, hours());
    comes_back!(a_moment_comes_back: NaiveDateTime, moments());
    comes_back!(an_instant_comes_back: DateTime<Utc>, moments().into_iter().map(|moment| moment.and_utc()));

    on_every_database!(what_is_finer_than_a_microsecond_is_refused, async |db| {
        #[table("cells")]
        struct Times {
            #[column(primary_key)]
            id: i64,
            hour: NaiveTime,
            at: Option<DateTime<Utc>>,
        }
        db.create_all(Times).await?;
        let finer = NaiveTime::from_hms_nano_opt(1, 2, 3, 1).expect("a time");
        let leap = NaiveTime::from_hms_nano_opt(23, 59, 59, 1_500_000_000).expect("a leap second");
        for hour in [finer, leap] {
            let at = day(2016, 12, 31).and_time(hour).and_utc();
            let error = db.run(insert(Times).values((Times.id.set(1), Times.hour.set(hour)))).await;
            assert_eq!(error.err().map(|error| error.kind()), Some(ErrorKind::Value));
            let error = db.run(from(Times).filter(Times.at.lt(at)).select(Times.id)).await;
            assert_eq!(error.err().map(|error| error.kind()), Some(ErrorKind::Value));
        }
        assert_eq!(db.run(from(Times).select(count_all())).await?, [0]);
        Ok(())
    });
}

#[cfg(feature = "uuid")]
mod uuids {
    use uuid::Uuid;

    use super::*;

    comes_back!(a_uuid_comes_back: Uuid, [
        Uuid::nil(), Uuid::max(), Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef),
    ]);
}

#[cfg(feature = "decimal")]
mod decimals {
    use rust_decimal::Decimal;

    use super::*;

    comes_back!(a_decimal_comes_back: Decimal, [
        "0", "1", "-1", "0.1", "12.10", "-0.0000000001", "9999999999999999999999999999", "-123456789012345678.0123456789",
    ].map(|text| text.parse::<Decimal>().expect("a decimal").normalize()));

    on_every_database!(equal_decimals_are_found_whatever_zeros_they_end_with, async |db| {
        #[table("cells")]
        struct Prices {
            #[column(primary_key)]
            id: i64,
            price: Decimal,
        }
        db.create_all(Prices).await?;
        let texts = ["1.5", "1.50", "1.500"].map(|text| text.parse::<Decimal>().expect("a decimal"));
        db.run(insert(Prices).rows((1..).zip(texts), |(id, price)| (Prices.id.set(id), Prices.price.set(price))))
            .await?;
        for text in texts {
            assert_eq!(db.run(from(Prices).filter(Prices.price.eq(text)).select(count_all())).await?, [3]);
        }
        assert_eq!(db.run(from(Prices).group_by(Prices.price).select(count_all())).await?, [3]);
        Ok(())
    });
}

#[cfg(feature = "json")]
mod documents {
    use serde_json::{Value, json};

    use super::*;

    #[table("cells")]
    pub(crate) struct Documents {
        #[column(primary_key)]
        pub(crate) id: i64,
        pub(crate) document: Value,
        pub(crate) maybe: Option<Value>,
    }

    on_every_database!(a_document_comes_back, async |db| {
        let documents = [
            json!(null),
            json!(true),
            json!(0),
            json!(i64::MAX),
            json!(i64::MIN),
            json!(0.1),
            json!(""),
            json!("it's \"🦀\" \\ \n"),
            json!([]),
            json!({}),
            json!([1, [2, {"b": null, "a": [true, 1.5, "x"]}]]),
            json!({"b": 1, "a": {"": " "}}),
        ];
        db.create_all(Documents).await?;
        db.run(insert(Documents).rows((1..).zip(&documents), |(id, document)| {
            (
                Documents.id.set(id),
                Documents.document.set(document.clone()),
                Documents.maybe.set((id > 1).then(|| document.clone())),
            )
        }))
        .await?;
        let back =
            db.run(from(Documents).order_by(Documents.id.asc()).select((Documents.document, Documents.maybe))).await?;
        let expected: Vec<_> = documents
            .iter()
            .enumerate()
            .map(|(place, document)| (document.clone(), (place > 0).then(|| document.clone())))
            .collect();
        assert_eq!(back, expected, "NULL of JSON is not the NULL of SQL");
        Ok(())
    });

    on_every_database!(a_document_is_found_by_its_value, async |db| {
        db.create_all(Documents).await?;
        let documents =
            [json!({"b": [1, null], "a": "it's"}), json!([1]), json!("1"), json!(1), json!(null), json!(true)];
        db.run(insert(Documents).rows((1..).zip(&documents), |(id, document)| {
            (Documents.id.set(id), Documents.document.set(document.clone()))
        }))
        .await?;
        for (id, document) in (1..).zip(&documents) {
            let found = from(Documents).filter(Documents.document.eq(document.clone())).select(Documents.id);
            assert_eq!(db.run(found).await?, [id], "{document}");
        }
        let others = from(Documents).filter(Documents.document.ne(json!([1]))).select(count_all());
        assert_eq!(db.run(others).await?, [5]);
        let none = from(Documents).filter(Documents.maybe.is_not_distinct_from(None::<Value>)).select(count_all());
        assert_eq!(db.run(none).await?, [6]);
        Ok(())
    });

    on_every_database!([OrderedJson], documents_are_ordered_as_values, async |db| {
        db.create_all(Documents).await?;
        let documents = [json!([10]), json!([9]), json!("a"), json!(10), json!(9)];
        db.run(insert(Documents).rows((1..).zip(&documents), |(id, document)| {
            (Documents.id.set(id), Documents.document.set(document.clone()))
        }))
        .await?;
        let all = from(Documents).order_by(Documents.document.asc()).select(Documents.id);
        assert_eq!(db.run(all).await?, [3, 5, 4, 2, 1]);
        let more = from(Documents).filter(Documents.document.gt(json!([9]))).select(Documents.id);
        assert_eq!(db.run(more).await?, [1]);
        Ok(())
    });
}
