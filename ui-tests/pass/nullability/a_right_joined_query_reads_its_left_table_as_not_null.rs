#![allow(dead_code)]

use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    name: String,
}

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    author_id: i64,
    title: String,
}

struct Line {
    name: Option<String>,
    title: String,
}

fn main() {
    let _ = from(Authors)
        .right_join(Books, Books.author_id.eq(Authors.id))
        .select(row!(Line { name: Authors.name, title: Books.title }));
}
