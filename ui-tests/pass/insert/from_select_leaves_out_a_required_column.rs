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
    price: f64,
}

fn main() {
    let query = from(Authors).select(Authors.name);
    let _ = insert(Books).from_select((Books.title, Books.price), from(Authors).select((Authors.name, lit!(9.5))));
    let _ = query;
}
