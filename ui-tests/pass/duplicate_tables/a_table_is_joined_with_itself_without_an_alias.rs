use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    name: String,
}

fn main() {
    let _ = from(Authors).join(Others, Authors.id.eq(Others.id)).select(Authors.name);

    alias!(Others = Authors);
}
