//! Parts that are chosen at run time.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books, Stock};

fn cheap(most: f64) -> On<Books, impl Condition> {
    on(Books, Books.price.le(most).or(Books.year.is_null()))
}

#[test]
fn an_optional_filter_is_there_or_true() {
    let find = |title: Option<&'static str>, least: Option<i64>| {
        from(Books)
            .filter_opt(title.map(|title| Books.title.eq(title)))
            .filter_opt(least.map(|least| Books.id.ge(least)))
            .select(Books.id)
    };
    assert_snapshot!(sql(find(Some("a"), Some(1))), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE ("books"."title" = ?) AND ("books"."id" >= ?)
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."title" = $1) AND ("books"."id" >= $2)
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`title` = ?) AND (`books`.`id` >= ?)
    "#);
    assert_snapshot!(sql(find(Some("a"), None)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE ("books"."title" = ?) AND TRUE
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."title" = $1) AND TRUE
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`title` = ?) AND TRUE
    "#);
    assert_snapshot!(sql(find(None, Some(1))), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE TRUE AND ("books"."id" >= ?)
    postgres: SELECT "books"."id" FROM "books" WHERE TRUE AND ("books"."id" >= $1)
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE TRUE AND (`books`.`id` >= ?)
    "#);
    assert_snapshot!(sql(find(None, None)), @r#"
    sqlite, postgres: SELECT "books"."id" FROM "books" WHERE TRUE AND TRUE
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE TRUE AND TRUE
    "#);
    let query =
        from(Books).filter(Books.id.gt(1)).filter_opt(Some(Books.id.lt(2).or(Books.id.gt(3)))).filter(Books.id.ne(4));
    assert_snapshot!(sql(query.select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE ("books"."id" > ?) AND (("books"."id" < ?) OR ("books"."id" > ?)) AND ("books"."id" <> ?)
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."id" > $1) AND (("books"."id" < $2) OR ("books"."id" > $3)) AND ("books"."id" <> $4)
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`id` > ?) AND ((`books`.`id` < ?) OR (`books`.`id` > ?)) AND (`books`.`id` <> ?)
    "#);
}

#[test]
fn a_list_is_one_array_or_a_placeholder_for_each_value() {
    assert_snapshot!(sql(from(Books).filter(Books.id.is_in([1, 2, 3])).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE ("books"."id" IN (SELECT value FROM rarray(?)))
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."id" = ANY ($1))
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`id` IN (?, ?, ?))
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.id.not_in(vec![1])).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE ("books"."id" NOT IN (SELECT value FROM rarray(?)))
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."id" <> ALL ($1))
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`id` NOT IN (?))
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.title.is_in(["a", "b"]).and(Books.id.gt(1))).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE ("books"."title" IN (SELECT value FROM rarray(?))) AND ("books"."id" > ?)
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."title" = ANY ($1)) AND ("books"."id" > $2)
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`title` IN (?, ?)) AND (`books`.`id` > ?)
    "#);
    assert_snapshot!(sql(from(Books).filter(!Books.year.is_in([1, 2].as_slice())).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE NOT ("books"."year" IN (SELECT value FROM rarray(?)))
    postgres: SELECT "books"."id" FROM "books" WHERE NOT ("books"."year" = ANY ($1))
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE NOT (`books`.`year` IN (?, ?))
    "#);
    assert_snapshot!(sql(from(Books).select((Books.pages + 1).is_in(&vec![5, 6]))), @r#"
    sqlite: SELECT (("books"."pages" + ?) IN (SELECT value FROM rarray(?))) FROM "books"
    postgres: SELECT (("books"."pages" + $1) = ANY ($2)) FROM "books"
    mysql, mariadb: SELECT ((`books`.`pages` + ?) IN (?, ?)) FROM `books`
    "#);
}

#[test]
fn an_empty_list_is_a_query_without_rows() {
    assert_snapshot!(sql(from(Books).filter(Books.id.is_in(Vec::<i64>::new())).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE ("books"."id" IN (SELECT value FROM rarray(?)))
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."id" = ANY ($1))
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`id` IN (SELECT NULL FROM DUAL WHERE FALSE))
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.id.not_in(Vec::<i64>::new())).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE ("books"."id" NOT IN (SELECT value FROM rarray(?)))
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."id" <> ALL ($1))
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`id` NOT IN (SELECT NULL FROM DUAL WHERE FALSE))
    "#);
}

