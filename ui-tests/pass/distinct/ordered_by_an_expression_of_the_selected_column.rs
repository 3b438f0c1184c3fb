use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
}

fn main() {
    let _ = from(Books).distinct().order_by(Books.title.lower().asc()).select(Books.title.lower());
}
