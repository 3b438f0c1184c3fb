#![allow(dead_code)]

use statiql::prelude::*;

#[derive(SqlType)]
enum Genre {
    Novel,
    Poetry,
}

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    genre: Genre,
}

fn main() {
    let _ = from(Books).filter(Books.genre.eq(Genre::Novel)).filter(Books.genre.ne(Genre::Poetry)).select(Books.id);
}
