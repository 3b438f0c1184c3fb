//! Filters, joins and orders.

use statiql::prelude::*;

use crate::Both;
use crate::tables::{Bosses, Counters, Items, KindId, Kinds, Level, Orders, OtherItems, People, Status, Tags};

#[test]
fn filters_leave_the_same_rows() {
    let both = Both::new();
    both.same(
        |tx| tx.all(both.on_servers(from(People).filter(People.age.gt(0)).select((People.name,)))),
        "SELECT name FROM people WHERE age > 0",
    );
    both.same(
        |tx| {
            tx.all(both.on_servers(
                from(People).filter(People.nick.is_null().or(People.nick.eq(""))).select((People.id, People.nick)),
            ))
        },
        "SELECT id, nick FROM people WHERE ifnull(nick, '') = ''",
    );
    both.same(
        |tx| {
            tx.all(
                both.on_servers(
                    from(People).filter(!People.active.and(People.boss_id.is_not_null())).select((People.id,)),
                ),
            )
        },
        "SELECT id FROM people WHERE NOT active OR boss_id IS NULL",
    );
    both.same(
        |tx| {
            tx.all(
                both.on_servers(
                    from(Orders)
                        .filter(Orders.status.is_distinct_from(Status::Paid))
                        .filter(Orders.total.between(0.0, 21.0))
                        .select((Orders.number,)),
                ),
            )
        },
        "SELECT number FROM orders WHERE status IS NOT 'paid' AND 0 <= total AND total <= 21",
    );
    both.same(
        |tx| {
            tx.all(both.on_servers(
                from(Orders).filter(Orders.kind_id.is_not_distinct_from(None::<KindId>)).select((Orders.person_id,)),
            ))
        },
        "SELECT person_id FROM orders WHERE kind_id IS NULL",
    );
    both.same(
        |tx| tx.all(both.on_servers(from(Tags).filter(Tags.level.eq(Level::High)).select((Tags.name,)))),
        "SELECT name FROM tags WHERE level = 2",
    );
}

#[test]
fn lists_hold_the_same_rows() {
    let both = Both::new();
    both.same(
        |tx| tx.all(both.on_servers(from(People).filter(People.id.is_in([1, 3, 99])).select((People.name,)))),
        "SELECT name FROM people WHERE id IN (1, 3, 99)",
    );
    both.same(
        |tx| tx.all(both.on_servers(from(People).filter(People.nick.not_in(["a", "it's"])).select((People.id,)))),
        "SELECT id FROM people WHERE nick NOT IN ('a', 'it''s')",
    );
    both.same(
        |tx| tx.all(both.on_servers(from(Orders).filter(Orders.total.is_in([0.25, 20.5])).select((Orders.total,)))),
        "SELECT total FROM orders WHERE total IN (0.25, 20.5)",
    );
    let images: [&[u8]; 2] = [&[1, 2], &[]];
    both.same(
        |tx| tx.all(both.on_servers(from(Items).filter(Items.image.is_in(images)).select((Items.id,)))),
        "SELECT id FROM items WHERE image IN (x'0102', x'')",
    );
    both.same(
        |tx| tx.all(both.on_servers(from(People).filter(People.id.not_in(Vec::<i64>::new())).select((People.id,)))),
        "SELECT id FROM people",
    );
    both.same(
        |tx| {
            tx.all(both.on_servers(from(Kinds).filter(Kinds.id.is_in([KindId(2), KindId(4)])).select((Kinds.number,))))
        },
        "SELECT number FROM kinds WHERE id = 2 OR id = 4",
    );
}

#[test]
fn patterns_find_the_same_rows() {
    let both = Both::new();
    both.same(
        |tx| tx.all(both.on_servers(from(People).filter(People.name.like("%n%")).select((People.name,)))),
        "SELECT name FROM people WHERE name LIKE '%n%'",
    );
    both.same(
        |tx| tx.all(both.on_servers(from(People).filter(People.name.contains("% _")).select((People.name,)))),
        "SELECT name FROM people WHERE instr(name, '% _') > 0",
    );
    both.same(
        |tx| tx.all(both.on_servers(from(People).filter(People.name.starts_with("50%")).select((People.id,)))),
        "SELECT id FROM people WHERE substr(name, 1, 3) = '50%'",
    );
    both.same(
        |tx| tx.all(both.on_servers(from(People).filter(People.name.ends_with("_x")).select((People.id,)))),
        "SELECT id FROM people WHERE substr(name, -2) = '_x'",
    );
}

