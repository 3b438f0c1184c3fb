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
    let _ = update(Books)
        .set(Books.price.set(excluded(Books.price))) //~ wrong
        .filter(Books.id.eq(1));
}
