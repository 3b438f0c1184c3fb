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
    assert_snapshot!(sql(from(Weird).filter(Weird.quoted.gt(1)).select((Weird.quoted, Weird.ticked))), @"");
    assert_snapshot!(sql(update(Weird).set(Weird.ticked.set("x")).filter(Weird.quoted.eq(1))), @"");
    assert_snapshot!(sql(delete(Weird).filter(Weird.quoted.eq(1))), @"");
    let values = (
        Weird.quoted.set(1), Weird.ticked.set("a"), Weird.spaced.set("b"), Weird.unicode.set(2), Weird.r#select.set(3), Weird.holes.set(4),
    );
    assert_snapshot!(sql(insert(Weird).values(values).on_conflict(Weird.quoted).do_update(Weird.ticked.set(excluded(Weird.ticked)))), @"");
}

#[test]
fn a_name_may_hold_anything() {
    assert_snapshot!(sql(from(Weird).filter(Weird.holes.gt(1)).select((Weird.spaced, Weird.unicode, Weird.r#select, Weird.holes))), @"");
}

#[test]
fn a_schema_stands_before_its_table_only() {
    assert_snapshot!(sql(from(Items).filter(Items.id.eq(1)).select(Items.name)), @"");
    assert_snapshot!(sql(insert(Items).values((Items.id.set(1), Items.name.set("a"))).returning(Items.id)), @"");
    assert_snapshot!(sql(update(Items).set(Items.name.set(Items.name.concat("!"))).filter(Items.id.eq(1))), @"");
    assert_snapshot!(sql(delete(Items).filter(Items.id.eq(1))), @"");
}

#[test]
fn an_alias_is_another_name_for_a_table() {
    assert_snapshot!(sql(from(Sequels).filter(Sequels.id.eq(1)).select(Sequels.title)), @"");
    assert_snapshot!(sql(from(Books).join(Sequels, Sequels.sequel_of.eq(Books.id)).select((Books.title, Sequels.title))), @"");
    assert_snapshot!(sql(from(OldItems).select(OldItems.name)), @"");
    assert_snapshot!(sql(from(Items).join(OldItems, OldItems.id.eq(Items.id)).select(OldItems.name)), @"");
}

#[test]
fn a_record_names_its_columns_after_its_fields() {
    assert_snapshot!(sql(from(Books).select(row! { r#type: Books.title, größe: Books.pages })), @"");
}
