//! Functions of dates and times.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;

#[table("events")]
struct Events {
    #[column(primary_key)]
    id: i64,
    day: NaiveDate,
    hour: NaiveTime,
    local: NaiveDateTime,
    at: Option<DateTime<Utc>>,
}

#[test]
fn the_clock_is_in_utc() {
    assert_snapshot!(sql(from(Events).filter(Events.at.lt(now())).select(Events.id)), @r#"
    sqlite: SELECT "events"."id" FROM "events" WHERE "events"."at" < STRFTIME('%Y-%m-%d %H:%M:%f000+00:00', 'now')
    postgres: SELECT "events"."id" FROM "events" WHERE "events"."at" < CURRENT_TIMESTAMP
    mysql, mariadb: SELECT `events`.`id` FROM `events` WHERE `events`.`at` < UTC_TIMESTAMP(6)
    "#);
    assert_snapshot!(sql(from(Events).filter(Events.day.eq(today())).select(Events.id)), @r#"
    sqlite: SELECT "events"."id" FROM "events" WHERE "events"."day" = DATE('now')
    postgres: SELECT "events"."id" FROM "events" WHERE "events"."day" = CURRENT_DATE
    mysql, mariadb: SELECT `events`.`id` FROM `events` WHERE `events`.`day` = UTC_DATE()
    "#);
}

#[test]
fn parts_are_whole_numbers() {
    assert_snapshot!(sql(from(Events).select((Events.day.year(), Events.local.month(), Events.at.day()))), @r#"
    sqlite: SELECT CAST(STRFTIME('%Y', "events"."day") AS INTEGER), CAST(STRFTIME('%m', "events"."local") AS INTEGER), CAST(STRFTIME('%d', "events"."at") AS INTEGER) FROM "events"
    postgres: SELECT CAST(FLOOR(EXTRACT(YEAR FROM "events"."day")) AS INTEGER), CAST(FLOOR(EXTRACT(MONTH FROM "events"."local")) AS INTEGER), CAST(FLOOR(EXTRACT(DAY FROM "events"."at")) AS INTEGER) FROM "events"
    mysql, mariadb: SELECT YEAR(`events`.`day`), MONTH(`events`.`local`), DAY(`events`.`at`) FROM `events`
    "#);
    assert_snapshot!(sql(from(Events).select((Events.hour.hour(), Events.local.minute(), Events.at.second()))), @r#"
    sqlite: SELECT CAST(STRFTIME('%H', "events"."hour") AS INTEGER), CAST(STRFTIME('%M', "events"."local") AS INTEGER), CAST(STRFTIME('%S', "events"."at") AS INTEGER) FROM "events"
    postgres: SELECT CAST(FLOOR(EXTRACT(HOUR FROM "events"."hour")) AS INTEGER), CAST(FLOOR(EXTRACT(MINUTE FROM "events"."local")) AS INTEGER), CAST(FLOOR(EXTRACT(SECOND FROM "events"."at")) AS INTEGER) FROM "events"
    mysql, mariadb: SELECT HOUR(`events`.`hour`), MINUTE(`events`.`local`), SECOND(`events`.`at`) FROM `events`
    "#);
}

#[test]
fn an_instant_has_a_date() {
    assert_snapshot!(sql(from(Events).group_by(Events.at.date()).select((Events.at.date(), count_all()))), @r#"
    sqlite: SELECT DATE("events"."at"), COUNT(*) FROM "events" GROUP BY DATE("events"."at")
    postgres: SELECT CAST("events"."at" AS DATE), COUNT(*) FROM "events" GROUP BY CAST("events"."at" AS DATE)
    mysql, mariadb: SELECT DATE(`events`.`at`), COUNT(*) FROM `events` GROUP BY DATE(`events`.`at`)
    "#);
}

#[test]
fn dates_are_bound() {
    let day = NaiveDate::from_ymd_opt(1974, 5, 1).expect("a day");
    assert_snapshot!(sql(from(Events).filter(Events.day.between(day, today())).select(Events.local.max())), @r#"
    sqlite: SELECT MAX("events"."local") FROM "events" WHERE "events"."day" BETWEEN ? AND DATE('now')
    postgres: SELECT MAX("events"."local") FROM "events" WHERE "events"."day" BETWEEN $1 AND CURRENT_DATE
    mysql, mariadb: SELECT MAX(`events`.`local`) FROM `events` WHERE `events`.`day` BETWEEN ? AND UTC_DATE()
    "#);
}
