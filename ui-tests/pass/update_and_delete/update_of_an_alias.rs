#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
}

alias!(Others = Books);

fn main() {
    let _ = update(Books).set(Books.title.set("Emma")).all_rows();
    let _ = from(Others).select(Others.title);
}