#[test]
fn values_before_and_after_a_list_keep_their_places() {
    let query = from(Books)
        .filter(Books.price.gt(1.5))
        .filter(Books.id.is_in([7, 8]))
        .filter(Books.pages.lt(9))
        .select(Books.title.concat("!"))
        .limit(10);
    assert_snapshot!(sql(query), @r#"
    sqlite: SELECT ("books"."title" || ?) FROM "books" WHERE ("books"."price" > ?) AND ("books"."id" IN (SELECT value FROM rarray(?))) AND ("books"."pages" < ?) LIMIT ?
    postgres: SELECT ("books"."title" || $1) FROM "books" WHERE ("books"."price" > $2) AND ("books"."id" = ANY ($3)) AND ("books"."pages" < $4) LIMIT $5
    mysql, mariadb: SELECT CONCAT(`books`.`title`, ?) FROM `books` WHERE (`books`.`price` > ?) AND (`books`.`id` IN (?, ?)) AND (`books`.`pages` < ?) LIMIT ?
    "#);
}

#[test]
fn conditions_in_a_list_are_joined() {
    let words = |words: &[&'static str]| -> Vec<BoxCondition<Books>> {
        words.iter().map(|word| on(Books, Books.title.contains(word)).boxed()).collect()
    };
    assert_snapshot!(sql(from(Books).filter(any_of(words(&["a", "b", "c"]))).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE (("books"."title" LIKE ? ESCAPE '!') OR (("books"."title" LIKE ? ESCAPE '!') OR ("books"."title" LIKE ? ESCAPE '!')))
    postgres: SELECT "books"."id" FROM "books" WHERE (("books"."title" LIKE $1 ESCAPE '!') OR (("books"."title" LIKE $2 ESCAPE '!') OR ("books"."title" LIKE $3 ESCAPE '!')))
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE ((`books`.`title` LIKE ? ESCAPE '!') OR ((`books`.`title` LIKE ? ESCAPE '!') OR (`books`.`title` LIKE ? ESCAPE '!')))
    "#);
    assert_snapshot!(sql(from(Books).filter(all_of(words(&["a", "b"]))).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE (("books"."title" LIKE ? ESCAPE '!') AND ("books"."title" LIKE ? ESCAPE '!'))
    postgres: SELECT "books"."id" FROM "books" WHERE (("books"."title" LIKE $1 ESCAPE '!') AND ("books"."title" LIKE $2 ESCAPE '!'))
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE ((`books`.`title` LIKE ? ESCAPE '!') AND (`books`.`title` LIKE ? ESCAPE '!'))
    "#);
    assert_snapshot!(sql(from(Books).filter(all_of(words(&["a"]))).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE ("books"."title" LIKE ? ESCAPE '!')
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."title" LIKE $1 ESCAPE '!')
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`title` LIKE ? ESCAPE '!')
    "#);
    assert_snapshot!(sql(from(Books).filter(any_of(words(&[]))).select(Books.id)), @r#"
    sqlite, postgres: SELECT "books"."id" FROM "books" WHERE FALSE
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE FALSE
    "#);
    assert_snapshot!(sql(from(Books).filter(all_of(words(&[]))).filter(Books.id.eq(1)).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE TRUE AND ("books"."id" = ?)
    postgres: SELECT "books"."id" FROM "books" WHERE TRUE AND ("books"."id" = $1)
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE TRUE AND (`books`.`id` = ?)
    "#);
    assert_snapshot!(sql(from(Books).filter(!any_of(words(&["a", "b"])) | Books.id.eq(1)).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE (NOT (("books"."title" LIKE ? ESCAPE '!') OR ("books"."title" LIKE ? ESCAPE '!'))) OR ("books"."id" = ?)
    postgres: SELECT "books"."id" FROM "books" WHERE (NOT (("books"."title" LIKE $1 ESCAPE '!') OR ("books"."title" LIKE $2 ESCAPE '!'))) OR ("books"."id" = $3)
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (NOT ((`books`.`title` LIKE ? ESCAPE '!') OR (`books`.`title` LIKE ? ESCAPE '!'))) OR (`books`.`id` = ?)
    "#);
}

#[test]
fn unlike_conditions_share_a_list() {
    let conditions = vec![
        on(Books, Books.id.gt(1)).boxed(),
        on(Books, Books.year.is_null()).boxed(),
        on(Books, Books.title.like("a%") & Books.id.lt(3)).boxed(),
    ];
    assert_snapshot!(sql(from(Books).filter(any_of(conditions)).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE (("books"."id" > ?) OR (("books"."year" IS NULL) OR (("books"."title" LIKE ?) AND ("books"."id" < ?))))
    postgres: SELECT "books"."id" FROM "books" WHERE (("books"."id" > $1) OR (("books"."year" IS NULL) OR (("books"."title" LIKE $2 ESCAPE '') AND ("books"."id" < $3))))
    mysql: SELECT `books`.`id` FROM `books` WHERE ((`books`.`id` > ?) OR ((`books`.`year` IS NULL) OR ((`books`.`title` LIKE ? ESCAPE '') AND (`books`.`id` < ?))))
    mariadb: SELECT `books`.`id` FROM `books` WHERE ((`books`.`id` > ?) OR ((`books`.`year` IS NULL) OR ((`books`.`title` LIKE REPLACE(?, '!', '!!') ESCAPE '!') AND (`books`.`id` < ?))))
    "#);
}

#[test]
fn a_condition_with_a_list_is_boxed() {
    let condition = on(Books, Books.id.is_in([1, 2])).boxed();
    assert_snapshot!(sql(from(Books).filter(all_of([condition.clone(), condition])).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE (("books"."id" IN (SELECT value FROM rarray(?))) AND ("books"."id" IN (SELECT value FROM rarray(?))))
    postgres: SELECT "books"."id" FROM "books" WHERE (("books"."id" = ANY ($1)) AND ("books"."id" = ANY ($2)))
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE ((`books`.`id` IN (?, ?)) AND (`books`.`id` IN (?, ?)))
    "#);
}

#[test]
fn a_condition_of_one_table_is_a_part_of_any_query_of_it() {
    assert_snapshot!(sql(from(Books).filter(cheap(1.5)).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE ("books"."price" <= ?) OR ("books"."year" IS NULL)
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."price" <= $1) OR ("books"."year" IS NULL)
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`price` <= ?) OR (`books`.`year` IS NULL)
    "#);
    assert_snapshot!(sql(from(Authors).left_join(Books, Books.author_id.eq(Authors.id) & cheap(1.5)).filter(!cheap(2.5)).select(Authors.id)), @r#"
    sqlite: SELECT "authors"."id" FROM "authors" LEFT JOIN "books" ON ("books"."author_id" = "authors"."id") AND (("books"."price" <= ?) OR ("books"."year" IS NULL)) WHERE NOT (("books"."price" <= ?) OR ("books"."year" IS NULL))
    postgres: SELECT "authors"."id" FROM "authors" LEFT JOIN "books" ON ("books"."author_id" = "authors"."id") AND (("books"."price" <= $1) OR ("books"."year" IS NULL)) WHERE NOT (("books"."price" <= $2) OR ("books"."year" IS NULL))
    mysql, mariadb: SELECT `authors`.`id` FROM `authors` LEFT JOIN `books` ON (`books`.`author_id` = `authors`.`id`) AND ((`books`.`price` <= ?) OR (`books`.`year` IS NULL)) WHERE NOT ((`books`.`price` <= ?) OR (`books`.`year` IS NULL))
    "#);
    assert_snapshot!(sql(delete(Books).filter(cheap(1.5))), @r#"
    sqlite: DELETE FROM "books" WHERE ("books"."price" <= ?) OR ("books"."year" IS NULL)
    postgres: DELETE FROM "books" WHERE ("books"."price" <= $1) OR ("books"."year" IS NULL)
    mysql, mariadb: DELETE FROM `books` WHERE (`books`.`price` <= ?) OR (`books`.`year` IS NULL)
    "#);
    assert_snapshot!(sql(update(Books).set(Books.price.set(0.0)).filter(cheap(1.5).or(Books.id.eq(1)))), @r#"
    sqlite: UPDATE "books" SET "price" = ? WHERE ("books"."price" <= ?) OR ("books"."year" IS NULL) OR ("books"."id" = ?)
    postgres: UPDATE "books" SET "price" = $1 WHERE ("books"."price" <= $2) OR ("books"."year" IS NULL) OR ("books"."id" = $3)
    mysql, mariadb: UPDATE `books` SET `price` = ? WHERE (`books`.`price` <= ?) OR (`books`.`year` IS NULL) OR (`books`.`id` = ?)
    "#);
}

#[test]
fn run_time_parts_stand_in_subqueries_and_ctes() {
    name!(Some_);
    let stocked = from(Stock).filter_opt(Some(Stock.n.gt(1))).select(Stock.book_id);
    assert_snapshot!(sql(from(Books).filter(Books.id.is_in(stocked)).filter_opt(Some(Books.id.lt(2))).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE ("books"."id" IN (SELECT "stock"."book_id" FROM "stock" WHERE ("stock"."n" > ?))) AND ("books"."id" < ?)
    postgres: SELECT "books"."id" FROM "books" WHERE ("books"."id" IN (SELECT "stock"."book_id" FROM "stock" WHERE ("stock"."n" > $1))) AND ("books"."id" < $2)
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE (`books`.`id` IN (SELECT `stock`.`book_id` FROM `stock` WHERE (`stock`.`n` > ?))) AND (`books`.`id` < ?)
    "#);
    let some = from(Books)
        .filter_opt(Some(Books.id.gt(1)))
        .filter(Books.id.is_in([2, 3]))
        .select(row! { id: Books.id })
        .cte(Some_);
    let query = from(&some)
        .filter_opt(None::<i64>.map(|id| some.id.eq(id)))
        .filter(some.id.is_in([4]))
        .select(some.id)
        .limit(5);
    assert_snapshot!(sql(query), @r#"
    sqlite: WITH "some_" ("id") AS (SELECT "books"."id" AS "id" FROM "books" WHERE ("books"."id" > ?) AND ("books"."id" IN (SELECT value FROM rarray(?)))) SELECT "some_"."id" FROM "some_" WHERE TRUE AND ("some_"."id" IN (SELECT value FROM rarray(?))) LIMIT ?
    postgres: WITH "some_" ("id") AS (SELECT "books"."id" AS "id" FROM "books" WHERE ("books"."id" > $1) AND ("books"."id" = ANY ($2))) SELECT "some_"."id" FROM "some_" WHERE TRUE AND ("some_"."id" = ANY ($3)) LIMIT $4
    mysql, mariadb: WITH `some_` (`id`) AS (SELECT `books`.`id` AS `id` FROM `books` WHERE (`books`.`id` > ?) AND (`books`.`id` IN (?, ?))) SELECT `some_`.`id` FROM `some_` WHERE TRUE AND (`some_`.`id` IN (?)) LIMIT ?
    "#);
}
