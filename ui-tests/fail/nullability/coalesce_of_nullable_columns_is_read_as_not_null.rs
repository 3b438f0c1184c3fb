#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
    subtitle: Option<String>,
}

struct Heading {
    text: String,
}

fn main() {
    let text = coalesce((Books.subtitle, Books.subtitle.nullif("")));
    let _ = from(Books).select(row!(Heading { text: text })); //~ wrong
}
