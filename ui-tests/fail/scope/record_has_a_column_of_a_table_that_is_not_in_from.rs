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
    author_id: i64,
}

fn main() {
    let _ = from(Books)
        .select(row! { title: Books.title, author: Authors.name }); //~ wrong
}
