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
    let _ = from(Authors).left_join(Books, Authors.id.eq(Books.author_id)).select(Authors.name);
}
