#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
}

fn main() {
    let title: Option<String> = None;
    let _ = insert(Books).values(Books.title.set(title)); //~ wrong
}
