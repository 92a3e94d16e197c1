package io.gatun.perf.bench;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong; that it works is seen on a real DPDK process, see {@link ForwardBenchTest}. */
class SeqpacketSocketTest {

    @Test
    void noSocketThere_isSaidInTheSystemsWords(@TempDir Path folder) {
        assertThatThrownBy(() -> connect(folder.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "connect on " + folder.resolve("none") + ": No such file or directory");
    }

    @Test
    void streamSocket_isRefused(@TempDir Path folder) throws IOException {
        final Path path = folder.resolve("stream");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));

            assertThatThrownBy(() -> connect(path)).hasMessageContaining("wrong type for socket");
        }
    }

    @Test
    void pathLongerThanTheKernelTakes_isRefused(@TempDir Path folder) {
        assertThatThrownBy(() -> connect(folder.resolve("x".repeat(120))))
                .hasMessageContaining("above 107 (unix(7))");
    }

    private static void connect(Path path) throws IOException {
        SeqpacketSocket.connect(path, Duration.ofSeconds(1)).close();
    }
}
