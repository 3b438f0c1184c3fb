//! A few rows for each table, NULL among them.

use statiql::prelude::*;
use statiql::sqlite::Transaction;

use crate::tables::{Counters, Items, KindId, Kinds, Level, Orders, People, Status, Tags};

type Person = (&'static str, Option<&'static str>, i32, Option<f64>, bool, Option<i64>);

const PEOPLE: [Person; 5] = [
    ("Ann", None, 30, Some(1.75), true, None),
    ("Bob", Some("a"), 3, None, false, Some(1)),
    ("it's", Some("naïve 🐢"), 1, Some(2.0), true, Some(1)),
    ("", Some(""), 0, Some(-3.5), false, Some(2)),
    ("50% _x", None, -2, None, true, Some(3)),
];

type Order = (i64, i32, f64, Option<&'static str>, Status, Option<i64>);

const ORDERS: [Order; 5] = [
    (1, 1, 0.25, None, Status::Open, Some(1)),
    (1, 2, 2.0, Some("a"), Status::Paid, None),
    (2, 1, 20.5, Some("Ann"), Status::SentBack, Some(2)),
    (3, 3, -3.5, Some(""), Status::Paid, Some(3)),
    (3, -2, 0.0, None, Status::Open, None),
];

type Item = (i64, i32, &'static str, f64, Option<f32>, Option<&'static [u8]>, i32);

const ITEMS: [Item; 4] = [
    (1, 1, "Ann", 0.25, Some(0.5), Some(&[1, 2]), 1),
    (1, 2, "pen", 2.0, None, None, 3),
    (2, 1, "it's", 9.5, Some(-1.25), Some(&[]), 0),
    (3, 3, "a", 0.0, Some(3.0), Some(&[0, 255]), -2),
];

const TAGS: [(&str, &str, Option<i32>, Level); 4] = [
    ("a", "general", Some(1), Level::Low),
    ("Ann", "people", None, Level::High),
    ("it's", "general", Some(-2), Level::High),
    ("50% _x", "", Some(3), Level::Low),
];

pub(crate) fn fill(tx: &mut Transaction<'_>) -> statiql::Result<()> {
    for (name, nick, age, height, active, boss) in PEOPLE {
        tx.execute(insert(People).values((
            People.name.set(name),
            People.nick.set(nick),
            People.age.set(age),
            People.height.set(height),
            People.active.set(active),
            People.boss_id.set(boss),
        )))?;
    }
    for id in 1..=4 {
        kind(tx, id)?;
    }
    for (person, number, total, note, status, kind) in ORDERS {
        tx.execute(insert(Orders).values((
            Orders.person_id.set(person),
            Orders.number.set(number),
            Orders.total.set(total),
            Orders.note.set(note),
            Orders.status.set(status),
            Orders.kind_id.set(kind.map(KindId)),
        )))?;
    }
    for (person, number, label, price, weight, image, quantity) in ITEMS {
        tx.execute(insert(Items).values((
            Items.person_id.set(person),
            Items.order_number.set(number),
            Items.label.set(label),
            Items.price.set(price),
            Items.weight.set(weight),
            Items.image.set(image),
            Items.quantity.set(quantity),
        )))?;
    }
    for (name, topic, rank, level) in TAGS {
        tx.execute(insert(Tags).values((
            Tags.name.set(name),
            Tags.topic.set(topic),
            Tags.rank.set(rank),
            Tags.level.set(level),
        )))?;
    }
    for n in [0, 1, 5] {
        tx.execute(insert(Counters).values((Counters.n.set(n), Counters.note.set((n == 5).then_some("Ann")))))?;
    }
    Ok(())
}

/// A row with every type in it; the last one has NULL wherever it may.
fn kind(tx: &mut Transaction<'_>, id: u8) -> statiql::Result<()> {
    let some = id < 4;
    let signed = i8::try_from(id).unwrap_or(0) * 3 - 7;
    let status = [Status::Open, Status::Paid, Status::SentBack, Status::Open][usize::from(id) - 1];
    let level = if id.is_multiple_of(2) { Level::Low } else { Level::High };
    let text = ["a", "Ann", "naïve 🐢", ""][usize::from(id) - 1];
    let bytes: &[u8] = [&[1, 2][..], &[], &[0, 255], &[7]][usize::from(id) - 1];
    tx.execute(insert(Kinds).values((
        (
            Kinds.id.set(KindId(i64::from(id))),
            Kinds.flag.set(id.is_multiple_of(2)),
            Kinds.maybe_flag.set(some.then_some(id == 1)),
            Kinds.tiny.set(signed),
            Kinds.maybe_tiny.set(some.then_some(signed)),
            Kinds.small.set(i16::from(signed)),
            Kinds.maybe_small.set(some.then_some(2i16)),
            Kinds.number.set(i32::from(signed)),
            Kinds.maybe_number.set(some.then_some(i32::from(id))),
            Kinds.big.set(i64::from(id)),
            Kinds.maybe_big.set(some.then_some(i64::from(signed))),
        ),
        (
            Kinds.byte.set(id),
            Kinds.maybe_byte.set(some.then_some(3u8)),
            Kinds.port.set(u16::from(id)),
            Kinds.maybe_port.set(some.then_some(8u16)),
            Kinds.count.set(u32::from(id)),
            Kinds.maybe_count.set(some.then_some(9u32)),
            Kinds.total.set(u64::from(id)),
            Kinds.maybe_total.set(some.then_some(11u64)),
            Kinds.ratio.set(f32::from(signed) / 2.0),
            Kinds.maybe_ratio.set(some.then_some(0.5f32)),
            Kinds.share.set(f64::from(signed) / 4.0),
            Kinds.maybe_share.set(some.then_some(0.25f64)),
        ),
        (
            Kinds.text.set(text),
            Kinds.maybe_text.set(some.then_some(text)),
            Kinds.bytes.set(bytes),
            Kinds.maybe_bytes.set(some.then_some(bytes)),
            Kinds.status.set(status),
            Kinds.maybe_status.set(some.then_some(status)),
            Kinds.level.set(level),
            Kinds.maybe_level.set(some.then_some(level)),
        ),
    )))?;
    Ok(())
}
