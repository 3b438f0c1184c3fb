#![allow(dead_code)]

use statiql::prelude::*;

#[derive(SqlType)]
#[sql_type(numeric)] //~ wrong
struct Cents(i64);

fn main() {}
