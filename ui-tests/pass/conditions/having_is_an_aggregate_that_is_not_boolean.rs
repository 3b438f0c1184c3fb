use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    genre: String,
    price: f64,
}

fn main() {
    let _ = from(Books).group_by(Books.genre).having(Books.price.sum().gt(100.0)).select(Books.genre);
}
