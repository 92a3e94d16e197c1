package io.gatun.mgmt.config;

import io.gatun.mgmt.schema.Setting;

/** The router itself. */
public record RouterSettings(
        @Setting(
                        value =
                                "The name of the router, and of its management socket:"
                                        + " /run/gatun/NAME.sock.",
                        fallback = "gatun",
                        pattern = "[a-z0-9-]{1,32}")
                String name) {}
