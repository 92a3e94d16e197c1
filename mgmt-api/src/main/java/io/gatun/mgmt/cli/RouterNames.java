package io.gatun.mgmt.cli;

import io.gatun.mgmt.channel.ManagementClient;
import io.gatun.mgmt.codec.RefusedException;
import io.gatun.mgmt.model.InterfaceStatus;
import io.gatun.mgmt.model.PortStatus;
import io.gatun.mgmt.model.Resource;
import io.gatun.mgmt.model.ResourceKind;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ParameterException;

/** What a router calls its things, asked anew each time; nothing where it does not answer. */
record RouterNames(RouterOption router) {

    List<String> ports() {
        return names(ResourceKind.PORT, PortStatus.class, PortStatus::name);
    }

    List<String> interfaces() {
        return names(ResourceKind.INTERFACE, InterfaceStatus.class, InterfaceStatus::name);
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
