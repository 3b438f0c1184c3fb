#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
}

struct Line {
    title: String,
}

fn main() {
    let _ = from(Books).select(row!(Line { title: Books.title }));
}
