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
    title: String,
    price: f64,
    stock: i32,
    genre: String,
}

fn main() {
    let _ = from(Books)
        .filter(
            Books.price.gt(1.0)
                & Books.stock.gt(0)
                & Books.genre.ne("")
                & (Books.title.eq("Emma") | Books.title.eq("Emma 2")),
        )
        .select(Books.id);
}
