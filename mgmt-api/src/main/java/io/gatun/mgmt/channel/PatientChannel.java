package io.gatun.mgmt.channel;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A socket whose reads and writes wait for the other end, but not for ever. */
final class PatientChannel implements ClientChannel {

    private final SocketChannel channel;
    private Duration patience;
    private final String peer;
    private final Selector selector;
    private final SelectionKey key;

    PatientChannel(SocketChannel channel, Duration patience, String peer) throws IOException {
        this.channel = channel;
        this.patience = patience;
        this.peer = peer;
        channel.configureBlocking(false);
        selector = Selector.open();
        key = channel.register(selector, 0);
    }

    @Override
    public void patience(Duration longest) {
        patience = longest;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int count = channel.read(into);
        if (count == 0) {
            await(SelectionKey.OP_READ);
            count = channel.read(into);
        }
        return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int count = channel.write(from);
        if (count == 0) {
            await(SelectionKey.OP_WRITE);
            count = channel.write(from);
        }
        return count;
    }

    private void await(int operation) throws IOException {
        key.interestOps(operation);
        selector.selectedKeys().clear();
        if (selector.select(patience.toMillis()) == 0) {
            throw new SocketTimeoutException(
                    peer
                            + " did not answer within "
                            + patience.toMillis()
                            + " ms; is its control thread stuck?");
        }
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
