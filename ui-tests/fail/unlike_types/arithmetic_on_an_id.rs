#![allow(dead_code)]

use statiql::prelude::*;

#[derive(SqlType)]
struct BookId(i64);

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: BookId,
    pages: i64,
}

fn main() {
    let _ = from(Books).select(Books.id + Books.id); //~ wrong
}
