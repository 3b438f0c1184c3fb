#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
    stock: i32,
}

struct Stock {
    title: String,
    stock: i64,
}

fn main() {
    let _ = from(Books).select(row!(Stock { title: Books.title, stock: Books.stock })); //~ wrong
}
