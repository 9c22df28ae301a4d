/// Benchmarks of the whole program, run by hand: `java bench/src/main/java/io/reconai/bench/ScanBenchmark.java`.
@NullMarked
package io.reconai.bench;

import org.jspecify.annotations.NullMarked;
