package io.gatun.linux;

/**
 * A network device on the PCI bus.
 *
 * @param id vendor and device, for example {@code 8086:1572}
 * @param driver the kernel driver it is bound to, empty when none
 */
public record PciNetworkDevice(String address, String id, String driver) {}
