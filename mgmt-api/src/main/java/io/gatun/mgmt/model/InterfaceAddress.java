package io.gatun.mgmt.model;

/** An address of an interface and the length of the subnet it lies in, such as 10.0.0.1/24. */
public record InterfaceAddress(IpAddress address, int prefixLength) {

    public InterfaceAddress {
        AddressAndLength.check(prefixLength, address.width());
    }

    public static InterfaceAddress parse(String text) {
        final AddressAndLength parts = AddressAndLength.parse(text, "an interface address");
        return new InterfaceAddress(parts.address(), parts.length());
    }

    /** The connected subnet. */
    public IpPrefix prefix() {
        return address.prefix(prefixLength);
    }

    @Override
    public String toString() {
        return address + "/" + prefixLength;
    }
}
