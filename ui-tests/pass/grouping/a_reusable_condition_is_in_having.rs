use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    genre: String,
    price: f64,
}

fn main() {
    let dear = on(Books, Books.price.gt(10.0));
    let _ = from(Books).filter(dear).group_by(Books.genre).select(Books.genre);
}
