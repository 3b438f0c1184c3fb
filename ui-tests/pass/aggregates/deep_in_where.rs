use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    price: f64,
    title: String,
    stock: i32,
}

fn main() {
    let _ = from(Books).filter(Books.title.like("A%") & (Books.stock.gt(3) | Books.price.gt(10.0))).select(Books.id);
}
