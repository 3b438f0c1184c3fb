#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    title: String,
}

#[table("books")]
struct Prices {
    price: f64,
    title: String,
}

fn main() {
    let _ = from(Books).group_by(Books.title).select(Books.title);
}
