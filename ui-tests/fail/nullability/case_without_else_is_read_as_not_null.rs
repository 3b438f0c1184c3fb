#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
    price: f64,
}

struct Cheap {
    title: String,
}

fn main() {
    let cheap = case_when(Books.price.lt(10.0), Books.title).end();
    let _ = from(Books).select(row!(Cheap { title: cheap })); //~ wrong
}
