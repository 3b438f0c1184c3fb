use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    name: String,
    age: i32,
}

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    #[column(unique)]
    title: String,
    author_id: i64,
    price: f64,
    note: Option<String>,
}

fn main() {
    let _ = insert(Books)
        .values((Books.title.set("Emma"), Books.author_id.set(1), Books.price.set(9.5)))
        .on_conflict(Books.title)
        .do_update(Books.title.set(Authors.name)); //~ wrong
}
