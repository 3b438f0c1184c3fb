#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
}

fn main() {
    let title: Option<&str> = None;
    let _ = update(Books).set(Books.title.set(title.unwrap_or("Untitled"))).filter(Books.id.eq(1));
}
