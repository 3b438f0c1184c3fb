use serde_json::Value;
use statiql::prelude::*;

#[table("events")]
struct Events {
    #[column(primary_key, auto_increment)]
    id: i64,
    payload: Value,
}

fn main() {
    const QUERY: &str =
        sql_of::<MySql, _, _>(|| from(Events).order_by(Events.payload.cast::<String>()).select(Events.id));
}
