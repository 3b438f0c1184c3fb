#![allow(dead_code)]

use statiql::prelude::*;

#[derive(SqlType)]
struct Id(i64);

fn main() {}
