use statiql::prelude::*;

#[table("authors")]
struct Authors {
    #[column(primary_key, auto_increment)]
    id: i64,
    name: String,
    age: i32,
}

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
        from(Authors).filter(Authors.id.is_in(from(Books).select(Books.author_id).limit(3))).select(Authors.id)
    });
}