#[test]
fn joins_give_the_same_rows() {
    let both = Both::new();
    both.same(
        |tx| {
            tx.all(both.on_servers(
                from(People).join(Orders, Orders.person_id.eq(People.id)).select((People.name, Orders.number)),
            ))
        },
        "SELECT p.name, o.number FROM people p, orders o WHERE o.person_id = p.id",
    );
    both.same(
        |tx| tx.all(both.on_servers(from(People).left_join(Orders, Orders.person_id.eq(People.id) & Orders.total.gt(1.0)).select((People.name, Orders.number)))),
        "SELECT p.name, o.number FROM people p LEFT JOIN (SELECT * FROM orders WHERE total > 1) o ON p.id = o.person_id",
    );
    both.same(
        |tx| {
            tx.all(both.on_servers(
                from(Orders).right_join(People, Orders.person_id.eq(People.id)).select((People.name, Orders.total)),
            ))
        },
        "SELECT p.name, o.total FROM people p LEFT JOIN orders o ON p.id = o.person_id",
    );
    both.same(
        |tx| {
            tx.all(
                both.on_servers(from(People).full_join(Tags, Tags.name.eq(People.name)).select((People.id, Tags.name))),
            )
        },
        "SELECT p.id, t.name FROM people p LEFT JOIN tags t ON p.name = t.name
         UNION ALL SELECT NULL, name FROM tags WHERE name NOT IN (SELECT name FROM people)",
    );
    both.same(
        |tx| tx.all(both.on_servers(from(Tags).cross_join(Counters).select((Tags.name, Counters.n)))),
        "SELECT name, n FROM tags, counters",
    );
    both.same(
        |tx| {
            tx.all(
                both.on_servers(
                    from(People).join(Bosses, Bosses.id.eq(People.boss_id)).select((People.name, Bosses.name)),
                ),
            )
        },
        "SELECT p.name, b.name FROM people p JOIN people b ON p.boss_id = b.id",
    );
    both.same(
        |tx| {
            let query = from(Orders)
                .left_join(Items, Items.person_id.eq(Orders.person_id).and(Items.order_number.eq(Orders.number)))
                .left_join(OtherItems, OtherItems.id.eq(Items.id + 1))
                .left_join(Kinds, Kinds.id.eq(Orders.kind_id));
            tx.all(both.on_servers(query.select((Orders.person_id, Items.label, OtherItems.label, Kinds.text))))
        },
        "SELECT o.person_id, i.label, j.label, k.text FROM orders o LEFT JOIN items i ON (i.person_id, i.order_number) = (o.person_id, o.number)
         LEFT JOIN items j ON j.id = i.id + 1 LEFT JOIN kinds k ON k.id = o.kind_id",
    );
}

#[test]
fn rows_come_in_the_same_order() {
    let both = Both::new();
    both.same(
        |tx| {
            tx.all(
                both.on_servers(from(People).order_by((People.active.desc(), People.age.asc())).select((People.id,))),
            )
        },
        "SELECT id FROM people ORDER BY active DESC, age",
    );
    both.same(
        |tx| {
            tx.all(
                both.on_servers(
                    from(People)
                        .order_by((People.height.asc().nulls_last(), People.id.desc()))
                        .select((People.id, People.height)),
                ),
            )
        },
        "SELECT id, height FROM people ORDER BY height IS NULL, height, -id",
    );
    both.same(
        |tx| {
            tx.all(both.on_servers(
                from(People).order_by((People.height.desc().nulls_first(), People.id.asc())).select((People.id,)),
            ))
        },
        "SELECT id FROM people ORDER BY height IS NOT NULL, height DESC, id",
    );
    both.same(
        |tx| tx.all(both.on_servers(from(People).order_by(People.id.desc()).select((People.id,)).limit(2).offset(1))),
        "SELECT id FROM people ORDER BY id DESC LIMIT 1, 2",
    );
    both.same(
        |tx| {
            tx.all(both.on_servers(
                from(Items).order_by((Items.price * 2.0 - Items.quantity.cast::<f64>()).desc()).select((Items.label,)),
            ))
        },
        "SELECT label FROM items ORDER BY 2 * price - quantity DESC",
    );
    both.same(
        |tx| {
            tx.all(
                both.on_servers(from(Orders).distinct().order_by(Orders.person_id.asc()).select((Orders.person_id,))),
            )
        },
        "SELECT person_id FROM orders GROUP BY 1 ORDER BY 1",
    );
    both.same(
        |tx| {
            tx.all(
                both.on_servers(
                    from(Orders)
                        .group_by(Orders.person_id)
                        .order_by((count_all().desc(), Orders.person_id.desc()))
                        .select((Orders.person_id,)),
                ),
            )
        },
        "SELECT person_id FROM orders GROUP BY 1 ORDER BY count(*) DESC, 1 DESC",
    );
}

#[test]
fn expressions_have_the_same_values() {
    let both = Both::new();
    both.same(
        |tx| {
            tx.all(both.on_servers(from(People).select((
                People.age / 2,
                People.age % 4,
                (People.age + 1) * 2 - People.age,
                People.age.negated().abs(),
                People.age / 0,
            ))))
        },
        "SELECT age / 2, age % 4, age + 2, abs(age), NULL FROM people",
    );
    both.same(
        |tx| {
            tx.all(both.on_servers(from(Orders).select((
                Orders.total / 2.0,
                (Orders.total * 3.0).round(),
                Orders.total.cast::<i64>(),
                Orders.number.cast::<String>(),
            ))))
        },
        "SELECT total / 2, round(3 * total), CAST(total AS INT), '' || number FROM orders",
    );
    both.same(
        |tx| {
            let name = People.name;
            tx.all(both.on_servers(from(People).select((name.upper(), name.concat(People.nick).lower(), name.char_length(), name.replace("n", "<>"), name.substring(2, 3), name.concat("  ").trim_end()))))
        },
        "SELECT upper(name), lower(name || nick), length(name), replace(name, 'n', '<>'), substr(name, 2, 3), name FROM people",
    );
    both.same(
        |tx| {
            let size = case_when(People.age.gt(10), lit!("old")).when(People.age.ge(1), "young").otherwise("unborn");
            tx.all(both.on_servers(from(People).select((coalesce((People.nick, People.name)), People.nick.nullif(""), size, case_when(People.active, People.id).end()))))
        },
        "SELECT ifnull(nick, name), nullif(nick, ''), iif(age > 10, 'old', iif(age >= 1, 'young', 'unborn')), iif(active, id, NULL) FROM people",
    );
    both.same(
        |tx| {
            tx.all(both.on_servers(from(Kinds).select((
                Kinds.tiny + 1,
                Kinds.maybe_byte,
                Kinds.count * 2,
                Kinds.share - 0.5,
                Kinds.bytes,
                Kinds.flag.eq(Kinds.maybe_flag),
            ))))
        },
        "SELECT tiny + 1, maybe_byte, count * 2, share - 0.5, bytes, flag = maybe_flag FROM kinds",
    );
}
