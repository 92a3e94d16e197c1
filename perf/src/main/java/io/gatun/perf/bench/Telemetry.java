package io.gatun.perf.bench;

import io.gatun.mgmt.model.MacAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The telemetry socket of one DPDK process, as DPDK's own dpdk-telemetry.py speaks it: a greeting,
 * then one JSON answer for each command. Belongs to one thread.
 */
final class Telemetry implements AutoCloseable {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SeqpacketSocket socket;
    private final String version;

    private Telemetry(SeqpacketSocket socket) throws IOException, BenchFailure {
        this.socket = socket;
        this.version = parse(socket.receive()).path("version").asString("");
    }

    /** Empty while the process does not listen yet. */
    static Optional<Telemetry> connect(String filePrefix) throws BenchFailure {
        final SeqpacketSocket socket;
        try {
            socket = SeqpacketSocket.connect(socketOf(filePrefix), ANSWER_WITHIN);
        } catch (IOException notYet) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Telemetry(socket));
        } catch (IOException e) {
            socket.close();
            throw new BenchFailure(
                    "DPDK's telemetry of " + filePrefix + " does not greet: " + e.getMessage(), e);
        }
    }

    static Path socketOf(String filePrefix) {
        return RuntimeFolder.of(filePrefix).resolve("dpdk_telemetry.v2");
    }

    String dpdkVersion() {
        return version;
    }

    PortCounters counters(int port) throws BenchFailure {
        final String command = "/ethdev/stats," + port;
        return PortCounters.of(command, ask(command));
    }

    /**
     * The id of a port by its device name, {@code net_null1} say; empty while DPDK has none of that
     * name.
     */
    Optional<Integer> find(String device) throws BenchFailure {
        for (final JsonNode id : ask("/ethdev/list")) {
            if (device.equals(info(id.intValue()).path("name").asString(""))) {
                return Optional.of(id.intValue());
            }
        }
        return Optional.empty();
    }

    MacAddress mac(int port) throws BenchFailure {
        return MacAddress.parse(info(port).path("mac_addr").asString(""));
    }

    @Override
    public void close() {
        socket.close();
    }

    private JsonNode info(int port) throws BenchFailure {
        return ask("/ethdev/info," + port);
    }

    private JsonNode ask(String command) throws BenchFailure {
        try {
            socket.send(command);
            return answer(command, socket.receive());
        } catch (IOException e) {
            throw new BenchFailure(
                    "DPDK's telemetry gives no answer to " + command + ": " + e.getMessage(), e);
        }
    }

    /**
     * What stands under the name of the command in an answer: its parameters are not part of the
     * name.
     */
    static JsonNode answer(String command, String message) throws BenchFailure {
        final int comma = command.indexOf(',');
        final String name = comma < 0 ? command : command.substring(0, comma);
        final JsonNode value = parse(message).get(name);
        if (value == null) {
            throw new BenchFailure(
                    "DPDK's telemetry answers " + command + " with something else: " + message);
        }
        return value;
    }

    private static JsonNode parse(String message) throws BenchFailure {
        try {
            return JSON.readTree(message);
        } catch (JacksonException e) {
            throw new BenchFailure("DPDK's telemetry sent what is not JSON: " + message, e);
        }
    }
}
