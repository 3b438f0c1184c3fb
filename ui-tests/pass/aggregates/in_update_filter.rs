use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    price: f64,
}

fn main() {
    let _ = update(Books).set(Books.price.set(1.0)).filter(Books.price.gt(10.0));
}
