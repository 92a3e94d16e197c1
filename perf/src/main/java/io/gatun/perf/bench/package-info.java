/**
 * {@code gatun bench}: the router beside what else could be used. {@link
 * io.gatun.perf.bench.ForwardBench} runs {@link io.gatun.perf.bench.Contestant}s as processes of
 * their own in turn; nothing here is on a packet's path.
 */
package io.gatun.perf.bench;
