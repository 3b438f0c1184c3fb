//! ON CONFLICT and ON DUPLICATE KEY.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Authors, Books, Counters, Stock};

#[test]
fn a_conflict_is_passed_over() {
    let values = (Stock.book_id.set(1), Stock.store.set("a"), Stock.n.set(2));
    assert_snapshot!(sql(insert(Stock).values(values).on_conflict((Stock.book_id, Stock.store)).do_nothing()), @r#"
    sqlite: INSERT INTO "stock" ("book_id", "store", "n") VALUES (?, ?, ?) ON CONFLICT ("book_id", "store") DO NOTHING
    postgres: INSERT INTO "stock" ("book_id", "store", "n") VALUES ($1, $2, $3) ON CONFLICT ("book_id", "store") DO NOTHING
    mysql, mariadb: INSERT INTO `stock` (`book_id`, `store`, `n`) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE `book_id` = `stock`.`book_id`
    "#);
    assert_snapshot!(sql(insert(Counters).values((Counters.id.set(1), Counters.n.set(2))).on_conflict(Counters.id).do_nothing()), @r#"
    sqlite: INSERT INTO "counters" ("id", "n") VALUES (?, ?) ON CONFLICT ("id") DO NOTHING
    postgres: INSERT INTO "counters" ("id", "n") VALUES ($1, $2) ON CONFLICT ("id") DO NOTHING
    mysql, mariadb: INSERT INTO `counters` (`id`, `n`) VALUES (?, ?) ON DUPLICATE KEY UPDATE `id` = `counters`.`id`
    "#);
}

#[test]
fn a_conflict_updates_the_row_that_is_there() {
    let insertion = insert(Stock)
        .values((Stock.book_id.set(1), Stock.store.set("a"), Stock.n.set(2)))
        .on_conflict((Stock.book_id, Stock.store));
    assert_snapshot!(sql(insertion.do_update(Stock.n.set(excluded(Stock.n)))), @r#"
    sqlite: INSERT INTO "stock" ("book_id", "store", "n") VALUES (?, ?, ?) ON CONFLICT ("book_id", "store") DO UPDATE SET "n" = "excluded"."n"
    postgres: INSERT INTO "stock" ("book_id", "store", "n") VALUES ($1, $2, $3) ON CONFLICT ("book_id", "store") DO UPDATE SET "n" = "excluded"."n"
    mysql, mariadb: INSERT INTO `stock` (`book_id`, `store`, `n`) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE `n` = VALUES(`n`)
    "#);
    assert_snapshot!(sql(insertion.do_update(Stock.n.set(Stock.n + excluded(Stock.n) * 3))), @r#"
    sqlite: INSERT INTO "stock" ("book_id", "store", "n") VALUES (?, ?, ?) ON CONFLICT ("book_id", "store") DO UPDATE SET "n" = "stock"."n" + ("excluded"."n" * ?)
    postgres: INSERT INTO "stock" ("book_id", "store", "n") VALUES ($1, $2, $3) ON CONFLICT ("book_id", "store") DO UPDATE SET "n" = "stock"."n" + ("excluded"."n" * $4)
    mysql, mariadb: INSERT INTO `stock` (`book_id`, `store`, `n`) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE `n` = `stock`.`n` + (VALUES(`n`) * ?)
    "#);
    assert_snapshot!(sql(insertion.do_update((Stock.n.set(4), Stock.store.set(excluded(Stock.store).concat("!"))))), @r#"
    sqlite: INSERT INTO "stock" ("book_id", "store", "n") VALUES (?, ?, ?) ON CONFLICT ("book_id", "store") DO UPDATE SET "n" = ?, "store" = ("excluded"."store" || ?)
    postgres: INSERT INTO "stock" ("book_id", "store", "n") VALUES ($1, $2, $3) ON CONFLICT ("book_id", "store") DO UPDATE SET "n" = $4, "store" = ("excluded"."store" || $5)
    mysql, mariadb: INSERT INTO `stock` (`book_id`, `store`, `n`) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE `n` = ?, `store` = CONCAT(VALUES(`store`), ?)
    "#);
}

#[test]
fn only_some_rows_are_updated() {
    let upsert = insert(Stock)
        .values((Stock.book_id.set(1), Stock.store.set("a"), Stock.n.set(2)))
        .on_conflict((Stock.book_id, Stock.store))
        .do_update(Stock.n.set(excluded(Stock.n)))
        .filter(Stock.n.lt(excluded(Stock.n)).and(Stock.n.gt(3)));
    assert_snapshot!(sql(upsert.clone()), @r#"
    sqlite: INSERT INTO "stock" ("book_id", "store", "n") VALUES (?, ?, ?) ON CONFLICT ("book_id", "store") DO UPDATE SET "n" = "excluded"."n" WHERE ("stock"."n" < "excluded"."n") AND ("stock"."n" > ?)
    postgres: INSERT INTO "stock" ("book_id", "store", "n") VALUES ($1, $2, $3) ON CONFLICT ("book_id", "store") DO UPDATE SET "n" = "excluded"."n" WHERE ("stock"."n" < "excluded"."n") AND ("stock"."n" > $4)
    mysql, mariadb: lacks ConflictFilter
    "#);
    assert_snapshot!(sql(upsert.returning((Stock.n, Stock.store))), @r#"
    sqlite: INSERT INTO "stock" ("book_id", "store", "n") VALUES (?, ?, ?) ON CONFLICT ("book_id", "store") DO UPDATE SET "n" = "excluded"."n" WHERE ("stock"."n" < "excluded"."n") AND ("stock"."n" > ?) RETURNING "stock"."n", "stock"."store"
    postgres: INSERT INTO "stock" ("book_id", "store", "n") VALUES ($1, $2, $3) ON CONFLICT ("book_id", "store") DO UPDATE SET "n" = "excluded"."n" WHERE ("stock"."n" < "excluded"."n") AND ("stock"."n" > $4) RETURNING "stock"."n", "stock"."store"
    mysql: lacks InsertReturning
    mariadb: lacks ConflictFilter
    "#);
}

#[test]
fn one_of_several_keys_needs_a_conflict_target() {
    let insertion = insert(Authors).values((Authors.id.set(1), Authors.name.set("a"), Authors.email.set("b")));
    assert_snapshot!(sql(insertion.on_conflict(Authors.email).do_update(Authors.name.set(excluded(Authors.name)))), @r#"
    sqlite: INSERT INTO "authors" ("id", "name", "email") VALUES (?, ?, ?) ON CONFLICT ("email") DO UPDATE SET "name" = "excluded"."name"
    postgres: INSERT INTO "authors" ("id", "name", "email") VALUES ($1, $2, $3) ON CONFLICT ("email") DO UPDATE SET "name" = "excluded"."name"
    mysql, mariadb: lacks ConflictTarget
    "#);
    assert_snapshot!(sql(insertion.on_conflict(Authors.id).do_nothing()), @r#"
    sqlite: INSERT INTO "authors" ("id", "name", "email") VALUES (?, ?, ?) ON CONFLICT ("id") DO NOTHING
    postgres: INSERT INTO "authors" ("id", "name", "email") VALUES ($1, $2, $3) ON CONFLICT ("id") DO NOTHING
    mysql, mariadb: lacks ConflictTarget
    "#);
    let rows = insert(Books).rows([1, 2], |id| {
        (Books.title.set("a"), Books.author_id.set(1), Books.price.set(2.0), Books.pages.set(3), Books.id.set(id))
    });
    assert_snapshot!(sql(rows.on_conflict((Books.title, Books.author_id)).do_nothing()), @r#"
    sqlite: INSERT INTO "books" ("title", "author_id", "price", "pages", "id") VALUES (?, ?, ?, ?, ?), (?, ?, ?, ?, ?) ON CONFLICT ("title", "author_id") DO NOTHING
    postgres: INSERT INTO "books" ("title", "author_id", "price", "pages", "id") SELECT * FROM unnest($1, $2, $3, $4, $5) ON CONFLICT ("title", "author_id") DO NOTHING
    mysql, mariadb: lacks ConflictTarget
    "#);
}

#[test]
fn a_key_that_is_left_to_be_counted_up_cannot_conflict() {
    let insertion = insert(Authors).values((Authors.name.set("a"), Authors.email.set("b")));
    assert_snapshot!(sql(insertion.on_conflict(Authors.email).do_update(Authors.name.set(excluded(Authors.name)))), @r#"
    sqlite: INSERT INTO "authors" ("name", "email") VALUES (?, ?) ON CONFLICT ("email") DO UPDATE SET "name" = "excluded"."name"
    postgres: INSERT INTO "authors" ("name", "email") VALUES ($1, $2) ON CONFLICT ("email") DO UPDATE SET "name" = "excluded"."name"
    mysql, mariadb: INSERT INTO `authors` (`name`, `email`) VALUES (?, ?) ON DUPLICATE KEY UPDATE `name` = VALUES(`name`)
    "#);
    let rows = insert(Authors).rows([1, 2], |_| (Authors.email.set("b"), Authors.name.set("a")));
    assert_snapshot!(sql(rows.on_conflict(Authors.email).do_nothing()), @r#"
    sqlite: INSERT INTO "authors" ("email", "name") VALUES (?, ?), (?, ?) ON CONFLICT ("email") DO NOTHING
    postgres: INSERT INTO "authors" ("email", "name") SELECT * FROM unnest($1, $2) ON CONFLICT ("email") DO NOTHING
    mysql, mariadb: INSERT INTO `authors` (`email`, `name`) VALUES (?, ?), (?, ?) ON DUPLICATE KEY UPDATE `email` = `authors`.`email`
    "#);
    // The other key can.
    assert_snapshot!(sql(insertion.on_conflict(Authors.id).do_nothing()), @r#"
    sqlite: INSERT INTO "authors" ("name", "email") VALUES (?, ?) ON CONFLICT ("id") DO NOTHING
    postgres: INSERT INTO "authors" ("name", "email") VALUES ($1, $2) ON CONFLICT ("id") DO NOTHING
    mysql, mariadb: lacks ConflictTarget
    "#);
    let values = (Books.title.set("a"), Books.author_id.set(1), Books.price.set(2.0), Books.pages.set(3));
    assert_snapshot!(sql(insert(Books).values(values).on_conflict((Books.title, Books.author_id)).do_nothing()), @r#"
    sqlite: INSERT INTO "books" ("title", "author_id", "price", "pages") VALUES (?, ?, ?, ?) ON CONFLICT ("title", "author_id") DO NOTHING
    postgres: INSERT INTO "books" ("title", "author_id", "price", "pages") VALUES ($1, $2, $3, $4) ON CONFLICT ("title", "author_id") DO NOTHING
    mysql, mariadb: INSERT INTO `books` (`title`, `author_id`, `price`, `pages`) VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE `title` = `books`.`title`
    "#);
}

#[test]
fn two_keys_beside_the_one_that_is_counted_up_need_a_conflict_target() {
    #[table("members")]
    struct Members {
        #[column(primary_key, auto_increment)]
        id: i64,
        #[column(unique)]
        name: String,
        #[column(unique)]
        email: String,
    }

    let insertion = insert(Members).values((Members.name.set("a"), Members.email.set("b")));
    assert_snapshot!(sql(insertion.on_conflict(Members.email).do_nothing()), @r#"
    sqlite: INSERT INTO "members" ("name", "email") VALUES (?, ?) ON CONFLICT ("email") DO NOTHING
    postgres: INSERT INTO "members" ("name", "email") VALUES ($1, $2) ON CONFLICT ("email") DO NOTHING
    mysql, mariadb: lacks ConflictTarget
    "#);
}

#[test]
fn many_rows_are_upserted() {
    let query = insert(Stock)
        .rows([1, 2], |n| (Stock.book_id.set(i64::from(n)), Stock.store.set("a"), Stock.n.set(n)))
        .on_conflict((Stock.book_id, Stock.store))
        .do_update(Stock.n.set(excluded(Stock.n)))
        .returning(Stock.n);
    assert_snapshot!(sql(query), @r#"
    sqlite: INSERT INTO "stock" ("book_id", "store", "n") VALUES (?, ?, ?), (?, ?, ?) ON CONFLICT ("book_id", "store") DO UPDATE SET "n" = "excluded"."n" RETURNING "stock"."n"
    postgres: INSERT INTO "stock" ("book_id", "store", "n") SELECT * FROM unnest($1, $2, $3) ON CONFLICT ("book_id", "store") DO UPDATE SET "n" = "excluded"."n" RETURNING "stock"."n"
    mysql: lacks InsertReturning
    mariadb: INSERT INTO `stock` (`book_id`, `store`, `n`) VALUES (?, ?, ?), (?, ?, ?) ON DUPLICATE KEY UPDATE `n` = VALUES(`n`) RETURNING `stock`.`n`
    "#);
}
