//! Functions of dates and times that all four databases have.

use super::builtin::builtins;
use super::{Call, Expr};
use crate::render::Template;
use crate::types::SqlType;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

/// A part of a date or time as a whole number.
macro_rules! part {
    ($strftime:literal, $extract:literal, $mysql:literal) => {
        Template::by_dialect(
            concat!("CAST(STRFTIME('", $strftime, "', {0}) AS INTEGER)"),
            // `floor`, since the seconds have a fraction and CAST would round it.
            concat!("CAST(FLOOR(EXTRACT(", $extract, " FROM {0})) AS INTEGER)"),
            concat!($mysql, "({0})"),
            concat!($mysql, "({0})"),
        )
    };
}

builtins! {
    /// The instant at which the transaction or statement began.
    Now [D9 D0] NeverNull Scalar = Template::by_dialect(
        "STRFTIME('%Y-%m-%d %H:%M:%f000+00:00', 'now')", "CURRENT_TIMESTAMP", "UTC_TIMESTAMP(6)", "UTC_TIMESTAMP(6)");
    /// Today's date, in UTC.
    Today [D9 D1] NeverNull Scalar = Template::by_dialect("DATE('now')", "CURRENT_DATE", "UTC_DATE()", "UTC_DATE()");
    /// The year.
    Year [D9 D2] Strict Scalar = part!("%Y", "YEAR", "YEAR");
    /// The month.
    Month [D9 D3] Strict Scalar = part!("%m", "MONTH", "MONTH");
    /// The day of the month.
    Day [D9 D4] Strict Scalar = part!("%d", "DAY", "DAY");
    /// The hour.
    Hour [D9 D5] Strict Scalar = part!("%H", "HOUR", "HOUR");
    /// The minute.
    Minute [D9 D6] Strict Scalar = part!("%M", "MINUTE", "MINUTE");
    /// The second.
    Second [D9 D7] Strict Scalar = part!("%S", "SECOND", "SECOND");
    /// The date of a date and time.
    DateOf [D9 D8] Strict Scalar = Template::by_dialect("DATE({0})", "CAST({0} AS DATE)", "DATE({0})", "DATE({0})");
}

/// Types with a calendar date.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no calendar date",
    label = "a date is needed here, this is `{Self}`",
    note = "use a column of type NaiveDate, NaiveDateTime or DateTime<Utc>"
)]
pub trait HasDate: SqlType {}

/// Types with a time of day.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no time of day",
    label = "a time is needed here, this is `{Self}`",
    note = "use a column of type NaiveTime, NaiveDateTime or DateTime<Utc>"
)]
pub trait HasTime: SqlType {}

impl HasDate for NaiveDate {}
impl HasDate for NaiveDateTime {}
impl HasDate for DateTime<Utc> {}
impl HasTime for NaiveTime {}
impl HasTime for NaiveDateTime {}
impl HasTime for DateTime<Utc> {}

/// The instant now, in UTC: of the statement on SQLite, MySQL and MariaDB, of the transaction's start on PostgreSQL.
/// SQLite knows milliseconds, the others microseconds.
pub fn now() -> Call<Now, DateTime<Utc>, ()> {
    Call::new(())
}

/// Today's date in UTC; connections run with their time zone set to it.
pub fn today() -> Call<Today, NaiveDate, ()> {
    Call::new(())
}

macro_rules! parts {
    ($($(#[$doc:meta])* $method:ident $bound:ident => $function:ident, $ty:ty;)*) => {$(
        $(#[$doc])*
        #[inline]
        fn $method(self) -> Call<$function, $ty, (Self,)>
        where
            Self::Ty: $bound,
        {
            Call::new((self,))
        }
    )*};
}

/// Parts of dates and times; instants are taken in UTC.
pub trait DateFunctions: Expr {
    parts! {
        /// The year.
        year HasDate => Year, i32;
        /// The month, 1 to 12.
        month HasDate => Month, i32;
        /// The day of the month, 1 to 31.
        day HasDate => Day, i32;
        /// The hour, 0 to 23.
        hour HasTime => Hour, i32;
        /// The minute, 0 to 59.
        minute HasTime => Minute, i32;
        /// The second, 0 to 59, without its fraction.
        second HasTime => Second, i32;
        /// The calendar date.
        date HasDate => DateOf, NaiveDate;
    }
}

impl<E: Expr> DateFunctions for E {}
