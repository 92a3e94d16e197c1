/** Stress tests of what threads share; {@code perf/README.md} says how they are run. */
package io.gatun.perf.race;
