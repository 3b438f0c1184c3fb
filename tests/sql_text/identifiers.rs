//! Names: quoted, qualified, whatever they hold.

use insta::assert_snapshot;
use statiql::prelude::*;

use crate::dialects::sql;
use crate::tables::{Books, Sequels};

#[table("we\"ird `table`")]
struct Weird {
    #[column(primary_key, name = "we\"ird")]
    quoted: i64,
    #[column(name = "back`tick")]
    ticked: String,
    #[column(name = "a b.c;--")]
    spaced: String,
    #[column(name = "żółw 🐢")]
    unicode: Option<i64>,
    #[column(name = "select")]
    r#select: i64,
    #[column(name = "{0} ? $1")]
    holes: i64,
}

#[table("items", schema = "shop")]
struct Items {
    #[column(primary_key)]
    id: i64,
    name: String,
}

alias!(OldItems = Items);

#[test]
fn a_quote_in_a_name_is_doubled() {
    assert_snapshot!(sql(from(Weird).filter(Weird.quoted.gt(1)).select((Weird.quoted, Weird.ticked))), @r#"
    sqlite: SELECT "we""ird `table`"."we""ird", "we""ird `table`"."back`tick" FROM "we""ird `table`" WHERE "we""ird `table`"."we""ird" > ?
    postgres: SELECT "we""ird `table`"."we""ird", "we""ird `table`"."back`tick" FROM "we""ird `table`" WHERE "we""ird `table`"."we""ird" > $1
    mysql, mariadb: SELECT `we"ird ``table```.`we"ird`, `we"ird ``table```.`back``tick` FROM `we"ird ``table``` WHERE `we"ird ``table```.`we"ird` > ?
    "#);
    assert_snapshot!(sql(update(Weird).set(Weird.ticked.set("x")).filter(Weird.quoted.eq(1))), @r#"
    sqlite: UPDATE "we""ird `table`" SET "back`tick" = ? WHERE "we""ird `table`"."we""ird" = ?
    postgres: UPDATE "we""ird `table`" SET "back`tick" = $1 WHERE "we""ird `table`"."we""ird" = $2
    mysql, mariadb: UPDATE `we"ird ``table``` SET `back``tick` = ? WHERE `we"ird ``table```.`we"ird` = ?
    "#);
    assert_snapshot!(sql(delete(Weird).filter(Weird.quoted.eq(1))), @r#"
    sqlite: DELETE FROM "we""ird `table`" WHERE "we""ird `table`"."we""ird" = ?
    postgres: DELETE FROM "we""ird `table`" WHERE "we""ird `table`"."we""ird" = $1
    mysql, mariadb: DELETE FROM `we"ird ``table``` WHERE `we"ird ``table```.`we"ird` = ?
    "#);
    let values = (
        Weird.quoted.set(1),
        Weird.ticked.set("a"),
        Weird.spaced.set("b"),
        Weird.unicode.set(2),
        Weird.r#select.set(3),
        Weird.holes.set(4),
    );
    assert_snapshot!(sql(insert(Weird).values(values).on_conflict(Weird.quoted).do_update(Weird.ticked.set(excluded(Weird.ticked)))), @r#"
    sqlite: INSERT INTO "we""ird `table`" ("we""ird", "back`tick", "a b.c;--", "żółw 🐢", "select", "{0} ? $1") VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT ("we""ird") DO UPDATE SET "back`tick" = "excluded"."back`tick"
    postgres: INSERT INTO "we""ird `table`" ("we""ird", "back`tick", "a b.c;--", "żółw 🐢", "select", "{0} ? $1") VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT ("we""ird") DO UPDATE SET "back`tick" = "excluded"."back`tick"
    mysql, mariadb: INSERT INTO `we"ird ``table``` (`we"ird`, `back``tick`, `a b.c;--`, `żółw 🐢`, `select`, `{0} ? $1`) VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE `back``tick` = VALUES(`back``tick`)
    "#);
}

#[test]
fn a_name_may_hold_anything() {
    assert_snapshot!(sql(from(Weird).filter(Weird.holes.gt(1)).select((Weird.spaced, Weird.unicode, Weird.r#select, Weird.holes))), @r#"
    sqlite: SELECT "we""ird `table`"."a b.c;--", "we""ird `table`"."żółw 🐢", "we""ird `table`"."select", "we""ird `table`"."{0} ? $1" FROM "we""ird `table`" WHERE "we""ird `table`"."{0} ? $1" > ?
    postgres: SELECT "we""ird `table`"."a b.c;--", "we""ird `table`"."żółw 🐢", "we""ird `table`"."select", "we""ird `table`"."{0} ? $1" FROM "we""ird `table`" WHERE "we""ird `table`"."{0} ? $1" > $1
    mysql, mariadb: SELECT `we"ird ``table```.`a b.c;--`, `we"ird ``table```.`żółw 🐢`, `we"ird ``table```.`select`, `we"ird ``table```.`{0} ? $1` FROM `we"ird ``table``` WHERE `we"ird ``table```.`{0} ? $1` > ?
    "#);
}

#[test]
fn a_schema_stands_before_its_table_only() {
    assert_snapshot!(sql(from(Items).filter(Items.id.eq(1)).select(Items.name)), @r#"
    sqlite: SELECT "items"."name" FROM "shop"."items" WHERE "items"."id" = ?
    postgres: SELECT "items"."name" FROM "shop"."items" WHERE "items"."id" = $1
    mysql, mariadb: SELECT `items`.`name` FROM `shop`.`items` WHERE `items`.`id` = ?
    "#);
    assert_snapshot!(sql(insert(Items).values((Items.id.set(1), Items.name.set("a"))).returning(Items.id)), @r#"
    sqlite: INSERT INTO "shop"."items" ("id", "name") VALUES (?, ?) RETURNING "items"."id"
    postgres: INSERT INTO "shop"."items" ("id", "name") VALUES ($1, $2) RETURNING "items"."id"
    mysql: lacks InsertReturning
    mariadb: INSERT INTO `shop`.`items` (`id`, `name`) VALUES (?, ?) RETURNING `items`.`id`
    "#);
    assert_snapshot!(sql(update(Items).set(Items.name.set(Items.name.concat("!"))).filter(Items.id.eq(1))), @r#"
    sqlite: UPDATE "shop"."items" SET "name" = ("items"."name" || ?) WHERE "items"."id" = ?
    postgres: UPDATE "shop"."items" SET "name" = ("items"."name" || $1) WHERE "items"."id" = $2
    mysql, mariadb: UPDATE `shop`.`items` SET `name` = CONCAT(`items`.`name`, ?) WHERE `items`.`id` = ?
    "#);
    assert_snapshot!(sql(delete(Items).filter(Items.id.eq(1))), @r#"
    sqlite: DELETE FROM "shop"."items" WHERE "items"."id" = ?
    postgres: DELETE FROM "shop"."items" WHERE "items"."id" = $1
    mysql, mariadb: DELETE FROM `shop`.`items` WHERE `items`.`id` = ?
    "#);
}

#[test]
fn an_alias_is_another_name_for_a_table() {
    assert_snapshot!(sql(from(Sequels).filter(Sequels.id.eq(1)).select(Sequels.title)), @r#"
    sqlite: SELECT "sequels"."title" FROM "books" AS "sequels" WHERE "sequels"."id" = ?
    postgres: SELECT "sequels"."title" FROM "books" AS "sequels" WHERE "sequels"."id" = $1
    mysql, mariadb: SELECT `sequels`.`title` FROM `books` AS `sequels` WHERE `sequels`.`id` = ?
    "#);
    assert_snapshot!(sql(from(Books).join(Sequels, Sequels.sequel_of.eq(Books.id)).select((Books.title, Sequels.title))), @r#"
    sqlite, postgres: SELECT "books"."title", "sequels"."title" FROM "books" JOIN "books" AS "sequels" ON "sequels"."sequel_of" = "books"."id"
    mysql, mariadb: SELECT `books`.`title`, `sequels`.`title` FROM `books` JOIN `books` AS `sequels` ON `sequels`.`sequel_of` = `books`.`id`
    "#);
    assert_snapshot!(sql(from(OldItems).select(OldItems.name)), @r#"
    sqlite, postgres: SELECT "old_items"."name" FROM "shop"."items" AS "old_items"
    mysql, mariadb: SELECT `old_items`.`name` FROM `shop`.`items` AS `old_items`
    "#);
    assert_snapshot!(sql(from(Items).join(OldItems, OldItems.id.eq(Items.id)).select(OldItems.name)), @r#"
    sqlite, postgres: SELECT "old_items"."name" FROM "shop"."items" JOIN "shop"."items" AS "old_items" ON "old_items"."id" = "items"."id"
    mysql, mariadb: SELECT `old_items`.`name` FROM `shop`.`items` JOIN `shop`.`items` AS `old_items` ON `old_items`.`id` = `items`.`id`
    "#);
}

#[test]
fn a_record_names_its_columns_after_its_fields() {
    assert_snapshot!(sql(from(Books).select(row! { r#type: Books.title, größe: Books.pages })), @r#"
    sqlite, postgres: SELECT "books"."title" AS "type", "books"."pages" AS "größe" FROM "books"
    mysql, mariadb: SELECT `books`.`title` AS `type`, `books`.`pages` AS `größe` FROM `books`
    "#);
}
