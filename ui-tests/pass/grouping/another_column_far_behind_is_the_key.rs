#![allow(dead_code)]

use statiql::prelude::*;

#[table("wide")]
struct Wide {
    c0: i32,
    c1: i32,
    c2: i32,
    c3: i32,
    c4: i32,
    c5: i32,
    c6: i32,
    c7: i32,
    c8: i32,
    c9: i32,
    c10: i32,
    c11: i32,
    c12: i32,
    c13: i32,
    c14: i32,
    c15: i32,
    c16: i32,
}

fn main() {
    let _ = from(Wide).group_by(Wide.c16).select(Wide.c16);
}
