package io.gatun.dataplane.telemetry;

import static io.gatun.mgmt.counters.CounterKind.*;

import io.gatun.dataplane.control.Sight;
import io.gatun.mgmt.counters.CountersWriter;
import io.gatun.mgmt.model.PortStatus;
import java.util.List;
import org.agrona.concurrent.status.AtomicCounter;

/** What the devices count. */
final class PortFigures implements Figures {

    private static final long BYTES_PER_MBIT = 125_000;

    private final Sight sight;
    private final List<Cells> ports;

    private record Cells(
            AtomicCounter rxPackets,
            AtomicCounter rxBytes,
            AtomicCounter rxMissed,
            AtomicCounter rxErrors,
            AtomicCounter rxNoBuffer,
            AtomicCounter rxOtherhostDropped,
            AtomicCounter rxNohandler,
            AtomicCounter txPackets,
            AtomicCounter txBytes,
            AtomicCounter txErrors,
            AtomicCounter txDropped,
            AtomicCounter up,
            AtomicCounter speed) {

        static Cells of(CountersWriter file, PortStatus port) {
            final String sentence = "port " + port.name() + ", " + port.device();
            return new Cells(
                    file.add(PORT_RX_PACKETS, sentence, port.name()),
                    file.add(PORT_RX_BYTES, sentence, port.name()),
                    file.add(PORT_RX_MISSED, sentence, port.name()),
                    file.add(PORT_RX_ERRORS, sentence, port.name()),
                    file.add(PORT_RX_NO_BUFFER, sentence, port.name()),
                    file.add(PORT_RX_OTHERHOST_DROPPED, sentence, port.name()),
                    file.add(PORT_RX_NOHANDLER, sentence, port.name()),
                    file.add(PORT_TX_PACKETS, sentence, port.name()),
                    file.add(PORT_TX_BYTES, sentence, port.name()),
                    file.add(PORT_TX_ERRORS, sentence, port.name()),
                    file.add(PORT_TX_DROPPED, sentence, port.name()),
                    file.add(PORT_UP, sentence, port.name()),
                    file.add(PORT_SPEED, sentence, port.name()));
        }

        void write(PortStatus port) {
            rxPackets.setRelease(port.rxPackets());
            rxBytes.setRelease(port.rxBytes());
            rxMissed.setRelease(port.rxMissed());
            rxErrors.setRelease(port.rxErrors());
            rxNoBuffer.setRelease(port.rxNoBuffer());
            rxOtherhostDropped.setRelease(port.rxOtherhostDropped());
            rxNohandler.setRelease(port.rxNohandler());
            txPackets.setRelease(port.txPackets());
            txBytes.setRelease(port.txBytes());
            txErrors.setRelease(port.txErrors());
            txDropped.setRelease(port.txDropped());
            up.setRelease(port.link().up() ? 1 : 0);
            speed.setRelease(port.link().speedMbps() * BYTES_PER_MBIT);
        }
    }

    PortFigures(CountersWriter file, Sight sight) {
        this.sight = sight;
        this.ports = sight.ports().stream().map(port -> Cells.of(file, port)).toList();
    }

    @Override
    public void update() {
        final List<PortStatus> status = sight.ports();
        for (int i = 0; i < status.size(); i++) {
            ports.get(i).write(status.get(i));
        }
    }
}
