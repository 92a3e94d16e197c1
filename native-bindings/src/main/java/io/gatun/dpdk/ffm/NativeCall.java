package io.gatun.dpdk.ffm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * One DPDK function called off the packet path. Pointers travel as {@code long}, narrow C integers
 * as {@code int}; the symbol is looked up on first use.
 */
public final class NativeCall {

    private final String name;
    private final Class<?> result;
    private final Class<?>[] parameters;
    private volatile MethodHandle handle;

    private NativeCall(String name, Class<?> result, Class<?>... parameters) {
        this.name = name;
        this.result = result;
        this.parameters = parameters;
    }

    /** A function whose result and parameters are {@code short, int, long} or void. */
    static NativeCall of(String name, Class<?> result, Class<?>... parameters) {
        return new NativeCall(name, result, parameters);
    }

    public String name() {
        return name;
    }

    public int callInt(Object... arguments) {
        return (int) invoke(arguments);
    }

    public long callLong(Object... arguments) {
        return (long) invoke(arguments);
    }

    public void call(Object... arguments) {
        invoke(arguments);
    }

    private Object invoke(Object... arguments) {
        try {
            return handle().invokeWithArguments(arguments);
        } catch (NativeAccessException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(name + " does not fit its descriptor", e);
        }
    }

    private MethodHandle handle() {
        if (handle == null) {
            MethodHandle exact =
                    Downcalls.bound(DpdkLibraries.open().symbol(name), result, parameters);
            handle = MethodHandles.explicitCastArguments(exact, widened(exact.type()));
        }
        return handle;
    }

    private static MethodType widened(MethodType exact) {
        MethodType type = exact;
        for (int i = 0; i < exact.parameterCount(); i++) {
            if (exact.parameterType(i) != long.class) {
                type = type.changeParameterType(i, int.class);
            }
        }
        return type;
    }
}
