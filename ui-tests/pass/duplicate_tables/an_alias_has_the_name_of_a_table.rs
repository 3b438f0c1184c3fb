use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    name: String,
}

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
}

mod aliases {
    statiql::alias!(pub(super) Writers = super::Authors);
}

fn main() {
    let _ = from(Books).cross_join(aliases::Writers).select(Books.title);
}
