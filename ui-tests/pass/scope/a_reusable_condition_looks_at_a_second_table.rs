use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    name: String,
}

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    price: f64,
}

fn main() {
    let cheap = on(Books, Books.price.lt(10.0));
    let _ = from(Books).filter(cheap).select(Books.id);
}
