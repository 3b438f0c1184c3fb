#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
}

struct Shelf;

fn main() {
    let _ = delete(Shelf).all_rows(); //~ wrong
}
