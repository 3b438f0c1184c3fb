//! `cargo bench --features mysql --bench mysql`; then `cargo run --release --bin ratios`.

use criterion::{Criterion, criterion_group, criterion_main};

fn mysql(criterion: &mut Criterion) {
    contenders::measure(criterion, "mysql");
    contenders::measure(criterion, "mariadb");
}

criterion_group!(benches, mysql);
criterion_main!(benches);
