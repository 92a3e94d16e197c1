package io.gatun.mgmt.cli;

import io.gatun.mgmt.message.Reply;
import io.gatun.mgmt.message.Reply.Event.Change;
import io.gatun.mgmt.model.InterfaceStatus;
import io.gatun.mgmt.model.MacAddress;
import io.gatun.mgmt.model.NeighborEntry;
import io.gatun.mgmt.model.PlanRow;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteFlag;
import io.gatun.mgmt.model.RouteType;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Events on one line each, in the words of {@code ip monitor}. */
final class EventText {

    private EventText() {}

    static String of(Reply.Event event) {
        return (event.change() == Change.DELETED ? "Deleted " : "") + of(event.row());
    }

    private static String of(Resource row) {
        return switch (row) {
            case RouteEntry route -> of(route);
            case NeighborEntry neighbor -> of(neighbor);
            case InterfaceStatus of -> of(of);
            case PlanRow plan -> plan.kind() + " " + plan.key() + " " + plan.detail();
            default -> row.toString();
        };
    }

    private static String of(RouteEntry route) {
        final StringJoiner text = new StringJoiner(" ");
        if (route.type() != RouteType.UNICAST) {
            text.add(Words.of(route.type()));
        }
        text.add(route.prefix().toString());
        if (route.tos() != 0) {
            text.add("tos").add(RouteText.tos(route.tos()));
        }
        route.via().ifPresent(via -> text.add("via").add(via.toString()));
        route.interfaceName().ifPresent(name -> text.add("dev").add(name));
        text.add("table").add(route.table().toString());
        text.add("proto").add(route.protocol().toString());
        text.add("scope").add(Words.of(route.scope()));
        route.prefsrc().ifPresent(source -> text.add("src").add(source.toString()));
        text.add("metric").add(Long.toString(route.metric()));
        for (final RouteFlag flag : route.flags()) {
            if (flag != RouteFlag.INSTALLED) {
                text.add(Words.of(flag));
            }
        }
        return text.toString();
    }

    private static String of(NeighborEntry neighbor) {
        return neighbor.address()
                + " dev "
                + neighbor.interfaceName()
                + neighbor.mac().map(MacAddress::toString).map(" lladdr "::concat).orElse("")
                + (neighbor.router() ? " router" : "")
                + " "
                + neighbor.state();
    }

    private static String of(InterfaceStatus of) {
        return of.name()
                + (of.vlan().isPresent() ? "@" + of.port() : "")
                + ": <"
                + (of.up() ? "UP" : "DOWN")
                + (of.carrier() ? ",CARRIER" : ",NO-CARRIER")
                + "> mtu "
                + of.mtu()
                + " lladdr "
                + of.mac()
                + of.addresses().stream()
                        .map(address -> " " + address)
                        .collect(Collectors.joining());
    }
}
