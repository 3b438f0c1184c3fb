#![allow(dead_code)]

use statiql::prelude::*;

#[derive(SqlType)]
enum Genre {
    Novel,
}

#[derive(SqlType)]
enum Binding {
    Cloth,
}

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: i64,
    genre: Genre,
    binding: Binding,
}

fn main() {
    let _ = from(Books).filter(Books.genre.eq(Genre::Novel)).filter(Books.binding.ne(Binding::Cloth)).select(Books.id);
}
