use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
    price: f64,
}

fn main() {
    let _ = from(Books).group_by(Books.title).select((Books.title, Books.price.max()));
}
