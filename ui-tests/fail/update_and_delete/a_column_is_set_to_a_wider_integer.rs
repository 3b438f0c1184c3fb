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
    let _ = update(Books)
        .set((Books.title.set("Emma"), Books.stock.set(Books.stock.cast::<i64>()))) //~ wrong
        .filter(Books.id.eq(1));
}
