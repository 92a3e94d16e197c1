package io.gatun.dpdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(EalExtension.class)
class MempoolTest {

    private final Eal eal;

    MempoolTest(Eal eal) {
        this.eal = eal;
    }

    @Test
    void takingAndFreeing_leavesThePoolAsItWas() {
        Mempool pool = eal.createPool("whole", 255, 0, 2176);
        var handles = new Handles(255);

        assertThat(pool.take(handles.address(), 200)).isTrue();
        assertThat(pool.inUse()).isEqualTo(200);
        assertThat(pool.take(handles.address() + 200 * 8, 56)).isFalse();
        assertThat(pool.take(handles.address() + 200 * 8, 55)).isTrue();
        assertThat(pool.available()).isZero();
        Mempool.free(handles.address(), 255);

        assertThat(pool.inUse()).isZero();
        assertThat(pool.available()).isEqualTo(255);
        eal.destroy(pool);
    }

    @Test
    void buffersFreedIntoAThreadsCache_countAsAvailable() throws InterruptedException {
        Mempool pool = eal.createPool("cached", 255, 32, 2176);
        var worker =
                new Thread(() -> {
                    var handles = new Handles(16);
                    eal.registerThread();
                    assertThat(pool.take(handles.address(), 16)).isTrue();
                    Mempool.free(handles.address(), 16);
                    eal.unregisterThread();
                });
        worker.start();
        worker.join();

        assertThat(pool.available()).isEqualTo(255);
        eal.destroy(pool);
    }

    @Test
    void usedBuffer_comesBackAsFresh() {
        Mempool pool = eal.createPool("fresh", 1, 0, 2176);
        var handles = new Handles(1);
        pool.take(handles.address(), 1);
        long mbuf = handles.mbuf(0);
        Mbuf.dataOffset(mbuf, 14);
        Mbuf.length(mbuf, 1500);
        Mbuf.olFlags(mbuf, Mbuf.RX_IP_CHECKSUM_BAD);
        Mempool.free(handles.address(), 1);

        pool.take(handles.address(), 1);

        assertThat(handles.mbuf(0)).isEqualTo(mbuf);
        assertThat(Mbuf.dataOffset(mbuf)).isEqualTo(Mbuf.HEADROOM);
        assertThat(Mbuf.packetLength(mbuf)).isZero();
        assertThat(Mbuf.dataLength(mbuf)).isZero();
        assertThat(Mbuf.olFlags(mbuf)).isZero();
        assertThat(Mbuf.segments(mbuf)).isEqualTo(1);
        assertThat(Mbuf.port(mbuf)).isEqualTo(0xFFFF);
        assertThat(Mbuf.next(mbuf)).isZero();
        assertThat(Mbuf.bufferLength(mbuf)).isEqualTo(2176);
        assertThat(Mbuf.frame(mbuf)).isEqualTo(Mbuf.bufAddr(mbuf) + Mbuf.HEADROOM);
        Mempool.free(handles.address(), 1);
        eal.destroy(pool);
    }

    @Test
    void poolLargerThanTheMemory_isRefusedWithItsSizeAndTheCure() {
        assertThatThrownBy(() -> eal.createPool("huge", 1_000_000, 0, 2176))
                .isInstanceOf(DpdkException.class)
                .hasMessageStartingWith(
                        "rte_pktmbuf_pool_create of pool huge with 1000000 buffers of 2176 bytes failed: Cannot allocate memory (errno 12)")
                .hasMessageEndingWith("raise the memory of the EAL, or ask for fewer buffers");
    }

    @Test
    void dataRoomBelowTheHeadroom_isRefusedWithTheBounds() {
        assertThatThrownBy(() -> eal.createPool("small", 1, 0, 100))
                .hasMessageStartingWith("data room 100 of pool small is not between 128 and 65535");
    }
}
