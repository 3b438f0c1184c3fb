#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    title: String,
    stock: i32,
}

fn main() {
    let _ = insert(Books).values((Books.title.set("1984"), Books.stock.set(3)));
}
