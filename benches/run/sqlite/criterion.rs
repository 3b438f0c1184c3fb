//! `cargo bench`; then `cargo run --release --bin ratios`.

use criterion::{Criterion, criterion_group, criterion_main};

fn sqlite(criterion: &mut Criterion) {
    contenders::measure(criterion, "sqlite");
}

criterion_group!(benches, sqlite);
criterion_main!(benches);
