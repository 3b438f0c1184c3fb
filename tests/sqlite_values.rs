//! Every type, there and back: equal, or refused, never changed in silence.

use std::fmt::Debug;

use statiql::prelude::*;
use statiql::sqlite::Database;
use statiql::types::SqlType;
use statiql::{Error, ErrorKind};

/// A table of one column of the type `$ty`, and what comes back when values are written to it and read again.
macro_rules! column_of {
    ($module:ident: $ty:ty) => {
        mod $module {
            use super::*;

            #[table("cells")]
            pub(super) struct Cells {
                #[column(primary_key)]
                pub(super) id: i64,
                pub(super) value: $ty,
                pub(super) maybe: Option<$ty>,
            }

            pub(super) fn database() -> Database {
                let db = Database::in_memory().expect("a database");
                db.transaction(|tx| tx.create_all(Cells)).expect("a table");
                db
            }

            pub(super) fn write(db: &Database, value: $ty) -> statiql::Result<($ty, Option<$ty>, Option<$ty>)> {
                db.transaction(|tx| {
                    tx.execute(insert(Cells).values((
                        Cells.id.set(1),
                        Cells.value.set(value.clone()),
                        Cells.maybe.set(Some(value.clone())),
                    )))?;
                    tx.execute(insert(Cells).values((
                        Cells.id.set(2),
                        Cells.value.set(value.clone()),
                        Cells.maybe.set(None::<$ty>),
                    )))?;
                    let found = tx.one(from(Cells).filter(Cells.maybe.eq(value)).select((Cells.value, Cells.maybe)))?;
                    let null = tx.one(from(Cells).filter(Cells.id.eq(2)).select(Cells.maybe))?;
                    Ok((found.0, found.1, null))
                })
            }

            pub(super) fn comes_back(values: impl IntoIterator<Item = $ty>) {
                let db = database();
                for value in values {
                    let back = write(&db, value.clone()).unwrap_or_else(|error| panic!("{value:?}: {error:?}"));
                    assert_eq!(back, (value.clone(), Some(value), None));
                    db.run(delete(Cells).all_rows()).expect("an empty table");
                }
            }

            #[allow(dead_code)]
            pub(super) fn is_refused(value: $ty, text: &str) {
                let error = write(&database(), value).expect_err(text);
                assert_eq!((error.kind(), error.position()), (ErrorKind::Value, Some(1)));
                assert_eq!(error.to_string(), format!("a value does not fit: {text}"));
            }

            /// What reading gives when the database holds `stored`, SQL for a value of any storage class.
            #[allow(dead_code)]
            pub(super) fn read(stored: &'static str) -> statiql::Result<$ty> {
                let db = Database::in_memory().expect("a database");
                db.transaction(|tx| {
                    tx.raw("CREATE TABLE cells (id INTEGER, value, maybe)")?;
                    tx.raw(Box::leak(format!("INSERT INTO cells VALUES (1, {stored}, NULL)").into_boxed_str()))
                })
                .expect("a row");
                db.transaction(|tx| tx.one(from(Cells).select(Cells.value)))
            }

            #[allow(dead_code)]
            pub(super) fn is_not(stored: &'static str, text: &str) {
                let error = read(stored).expect_err(stored);
                assert_eq!((error.kind(), error.position()), (ErrorKind::Value, Some(0)), "{stored}: {error:?}");
                assert_eq!(error.to_string(), format!("a value does not fit: {text}"), "{stored}");
            }
        }
    };
}

column_of!(bools: bool);
column_of!(bytes_of_sign: i8);
column_of!(shorts: i16);
column_of!(integers: i32);
column_of!(longs: i64);
column_of!(small: u8);
column_of!(medium: u16);
column_of!(large: u32);
column_of!(huge: u64);
column_of!(singles: f32);
column_of!(doubles: f64);
column_of!(texts: String);
column_of!(blobs: Vec<u8>);

#[test]
fn integers_come_back_at_their_limits() {
    bools::comes_back([false, true]);
    bytes_of_sign::comes_back([i8::MIN, -1, 0, 1, i8::MAX]);
    shorts::comes_back([i16::MIN, -1, 0, 1, i16::MAX]);
    integers::comes_back([i32::MIN, -1, 0, 1, i32::MAX]);
    longs::comes_back([i64::MIN, -1, 0, 1, i64::MAX]);
    small::comes_back([0, 1, u8::MAX]);
    medium::comes_back([0, 1, u16::MAX]);
    large::comes_back([0, 1, u32::MAX]);
    huge::comes_back([0, 1, i64::MAX as u64]);
}

