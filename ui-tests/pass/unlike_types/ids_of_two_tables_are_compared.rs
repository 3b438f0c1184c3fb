#![allow(dead_code)]

use statiql::prelude::*;

#[derive(SqlType)]
struct AuthorId(i64);

#[derive(SqlType)]
struct BookId(i64);

#[table("authors")]
struct Authors {
    #[column(primary_key)]
    id: AuthorId,
}

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: BookId,
    author_id: AuthorId,
}

fn main() {
    let _ = from(Books).join(Authors, Books.author_id.eq(Authors.id)).select(Books.id);
}
