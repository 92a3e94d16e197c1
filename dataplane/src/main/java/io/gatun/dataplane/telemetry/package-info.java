/** What the router counts, copied into a file that other processes read. */
package io.gatun.dataplane.telemetry;
