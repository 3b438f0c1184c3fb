#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    #[column(generated = "id * 2", stored)]
    twice: i64,
    title: Option<String>,
}

fn main() {
    let _ = insert(Books).values(Books.twice.set(2)); //~ wrong
}
