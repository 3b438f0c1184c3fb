use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
}

mod first {
    statiql::alias!(pub(super) Others = super::Books);
}
mod second {
    statiql::alias!(pub(super) Rest = super::Books);
}

fn main() {
    let _ = from(first::Others).cross_join(second::Rest).select(first::Others.title);
}
