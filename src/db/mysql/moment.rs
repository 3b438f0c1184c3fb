//! Dates and times, field by field as the protocol has them.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};
use mysql_async::Value;

use crate::types::ValueError;

/// What the server stores where a date could not be read, if it is set up to do so.
const ZERO: &str = "a date with a zero in it, which is no date";

pub(super) fn date(date: NaiveDate) -> Result<Value, ValueError> {
    let (year, month, day) = fields(date, "NaiveDate")?;
    Ok(Value::Date(year, month, day, 0, 0, 0, 0))
}

pub(super) fn time(time: NaiveTime) -> Result<Value, ValueError> {
    let (hour, minute, second, microseconds) = clock(time, "NaiveTime")?;
    Ok(Value::Time(false, 0, hour, minute, second, microseconds))
}

pub(super) fn timestamp(timestamp: NaiveDateTime, what: &'static str) -> Result<Value, ValueError> {
    let (year, month, day) = fields(timestamp.date(), what)?;
    let (hour, minute, second, microseconds) = clock(timestamp.time(), what)?;
    Ok(Value::Date(year, month, day, hour, minute, second, microseconds))
}

fn fields(date: NaiveDate, what: &'static str) -> Result<(u16, u8, u8), ValueError> {
    let refuse = || ValueError::new(what, "MySQL and MariaDB know the years 1000 to 9999");
    let year = u16::try_from(date.year()).ok().filter(|year| (1000..=9999).contains(year)).ok_or_else(refuse)?;
    Ok((year, small(date.month()), small(date.day())))
}

fn clock(time: NaiveTime, what: &'static str) -> Result<(u8, u8, u8, u32), ValueError> {
    let nanoseconds = time.nanosecond();
    if nanoseconds >= 1_000_000_000 {
        return Err(ValueError::new(what, "a leap second cannot be stored"));
    }
    if !nanoseconds.is_multiple_of(1000) {
        return Err(ValueError::new(what, "finer than a microsecond; round it first, with `trunc_subsecs(6)`"));
    }
    Ok((small(time.hour()), small(time.minute()), small(time.second()), nanoseconds / 1000))
}

/// A month, day, hour, minute or second: always below 100.
fn small(number: u32) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

pub(super) fn read_date(year: u16, month: u8, day: u8, what: &'static str) -> Result<NaiveDate, ValueError> {
    if year == 0 || month == 0 || day == 0 {
        return Err(ValueError::new(what, ZERO));
    }
    NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
        .ok_or_else(|| ValueError::new(what, "there is no such day"))
}

pub(super) fn read_time(
    hour: u32,
    minute: u8,
    second: u8,
    microseconds: u32,
    what: &'static str,
) -> Result<NaiveTime, ValueError> {
    // chrono would take a leap second for what has more than a million microseconds.
    NaiveTime::from_hms_micro_opt(hour, minute.into(), second.into(), microseconds)
        .filter(|_| microseconds < 1_000_000)
        .ok_or_else(|| ValueError::new(what, "it is not within a day"))
}

/// A TIME, which there is a span of up to 838 hours, to either side.
pub(super) fn read_span(
    negative: bool,
    days: u32,
    hour: u8,
    minute: u8,
    second: u8,
    microseconds: u32,
) -> Result<NaiveTime, ValueError> {
    if negative || days > 0 {
        return Err(ValueError::new("a time", "it is not within a day"));
    }
    read_time(hour.into(), minute, second, microseconds, "a time")
}

pub(super) fn read_timestamp(value: &Value, what: &'static str) -> Option<Result<NaiveDateTime, ValueError>> {
    let Value::Date(year, month, day, hour, minute, second, microseconds) = *value else { return None };
    Some(read_date(year, month, day, what).and_then(|date| {
        let time = read_time(hour.into(), minute, second, microseconds, what)?;
        Ok(date.and_time(time))
    }))
}

pub(super) fn read_instant(value: &Value) -> Option<Result<DateTime<Utc>, ValueError>> {
    Some(read_timestamp(value, "an instant")?.map(|timestamp| timestamp.and_utc()))
}
