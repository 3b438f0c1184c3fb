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
    author_id: i64,
}

fn main() {
    let _ = from(Books).correlate(Authors).filter(Books.author_id.eq(Authors.id)).select(Books.id);
}
