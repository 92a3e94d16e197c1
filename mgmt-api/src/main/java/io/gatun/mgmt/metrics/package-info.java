/** The counters of a router in the text that Prometheus scrapes. */
package io.gatun.mgmt.metrics;
