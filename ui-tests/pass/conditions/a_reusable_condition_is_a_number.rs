use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    stock: i32,
}

fn main() {
    let stocked = on(Books, Books.stock.gt(0));
    let _ = from(Books).filter(stocked).select(Books.id);
}
