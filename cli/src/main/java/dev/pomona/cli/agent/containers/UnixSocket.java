// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.containers;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A connection to a program on this machine, with an end to all waiting and to all reading.
final class UnixSocket implements AutoCloseable {

    private final SocketChannel channel;
    private final Selector selector;
    private final long end;
    private long left;

    private UnixSocket(SocketChannel channel, Selector selector, long end, long most) {
        this.channel = channel;
        this.selector = selector;
        this.end = end;
        this.left = most;
    }

    /// @param within after which everything must be over
    /// @param most how many bytes are read
    /// @throws AccessDeniedException when the socket may not be used
    static UnixSocket connect(Path socket, Duration within, long most) throws IOException {
        if (!Files.isWritable(socket)) throw new AccessDeniedException(socket.toString());
        long end = System.nanoTime() + within.toNanos();
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            // one that would block is refused: whoever listens does not take up what waits for it
            channel.configureBlocking(false);
            if (!channel.connect(UnixDomainSocketAddress.of(socket))) throw new IOException("it does not take calls");
            return new UnixSocket(channel, Selector.open(), end, most);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    void write(byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (channel.write(buffer) == 0) await(SelectionKey.OP_WRITE);
        }
    }

    /// @return how many bytes were read, at least one; -1 at the end
    int read(byte[] into, int from, int most) throws IOException {
        var buffer = ByteBuffer.wrap(into, from, most);
        while (true) {
            int read = channel.read(buffer);
            if (read != 0) {
                left -= read;
                if (left < 0) throw new IOException("the answer is too long");
                return read;
            }
            await(SelectionKey.OP_READ);
        }
    }

    /// @throws EOFException when the other side ends before
    byte[] readExactly(int count) throws IOException {
        byte[] bytes = new byte[count];
        int at = 0;
        while (at < count) {
            int read = read(bytes, at, count - at);
            if (read < 0) throw new EOFException("the answer ends early");
            at += read;
        }
        return bytes;
    }

    private void await(int operation) throws IOException {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) throw new IOException("there is no answer in time");
        channel.register(selector, operation);
        selector.select(millis);
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) throw new IOException("interrupted");
    }

    @Override
    public void close() throws IOException {
        try (selector) {
            channel.close();
        }
    }
}
