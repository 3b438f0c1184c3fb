//! Dates and times as text of a fixed width, so that their order is the order of the text.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};

use crate::types::ValueError;

/// `YYYY-MM-DD`, `HH:MM:SS.ffffff`, both with a space between, and that with `+00:00` after it.
pub(super) struct Moment {
    text: [u8; 32],
    len: usize,
}

impl Moment {
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.text[..self.len]
    }

    pub(super) fn date(date: NaiveDate) -> Result<Self, ValueError> {
        let mut moment = Self::new();
        moment.put_date(date, "NaiveDate")?;
        Ok(moment)
    }

    pub(super) fn time(time: NaiveTime) -> Result<Self, ValueError> {
        let mut moment = Self::new();
        moment.put_time(time, "NaiveTime")?;
        Ok(moment)
    }

    pub(super) fn timestamp(timestamp: NaiveDateTime) -> Result<Self, ValueError> {
        Self::both(timestamp, "NaiveDateTime")
    }

    pub(super) fn instant(instant: DateTime<Utc>) -> Result<Self, ValueError> {
        let mut moment = Self::both(instant.naive_utc(), "DateTime<Utc>")?;
        moment.put(b"+00:00");
        Ok(moment)
    }

    fn both(timestamp: NaiveDateTime, what: &'static str) -> Result<Self, ValueError> {
        let mut moment = Self::new();
        moment.put_date(timestamp.date(), what)?;
        moment.put(b" ");
        moment.put_time(timestamp.time(), what)?;
        Ok(moment)
    }

    fn new() -> Self {
        Moment { text: [0; 32], len: 0 }
    }

    fn put(&mut self, bytes: &[u8]) {
        self.text[self.len..self.len + bytes.len()].copy_from_slice(bytes);
        self.len += bytes.len();
    }

    fn put_number(&mut self, mut number: u32, width: usize) {
        for place in (self.len..self.len + width).rev() {
            self.text[place] = b'0' + u8::try_from(number % 10).unwrap_or(0);
            number /= 10;
        }
        self.len += width;
    }

    fn put_date(&mut self, date: NaiveDate, what: &'static str) -> Result<(), ValueError> {
        let year = u32::try_from(date.year())
            .ok()
            .filter(|year| *year <= 9999)
            .ok_or_else(|| ValueError::new(what, "SQLite knows the years 0 to 9999"))?;
        self.put_number(year, 4);
        self.put(b"-");
        self.put_number(date.month(), 2);
        self.put(b"-");
        self.put_number(date.day(), 2);
        Ok(())
    }

    fn put_time(&mut self, time: NaiveTime, what: &'static str) -> Result<(), ValueError> {
        let nanoseconds = time.nanosecond();
        if nanoseconds >= 1_000_000_000 {
            return Err(ValueError::new(what, "a leap second cannot be stored"));
        }
        if !nanoseconds.is_multiple_of(1000) {
            return Err(ValueError::new(what, "finer than a microsecond; round it first, with `trunc_subsecs(6)`"));
        }
        self.put_number(time.hour(), 2);
        self.put(b":");
        self.put_number(time.minute(), 2);
        self.put(b":");
        self.put_number(time.second(), 2);
        self.put(b".");
        self.put_number(nanoseconds / 1000, 6);
        Ok(())
    }
}

pub(super) fn read_date(text: &str) -> Result<NaiveDate, ValueError> {
    let mut rest = Rest(text.as_bytes());
    rest.date().filter(|_| rest.0.is_empty()).ok_or_else(|| ValueError::new("NaiveDate", "not of the form YYYY-MM-DD"))
}

pub(super) fn read_time(text: &str) -> Result<NaiveTime, ValueError> {
    let mut rest = Rest(text.as_bytes());
    rest.time()
        .filter(|_| rest.0.is_empty())
        .ok_or_else(|| ValueError::new("NaiveTime", "not of the form HH:MM:SS.ffffff"))
}

pub(super) fn read_timestamp(text: &str) -> Result<NaiveDateTime, ValueError> {
    let mut rest = Rest(text.as_bytes());
    rest.timestamp()
        .filter(|_| rest.0.is_empty())
        .ok_or_else(|| ValueError::new("NaiveDateTime", "not of the form YYYY-MM-DD HH:MM:SS.ffffff"))
}

/// Without an offset it is UTC, as `CURRENT_TIMESTAMP` writes it.
pub(super) fn read_instant(text: &str) -> Result<DateTime<Utc>, ValueError> {
    let mut rest = Rest(text.as_bytes());
    rest.timestamp()
        .filter(|_| matches!(rest.0, b"" | b"+00:00" | b"Z"))
        .map(|timestamp| timestamp.and_utc())
        .ok_or_else(|| ValueError::new("DateTime<Utc>", "not of the form YYYY-MM-DD HH:MM:SS.ffffff+00:00"))
}

/// What is left to read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn timestamp(&mut self) -> Option<NaiveDateTime> {
        let date = self.date()?;
        self.skip(b" T")?;
        Some(date.and_time(self.time()?))
    }

    fn date(&mut self) -> Option<NaiveDate> {
        let year = self.number(4)?;
        self.skip(b"-")?;
        let month = self.number(2)?;
        self.skip(b"-")?;
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, self.number(2)?)
    }

    fn time(&mut self) -> Option<NaiveTime> {
        let hour = self.number(2)?;
        self.skip(b":")?;
        let minute = self.number(2)?;
        self.skip(b":")?;
        let second = self.number(2)?;
        let mut microseconds = 0;
        if self.skip(b".").is_some() {
            let digits = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if !(1..=6).contains(&digits) {
                return None;
            }
            microseconds = self.number(digits)? * 10u32.pow(u32::try_from(6 - digits).ok()?);
        }
        NaiveTime::from_hms_micro_opt(hour, minute, second, microseconds)
            // `from_hms_micro_opt` takes a leap second for what has more than a million microseconds; ours never has.
            .filter(|_| second < 60)
    }

    /// One byte, if it is one of these.
    fn skip(&mut self, one_of: &[u8]) -> Option<()> {
        let (first, rest) = self.0.split_first()?;
        one_of.contains(first).then(|| self.0 = rest)
    }

    fn number(&mut self, digits: usize) -> Option<u32> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        number.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
    }
}
