package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.RequestHandler;
import java.nio.file.Path;

/**
 * A router made in the client's own process from a configuration that no router runs, found by
 * {@link java.util.ServiceLoader}.
 */
public interface CandidateRouter {

    /**
     * Answers requests as a router with this configuration would that has just started.
     *
     * @throws Exception where the file cannot be read or is refused, with a sentence
     */
    RequestHandler of(Path configuration) throws Exception;
}
