//! Groups, subqueries, common table expressions, set operations.

use statiql::prelude::*;

use crate::Both;
use crate::tables::{Bosses, Items, Orders, People, Sub0, Sub1, Tags};

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
