#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
}

struct Title(&'static str);

fn main() {
    let title = Title("Emma");
    let _ = from(Books).filter(Books.title.eq(title.0)).select(Books.id);
}
