// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent.containers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Somebody who listens on a socket of this machine and answers one connection after the other.
final class FakeDaemon implements AutoCloseable {

    /// Answers what was asked over one connection.
    @FunctionalInterface
    interface Talk {
        void with(SocketChannel client) throws IOException;
    }

    private final Path socket;
    private final ServerSocketChannel listener;
    private final Thread thread;
    private final List<String> troubles = new CopyOnWriteArrayList<>();

    FakeDaemon(Path socket, Talk talk) throws IOException {
        this.socket = socket;
        this.listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(socket));
        this.thread = Thread.ofVirtual().start(() -> {
            while (listener.isOpen()) {
                try (SocketChannel client = listener.accept()) {
                    talk.with(client);
                } catch (IOException e) {
                    if (listener.isOpen()) troubles.add(String.valueOf(e.getMessage()));
                }
            }
        });
    }

    /// What comes until it holds a text, or the client is silent for ever.
    static String readTo(SocketChannel client, String end) throws IOException {
        var all = new ByteArrayOutputStream();
        var buffer = ByteBuffer.allocate(8192);
        while (!all.toString(java.nio.charset.StandardCharsets.ISO_8859_1).contains(end)) {
            if (client.read(buffer.clear()) < 0) break;
            all.write(buffer.array(), 0, buffer.position());
        }
        return all.toString(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    static void write(SocketChannel client, byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) client.write(buffer);
    }

    List<String> troubles() {
        return troubles;
    }

    @Override
    public void close() throws Exception {
        listener.close();
        thread.join();
        Files.deleteIfExists(socket);
    }
}
