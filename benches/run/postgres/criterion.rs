//! `cargo bench --features postgres --bench postgres`; then `cargo run --release --bin ratios`.

use criterion::{Criterion, criterion_group, criterion_main};

fn postgres(criterion: &mut Criterion) {
    contenders::measure(criterion, "postgres");
}

criterion_group!(benches, postgres);
criterion_main!(benches);
