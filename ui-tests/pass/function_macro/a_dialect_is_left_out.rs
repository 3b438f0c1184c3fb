use statiql::prelude::*;

#[table("books")]
struct Books {
    #[column(primary_key, auto_increment)]
    id: i64,
    title: String,
}

function! {
    fn year(date: String) -> i64 = { sqlite: "y({0})", postgres: "y({0})", mysql: "year({0})", mariadb: "year({0})" };
}

fn main() {}
