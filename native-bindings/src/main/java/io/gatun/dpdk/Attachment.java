package io.gatun.dpdk;

import io.gatun.dpdk.ffm.DpdkLog;
import io.gatun.dpdk.ffm.EalCalls;
import io.gatun.dpdk.ffm.EthdevCalls;
import io.gatun.dpdk.ffm.NativeMemory;
import io.gatun.linux.HostFacts;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Set;

/** Attaches one device and finds its port, or says what stands in the way. */
final class Attachment {

    private static final int EFAULT = 14;

    /** Kernel drivers that DPDK works beside, or is meant to work through. */
    private static final Set<String> SHARING_DRIVERS =
            Set.of("vfio-pci", "uio_pci_generic", "igb_uio", "mlx4_core", "mlx5_core", "mana");

    /** Virtual devices that open the kernel's own network. */
    private static final Set<String> KERNEL_DRIVERS =
            Set.of("net_tap", "net_af_packet", "net_af_xdp");

    private final Device device;
    private final HostFacts host;

    private Attachment(Device device, HostFacts host) {
        this.device = device;
        this.host = host;
    }

    static EthPort of(Device device, EalOptions options, HostFacts host) {
        var attachment = new Attachment(device, host);
        if (device.isPci()) {
            attachment.requireUsablePci(options);
        }
        return attachment.attach();
    }

    private EthPort attach() {
        DpdkLog.unread();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(device.name());
            int result =
                    EalCalls.HOTPLUG_ADD.callInt(
                            arena.allocateFrom(device.bus()).address(),
                            name.address(),
                            arena.allocateFrom(device.arguments()).address());
            if (result < 0) {
                throw failure(EalCalls.HOTPLUG_ADD.name(), result);
            }
            MemorySegment id = arena.allocate(Short.BYTES);
            int found = EthdevCalls.PORT_BY_NAME.callInt(name.address(), id.address());
            if (found < 0) {
                throw failure(EthdevCalls.PORT_BY_NAME.name(), found);
            }
            DpdkLog.unread();
            return new EthPort(device, Short.toUnsignedInt(NativeMemory.getShort(id.address())));
        }
    }

    private void requireUsablePci(EalOptions options) {
        String address = device.name();
        if (!host.hasPciDevice(address)) {
            throw new DpdkException(
                    "port %s is not on the PCI bus; lspci lists what is".formatted(address));
        }
        String driver = host.driverOf(address).orElse("");
        if (!SHARING_DRIVERS.contains(driver)) {
            throw new DpdkException(
                    "port %s is bound to %s; bind it to vfio-pci first: dpdk-devbind.py -b vfio-pci %s"
                            .formatted(address, driver.isEmpty() ? "no driver" : driver, address));
        }
        if (!options.pciDevices().contains(address)) {
            throw new DpdkException(
                    "port %s was not among the PCI devices the EAL started with %s"
                            .formatted(address, options.pciDevices()));
        }
    }

    private DpdkException failure(String call, int errno) {
        return DpdkException.of(call, "device " + device, errno, cure(errno));
    }

    private String cure(int errno) {
        if (errno == -EFAULT) {
            return "no driver is called %s, or its arguments are not in the form key=value,..."
                    .formatted(device.driver());
        }
        if (KERNEL_DRIVERS.contains(device.driver()) && !host.isRoot()) {
            return "run as root";
        }
        if (device.driver().equals("net_tap") && !host.hasTun()) {
            return "/dev/net/tun is missing: modprobe tun";
        }
        String iface = device.argument("iface");
        if (!iface.isEmpty() && !device.driver().equals("net_tap") && !host.hasInterface(iface)) {
            return "interface %s does not exist: ip link shows those that do".formatted(iface);
        }
        return "";
    }
}
