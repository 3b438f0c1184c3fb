#![allow(dead_code)]

use statiql::prelude::*;

#[derive(SqlType)]
struct Isbn(char); //~ wrong

fn main() {}
