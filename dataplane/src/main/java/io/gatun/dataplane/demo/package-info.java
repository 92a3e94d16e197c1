/**
 * The demo: two hosts in network namespaces talk through a router that runs as a child process on
 * DPDK virtual devices. Every step is proven by what ordinary programs see.
 */
package io.gatun.dataplane.demo;
