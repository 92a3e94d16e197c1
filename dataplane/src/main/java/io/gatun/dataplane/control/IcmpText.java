package io.gatun.dataplane.control;

/** Messages of ICMP by the names of RFC 792, RFC 1812 and RFC 4443. */
final class IcmpText {

    private IcmpText() {}

    static String of4(int type, int code) {
        return numbered(
                type,
                code,
                switch (type) {
                    case 0 -> "echo reply";
                    case 3 -> "destination unreachable" + unreachable(code);
                    case 5 -> "redirect";
                    case 8 -> "echo request";
                    case 11 -> "time exceeded";
                    case 12 -> "parameter problem";
                    case 13 -> "timestamp request";
                    case 14 -> "timestamp reply";
                    default -> "";
                });
    }

    private static String unreachable(int code) {
        return switch (code) {
            case 0 -> ", network unreachable";
            case 1 -> ", host unreachable";
            case 2 -> ", protocol unreachable";
            case 3 -> ", port unreachable";
            case 4 -> ", fragmentation needed";
            case 13 -> ", administratively prohibited";
            default -> "";
        };
    }

    static String of6(int type, int code) {
        return numbered(
                type,
                code,
                switch (type) {
                    case 1 -> "destination unreachable" + unreachable6(code);
                    case 2 -> "packet too big";
                    case 3 -> "time exceeded";
                    case 4 -> "parameter problem";
                    case 128 -> "echo request";
                    case 129 -> "echo reply";
                    case 133 -> "router solicitation";
                    case 134 -> "router advertisement";
                    case 135 -> "neighbor solicitation";
                    case 136 -> "neighbor advertisement";
                    case 137 -> "redirect";
                    default -> "";
                });
    }

    private static String unreachable6(int code) {
        return switch (code) {
            case 0 -> ", no route";
            case 1 -> ", administratively prohibited";
            case 2 -> ", beyond scope of source";
            case 3 -> ", address unreachable";
            case 4 -> ", port unreachable";
            default -> "";
        };
    }

    private static String numbered(int type, int code, String name) {
        return (name.isEmpty() ? "" : name + " ") + "(type " + type + " code " + code + ")";
    }
}
