package io.gatun.dpdk.ffm;

/** Functions of {@code librte_eal}: start, threads, devices, errors. */
public final class EalCalls {

    public static final NativeCall INIT =
            NativeCall.of("rte_eal_init", int.class, int.class, long.class);
    public static final NativeCall CLEANUP = NativeCall.of("rte_eal_cleanup", int.class);
    public static final NativeCall RUNTIME_DIR =
            NativeCall.of("rte_eal_get_runtime_dir", long.class);
    public static final NativeCall HOTPLUG_ADD =
            NativeCall.of("rte_eal_hotplug_add", int.class, long.class, long.class, long.class);
    public static final NativeCall HOTPLUG_REMOVE =
            NativeCall.of("rte_eal_hotplug_remove", int.class, long.class, long.class);
    public static final NativeCall THREAD_REGISTER =
            NativeCall.of("rte_thread_register", int.class);
    public static final NativeCall THREAD_UNREGISTER =
            NativeCall.of("rte_thread_unregister", void.class);

    private static final NativeCall STRERROR = NativeCall.of("rte_strerror", long.class, int.class);

    private EalCalls() {}

    /** DPDK's words for an errno. */
    public static String errorWords(int errno) {
        return NativeMemory.getString(STRERROR.callLong(errno));
    }

    /** The calling thread's {@code rte_errno}: looked up anew, for the symbol is thread-local. */
    public static int errno() {
        return NativeMemory.getInt(DpdkLibraries.open().symbol("per_lcore__rte_errno").address());
    }

    /** The calling thread's lcore id, or -1 when the thread is not registered. */
    public static int lcoreId() {
        return NativeMemory.getInt(DpdkLibraries.open().symbol("per_lcore__lcore_id").address());
    }
}
