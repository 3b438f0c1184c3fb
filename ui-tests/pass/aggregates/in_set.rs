use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    price: f64,
}

fn main() {
    let _ = update(Books).set(Books.price.set(Books.price * 2.0)).filter(Books.id.eq(1));
}
