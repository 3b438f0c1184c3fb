//! Dates and times: their parts, their order, the clock.
#![cfg(feature = "chrono")]

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use statiql::prelude::*;

use crate::support::on_every_database;

#[table("events")]
pub(crate) struct Events {
    #[column(primary_key)]
    pub(crate) id: i64,
    pub(crate) day: NaiveDate,
    pub(crate) hour: NaiveTime,
    pub(crate) local: NaiveDateTime,
    pub(crate) at: DateTime<Utc>,
    pub(crate) ended: Option<DateTime<Utc>>,
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

fn time(hour: u32, minute: u32, second: u32, microsecond: u32) -> NaiveTime {
    NaiveTime::from_hms_micro_opt(hour, minute, second, microsecond).expect("a time")
}

fn moments() -> [NaiveDateTime; 4] {
    [
        day(2024, 2, 29).and_time(time(23, 59, 59, 999_999)),
        day(1969, 12, 31).and_time(time(0, 0, 0, 0)),
        day(9999, 12, 31).and_time(time(12, 30, 0, 500_000)),
        day(1000, 1, 1).and_time(time(1, 2, 3, 1)),
    ]
}

macro_rules! events {
    ($db:expr) => {
        $db.create_all(Events).await?;
        $db.run(insert(Events).rows((1..).zip(moments()), |(id, moment)| {
            (
                Events.id.set(id),
                Events.day.set(moment.date()),
                Events.hour.set(moment.time()),
                Events.local.set(moment),
                Events.at.set(moment.and_utc()),
                Events.ended.set((id == 1).then_some(moment.and_utc())),
            )
        }))
        .await?;
    };
}

macro_rules! column {
    ($db:expr, $expression:expr) => {
        $db.run(from(Events).order_by(Events.id.asc()).select($expression)).await?
    };
}

on_every_database!(parts_of_dates_are_whole_numbers, async |db| {
    events!(db);
    let parts = column!(db, (Events.day.year(), Events.day.month(), Events.day.day()));
    assert_eq!(parts, [(2024, 2, 29), (1969, 12, 31), (9999, 12, 31), (1000, 1, 1)]);
    assert_eq!(column!(db, (Events.local.year(), Events.local.month(), Events.local.day())), parts);
    assert_eq!(column!(db, (Events.at.year(), Events.at.month(), Events.at.day())), parts);
    assert_eq!(column!(db, Events.ended.year()), [Some(2024), None, None, None]);
    Ok(())
});

on_every_database!(parts_of_times_leave_the_fraction_out, async |db| {
    events!(db);
    let parts = column!(db, (Events.hour.hour(), Events.hour.minute(), Events.hour.second()));
    assert_eq!(parts, [(23, 59, 59), (0, 0, 0), (12, 30, 0), (1, 2, 3)]);
    assert_eq!(column!(db, (Events.local.hour(), Events.local.minute(), Events.local.second())), parts);
    assert_eq!(column!(db, (Events.at.hour(), Events.at.minute(), Events.at.second())), parts);
    Ok(())
});

on_every_database!(an_instant_has_a_date_in_utc, async |db| {
    events!(db);
    let days = moments().map(|moment| moment.date());
    assert_eq!(column!(db, Events.at.date()), days);
    assert_eq!(column!(db, Events.local.date()), days);
    assert_eq!(column!(db, Events.day.date()), days);
    let found = from(Events).filter(Events.at.date().eq(Events.day)).select(count_all());
    assert_eq!(db.run(found).await?, [4]);
    Ok(())
});

on_every_database!(moments_are_ordered_by_the_microsecond, async |db| {
    events!(db);
    let by_time = from(Events).order_by(Events.at.asc()).select(Events.id);
    assert_eq!(db.run(by_time).await?, [4, 2, 1, 3]);
    let just_before = moments()[0].and_utc() - TimeDelta::microseconds(1);
    let later = from(Events).filter(Events.at.gt(just_before)).order_by(Events.id.asc()).select(Events.id);
    assert_eq!(db.run(later).await?, [1, 3]);
    let exactly = from(Events).filter(Events.local.eq(moments()[3])).select(Events.id);
    assert_eq!(db.run(exactly).await?, [4]);
    let within = from(Events).filter(Events.hour.between(time(0, 0, 0, 1), time(12, 30, 0, 500_000)));
    assert_eq!(db.run(within.order_by(Events.id.asc()).select(Events.id)).await?, [3, 4]);
    let ends = from(Events).select((Events.day.min(), Events.day.max(), Events.hour.min(), Events.at.max()));
    let expected =
        (Some(day(1000, 1, 1)), Some(day(9999, 12, 31)), Some(time(0, 0, 0, 0)), Some(moments()[2].and_utc()));
    assert_eq!(db.run(ends).await?, [expected]);
    assert_eq!(
        column!(db, Events.at.is_in([moments()[1].and_utc(), moments()[3].and_utc()])),
        [false, true, false, true]
    );
    Ok(())
});

on_every_database!(the_clock_is_in_utc, async |db| {
    events!(db);
    let clock = || DateTime::<Utc>::from(std::time::SystemTime::now());
    let before = clock() - TimeDelta::seconds(5);
    let (now, today) = db.run(from(Events).filter(Events.id.eq(1)).select((now(), today()))).await?[0];
    let after = clock() + TimeDelta::seconds(5);
    assert!(before < now && now < after, "{now} is not about {before}");
    assert!(today == before.date_naive() || today == after.date_naive(), "{today} is not about {before}");
    let past = from(Events).filter(Events.at.lt(statiql::expr::now())).order_by(Events.id.asc()).select(Events.id);
    assert_eq!(db.run(past).await?, [1, 2, 4]);
    let stamped = update(Events).set(Events.at.set(statiql::expr::now())).filter(Events.id.eq(3));
    assert_eq!(db.run(stamped).await?, 1);
    let stamp = column!(db, Events.at)[2];
    assert!(now <= stamp && stamp < after, "{stamp} is not after {now}");
    Ok(())
});

on_every_database!(dates_are_cast_to_text, async |db| {
    events!(db);
    assert_eq!(column!(db, Events.day.cast::<String>())[0], "2024-02-29");
    Ok(())
});
