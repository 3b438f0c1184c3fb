//! Typed queries and SQL written by hand give the same rows; servers prepare the typed ones.
#![cfg(all(feature = "sqlite", feature = "postgres", feature = "mysql"))]
#![allow(clippy::type_complexity)]

#[path = "soundness/rows.rs"]
mod rows;
#[allow(dead_code)]
#[path = "soundness/servers.rs"]
mod servers;
mod sqlite_support;
#[allow(dead_code)]
#[path = "soundness/tables.rs"]
mod tables;

use std::cell::RefCell;
use std::fmt::Debug;

use servers::Servers;
use sqlite_support::Directory;
use statiql::prelude::*;
use statiql::sqlite::{Database, Transaction};
use tables::{Bosses, Counters, Items, KindId, Kinds, Level, Orders, OtherItems, People, Status, Sub0, Sub1, Tags};

/// The filled tables, for statiql and for a bare connection.
struct Both {
    db: Database,
    raw: rusqlite::Connection,
    servers: RefCell<Servers>,
    _directory: Directory,
}

impl Both {
    fn new() -> Self {
        let directory = Directory::new();
        let file = directory.file("all.db");
        let db = Database::open(&file).expect("a database");
        db.transaction(|tx| {
            tx.create_all((People, Kinds, Orders, Items, Tags, Counters))?;
            rows::fill(tx)
        })
        .expect("filled tables");
        Both {
            db,
            raw: rusqlite::Connection::open(file).expect("a connection"),
            servers: RefCell::new(Servers::new()),
            _directory: directory,
        }
    }

    /// A statement that the servers took.
    fn on_servers<Q: Statement>(&self, statement: Q) -> Q {
        let mut servers = self.servers.borrow_mut();
        servers.prepare::<Postgres, Q>("by hand", &statement);
        servers.prepare::<MySql, Q>("by hand", &statement);
        servers.prepare::<MariaDb, Q>("by hand", &statement);
        let refusals = servers.refusals();
        assert!(refusals.is_empty(), "{}", refusals.join("\n"));
        statement
    }

