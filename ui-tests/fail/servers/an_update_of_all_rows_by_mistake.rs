use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
    price: f64,
}

async fn sale(db: &postgres::Database) -> statiql::Result<u64> {
    db.run(update(Books).set(Books.price.set(1.0))).await //~ wrong
}

fn main() {}
