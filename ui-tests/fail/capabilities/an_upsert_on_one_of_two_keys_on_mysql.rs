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

fn main() {
    const QUERY: &str = sql_of::<MySql, _, _>(|| { //~ wrong
        insert(Books)
            .values((Books.id.set(1), Books.title.set("Emma"), Books.author_id.set(1), Books.price.set(9.5)))
            .on_conflict(Books.title)
            .do_nothing()
    });
}
