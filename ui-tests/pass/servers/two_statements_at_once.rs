use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
    price: f64,
}

async fn two(tx: &mut postgres::Transaction) -> statiql::Result<Vec<i64>> {
    let (first, second) = tx.pipeline((from(Books).select(Books.id), from(Books).select(Books.price))).await?;
    let _: Vec<f64> = second;
    Ok(first)
}

fn main() {}
