/** Files of captured frames, in the formats of libpcap. */
package io.gatun.mgmt.pcap;