#[test]
fn an_integer_beyond_sqlites_is_refused() {
    huge::is_refused(i64::MAX as u64 + 1, "expected u64: SQLite's integers end at i64::MAX");
    huge::is_refused(u64::MAX, "expected u64: SQLite's integers end at i64::MAX");
}

#[test]
fn floats_come_back_bit_by_bit() {
    let values = [0.0, 1.0, -1.5, f64::MIN, f64::MAX, f64::MIN_POSITIVE, 5e-324, f64::EPSILON, 1e300, 0.1];
    doubles::comes_back(values);
    doubles::comes_back([f64::INFINITY, f64::NEG_INFINITY, 9_007_199_254_740_993.0]);
    singles::comes_back([0.0, 0.1, f32::MIN, f32::MAX, f32::MIN_POSITIVE, 1e-45, f32::INFINITY, f32::NEG_INFINITY]);
}

#[test]
fn nan_is_refused() {
    doubles::is_refused(f64::NAN, "expected f64: SQLite cannot store NaN");
    singles::is_refused(f32::NAN, "expected f32: SQLite cannot store NaN");
}

#[test]
fn texts_and_blobs_come_back_whatever_they_hold() {
    let texts = ["", " ", "a", "it's", "\"quoted\"", "a\0b", "\0", "🦀 ß 漢字", "\u{10FFFF}\u{D7FF}\u{E000}", "NULL"];
    texts::comes_back(texts.map(String::from));
    texts::comes_back(["x".repeat(1 << 20)]);
    blobs::comes_back([vec![], vec![0], (0..=255).collect(), vec![0xff; 1 << 20]]);
}

#[test]
fn another_storage_class_is_refused() {
    longs::is_not("'5'", "expected i64: the database holds a TEXT");
    longs::is_not("5.0", "expected i64: the database holds a REAL");
    longs::is_not("x'05'", "expected i64: the database holds a BLOB");
    longs::is_not("NULL", "expected i64: the database sent NULL");
    texts::is_not("5", "expected text: the database holds an INTEGER");
    texts::is_not("x'61'", "expected text: the database holds a BLOB");
    texts::is_not("CAST(x'61ff' AS TEXT)", "expected text: the bytes are not UTF-8");
    blobs::is_not("'a'", "expected bytes: the database holds a TEXT");
    doubles::is_not("'1.5'", "expected f64: the database holds a TEXT");
    bools::is_not("2", "expected bool: an integer that is neither 0 nor 1");
    bools::is_not("-1", "expected bool: an integer that is neither 0 nor 1");
    bools::is_not("'true'", "expected bool: the database holds a TEXT");
}

#[test]
fn a_number_out_of_range_is_refused() {
    shorts::is_not("32768", "expected i16: the number is out of range");
    shorts::is_not("-32769", "expected i16: the number is out of range");
    integers::is_not("2147483648", "expected i32: the number is out of range");
    bytes_of_sign::is_not("128", "expected i8: the number is out of range");
    small::is_not("-1", "expected u8: the number is out of range");
    small::is_not("256", "expected u8: the number is out of range");
    large::is_not("4294967296", "expected u32: the number is out of range");
    huge::is_not("-1", "expected u64: the number is out of range");
    singles::is_not("1e39", "expected f32: the number is out of range");
    doubles::is_not("9007199254740993", "expected f64: the number is out of range");
}

#[test]
fn a_whole_number_may_be_read_as_a_float() {
    assert_eq!(doubles::read("3").expect("3"), 3.0);
    assert_eq!(doubles::read("9007199254740992").expect("2 to the 53"), 9_007_199_254_740_992.0);
    assert_eq!(singles::read("3").expect("3"), 3.0);
}

#[test]
fn strict_tables_refuse_what_another_program_might_write() {
    let db = longs::database();
    let error =
        db.transaction(|tx| tx.raw("INSERT INTO cells VALUES (1, 'one', NULL)")).expect_err("the column is an INTEGER");
    assert_eq!(error.kind(), ErrorKind::Value);
    assert_eq!(
        error.to_string(),
        "a value does not fit: cannot store TEXT value in INTEGER column: cells.value (code 3091)"
    );
}

