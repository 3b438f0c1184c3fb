use statiql::prelude::*;

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

name!(Shelf);

fn main() {
    let shelf = from(Books)
        .select((Books.id, Books.title))
        .subquery(Shelf); //~ wrong
}
