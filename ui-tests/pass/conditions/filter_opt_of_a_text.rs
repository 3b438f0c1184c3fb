use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
}

fn main() {
    let _ = from(Books).filter_opt(Some(Books.title.ne(""))).select(Books.id);
}
