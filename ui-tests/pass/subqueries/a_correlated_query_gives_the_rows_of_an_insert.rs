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

fn main() {
    let rows = from(Books).select((Books.title, Books.id, Books.price));
    let _ = insert(Books).from_select((Books.title, Books.author_id, Books.price), rows);
}
