#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    year: Option<i32>,
}

struct Next {
    year: i32,
}

fn main() {
    let _ = from(Books).select(row!(Next { year: Books.year + 1 })); //~ wrong
}