#[test]
fn a_row_of_another_width_is_refused() {
    // The table has a column that a wildcard of the user's own SQL brings in, and the query does not know.
    let db = longs::database();
    let error = db.transaction(|tx| {
        tx.raw("INSERT INTO cells VALUES (1, 2, 3)")?;
        tx.one(from(longs::Cells).select(sql!(i64, "1, 2")))
    });
    // Whatever else it is, it is no row of one column.
    let error = error.expect_err("two columns");
    assert!(matches!(error.kind(), ErrorKind::SchemaChanged | ErrorKind::Sql), "{error:?}");
}

#[test]
fn too_many_values_are_refused_before_sqlite_sees_them() {
    let db = longs::database();
    let rows =
        |count: i64| insert(longs::Cells).rows(0..count, |i| (longs::Cells.id.set(i), longs::Cells.value.set(i)));
    // 32,766 is SQLite's limit.
    let changed = db.run(rows(16_383)).expect("as many as SQLite takes");
    assert_eq!(changed, 16_383);
    let mut tx = db.begin().expect("a transaction");
    let error = tx.execute(rows(16_384)).expect_err("two more");
    assert_eq!(error.kind(), ErrorKind::Limit);
    assert_eq!(
        error.to_string(),
        "a limit of the database is exceeded: the statement binds 32768 values, SQLite takes 32766"
    );
    assert_eq!(tx.commit().expect_err("poisoned").kind(), ErrorKind::RolledBack);
    assert_eq!(db.run(delete(longs::Cells).all_rows()).expect("the connection is as good as before"), 16_383);
}

#[test]
fn a_list_is_one_value_however_long() {
    let db = longs::database();
    db.transaction(|tx| {
        tx.execute_many(0..10, |i| insert(longs::Cells).values((longs::Cells.id.set(i), longs::Cells.value.set(i * i))))
    })
    .expect("ten rows");
    let count = |list: Vec<i64>| {
        db.run(from(longs::Cells).filter(longs::Cells.value.is_in(list)).select(longs::Cells.id)).expect("ids").len()
    };
    assert_eq!(count(vec![]), 0);
    assert_eq!(count(vec![4]), 1);
    assert_eq!(count((0..100_000).collect()), 10);
    let none: Vec<i64> = vec![];
    let all = db.run(from(longs::Cells).filter(longs::Cells.value.not_in(none)).select(longs::Cells.id));
    assert_eq!(all.expect("ids").len(), 10);

    let db = doubles::database();
    let error = db
        .run(from(doubles::Cells).filter(doubles::Cells.value.is_in([1.0, f64::NAN])).select(doubles::Cells.id))
        .expect_err("NaN is in the list");
    assert_eq!(error.kind(), ErrorKind::Value);
}

#[test]
fn no_error_shows_a_value() {
    let secret = "hunter2-canary";
    let db = Database::in_memory().expect("a database");
    db.transaction(|tx| {
        tx.raw(
            "CREATE TABLE cells (id INTEGER PRIMARY KEY, value TEXT UNIQUE CHECK (length(value) < 20), maybe INTEGER); \
             CREATE TRIGGER loud BEFORE INSERT ON cells WHEN NEW.id = 3 \
             BEGIN SELECT RAISE(ABORT, 'hunter2-canary is not welcome'); END; \
             INSERT INTO cells VALUES (1, 'hunter2-canary', 1)",
        )
    })
    .expect("a table");
    let write = |id: i64, value: &str| {
        db.run(insert(texts::Cells).values((texts::Cells.id.set(id), texts::Cells.value.set(value))))
    };
    let errors: Vec<Error> = vec![
        write(2, secret).expect_err("unique"),
        write(3, secret).expect_err("the trigger"),
        write(2, &secret.repeat(5)).expect_err("the check"),
        db.run(from(longs::Cells).select(longs::Cells.value)).expect_err("no number"),
        db.transaction(|tx| {
            let _ = write_in(tx, secret);
            Ok(())
        })
        .expect_err("poisoned"),
    ];
    fn write_in(tx: &mut sqlite::Transaction<'_>, value: &str) -> statiql::Result<u64> {
        tx.execute(insert(texts::Cells).values((texts::Cells.id.set(1), texts::Cells.value.set(value))))
    }
    for error in errors {
        assert!(!format!("{error} {error:?} {error:#?}").contains(secret), "{error:?}");
    }
}

