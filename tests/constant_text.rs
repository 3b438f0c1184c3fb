//! Queries whose text is a constant of the program, and those whose text is not.

use statiql::prelude::*;
use statiql::render::Dialect;

#[table("users")]
pub struct Users {
    #[column(primary_key, auto_increment)]
    pub id: i64,
    pub name: String,
    pub age: i32,
    pub email: Option<String>,
}

#[table("orders", primary_key(user_id, number))]
pub struct Orders {
    #[column(references = Users.id)]
    pub user_id: i64,
    pub number: i32,
    pub total: f64,
}

alias!(Others = Users, Strangers = Users);
name!(Big, Chain);

const fn equal(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

const SQLITE: &str = sql_of::<Sqlite, _, _>(|| from(Users).filter(Users.age.gt(18)).select(Users.id));
const POSTGRES: &str = sql_of::<Postgres, _, _>(|| from(Users).filter(Users.age.gt(18)).select(Users.id));
const MYSQL: &str = sql_of::<MySql, _, _>(|| from(Users).filter(Users.age.gt(18)).select(Users.id));
const MARIADB: &str = sql_of::<MariaDb, _, _>(|| from(Users).filter(Users.age.gt(18)).select(Users.id));

const _: () = assert!(equal(SQLITE, r#"SELECT "users"."id" FROM "users" WHERE "users"."age" > ?"#));
const _: () = assert!(equal(POSTGRES, r#"SELECT "users"."id" FROM "users" WHERE "users"."age" > $1"#));
const _: () = assert!(equal(MYSQL, "SELECT `users`.`id` FROM `users` WHERE `users`.`age` > ?"));
const _: () = assert!(equal(MARIADB, "SELECT `users`.`id` FROM `users` WHERE `users`.`age` > ?"));

const INSERT: &str =
    sql_of::<Sqlite, _, _>(|| insert(Users).values((Users.name.set("a"), Users.age.set(1))).returning(Users.id));
const UPDATE: &str =
    sql_of::<Postgres, _, _>(|| update(Users).set(Users.age.set(Users.age + 1)).filter(Users.id.eq(1)));
const DELETE: &str = sql_of::<MySql, _, _>(|| delete(Users).filter(Users.email.is_null()));
const IN_LIST: &str = sql_of::<Postgres, _, _>(|| from(Users).filter(Users.id.is_in([1, 2, 3])).select(Users.name));

const _: () = assert!(equal(INSERT, r#"INSERT INTO "users" ("name", "age") VALUES (?, ?) RETURNING "users"."id""#));
const _: () = assert!(equal(UPDATE, r#"UPDATE "users" SET "age" = "users"."age" + $1 WHERE "users"."id" = $2"#));
const _: () = assert!(equal(DELETE, "DELETE FROM `users` WHERE `users`.`email` IS NULL"));
const _: () = assert!(equal(IN_LIST, r#"SELECT "users"."name" FROM "users" WHERE ("users"."id" = ANY ($1))"#));

/// A constant is as good as a literal: the length of an array, an arm of a match.
const BYTES: [u8; SQLITE.len()] = [0; SQLITE.len()];

#[test]
fn a_constant_text_is_that_of_the_query_with_other_values() {
    assert_eq!(from(Users).filter(Users.age.gt(99)).select(Users.id).sql::<Sqlite>(), SQLITE);
    assert_eq!(from(Users).filter(Users.age.gt(99)).select(Users.id).sql::<Postgres>(), POSTGRES);
    assert_eq!(BYTES.len(), 56);
}

/// Whether a query is static in SQLite, PostgreSQL, MySQL and MariaDB.
fn is_static<Q: Statement>(query: &Q) -> [bool; 4] {
    fn agrees<D: Dialect, Q: Statement>(query: &Q) -> bool {
        let borrowed = matches!(query.sql::<D>(), std::borrow::Cow::Borrowed(_));
        assert_eq!(query.is_static::<D>(), borrowed, "a constant is borrowed, a run-time text owned");
        borrowed
    }
    let each = [
        agrees::<Sqlite, Q>(query),
        agrees::<Postgres, Q>(query),
        agrees::<MySql, Q>(query),
        agrees::<MariaDb, Q>(query),
    ];
    assert_eq!(Q::IS_STATIC, each == [true; 4], "IS_STATIC is static everywhere");
    each
}

const EVERYWHERE: [bool; 4] = [true; 4];
const NOWHERE: [bool; 4] = [false; 4];
const WHERE_A_LIST_IS_AN_ARRAY: [bool; 4] = [true, true, false, false];

#[test]
fn every_clause_of_a_select_is_static() {
    let query = from(Users)
        .left_join(Orders, Orders.user_id.eq(Users.id) & Orders.total.gt(1.0))
        .right_join(Others, Others.id.eq(Users.id))
        .cross_join(Strangers)
        .filter(Users.name.like("a%"))
        .filter(Users.email.is_not_distinct_from(Some("x")))
        .distinct()
        .group_by((Users, Others.age))
        .having(count_all().gt(1))
        .order_by((Users.name.asc().nulls_last(), Others.age.desc()))
        .select(row! { name: Users.name, age: Others.age, n: count_all(), most: Orders.total.max() })
        .limit(3)
        .offset(4);
    assert_eq!(is_static(&query), EVERYWHERE);
}

#[test]
fn every_kind_of_expression_is_static() {
    function! { fn soundex(text: String) -> String = "soundex({0})"; }
    let query = from(Users).select((
        Users.age + 1,
        Users.age / 2 % 3,
        Users.name.concat("!").lower().replace("a", "b").substring(1, 2),
        coalesce((Users.email, Users.name, "none")),
        Users.age.cast::<String>(),
        case_when(Users.age.between(1, 2), lit!("x")).when(Users.name.contains("y"), "y").otherwise("z"),
        Users.name.nullif("a"),
        !(Users.age.gt(1) | Users.email.is_null()),
        soundex(Users.name),
        sql!(i32, "{0} + {1}", Users.age, 1i32),
        lit!(1.5),
    ));
    assert_eq!(is_static(&query), EVERYWHERE);
}

#[test]
fn subqueries_ctes_and_set_operations_are_static() {
    let count = scalar(from(Orders).correlate(Users).filter(Orders.user_id.eq(Users.id)).select(count_all()));
    let has = exists(from(Orders).correlate(Users).filter(Orders.user_id.eq(Users.id)).select(lit!(1)));
    let ids = from(Orders).filter(Orders.total.gt(1.0)).select(Orders.user_id);
    assert_eq!(is_static(&from(Users).filter(has & Users.id.is_in(ids)).select((Users.id, count))), EVERYWHERE);
    let big = from(Orders).filter(Orders.total.gt(1.0)).select(row! { user_id: Orders.user_id }).subquery(Big);
    assert_eq!(is_static(&from(&big).select(big.user_id)), EVERYWHERE);
    let chain = from(Users).filter(Users.id.eq(1)).select(row! { id: Users.id }).recursive_cte(Chain, |chain| {
        from(Users).join(chain, Users.id.eq(chain.id + 1)).filter(Users.id.lt(9)).select(row! { id: Users.id })
    });
    assert_eq!(is_static(&from(&chain).select(chain.id)), EVERYWHERE);
    assert_eq!(is_static(&ids.union(from(Users).filter(Users.id.gt(1)).select(Users.id))), EVERYWHERE);
}

#[test]
fn statements_that_write_are_static() {
    let values = (Orders.user_id.set(1), Orders.number.set(2), Orders.total.set(3.0));
    assert_eq!(is_static(&insert(Orders).values(values)), EVERYWHERE);
    let upsert = insert(Orders)
        .values(values)
        .on_conflict((Orders.user_id, Orders.number))
        .do_update(Orders.total.set(excluded(Orders.total)));
    assert_eq!(is_static(&upsert.returning(Orders.number)), EVERYWHERE);
    let copied = from(Users).select((Users.id, Users.age, lit!(0.5)));
    assert_eq!(
        is_static(&insert(Orders).from_select((Orders.user_id, Orders.number, Orders.total), copied)),
        EVERYWHERE
    );
    assert_eq!(
        is_static(
            &update(Users)
                .set((Users.age.set(1), Users.email.set(None::<&str>)))
                .filter(Users.id.eq(1))
                .returning(Users.id)
        ),
        EVERYWHERE
    );
    assert_eq!(is_static(&delete(Users).filter(Users.id.eq(1)).returning(Users.id)), EVERYWHERE);
    assert_eq!(is_static(&delete(Users).all_rows()), EVERYWHERE);
}

#[test]
fn a_condition_of_a_function_is_static() {
    fn grown() -> On<Users, impl Condition> {
        on(Users, Users.age.ge(18))
    }
    assert_eq!(is_static(&from(Users).filter(grown()).select(Users.id)), EVERYWHERE);
}

#[test]
fn a_list_of_values_is_static_where_it_is_bound_as_an_array() {
    assert_eq!(is_static(&from(Users).filter(Users.id.is_in([1, 2])).select(Users.id)), WHERE_A_LIST_IS_AN_ARRAY);
    assert_eq!(is_static(&from(Users).filter(Users.id.not_in(vec![1])).select(Users.id)), WHERE_A_LIST_IS_AN_ARRAY);
    assert_eq!(is_static(&delete(Users).filter(Users.name.is_in(Vec::<&str>::new()))), WHERE_A_LIST_IS_AN_ARRAY);
    let inner = from(Orders).filter(Orders.number.is_in([1])).select(Orders.user_id);
    assert_eq!(is_static(&from(Users).filter(Users.id.is_in(inner)).select(Users.id)), WHERE_A_LIST_IS_AN_ARRAY);
    let cte = from(Orders).filter(Orders.number.is_in([1])).select(row! { id: Orders.user_id }).cte(Big);
    assert_eq!(is_static(&from(&cte).select(cte.id)), WHERE_A_LIST_IS_AN_ARRAY);
}

#[test]
fn what_is_chosen_at_run_time_is_static_nowhere() {
    assert_eq!(is_static(&from(Users).filter_opt(Some(Users.id.eq(1))).select(Users.id)), NOWHERE);
    let boxed = || on(Users, Users.id.eq(1)).boxed();
    assert_eq!(is_static(&from(Users).filter(all_of([boxed()])).select(Users.id)), NOWHERE);
    assert_eq!(is_static(&from(Users).filter(any_of([boxed()])).select(Users.id)), NOWHERE);
    let inner = from(Orders).filter_opt(Some(Orders.number.eq(1))).select(Orders.user_id);
    assert_eq!(is_static(&from(Users).filter(Users.id.is_in(inner)).select(Users.id)), NOWHERE);
    assert_eq!(is_static(&from(Users).select(Users.id).union(inner)), NOWHERE);
    let cte = from(Orders).filter_opt(Some(Orders.number.eq(1))).select(row! { id: Orders.user_id }).cte(Big);
    assert_eq!(is_static(&from(&cte).select(cte.id)), NOWHERE);
    let rows = insert(Orders).rows([1, 2], |n| (Orders.user_id.set(1), Orders.number.set(n), Orders.total.set(0.5)));
    assert_eq!(is_static(&rows), NOWHERE);
}

#[test]
fn the_text_of_one_query_has_one_address() {
    fn find(id: i64) -> impl Statement {
        from(Users).filter(Users.id.eq(id)).select(Users.name)
    }
    assert_eq!(find(1).sql::<Sqlite>().as_ptr(), find(2).sql::<Sqlite>().as_ptr());
}

#[test]
fn a_long_text_is_a_constant_too() {
    let id = Users.id;
    let ten = || {
        (id.gt(1) & id.gt(2) & id.gt(3) & id.gt(4) & id.gt(5) & id.gt(6) & id.gt(7) & id.gt(8) & id.gt(9) & id.gt(10))
            | id.eq(0)
    };
    let query = from(Users)
        .filter(ten() & ten() & ten() & ten())
        .filter(ten() & ten() & ten() & ten())
        .filter(ten() & ten())
        .select(id);
    assert_eq!(is_static(&query), EVERYWHERE);
    let text = query.sql::<Postgres>();
    assert_eq!(text.matches('$').count(), 110);
    assert!(text.len() > 2048 && text.ends_with(r#""users"."id" = $110))"#), "{text}");
}
