package io.gatun.perf.bench;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where DPDK's EAL keeps the sockets and maps of a process (eal_get_runtime_dir: root,
 * XDG_RUNTIME_DIR, /tmp).
 */
final class RuntimeFolder {

    private RuntimeFolder() {}

    static Path of(String filePrefix) {
        return base(User.isRoot(), System.getenv("XDG_RUNTIME_DIR"))
                .resolve("dpdk")
                .resolve(filePrefix);
    }

    static Path base(boolean isRoot, String xdgRuntimeFolder) {
        if (isRoot) {
            return Path.of("/var/run");
        }
        return Path.of(Objects.requireNonNullElse(xdgRuntimeFolder, "/tmp"));
    }
}
