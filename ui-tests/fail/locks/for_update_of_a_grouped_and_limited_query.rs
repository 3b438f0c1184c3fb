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
    let _ = from(Authors)
        .join(Books, Books.author_id.eq(Authors.id))
        .group_by(Authors)
        .select(Authors.name)
        .limit(3)
        .for_update(); //~ wrong
}
