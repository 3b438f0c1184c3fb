#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    price: f64,
}

struct Factor(f64);

fn main() {
    let factor = Factor(2.0);
    let _ = from(Books).select(sql!(f64, "{0} * {1}", Books.price, factor.0));
}
