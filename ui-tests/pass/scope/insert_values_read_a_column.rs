use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    name: String,
}

#[table("books")]
struct Books {
    title: String,
    genre: String,
}

fn main() {
    let _ = insert(Books).values((Books.title.set("Emma"), Books.genre.set("Novel")));
}
