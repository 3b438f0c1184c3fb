#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    subtitle: Option<String>,
}

fn main() {
    let _ = from(Books).select(coalesce((lit!("Untitled"), Books.subtitle)));
}
