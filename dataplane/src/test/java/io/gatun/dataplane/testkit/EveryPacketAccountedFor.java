package io.gatun.dataplane.testkit;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** After every test: all routers it made are closed, which proves their ledgers and buffers. */
public final class EveryPacketAccountedFor implements AfterEachCallback {

    private static final ThreadLocal<List<TestRouter>> OPEN =
            ThreadLocal.withInitial(ArrayList::new);

    static void watch(TestRouter router) {
        OPEN.get().add(router);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        final List<TestRouter> open = List.copyOf(OPEN.get());
        OPEN.get().clear();
        if (context.getExecutionException().isEmpty()) {
            open.forEach(TestRouter::close);
        }
    }
}
