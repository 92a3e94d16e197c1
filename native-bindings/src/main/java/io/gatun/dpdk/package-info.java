/** DPDK for Java: environment, memory pools, ports and queues; knows nothing of IP. */
package io.gatun.dpdk;
