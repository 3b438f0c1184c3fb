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
    let pair = from(Books).select((Books.id, Books.title));
    let _ = from(Authors)
        .select(scalar(pair)); //~ wrong
}
