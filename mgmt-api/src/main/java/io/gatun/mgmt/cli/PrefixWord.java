package io.gatun.mgmt.cli;

import io.gatun.mgmt.model.AddressFamily;
import io.gatun.mgmt.model.IpAddress;
import io.gatun.mgmt.model.IpPrefix;
import io.gatun.mgmt.model.Ipv4Prefix;
import io.gatun.mgmt.model.Ipv6Prefix;
import java.util.Optional;

/** The prefix a command names, whose family may come from other words. */
final class PrefixWord {

    static final String DEFAULT = "default";

    private PrefixWord() {}

    /** Whether the word is a prefix, an address or "default", by its looks. */
    static boolean isLike(String word) {
        return word.equals(DEFAULT)
                || word.indexOf(':') >= 0
                || (word.indexOf('.') >= 0 && Character.isDigit(word.charAt(0)))
                || word.indexOf('/') >= 0;
    }

    /** A prefix, or an address that stands for the prefix of itself. */
    static IpPrefix parse(String word) {
        if (word.indexOf('/') < 0) {
            final IpAddress address = IpAddress.parse(word);
            return address.prefix(address.width());
        }
        return IpPrefix.parse(word);
    }

    /** The prefix of all addresses of a family; of IPv4 where none is given. */
    static IpPrefix all(Optional<AddressFamily> family) {
        return family.filter(AddressFamily.INET6::equals).isPresent()
                ? new Ipv6Prefix(0, 0, 0)
                : new Ipv4Prefix(0, 0);
    }
}
