use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
    price: f64,
}

async fn keep(db: &postgres::Database) -> statiql::Result<u64> {
    let mut kept = None;
    db.transaction(async |tx| { //~ wrong
        kept = Some(tx);
        Ok(())
    })
    .await?;
    kept.unwrap().execute(delete(Books).all_rows()).await
}

fn main() {}
