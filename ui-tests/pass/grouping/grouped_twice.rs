use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    genre: String,
    stock: i32,
}

fn main() {
    let _ = from(Books).group_by((Books.genre, Books.stock)).select(count_all());
}
