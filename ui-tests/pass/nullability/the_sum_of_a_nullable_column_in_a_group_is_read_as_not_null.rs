#![allow(dead_code)]

use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    genre: String,
    year: Option<i32>,
}

struct PerGenre {
    genre: String,
    years: Option<i64>,
}

fn main() {
    let _ = from(Books).group_by(Books.genre).select(row!(PerGenre { genre: Books.genre, years: Books.year.sum() }));
}
