#![allow(dead_code)]

use statiql::prelude::*;

#[derive(SqlType)]
struct Id<T>(T); //~ wrong

fn main() {}
