package io.gatun.perf.bench;

import tools.jackson.databind.JsonNode;

/**
 * What DPDK has counted on one port since it started, from an answer to {@code /ethdev/stats,PORT}.
 */
record PortCounters(
        long received, long transmitted, long receiveErrors, long noBuffer, long transmitErrors) {

    /**
     * @throws BenchFailure when the answer is not that of a port, naming the command that was asked
     */
    static PortCounters of(String command, JsonNode answer) throws BenchFailure {
        if (!answer.isObject()) {
            throw new BenchFailure(
                    "DPDK's telemetry has no counters for " + command + ": " + answer);
        }
        return new PortCounters(
                counter(command, answer, "ipackets"),
                counter(command, answer, "opackets"),
                counter(command, answer, "ierrors"),
                counter(command, answer, "rx_nombuf"),
                counter(command, answer, "oerrors"));
    }

    private static long counter(String command, JsonNode answer, String name) throws BenchFailure {
        final JsonNode value = answer.get(name);
        if (value == null || !value.isIntegralNumber()) {
            throw new BenchFailure(
                    "DPDK's telemetry answers "
                            + command
                            + " without a counter "
                            + name
                            + ": "
                            + answer);
        }
        return value.longValue();
    }
}
