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

fn main() {
    let titles = from(Books).filter(Books.author_id.eq(1)).select(Books.title).union(from(Books).select(Books.title));
}
