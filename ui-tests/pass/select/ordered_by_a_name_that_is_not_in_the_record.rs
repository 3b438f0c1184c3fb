#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
    price: f64,
}

fn main() {
    let _ = from(Books).select(row! { title: Books.title, price: Books.price }).order_by(|book| book.price.desc());
}
