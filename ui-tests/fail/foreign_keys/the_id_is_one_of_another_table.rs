use statiql::prelude::*;

#[derive(SqlType)]
struct AuthorId(i64);

#[derive(SqlType)]
struct BookId(i64);

#[table("authors")]
struct Authors {
    #[column(primary_key)]
    id: AuthorId,
}

#[table("books")]
struct Books {
    #[column(primary_key)]
    id: BookId,
    #[column(references = Authors.id)] //~ wrong
    author_id: BookId,
}

fn main() {}
