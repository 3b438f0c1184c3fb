#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    stock: i32,
}

fn main() {
    let _ = from(Books).select(Books.stock.cast::<bool>()); //~ wrong
}
