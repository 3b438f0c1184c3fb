#![allow(dead_code)]

use statiql::prelude::*;

#[derive(SqlType)]
#[sql_type(number)]
struct Isbn(String); //~ wrong

fn main() {}
