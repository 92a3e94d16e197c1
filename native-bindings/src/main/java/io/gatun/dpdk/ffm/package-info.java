/**
 * The native boundary: libraries, symbols, calls and struct layouts of DPDK by release. Nothing
 * here checks an address; {@link io.gatun.dpdk} is the safe face.
 */
package io.gatun.dpdk.ffm;
