use statiql::prelude::*;

#[table("books")]
struct Books {
    title: String,
    genre: String,
}

fn main() {
    let _ = insert(Books).values((Books.title.set("Emma"), Books.genre.set("Emma")));
}
