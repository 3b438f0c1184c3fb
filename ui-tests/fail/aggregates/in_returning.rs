use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
}

fn main() {
    let _ = delete(Books)
        .filter(Books.title.eq("Emma"))
        .returning(Books.id.count()); //~ wrong
}
