use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    #[column(unique)]
    title: String,
    author_id: i64,
    price: f64,
    note: Option<String>,
}

#[table("pictures")]
struct Pictures {
    #[column(primary_key)]
    id: i64,
    bytes: Vec<u8>,
}

fn main() {
    let _ = from(Pictures).select(Pictures.id.cast::<String>());
}