/// Types that are `SqlType` by the features of this crate.
#[allow(dead_code)]
fn is_a_column_type<T: SqlType + Debug>() {}

#[cfg(feature = "chrono")]
mod dates {
    use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

    use super::*;

    column_of!(days: NaiveDate);
    column_of!(hours: NaiveTime);
    column_of!(moments: NaiveDateTime);
    column_of!(instants: DateTime<Utc>);

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    fn hour(hour: u32, minute: u32, second: u32, microsecond: u32) -> NaiveTime {
        NaiveTime::from_hms_micro_opt(hour, minute, second, microsecond).expect("a time")
    }

    #[test]
    fn dates_and_times_come_back_at_their_limits() {
        let dates =
            [day(0, 1, 1), day(1, 1, 1), day(1582, 10, 10), day(2024, 2, 29), day(1900, 3, 1), day(9999, 12, 31)];
        let times = [hour(0, 0, 0, 0), hour(0, 0, 0, 1), hour(12, 30, 0, 500_000), hour(23, 59, 59, 999_999)];
        days::comes_back(dates);
        hours::comes_back(times);
        for date in dates {
            moments::comes_back(times.map(|time| date.and_time(time)));
            instants::comes_back(times.map(|time| date.and_time(time).and_utc()));
        }
    }

    #[test]
    fn what_would_be_cut_is_refused() {
        let fine = NaiveTime::from_hms_nano_opt(1, 2, 3, 1).expect("a time");
        let leap = NaiveTime::from_hms_nano_opt(23, 59, 59, 1_500_000_000).expect("a leap second");
        let finer = "finer than a microsecond; round it first, with `trunc_subsecs(6)`";
        hours::is_refused(fine, &format!("expected NaiveTime: {finer}"));
        hours::is_refused(leap, "expected NaiveTime: a leap second cannot be stored");
        moments::is_refused(day(2024, 1, 1).and_time(fine), &format!("expected NaiveDateTime: {finer}"));
        instants::is_refused(day(2024, 1, 1).and_time(fine).and_utc(), &format!("expected DateTime<Utc>: {finer}"));
        days::is_refused(day(10_000, 1, 1), "expected NaiveDate: SQLite knows the years 0 to 9999");
        days::is_refused(day(-1, 12, 31), "expected NaiveDate: SQLite knows the years 0 to 9999");
        days::is_refused(NaiveDate::MAX, "expected NaiveDate: SQLite knows the years 0 to 9999");
    }

    #[test]
    fn the_order_of_the_texts_is_the_order_of_time() {
        let db = moments::database();
        let times = [
            day(2024, 1, 1).and_time(hour(0, 0, 0, 0)),
            day(999, 1, 1).and_time(hour(0, 0, 0, 1)),
            day(2024, 1, 1).and_time(hour(0, 0, 0, 5)),
            day(2023, 12, 31).and_time(hour(23, 59, 59, 999_999)),
        ];
        db.transaction(|tx| {
            tx.execute_many((1..).zip(times), |(id, time)| {
                insert(moments::Cells).values((moments::Cells.id.set(id), moments::Cells.value.set(time)))
            })
        })
        .expect("four rows");
        let sorted = db.run(from(moments::Cells).order_by(moments::Cells.value.asc()).select(moments::Cells.value));
        let mut expected = times;
        expected.sort();
        assert_eq!(sorted.expect("the times"), expected);
    }

    #[test]
    fn what_sqlite_itself_writes_is_read() {
        assert_eq!(
            moments::read("'2024-02-29 12:30:05'").expect("seconds"),
            day(2024, 2, 29).and_time(hour(12, 30, 5, 0))
        );
        assert_eq!(
            moments::read("'2024-02-29T12:30:05.25'").expect("a T and two digits"),
            day(2024, 2, 29).and_time(hour(12, 30, 5, 250_000))
        );
        assert_eq!(
            instants::read("'2024-02-29 12:30:05'").expect("as CURRENT_TIMESTAMP writes it"),
            day(2024, 2, 29).and_time(hour(12, 30, 5, 0)).and_utc()
        );
        assert!(instants::read("datetime('now')").is_ok());
        assert!(days::read("date('now')").is_ok());
        assert!(hours::read("time('now')").is_ok());
    }

