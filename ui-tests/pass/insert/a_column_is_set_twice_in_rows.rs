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
    let _ = insert(Books).rows(["Emma"], |t| (Books.title.set(t), Books.stock.set(1)));
}
