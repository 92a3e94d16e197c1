package io.gatun.mgmt.schema;

import io.gatun.mgmt.model.IcmpTypeRanges;
import io.gatun.mgmt.model.InterfaceAddress;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.ListenAddress;
import io.gatun.mgmt.model.MacAddress;
import io.gatun.mgmt.model.RouteProtocol;
import io.gatun.mgmt.model.TableId;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * How the values of a type are written.
 *
 * @param says for a person, after "is"
 * @param pattern what editors can check of it; the parser is stricter
 * @param mayBeNumber whether some are written as a YAML number
 * @param parser throws {@link IllegalArgumentException} with a sentence
 */
public record TextForm(
        String says, String pattern, boolean mayBeNumber, Function<String, Object> parser) {

    private static final String ADDRESS = "[0-9A-Fa-f:.]+";

    private static final Map<Class<?>, TextForm> BY_TYPE =
            Map.of(
                    String.class, new TextForm("text", "", false, text -> text),
                    Path.class, new TextForm("the name of a file", "", false, Path::of),
                    IpAddress.class,
                            new TextForm(
                                    "an IPv4 or IPv6 address", ADDRESS, false, IpAddress::parse),
                    IpPrefix.class,
                            new TextForm(
                                    "an IPv4 or IPv6 prefix",
                                    ADDRESS + "/[0-9]{1,3}",
                                    false,
                                    IpPrefix::parse),
                    InterfaceAddress.class,
                            new TextForm(
                                    "an address and the length of its prefix, such as 10.0.0.1/24",
                                    ADDRESS + "/[0-9]{1,3}",
                                    false,
                                    InterfaceAddress::parse),
                    ListenAddress.class,
                            new TextForm(
                                    "an address and a port, such as 127.0.0.1:8080",
                                    "([0-9.]+|\\[[0-9A-Fa-f:.]+\\]):[0-9]{1,5}",
                                    false,
                                    ListenAddress::parse),
                    MacAddress.class,
                            new TextForm(
                                    "a MAC address, such as \"02:00:00:00:00:01\"",
                                    "([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}",
                                    false,
                                    MacAddress::parse),
                    TableId.class,
                            new TextForm(
                                    "main, local, default or a number of 32 bits",
                                    "main|local|default|[0-9]{1,10}",
                                    true,
                                    TableId::parse),
                    RouteProtocol.class,
                            new TextForm(
                                    "a name of iproute2's rt_protos or a number of 0 to 255",
                                    "[a-z]+|[0-9]{1,3}",
                                    true,
                                    RouteProtocol::parse),
                    IcmpTypeRanges.class,
                            new TextForm(
                                    "ICMP types and ranges of them, such as 0-1,3-127",
                                    "[0-9, -]*",
                                    true,
                                    IcmpTypeRanges::parse));

    static TextForm of(Class<?> type) {
        final TextForm form = BY_TYPE.get(type);
        if (form == null) {
            throw new IllegalArgumentException("no setting can be a " + type.getName() + " yet");
        }
        return form;
    }
}
