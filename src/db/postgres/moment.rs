//! Dates and times as PostgreSQL counts them: days and microseconds since the beginning of 2000.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc};

use crate::types::ValueError;

const EPOCH: NaiveDate = match NaiveDate::from_ymd_opt(2000, 1, 1) {
    Some(date) => date,
    None => panic!(),
};
const INFINITE: &str = "PostgreSQL's infinity";
const TOO_FAR: &str = "the date is outside of what chrono can hold";

pub(super) fn days(date: NaiveDate) -> Result<i32, ValueError> {
    i32::try_from((date - EPOCH).num_days()).map_err(|_| ValueError::new("NaiveDate", "PostgreSQL has no such date"))
}

pub(super) fn time(time: NaiveTime) -> Result<i64, ValueError> {
    microseconds(time, "NaiveTime")
}

fn microseconds(time: NaiveTime, what: &'static str) -> Result<i64, ValueError> {
    let nanoseconds = time.nanosecond();
    if nanoseconds >= 1_000_000_000 {
        return Err(ValueError::new(what, "PostgreSQL has no leap seconds"));
    }
    if !nanoseconds.is_multiple_of(1000) {
        return Err(ValueError::new(what, "PostgreSQL keeps microseconds, not nanoseconds"));
    }
    Ok(i64::from(time.num_seconds_from_midnight()) * 1_000_000 + i64::from(nanoseconds / 1000))
}

pub(super) fn since_2000(timestamp: NaiveDateTime, what: &'static str) -> Result<i64, ValueError> {
    let refuse = || ValueError::new(what, "PostgreSQL has no such timestamp");
    let time = microseconds(timestamp.time(), what)?;
    let days = (timestamp.date() - EPOCH).num_days();
    days.checked_mul(86_400_000_000).and_then(|days| days.checked_add(time)).ok_or_else(refuse)
}

pub(super) fn read_date(days: i32) -> Result<NaiveDate, ValueError> {
    if days == i32::MAX || days == i32::MIN {
        return Err(ValueError::new("a date", INFINITE));
    }
    TimeDelta::try_days(i64::from(days))
        .and_then(|since| EPOCH.checked_add_signed(since))
        .ok_or_else(|| ValueError::new("a date", TOO_FAR))
}

pub(super) fn read_time(microseconds: i64) -> Result<NaiveTime, ValueError> {
    // `24:00:00` exists there.
    let seconds = u32::try_from(microseconds / 1_000_000).ok();
    let rest = u32::try_from(microseconds % 1_000_000).ok();
    seconds
        .zip(rest)
        .and_then(|(seconds, rest)| NaiveTime::from_num_seconds_from_midnight_opt(seconds, rest * 1000))
        .ok_or_else(|| ValueError::new("a time", "it is not within a day"))
}

pub(super) fn read_timestamp(microseconds: i64) -> Result<NaiveDateTime, ValueError> {
    if microseconds == i64::MAX || microseconds == i64::MIN {
        return Err(ValueError::new("a timestamp", INFINITE));
    }
    EPOCH
        .and_time(NaiveTime::MIN)
        .checked_add_signed(TimeDelta::microseconds(microseconds))
        .ok_or_else(|| ValueError::new("a timestamp", TOO_FAR))
}

pub(super) fn read_instant(microseconds: i64) -> Result<DateTime<Utc>, ValueError> {
    read_timestamp(microseconds).map(|timestamp| timestamp.and_utc())
}
