package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.message.Request;
import io.gatun.mgmt.model.InterfaceStatus;
import io.gatun.mgmt.model.PortStatus;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import io.gatun.mgmt.model.RouteEntry;
import io.gatun.mgmt.model.RouteSelector;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ParameterException;

/** What a router calls its things, asked anew each time; nothing where it does not answer. */
record RouterNames(RouterOption router) {

    static final int MOST_ROUTES = 200;

    List<String> ports() {
        return names(ResourceKind.PORT, PortStatus.class, PortStatus::name);
    }

    List<String> interfaces() {
        return names(ResourceKind.INTERFACE, InterfaceStatus.class, InterfaceStatus::name);
    }

    /** Of routes, which a selector lists; {@value #MOST_ROUTES} at most, of however many. */
    List<String> prefixes(RouteSelector selector) {
        try (ManagementClient client = router.connect()) {
            return client
                    .first(MOST_ROUTES, new Request.ListRoutes(selector), RouteEntry.class)
                    .stream()
                    .map(route -> route.prefix().toString())
                    .toList();
        } catch (IOException | RefusedException | ParameterException _) {
            return List.of(); // the command itself will say why
        }
    }

    private <T extends Resource> List<String> names(
            ResourceKind kind, Class<T> row, Function<T, String> name) {
        try (ManagementClient client = router.connect()) {
            return client.list(kind, row).stream().map(name).toList();
        } catch (IOException | RefusedException | ParameterException _) {
            return List.of(); // the command itself will say why
        }
    }
}
