package io.gatun.dataplane.configuration;

import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.MacAddress;

/** A permanent neighbor. */
public record NeighborConfiguration(IpAddress address, String interfaceName, MacAddress mac) {}
