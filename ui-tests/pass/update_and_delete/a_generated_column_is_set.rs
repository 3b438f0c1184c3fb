#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    net: f64,
    #[column(generated = "net * 1.25")]
    gross: f64,
}

fn main() {
    let _ = update(Books).set(Books.net.set(8.0)).filter(Books.id.eq(1));
}
