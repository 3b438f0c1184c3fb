#![allow(dead_code)]

use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    name: String,
    born: Option<i32>,
}

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
}

fn main() {
    let query = from(Authors).select((Authors.name, Authors.id));
    let _ = insert(Books).from_select((Books.title, Books.id), query);
}
