use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
}

function! {
    fn soundex(text: String) -> String = "soundex({0})";
}

fn main() {
    let _ = from(Books).select(soundex("seven"));
}
