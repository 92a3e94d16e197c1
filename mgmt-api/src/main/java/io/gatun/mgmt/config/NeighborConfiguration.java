package io.gatun.mgmt.config;

import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.MacAddress;
import io.gatun.mgmt.schema.Entry;
import io.gatun.mgmt.schema.Setting;

/** A permanent neighbor. */
@Entry(word = "neighbor", by = "address")
public record NeighborConfiguration(
        @Setting(value = "Its address, in a subnet of the interface.", isRequired = true)
                IpAddress address,
        @Setting(key = "interface", value = "The interface it is behind.", isRequired = true)
                String interfaceName,
        @Setting(value = "Its MAC address.", isRequired = true) MacAddress mac) {}
