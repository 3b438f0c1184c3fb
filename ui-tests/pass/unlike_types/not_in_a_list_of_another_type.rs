#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
}

fn main() {
    let titles = vec![1_i64, 2, 3];
    let _ = from(Books).filter(Books.id.not_in(titles)).select(Books.id);
}
