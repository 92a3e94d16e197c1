package io.gatun.mgmt.model;

import java.util.Objects;

/**
 * The text of a configuration file.
 *
 * @param revision its number; 0 where the router cannot keep revisions
 */
public record ConfigurationText(int revision, String text) implements Resource {

    public ConfigurationText {
        Objects.requireNonNull(text, "text");
    }
}
