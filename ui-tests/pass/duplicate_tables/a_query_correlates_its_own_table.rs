use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
    author_id: i64,
}

fn main() {
    let _ = from(Books).correlate(Others).filter(Books.author_id.eq(1)).select(Books.id);

    alias!(Others = Books);
}
