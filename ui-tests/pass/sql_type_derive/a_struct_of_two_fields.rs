#![allow(dead_code)]

use statiql::prelude::*;

#[derive(SqlType)]
struct Size(f64);

fn main() {}
