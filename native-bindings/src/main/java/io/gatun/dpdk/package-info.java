/**
 * DPDK for Java: environment, packet buffers, ports and queues; knows nothing of IP.
 *
 * <p>{@link io.gatun.dpdk.Eal} is the door: it makes {@link io.gatun.dpdk.Mempool pools} and
 * attaches {@link io.gatun.dpdk.EthPort ports}, whose queues move bursts of {@link
 * io.gatun.dpdk.Mbuf buffers}.
 */
package io.gatun.dpdk;
