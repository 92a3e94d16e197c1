package io.gatun.dataplane.lifecycle;

import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.config.ConfigDocument;
import io.gatun.mgmt.config.ConfigPath;
import io.gatun.mgmt.config.YamlFlawException;
import io.gatun.mgmt.message.RefusalCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Values that leave the router as {@value #VEIL} wherever a configuration is shown or compared. A
 * text that comes back with the veil keeps the value that is in force.
 */
public final class Secrets {

    /** No field of a configuration is a secret yet. */
    public static final Secrets NONE = of();

    static final String VEIL = "(secret)";
    private static final String ANY = "*";

    private final List<ConfigPath> paths;

    private Secrets(List<ConfigPath> paths) {
        this.paths = paths;
    }

    /**
     * Names the secret fields.
     *
     * @param paths such as {@code neighbors.*.mac}; a star stands for every key or element
     */
    public static Secrets of(String... paths) {
        return new Secrets(List.of(paths).stream().map(ConfigPath::parse).toList());
    }

    /** The text as it may be shown. */
    String veil(String text) throws RefusedException {
        if (paths.isEmpty()) {
            return text;
        }
        ConfigDocument document = parse(text);
        for (final ConfigPath secret : secrets(document)) {
            document = document.set(secret, VEIL);
        }
        return document.text();
    }

    /**
     * The text with what the veils in it stand for.
     *
     * @throws RefusedException for a veil over nothing
     */
    String unveil(String text, String running) throws RefusedException {
        if (paths.isEmpty() || !text.contains(VEIL)) {
            return text;
        }
        ConfigDocument document = parse(text);
        final ConfigDocument inForce = parse(running);
        for (final ConfigPath secret : secrets(document)) {
            if (document.get(secret).filter(VEIL::equals).isPresent()) {
                final Optional<String> value = inForce.get(secret);
                document =
                        document.set(
                                secret,
                                value.orElseThrow(() ->
                                        new RefusedException(
                                                RefusalCode.INVALID,
                                                secret
                                                        + " is "
                                                        + VEIL
                                                        + ", which stands for no value in force; write the value")));
            }
        }
        return document.text();
    }

    private List<ConfigPath> secrets(ConfigDocument document) throws RefusedException {
        final List<ConfigPath> found = new ArrayList<>();
        for (final ConfigPath path : paths) {
            find(document, ConfigPath.ROOT, path.steps(), found);
        }
        return found;
    }

    private static void find(
            ConfigDocument document, ConfigPath at, List<String> rest, List<ConfigPath> found)
            throws RefusedException {
        if (rest.isEmpty()) {
            if (document.get(at).isPresent()) {
                found.add(at);
            }
            return;
        }
        final List<String> further = rest.subList(1, rest.size());
        if (!rest.getFirst().equals(ANY)) {
            find(document, at.then(rest.getFirst()), further, found);
            return;
        }
        for (final String name : document.names(at)) {
            find(document, at.then(name), further, found);
        }
    }

    private static ConfigDocument parse(String text) throws RefusedException {
        try {
            return ConfigDocument.parse(text);
        } catch (YamlFlawException e) {
            throw new RefusedException(
                    RefusalCode.INVALID, "line " + e.line() + ": " + e.getMessage());
        }
    }
}
