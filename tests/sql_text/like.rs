//! LIKE and its helpers.

use insta::assert_snapshot;
use statiql::prelude::*;
use statiql::render::{DialectKind, Part, Visit, Visitor};
use statiql::types::{List, Value, ValueKind};

use crate::dialects::sql;
use crate::tables::{Authors, Books};

#[test]
fn like_has_no_escape_character_in_any_dialect() {
    assert_snapshot!(sql(from(Books).filter(Books.title.like("The %")).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE "books"."title" LIKE ?
    postgres: SELECT "books"."id" FROM "books" WHERE "books"."title" LIKE $1 ESCAPE ''
    mysql: SELECT `books`.`id` FROM `books` WHERE `books`.`title` LIKE ? ESCAPE ''
    mariadb: SELECT `books`.`id` FROM `books` WHERE `books`.`title` LIKE REPLACE(?, '!', '!!') ESCAPE '!'
    "#);
    assert_snapshot!(sql(from(Authors).filter(Authors.email.like(Authors.name.concat("%"))).select(Authors.id)), @r#"
    sqlite: SELECT "authors"."id" FROM "authors" WHERE "authors"."email" LIKE ("authors"."name" || ?)
    postgres: SELECT "authors"."id" FROM "authors" WHERE "authors"."email" LIKE ("authors"."name" || $1) ESCAPE ''
    mysql: SELECT `authors`.`id` FROM `authors` WHERE `authors`.`email` LIKE CONCAT(`authors`.`name`, ?) ESCAPE ''
    mariadb: SELECT `authors`.`id` FROM `authors` WHERE `authors`.`email` LIKE REPLACE(CONCAT(`authors`.`name`, ?), '!', '!!') ESCAPE '!'
    "#);
    assert_snapshot!(sql(from(Books).filter(!Books.title.like("The %")).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE NOT ("books"."title" LIKE ?)
    postgres: SELECT "books"."id" FROM "books" WHERE NOT ("books"."title" LIKE $1 ESCAPE '')
    mysql: SELECT `books`.`id` FROM `books` WHERE NOT (`books`.`title` LIKE ? ESCAPE '')
    mariadb: SELECT `books`.`id` FROM `books` WHERE NOT (`books`.`title` LIKE REPLACE(?, '!', '!!') ESCAPE '!')
    "#);
}

#[test]
fn ilike_is_postgres_own() {
    assert_snapshot!(sql(from(Books).filter(Books.title.ilike("the %")).select(Books.id)), @r#"
    sqlite, mysql, mariadb: lacks ILike
    postgres: SELECT "books"."id" FROM "books" WHERE "books"."title" ILIKE $1 ESCAPE ''
    "#);
}

#[test]
fn the_helpers_escape_with_an_exclamation_mark() {
    assert_snapshot!(sql(from(Books).filter(Books.title.contains("a")).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE "books"."title" LIKE ? ESCAPE '!'
    postgres: SELECT "books"."id" FROM "books" WHERE "books"."title" LIKE $1 ESCAPE '!'
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE `books`.`title` LIKE ? ESCAPE '!'
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.title.starts_with("a")).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE "books"."title" LIKE ? ESCAPE '!'
    postgres: SELECT "books"."id" FROM "books" WHERE "books"."title" LIKE $1 ESCAPE '!'
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE `books`.`title` LIKE ? ESCAPE '!'
    "#);
    assert_snapshot!(sql(from(Books).filter(Books.title.ends_with("a")).select(Books.id)), @r#"
    sqlite: SELECT "books"."id" FROM "books" WHERE "books"."title" LIKE ? ESCAPE '!'
    postgres: SELECT "books"."id" FROM "books" WHERE "books"."title" LIKE $1 ESCAPE '!'
    mysql, mariadb: SELECT `books`.`id` FROM `books` WHERE `books`.`title` LIKE ? ESCAPE '!'
    "#);
}

#[test]
fn wildcards_in_a_text_to_look_for_are_just_characters() {
    assert_eq!(bound(Books.title.contains(r"100% _!\x")), r"%100!% !_!!\x%");
    assert_eq!(bound(Books.title.starts_with("_a")), "!_a%");
    assert_eq!(bound(Books.title.ends_with("a%")), "%a!%");
    assert_eq!(bound(Books.title.like("a%!_")), "a%!_");
}

/// The one text that an expression binds.
fn bound(expression: impl Visit) -> String {
    struct Texts(Vec<String>);
    impl Visitor for Texts {
        fn dialect(&self) -> DialectKind {
            DialectKind::Sqlite
        }
        fn value(&mut self, value: Value<'_>) {
            let Value::Text(text) = value else { panic!("{value:?} is no text") };
            self.0.push(text.to_owned());
        }
        fn list(&mut self, _: ValueKind, _: &dyn List) {}
        fn part(&mut self, _: Part) {}
    }
    let mut texts = Texts(Vec::new());
    expression.visit(&mut texts);
    assert_eq!(texts.0.len(), 1);
    texts.0.remove(0)
}
