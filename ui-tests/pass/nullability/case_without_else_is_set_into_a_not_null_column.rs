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
    let title = case_when(Books.price.gt(10.0), lit!("dear")).end();
    let _ = update(Books).set(Books.title.set(coalesce((title, "cheap")))).filter(Books.id.eq(1));
}
