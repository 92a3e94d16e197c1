package io.gatun.dpdk;

import io.gatun.dpdk.ffm.DpdkLibraries;
import io.gatun.dpdk.ffm.NativeAccessException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one EAL of this process: without hugepages, closed after the last test. Without
 * DPDK the tests are skipped by name, and fail in CI.
 */
public final class EalExtension implements ParameterResolver, ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if ("true".equals(System.getenv("CI"))) {
            return ConditionEvaluationResult.enabled("CI has everything");
        }
        try {
            return ConditionEvaluationResult.enabled("DPDK " + DpdkLibraries.open().version());
        } catch (NativeAccessException e) {
            return ConditionEvaluationResult.disabled(e.getMessage());
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Eal.class;
    }

    @Override
    public Eal resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(EalExtension.class))
                .computeIfAbsent(Eal.class, key -> start(), Eal.class);
    }

    private static Eal start() {
        return Eal.start(
                EalOptions.defaults()
                        .withFilePrefix("gatun-test-" + ProcessHandle.current().pid())
                        .withHugepages(Hugepages.OFF));
    }
}
