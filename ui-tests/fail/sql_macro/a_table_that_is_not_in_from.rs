#![allow(dead_code)]

use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    born: Option<i32>,
}

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    price: f64,
}

fn main() {
    let _ = from(Books).select(sql!(i32, "{0} + 1", Authors.born)); //~ wrong
}
