use statiql::prelude::*;

#[table("books_of_all_authors_in_all_languages_and_editions_and_bindings_ever")] //~ wrong
struct Books {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
