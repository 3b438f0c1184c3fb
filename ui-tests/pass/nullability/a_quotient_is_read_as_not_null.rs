#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    price: f64,
    stock: i32,
}

struct Share {
    price: Option<f64>,
}

fn main() {
    let _ = from(Books).select(row!(Share { price: Books.price / 2.0 }));
}
