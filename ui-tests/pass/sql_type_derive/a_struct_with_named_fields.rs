#![allow(dead_code)]

use statiql::prelude::*;

#[derive(SqlType)]
struct Isbn(String);

fn main() {}
