/**
 * What nodes read: interfaces, forwarding table, adjacencies, as snapshots of one generation, and
 * the state a worker owns. Control writes, workers read.
 */
package io.gatun.dataplane.table;
