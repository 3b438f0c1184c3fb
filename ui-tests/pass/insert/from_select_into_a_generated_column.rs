#![allow(dead_code)]

use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    born: Option<i32>,
}

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    #[column(generated = "id * 2")]
    twice: i64,
    pages: i64,
}

fn main() {
    let query = from(Authors).select((Authors.id, Authors.id));
    let _ = insert(Books).from_select((Books.pages, Books.id), query);
}
