#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    price: f64,
}

fn main() {
    let text = "{0} * 2";
    let _ = from(Books).select(sql!(f64, text, Books.price)); //~ wrong
}
