/**
 * The machine that packets run through: nodes, named edges, the walker, why packets are dropped and
 * what is counted. Knows nothing of protocols beyond the names of reasons and counters.
 */
package io.gatun.dataplane.graph;
