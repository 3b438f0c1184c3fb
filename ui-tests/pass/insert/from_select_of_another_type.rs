#![allow(dead_code)]

use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    name: String,
}

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
    subtitle: Option<String>,
    year: Option<i32>,
}

fn main() {
    let query = from(Authors).select((Authors.name, Authors.name));
    let _ = insert(Books).from_select((Books.title, Books.subtitle), query);
}
