use statiql::prelude::*;

#[table("books")]
struct Books {
    title: String,
    genre: String,
}

fn main() {
    let _ = insert(Books).values(( //~ wrong
        Books.title.set("Emma"),
        Books.genre.set(Books.title),
    ));
}
