#![allow(dead_code)]

use statiql::prelude::*;

#[derive(SqlType)]
enum Genre {} //~ wrong

fn main() {}
