//! Building a static query and taking its text allocates nothing.

use std::hint::black_box;

use statiql::prelude::*;

/// How often this thread allocates in `work`.
fn allocations<T>(work: impl FnOnce() -> T) -> u64 {
    allocation_counter::measure(|| drop(black_box(work()))).count_total
}

#[table("users")]
pub struct Users {
    #[column(primary_key, auto_increment)]
    pub id: i64,
    pub name: String,
    pub age: i32,
    pub photo: Option<Vec<u8>>,
}

#[table("orders", primary_key(user_id, number))]
pub struct Orders {
    pub user_id: i64,
    pub number: i32,
    pub total: f64,
}

name!(Big, Chain);

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| Box::new(black_box(1))), 1);
    assert_eq!(allocations(|| black_box(1) + 1), 0);
    assert!(allocations(|| from(Users).filter_opt(Some(Users.id.eq(1))).select(Users.id).sql::<Sqlite>().len()) > 0,);
}

#[test]
fn a_query_with_borrowed_values_allocates_nothing() {
    let (name, id) = (black_box("Ada"), black_box(7));
    let text = |dialect: fn(&str, i64) -> usize| allocations(|| dialect(name, id));
    assert_eq!(
        text(|name, id| from(Users)
            .filter(Users.name.eq(name) & Users.id.gt(id))
            .select((Users.id, Users.name))
            .sql::<Sqlite>()
            .len()),
        0
    );
    assert_eq!(
        text(|name, id| from(Users)
            .filter(Users.name.eq(name) & Users.id.gt(id))
            .select((Users.id, Users.name))
            .sql::<Postgres>()
            .len()),
        0
    );
    assert_eq!(
        text(|name, id| from(Users)
            .filter(Users.name.eq(name) & Users.id.gt(id))
            .select((Users.id, Users.name))
            .sql::<MySql>()
            .len()),
        0
    );
    assert_eq!(
        text(|name, id| from(Users)
            .filter(Users.name.eq(name) & Users.id.gt(id))
            .select((Users.id, Users.name))
            .sql::<MariaDb>()
            .len()),
        0
    );
}

#[test]
fn a_large_query_allocates_nothing() {
    let (name, id) = (black_box("Ada"), black_box(7));
    let count = allocations(|| {
        let query = from(Users)
            .left_join(Orders, Orders.user_id.eq(Users.id) & Orders.total.gt(1.5))
            .filter(
                Users.name.like(name).or(Users.age.between(1, 2)).or(Users.photo.is_not_distinct_from(None::<&[u8]>)),
            )
            .filter(Users.id.gt(id))
            .group_by((Users, Orders.number))
            .having(count_all().gt(1))
            .order_by((Users.name.asc(), Orders.number.desc().nulls_last()))
            .select(row! { name: Users.name, number: Orders.number, total: coalesce((Orders.total.sum(), 0.0)) })
            .limit(10)
            .offset(20);
        query.sql::<Sqlite>().len() + query.sql::<Postgres>().len()
    });
    assert_eq!(count, 0);
}

#[test]
fn subqueries_and_ctes_allocate_nothing() {
    let id = black_box(7);
    let count = allocations(|| {
        let chain = from(Users).filter(Users.id.eq(id)).select(row! { id: Users.id }).recursive_cte(Chain, |chain| {
            from(Users).join(chain, Users.id.eq(chain.id + 1)).filter(Users.age.lt(9)).select(row! { id: Users.id })
        });
        let big = from(Orders).filter(Orders.total.gt(1.5)).select(row! { id: Orders.user_id }).subquery(Big);
        let has = exists(
            from(Orders).correlate(Users).filter(Orders.user_id.eq(Users.id) & Orders.number.gt(1)).select(lit!(1)),
        );
        let query = from(Users)
            .join(&chain, chain.id.eq(Users.id))
            .join(&big, big.id.eq(Users.id))
            .filter(has | Users.id.is_in(from(Orders).filter(Orders.number.eq(2)).select(Orders.user_id)))
            .select(Users.name)
            .union(from(Users).filter(Users.name.ne("x")).select(Users.name));
        query.sql::<Sqlite>().len() + query.sql::<MySql>().len()
    });
    assert_eq!(count, 0);
}

#[test]
fn statements_that_write_allocate_nothing() {
    let (name, id) = (black_box("Ada"), black_box(7));
    let photo: &[u8] = black_box(&[1, 2, 3]);
    let count = allocations(|| {
        let values = (Users.name.set(name), Users.age.set(1), Users.photo.set(Some(photo)));
        let insertion = insert(Users).values(values).returning(Users.id);
        let upsert = insert(Orders)
            .values((Orders.user_id.set(id), Orders.number.set(1), Orders.total.set(0.5)))
            .on_conflict((Orders.user_id, Orders.number))
            .do_update(Orders.total.set(Orders.total + excluded(Orders.total)));
        let change = update(Users).set((Users.name.set(name), Users.age.set(Users.age + 1))).filter(Users.id.eq(id));
        let removal = delete(Users).filter(Users.name.eq(name));
        insertion.sql::<Sqlite>().len()
            + upsert.sql::<Postgres>().len()
            + change.sql::<MySql>().len()
            + removal.sql::<MariaDb>().len()
    });
    assert_eq!(count, 0);
}
