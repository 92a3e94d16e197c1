package io.gatun.dpdk.ffm;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/** Makes method handles of C functions; pointers travel as {@code long}. */
@SuppressWarnings("restricted") // the one place that needs --enable-native-access for calls
final class Downcalls {

    private Downcalls() {}

    /** A handle bound to one function. */
    static MethodHandle bound(MemorySegment function, Class<?> result, Class<?>... parameters) {
        return Linker.nativeLinker().downcallHandle(function, descriptor(result, parameters));
    }

    /** A handle whose first parameter is the address of the function to call. */
    static MethodHandle unbound(Linker.Option[] options, Class<?> result, Class<?>... parameters) {
        return Linker.nativeLinker().downcallHandle(descriptor(result, parameters), options);
    }

    private static FunctionDescriptor descriptor(Class<?> result, Class<?>... parameters) {
        MemoryLayout[] layouts =
                Arrays.stream(parameters).map(Downcalls::layout).toArray(MemoryLayout[]::new);
        return result == void.class
                ? FunctionDescriptor.ofVoid(layouts)
                : FunctionDescriptor.of(layout(result), layouts);
    }

    private static ValueLayout layout(Class<?> type) {
        if (type == short.class) {
            return ValueLayout.JAVA_SHORT;
        }
        return type == int.class ? ValueLayout.JAVA_INT : ValueLayout.JAVA_LONG;
    }
}
