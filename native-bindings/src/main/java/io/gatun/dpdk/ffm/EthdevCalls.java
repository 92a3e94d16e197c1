package io.gatun.dpdk.ffm;

/** Functions of {@code librte_ethdev}; the first parameter of most is the port id. */
public final class EthdevCalls {

    public static final NativeCall PORT_BY_NAME =
            NativeCall.of("rte_eth_dev_get_port_by_name", int.class, long.class, long.class);
    public static final NativeCall INFO =
            NativeCall.of("rte_eth_dev_info_get", int.class, short.class, long.class);
    public static final NativeCall SOCKET_ID =
            NativeCall.of("rte_eth_dev_socket_id", int.class, short.class);
    public static final NativeCall CONFIGURE =
            NativeCall.of(
                    "rte_eth_dev_configure",
                    int.class,
                    short.class,
                    short.class,
                    short.class,
                    long.class);
    public static final NativeCall ADJUST_DESCRIPTORS =
            NativeCall.of(
                    "rte_eth_dev_adjust_nb_rx_tx_desc",
                    int.class,
                    short.class,
                    long.class,
                    long.class);
    public static final NativeCall RX_QUEUE_SETUP =
            NativeCall.of(
                    "rte_eth_rx_queue_setup",
                    int.class,
                    short.class,
                    short.class,
                    short.class,
                    int.class,
                    long.class,
                    long.class);
    public static final NativeCall TX_QUEUE_SETUP =
            NativeCall.of(
                    "rte_eth_tx_queue_setup",
                    int.class,
                    short.class,
                    short.class,
                    short.class,
                    int.class,
                    long.class);
    public static final NativeCall START = ofPort("rte_eth_dev_start");
    public static final NativeCall STOP = ofPort("rte_eth_dev_stop");
    public static final NativeCall CLOSE = ofPort("rte_eth_dev_close");
    public static final NativeCall SET_LINK_UP = ofPort("rte_eth_dev_set_link_up");
    public static final NativeCall SET_LINK_DOWN = ofPort("rte_eth_dev_set_link_down");
    public static final NativeCall PROMISCUOUS_ENABLE = ofPort("rte_eth_promiscuous_enable");
    public static final NativeCall PROMISCUOUS_DISABLE = ofPort("rte_eth_promiscuous_disable");
    public static final NativeCall PROMISCUOUS_GET = ofPort("rte_eth_promiscuous_get");
    public static final NativeCall ALLMULTICAST_ENABLE = ofPort("rte_eth_allmulticast_enable");
    public static final NativeCall ALLMULTICAST_GET = ofPort("rte_eth_allmulticast_get");
    public static final NativeCall STATS_RESET = ofPort("rte_eth_stats_reset");
    public static final NativeCall MAC_GET = ofPortAndPointer("rte_eth_macaddr_get");
    public static final NativeCall MAC_SET = ofPortAndPointer("rte_eth_dev_default_mac_addr_set");
    public static final NativeCall MTU_GET = ofPortAndPointer("rte_eth_dev_get_mtu");
    public static final NativeCall MTU_SET =
            NativeCall.of("rte_eth_dev_set_mtu", int.class, short.class, short.class);
    public static final NativeCall LINK_GET = ofPortAndPointer("rte_eth_link_get_nowait");
    public static final NativeCall STATS = ofPortAndPointer("rte_eth_stats_get");
    public static final NativeCall XSTATS =
            NativeCall.of("rte_eth_xstats_get", int.class, short.class, long.class, int.class);
    public static final NativeCall XSTATS_NAMES =
            NativeCall.of(
                    "rte_eth_xstats_get_names", int.class, short.class, long.class, int.class);

    private EthdevCalls() {}

    private static NativeCall ofPort(String name) {
        return NativeCall.of(name, int.class, short.class);
    }

    private static NativeCall ofPortAndPointer(String name) {
        return NativeCall.of(name, int.class, short.class, long.class);
    }
}
