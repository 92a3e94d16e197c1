package io.gatun.dataplane.configuration;

import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.RouteAttributes;

/**
 * A route of the configuration.
 *
 * @param attributes with the interface of every route that has a gateway: as written, or the one
 *     whose subnet reaches it. Routes that are alike may share them.
 */
public record RouteConfiguration(IpPrefix prefix, RouteAttributes attributes) {}
