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
    let start = from(Books).select(row! { id: Books.id });
    let _ = start
        .recursive_cte(Chain, |_| from(Books).select(row! { id: Books.id })); //~ wrong
}
