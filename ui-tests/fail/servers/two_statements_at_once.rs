use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
    price: f64,
}

async fn two(tx: &mut postgres::Transaction) -> statiql::Result<Vec<i64>> {
    let first = tx.all(from(Books).select(Books.id));
    let second = tx.all(from(Books).select(Books.price)); //~ wrong
    second.await?;
    first.await
}

fn main() {}
