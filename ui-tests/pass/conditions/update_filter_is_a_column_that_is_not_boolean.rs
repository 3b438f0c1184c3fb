use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
}

fn main() {
    let _ = update(Books).set(Books.title.set("Emma")).filter(Books.id.eq(1));
}
