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

fn main() {
    let name = Some("Jane Austen");
    let _ = from(Books).filter_opt(name.map(|name| Books.title.eq(name))).select(Books.id);
}
