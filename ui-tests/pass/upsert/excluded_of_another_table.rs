use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    #[column(unique)]
    title: String,
    price: f64,
}

#[table("offers")]
struct Offers {
    #[column(primary_key)]
    id: i64,
    price: f64,
}

fn main() {
    let _ = insert(Books)
        .values((Books.title.set("Emma"), Books.price.set(9.5)))
        .on_conflict(Books.title)
        .do_update(Books.price.set(excluded(Books.price)));
}
