/** Microbenchmarks, one for each node and table; {@code perf/README.md} says how they are run. */
package io.gatun.perf.jmh;
