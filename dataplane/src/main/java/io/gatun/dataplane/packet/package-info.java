/** Packets in memory: the batch that moves through the graph and the buffers behind it. */
package io.gatun.dataplane.packet;
