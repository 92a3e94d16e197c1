package io.gatun.linux;

/** The kernel's reserve of hugepages of one size. */
public record HugepagePool(long pageKib, long total, long free) {

    public long freeMib() {
        return free * pageKib / 1024;
    }
}
