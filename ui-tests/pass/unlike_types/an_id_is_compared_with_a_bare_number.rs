#![allow(dead_code)]

use statiql::prelude::*;

#[derive(SqlType)]
struct BookId(i64);

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: BookId,
}

fn main() {
    let _ = from(Books).filter(Books.id.eq(BookId(7))).select(Books.id);
}