    #[test]
    fn texts_that_are_no_dates_are_refused() {
        let date = "expected NaiveDate: not of the form YYYY-MM-DD";
        for text in ["''", "'2024-1-1'", "'2024-02-30'", "'24-01-01'", "'2024-01-01 '", "'2024-01-01x'", "'٢٠٢٤-01-01'"]
        {
            days::is_not(text, date);
        }
        days::is_not("20240101", "expected a date: the database holds an INTEGER");
        let time = "expected NaiveTime: not of the form HH:MM:SS.ffffff";
        for text in
            ["'24:00:00'", "'23:59:60'", "'1:00:00'", "'12:00'", "'12:00:00.'", "'12:00:00.1234567'", "'-1:00:00'"]
        {
            hours::is_not(text, time);
        }
        let instant = "expected DateTime<Utc>: not of the form YYYY-MM-DD HH:MM:SS.ffffff+00:00";
        for text in ["'2024-01-01 00:00:00+02:00'", "'2024-01-01'", "'2024-01-01 00:00:00 UTC'"] {
            instants::is_not(text, instant);
        }
    }
}

#[cfg(feature = "uuid")]
mod uuids {
    use uuid::Uuid;

    use super::*;

    column_of!(ids: Uuid);

    #[test]
    fn uuids_come_back() {
        ids::comes_back([Uuid::nil(), Uuid::max(), Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef)]);
        ids::is_not("x'00'", "expected a UUID: a BLOB that has not 16 bytes");
        ids::is_not("'00000000-0000-0000-0000-000000000000'", "expected a UUID: the database holds a TEXT");
    }
}

#[cfg(feature = "decimal")]
mod decimals {
    use rust_decimal::Decimal;

    use super::*;

    column_of!(prices: Decimal);

    #[test]
    fn decimals_come_back_with_every_digit() {
        let texts =
            ["0", "1", "-1", "0.1", "12.10", "-0.0000000000000000000000000001", "79228162514264337593543950335"];
        prices::comes_back(texts.map(|text| text.parse().expect("a decimal")));
        prices::comes_back([Decimal::MAX, Decimal::MIN, Decimal::new(1, 28)]);
    }

    #[test]
    fn equal_decimals_are_equal_texts() {
        let db = prices::database();
        prices::write(&db, "1.50".parse().expect("a decimal")).expect("a row");
        let one_and_a_half: Decimal = "1.5".parse().expect("a decimal");
        let found = db.run(from(prices::Cells).filter(prices::Cells.value.eq(one_and_a_half)).select(prices::Cells.id));
        assert_eq!(found.expect("both rows"), [1, 2]);
    }

    #[test]
    fn floats_are_no_decimals() {
        assert_eq!(prices::read("12").expect("an integer"), Decimal::from(12));
        prices::is_not("12.5", "expected a decimal: the database holds a REAL");
        let digits = "expected a decimal: the text is no decimal number of at most 28 digits";
        for text in
            ["''", "'1e5'", "'NaN'", "'1.'||'0123456789012345678901234567890'", "'79228162514264337593543950336'"]
        {
            prices::is_not(text, digits);
        }
    }
}

#[cfg(feature = "json")]
mod documents {
    use serde_json::{Value, json};

    use super::*;

    column_of!(pages: Value);

    #[test]
    fn json_comes_back() {
        pages::comes_back([
            json!(null),
            json!(true),
            json!(-1),
            json!(u64::MAX),
            json!(0.1),
            json!("it's \u{0} 🦀"),
            json!([]),
            json!({"a": [1, {"b": null}], "": "x"}),
        ]);
        let mut deep = json!(1);
        for _ in 0..100 {
            deep = json!([deep]);
        }
        pages::comes_back([deep]);
    }

    #[test]
    fn a_text_that_is_no_json_is_refused() {
        pages::is_not("'{'", "expected a JSON document: the text is not JSON");
        pages::is_not("1", "expected a JSON document: the database holds an INTEGER");
    }
}
