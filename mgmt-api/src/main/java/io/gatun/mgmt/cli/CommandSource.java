package io.gatun.mgmt.cli;

import java.util.List;

/** Commands of another module, found by {@link java.util.ServiceLoader}. */
public interface CommandSource {

    /** Objects annotated with picocli's {@code @Command}, in the order the help lists them. */
    List<Object> commands();
}
