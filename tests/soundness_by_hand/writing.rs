//! INSERT, UPDATE and DELETE.

use statiql::prelude::*;
use statiql::sqlite::Transaction;

use crate::Both;
use crate::tables::{Items, Orders, People, Status};

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
