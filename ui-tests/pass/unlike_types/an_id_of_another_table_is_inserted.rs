#![allow(dead_code)]

use statiql::prelude::*;

#[derive(SqlType)]
struct AuthorId(i64);

#[derive(SqlType)]
struct BookId(i64);

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: BookId,
    author_id: AuthorId,
}

fn main() {
    let _ = insert(Books).values((Books.id.set(BookId(1)), Books.author_id.set(AuthorId(2))));
}
