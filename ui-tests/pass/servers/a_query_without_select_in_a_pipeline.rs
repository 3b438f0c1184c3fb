use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
    price: f64,
}

async fn both(tx: &mut postgres::Transaction) -> statiql::Result<u64> {
    let (_, changed) =
        tx.pipeline((from(Books).filter(Books.id.eq(1)).select(Books.id), delete(Books).all_rows())).await?;
    Ok(changed)
}

fn main() {}
