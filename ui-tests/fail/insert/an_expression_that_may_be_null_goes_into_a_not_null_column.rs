#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
    stock: i32,
}

fn main() {
    let half = lit!(7i32) / lit!(2i32);
    let _ = insert(Books).values((Books.title.set("Emma"), Books.stock.set(half))); //~ wrong
}
