use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    #[column(unique)]
    title: String,
    price: f64,
}

fn main() {
    let _ = from(Books).filter(Books.price.gt(10.0)).select(Books.title);
}
