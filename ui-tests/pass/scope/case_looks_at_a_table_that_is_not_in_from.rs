use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    name: String,
    active: bool,
}

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
}

fn main() {
    let _ = from(Books).cross_join(Authors).select(case_when(Authors.active, Books.title).otherwise("?"));
}
