use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    price: f64,
}

fn main() {
    let dear = on(Books, Books.price.gt(10.0));
    let _ = from(Books).filter(dear).select(Books.id);
}
