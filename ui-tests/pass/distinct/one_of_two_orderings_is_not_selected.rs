use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
    price: f64,
    stock: i32,
}

fn main() {
    let _ = from(Books)
        .distinct()
        .order_by((Books.title.asc(), Books.stock.desc()))
        .select(row! { title: Books.title, stock: Books.stock });
}