    /// The rows of a typed query are those of the SQL; in its order if it has one.
    fn same<T>(&self, typed: impl FnOnce(&mut Transaction<'_>) -> statiql::Result<Vec<T>>, sql: &str)
    where
        T: Debug + PartialEq + for<'r> TryFrom<&'r rusqlite::Row<'r>, Error = rusqlite::Error>,
    {
        let mut typed: Vec<T> = self.db.transaction(typed).expect(sql);
        let mut statement = self.raw.prepare(sql).expect(sql);
        let by_hand = statement.query_map([], |row| T::try_from(row)).expect(sql);
        let mut by_hand: Vec<T> = by_hand.collect::<Result<_, _>>().expect(sql);
        if !sql.contains("ORDER BY") {
            typed.sort_by_key(|row| format!("{row:?}"));
            by_hand.sort_by_key(|row| format!("{row:?}"));
        }
        assert_eq!(typed, by_hand, "{sql}");
        assert!(!typed.is_empty(), "no rows, so nothing is compared: {sql}");
    }
}

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
fn groups_are_the_same() {
    let both = Both::new();
    both.same(
        |tx| {
            tx.all(both.on_servers(from(Orders).group_by(Orders.person_id).select((
                Orders.person_id,
                count_all(),
                Orders.total.sum(),
                Orders.note.count(),
            ))))
        },
        "SELECT person_id, count(*), sum(total), count(note) FROM orders GROUP BY person_id",
    );
    both.same(
        |tx| tx.all(both.on_servers(from(People).group_by(People.active).having(count_all().gt(2)).select((People.active, People.age.avg(), People.name.min(), People.height.max())))),
        "SELECT * FROM (SELECT active, avg(age), min(name), max(height), count(*) n FROM people GROUP BY active) WHERE n > 2",
    );
    both.same(
        |tx| {
            tx.all(both.on_servers(
                from(People).group_by(People.age % lit!(2i32)).select((People.age % lit!(2i32), count_all())),
            ))
        },
        "SELECT age % 2, count(*) FROM people GROUP BY 1",
    );
    both.same(
        |tx| {
            let query = from(People).left_join(Orders, Orders.person_id.eq(People.id)).group_by(People);
            tx.all(both.on_servers(query.select((People.name, Orders.number.count(), coalesce((Orders.total.sum(), 0.0))))))
        },
        "SELECT name, (SELECT count(*) FROM orders WHERE person_id = people.id), (SELECT total(total) FROM orders WHERE person_id = people.id) FROM people",
    );
    both.same(
        |tx| {
            tx.all(both.on_servers(from(People).select((
                count_all(),
                People.nick.count_distinct(),
                People.age.sum(),
                People.height.sum(),
                People.age.sum_distinct(),
            ))))
        },
        "SELECT count(*), count(DISTINCT nick), sum(age), sum(height), sum(DISTINCT age) FROM people",
    );
    both.same(
        |tx| {
            tx.all(both.on_servers(from(People).select((
                count_all().only(People.active),
                People.age.max().only(People.age.lt(10)),
                People.age.min().only(People.age.gt(99)),
            ))))
        },
        "SELECT sum(active), max(CASE WHEN age < 10 THEN age END), min(CASE WHEN age > 99 THEN age END) FROM people",
    );
    both.same(
        |tx| {
            tx.all(
                both.on_servers(from(Tags).group_by(Tags.topic).select((Tags.topic, Tags.name.string_agg(lit!("+"))))),
            )
        },
        "SELECT topic, group_concat(name, '+') FROM tags GROUP BY topic",
    );
}

#[test]
fn subqueries_give_the_same_rows() {
    let both = Both::new();
    both.same(
        |tx| {
            let orders = || from(Orders).correlate(People).filter(Orders.person_id.eq(People.id));
            tx.all(
                both.on_servers(
                    from(People)
                        .filter(exists(orders().select(lit!(1))))
                        .select((People.name, scalar(orders().select(Orders.total.max())))),
                ),
            )
        },
        "SELECT name, max(total) FROM people JOIN orders ON person_id = id GROUP BY id",
    );
    both.same(
        |tx| {
            tx.all(
                both.on_servers(
                    from(People)
                        .filter(!exists(
                            from(Orders).correlate(People).filter(Orders.person_id.eq(People.id)).select(lit!(1)),
                        ))
                        .select((People.id,)),
                ),
            )
        },
        "SELECT id FROM people EXCEPT SELECT person_id FROM orders",
    );
    both.same(
        |tx| {
            tx.all(both.on_servers(
                from(People).filter(People.id.is_in(from(Items).select(Items.person_id))).select((People.name,)),
            ))
        },
        "SELECT DISTINCT name FROM people JOIN items ON people.id = person_id",
    );
    both.same(
        |tx| {
            tx.all(
                both.on_servers(
                    from(People)
                        .filter(People.id.not_in(
                            from(People).filter(People.boss_id.is_not_null()).select(coalesce((People.boss_id, 0))),
                        ))
                        .select((People.id,)),
                ),
            )
        },
        "SELECT p.id FROM people p LEFT JOIN people q ON q.boss_id = p.id WHERE q.id IS NULL",
    );
    both.same(
        |tx| {
            let totals = from(Orders)
                .group_by(Orders.person_id)
                .select(row! { person: Orders.person_id, total: Orders.total.sum() })
                .subquery(Sub0);
            tx.all(
                both.on_servers(
                    from(&totals)
                        .join(People, People.id.eq(totals.person))
                        .filter(totals.total.gt(0.0))
                        .select((People.name, totals.total)),
                ),
            )
        },
        "SELECT name, sum(total) FROM people JOIN orders ON person_id = id GROUP BY id HAVING sum(total) > 0",
    );
}

#[test]
fn common_table_expressions_give_the_same_rows() {
    let both = Both::new();
    both.same(
        |tx| {
            let young =
                from(People).filter(People.age.lt(10)).select(row! { id: People.id, name: People.name }).cte(Sub0);
            let named = from(&young).filter(young.name.ne("")).select(row! { id: young.id }).cte(Sub1);
            tx.all(
                both.on_servers(
                    from(&named)
                        .left_join(&young, young.id.eq(named.id))
                        .filter(named.id.is_in(from(&young).select(young.id)))
                        .select((named.id, young.name)),
                ),
            )
        },
        "SELECT id, name FROM people WHERE age < 10 AND name <> ''",
    );
    both.same(
        |tx| {
            let tree = from(People).filter(People.boss_id.is_null()).select(row! { id: People.id, depth: lit!(0), path: People.name }).recursive_cte(Sub0, |me| {
                from(Bosses).join(me, Bosses.boss_id.eq(me.id)).select(row! { id: Bosses.id, depth: me.depth + 1, path: me.path.concat("/").concat(Bosses.name) })
            });
            tx.all(both.on_servers(from(&tree).order_by((tree.depth.desc(), tree.id.asc())).select((tree.id, tree.depth, tree.path))))
        },
        "WITH RECURSIVE t(id, depth, path) AS (SELECT id, 0, name FROM people WHERE boss_id IS NULL
         UNION ALL SELECT p.id, depth + 1, path || '/' || name FROM t, people p WHERE p.boss_id = t.id) SELECT * FROM t ORDER BY 2 DESC, 1",
    );
    both.same(
        |tx| {
            let numbers = from(People)
                .filter(People.id.eq(1))
                .select(row! { n: lit!(1) })
                .recursive_cte(Sub0, |me| from(me).filter(me.n.lt(5)).select(row! { n: me.n + 1 }));
            tx.all(both.on_servers(from(&numbers).select((numbers.n * numbers.n,))))
        },
        "VALUES (1), (4), (9), (16), (25)",
    );
}

#[test]
fn set_operations_give_the_same_rows() {
    let both = Both::new();
    let names = || from(People).select((People.name,));
    let tags = || from(Tags).select((Tags.name,));
    both.same(
        |tx| tx.all(both.on_servers(names().union(tags()))),
        "SELECT name FROM people UNION SELECT name FROM tags",
    );
    both.same(
        |tx| tx.all(both.on_servers(names().union_all(tags()))),
        "SELECT name FROM people UNION ALL SELECT name FROM tags",
    );
    both.same(
        |tx| tx.all(both.on_servers(names().intersect(tags()))),
        "SELECT DISTINCT name FROM people WHERE name IN (SELECT name FROM tags)",
    );
    both.same(
        |tx| tx.all(both.on_servers(names().except(tags()))),
        "SELECT DISTINCT name FROM people WHERE name NOT IN (SELECT name FROM tags)",
    );
    both.same(
        |tx| tx.all(both.on_servers(names().except(tags()).except(from(Items).select((Items.label,))))),
        "SELECT name FROM people EXCEPT SELECT name FROM tags EXCEPT SELECT label FROM items",
    );
    both.same(
        |tx| {
            tx.all(
                both.on_servers(
                    from(People)
                        .select((People.boss_id, lit!("boss")))
                        .union(from(Orders).filter(Orders.total.gt(0.0)).select((Orders.person_id, lit!("buyer")))),
                ),
            )
        },
        "SELECT boss_id, 'boss' FROM people UNION SELECT person_id, 'buyer' FROM orders WHERE total > 0",
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

#[test]
fn writing_changes_the_same_rows() {
    /// The typed statement in a transaction that is rolled back, and the rows that are then there.
    fn after(
        both: &Both,
        write: impl FnOnce(&mut Transaction<'_>) -> statiql::Result<u64>,
    ) -> (u64, Vec<(i64, i32, f64, Option<String>)>) {
        let mut tx = both.db.begin().expect("a transaction");
        let changed = write(&mut tx).expect("it writes");
        let query = from(Orders).order_by((Orders.person_id.asc(), Orders.number.asc()));
        let rows =
            tx.all(query.select((Orders.person_id, Orders.number, Orders.total, Orders.note))).expect("it reads");
        tx.rollback().expect("it rolls back");
        (changed, rows)
    }
    /// The same by hand.
    fn by_hand(both: &Both, sql: &str) -> (u64, Vec<(i64, i32, f64, Option<String>)>) {
        both.raw.execute_batch("BEGIN").expect("a transaction");
        let changed = both.raw.execute(sql, []).expect(sql);
        let mut statement =
            both.raw.prepare("SELECT person_id, number, total, note FROM orders ORDER BY 1, 2").expect("it reads");
        let rows = statement.query_map([], |row| row.try_into()).and_then(Iterator::collect).expect("it reads");
        both.raw.execute_batch("ROLLBACK").expect("it rolls back");
        (u64::try_from(changed).expect("small"), rows)
    }
    let both = Both::new();
    let row = |person: i64, number: i32, total: f64| {
        (
            Orders.person_id.set(person),
            Orders.number.set(number),
            Orders.total.set(total),
            Orders.note.set("new"),
            Orders.status.set(Status::Open),
        )
    };
    let key = (Orders.person_id, Orders.number);
    assert_eq!(
        after(&both, |tx| tx.execute(
            both.on_servers(
                update(Orders)
                    .set((Orders.total.set(Orders.total * 2.0), Orders.note.set(None::<&str>)))
                    .filter(Orders.number.gt(1))
            )
        )),
        by_hand(&both, "UPDATE orders SET total = total + total, note = NULL WHERE number > 1"),
    );
    assert_eq!(
        after(&both, |tx| tx.execute(both.on_servers(
            delete(Orders).filter(Orders.person_id.not_in(from(Items).select(Items.person_id)).or(Orders.number.lt(0)))
        ))),
        by_hand(
            &both,
            "DELETE FROM orders WHERE number < 0 OR NOT EXISTS (SELECT 1 FROM items WHERE items.person_id = orders.person_id)"
        ),
    );
    assert_eq!(
        after(&both, |tx| tx.execute(
            both.on_servers(insert(Orders).rows([(4, 1), (4, 2)], |(person, number)| row(person, number, 1.5)))
        )),
        by_hand(&both, "INSERT INTO orders VALUES (4, 1, 1.5, 'new', 'open', NULL), (4, 2, 1.5, 'new', 'open', NULL)"),
    );
    assert_eq!(
        after(&both, |tx| tx.execute(
            both.on_servers(
                insert(Orders)
                    .rows([(1, 1), (5, 1)], |(person, number)| row(person, number, 8.0))
                    .on_conflict(key)
                    .do_update(Orders.total.set(Orders.total + excluded(Orders.total)))
            )
        )),
        by_hand(
            &both,
            "INSERT INTO orders VALUES (1, 1, 8, 'new', 'open', NULL), (5, 1, 8, 'new', 'open', NULL) ON CONFLICT DO UPDATE SET total = total + 8"
        ),
    );
    assert_eq!(
        after(&both, |tx| tx
            .execute(both.on_servers(insert(Orders).values(row(1, 1, 8.0)).on_conflict(key).do_nothing()))),
        by_hand(&both, "INSERT OR IGNORE INTO orders VALUES (1, 1, 8, 'new', 'open', NULL)"),
    );
    assert_eq!(
        after(&both, |tx| {
            let query = from(People).filter(People.id.ge(4)).select((
                People.id,
                People.age,
                lit!(0.5),
                open_status(),
                People.nick,
            ));
            tx.execute(
                both.on_servers(
                    insert(Orders).from_select(
                        (Orders.person_id, Orders.number, Orders.total, Orders.status, Orders.note),
                        query,
                    ),
                ),
            )
        }),
        by_hand(&both, "INSERT INTO orders SELECT id, age, 0.5, nick, 'open', NULL FROM people WHERE id > 3"),
    );
}

function! { fn open_status() -> NotNull<Status> = "'open'"; }
