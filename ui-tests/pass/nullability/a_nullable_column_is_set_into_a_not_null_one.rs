#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
    subtitle: Option<String>,
}

fn main() {
    let _ = update(Books).set(Books.title.set(coalesce((Books.subtitle, "Untitled")))).filter(Books.id.eq(1));
}
