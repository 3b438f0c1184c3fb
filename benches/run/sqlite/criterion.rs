//! `cargo bench`; then `cargo run --release --bin ratios`.

use criterion::{Criterion, criterion_group, criterion_main};

fn sqlite(criterion: &mut Criterion) {
    for case in contenders::cases("", 0) {
        let mut group = criterion.benchmark_group(format!("sqlite/{}", case.name));
        for mut variant in case.variants {
            group.bench_function(variant.name, |bencher| bencher.iter_custom(|times| variant.time(times)));
        }
        group.finish();
    }
}

criterion_group!(benches, sqlite);
criterion_main!(benches);
