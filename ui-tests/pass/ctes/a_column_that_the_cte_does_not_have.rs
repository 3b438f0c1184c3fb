use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    #[column(unique)]
    title: String,
    author_id: i64,
    price: f64,
    note: Option<String>,
}

name!(Chain);

fn main() {
    let chain = from(Books).select(row! { title: Books.title }).cte(Chain);
    let _ = from(&chain).select(chain.title);
}
