package io.gatun.dataplane.demo;

/** What there is to do with a demo that was left running. */
final class KeptDemo {

    private KeptDemo() {}

    static void explain(Report report) {
        report.line(
                """

                All of it goes on running. To look inside:
                  gatun show ports --router %1$s
                  gatun show drops --router %1$s
                  gatun top --router %1$s
                  ip netns exec %2$s ping %3$s
                  ip netns exec %2$s traceroute -n %3$s
                  ip netns exec %2$s ping %5$s
                  gatun show neighbors --router %1$s
                  tail -f %4$s
                To end it:
                  gatun demo --clean\
                """
                        .formatted(
                                DemoFiles.ROUTER,
                                Host.WEST.namespace(),
                                Host.EAST.ipv4().address(),
                                DemoFiles.log(),
                                Host.EAST.ipv6().address()));
    }
}
