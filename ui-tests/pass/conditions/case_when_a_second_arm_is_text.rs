use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
    stock: i32,
}

fn main() {
    let label = case_when(Books.stock.gt(9), lit!("many")).when(Books.stock.gt(0), lit!("some")).otherwise("none");
    let _ = from(Books).select(label);
}
