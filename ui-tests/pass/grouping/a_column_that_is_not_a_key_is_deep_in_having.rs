use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    genre: String,
    price: f64,
    title: String,
}

fn main() {
    let _ = from(Books)
        .group_by(Books.genre)
        .having(count_all().gt(1) & (Books.price.max().gt(10.0) | Books.genre.like("A%")))
        .select(Books.genre);
}
