// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.Router;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/// Ends connections of those who send a request, or read an answer, too slowly. Helidon notices who says nothing at all
/// for a while; who says a byte now and then, or takes nothing of what is sent, would hold a connection for as long as
/// they like, and there are only so many.
///
/// Time counts while we wait for the other side, and not while a request is answered.
final class Patience implements ServerConnectionSelector, AutoCloseable {

    /// @param grace so long everybody may take for a request, and for each part of an answer
    /// @param bytesPerSecond who takes longer for a request brings so much on average
    record Limits(Duration grace, int bytesPerSecond) {

        static final Limits USUAL = new Limits(Duration.ofSeconds(30), 4096);

        boolean isTooSlow(long nanos, long bytes) {
            return nanos > grace.toNanos() && bytes < (nanos - grace.toNanos()) / 1e9 * bytesPerSecond;
        }
    }

    private static final int PART = 1 << 16;

    /// Whose connection it is that this thread serves.
    private static final ThreadLocal<Timed> HERE = new ThreadLocal<>();

    private final Limits limits;
    private final ServerConnectionSelector http;
    private final Set<WatchedWrite> writing = ConcurrentHashMap.newKeySet();
    private final Thread watch;

    Patience(Limits limits) {
        this.limits = limits;
        this.http = Http1ConnectionSelector.builder()
                .config(Http1Config.builder()
                        .addReceiveListener(new Http1ConnectionListener() {
                            @Override
                            public void prologue(ConnectionContext context, HttpPrologue prologue) {
                                if (context instanceof Timed timed) timed.begin();
                            }
                        })
                        .build())
                .build();
        this.watch = Thread.ofVirtual().name("slow readers").start(this::watch);
    }

    /// Says that a request was read to its end: whatever comes next on the connection of this thread is another.
    static void answered() {
        Timed here = HERE.get();
        if (here != null) here.isInRequest = false;
    }

    @Override
    public int bytesToIdentifyConnection() {
        return http.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        return http.connection(new Timed(context));
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(limits.grace().dividedBy(8));
            } catch (InterruptedException _) {
                return;
            }
            writing.forEach(WatchedWrite::endWhenTooSlow);
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }

    /// A connection on which waiting is measured.
    private final class Timed implements ConnectionContext, DataWriter {

        private final ConnectionContext context;
        private final DataReader in;
        private final DataWriter out;
        private boolean isInRequest;
        private long waited;
        private long received;
        private final WatchedWrite watched = new WatchedWrite(limits.grace());

        Timed(ConnectionContext context) {
            this.context = context;
            this.out = context.dataWriter();
            DataReader from = context.dataReader();
            this.in = DataReader.create(() -> next(from));
        }

        void begin() {
            HERE.set(this);
            isInRequest = true;
            waited = 0;
            received = 0;
        }

        private byte[] next(DataReader from) {
            long began = System.nanoTime();
            from.ensureAvailable();
            byte[] bytes = from.readBytes(from.available());
            if (!isInRequest) return bytes;
            waited += System.nanoTime() - began;
            received += bytes.length;
            if (limits.isTooSlow(waited, received)) throw new CloseConnectionException("the request comes too slowly");
            return bytes;
        }

        private void timed(Runnable work) {
            writing.add(watched);
            try {
                watched.run(work);
            } finally {
                writing.remove(watched);
            }
        }

        /// In parts, each of which has its time: what is long may take longer.
        private void write(BufferData buffer, Consumer<BufferData> to) {
            while (buffer.available() > PART) {
                byte[] part = new byte[PART];
                buffer.read(part);
                timed(() -> to.accept(BufferData.create(part)));
            }
            timed(() -> to.accept(buffer));
        }

        @Override
        public void write(BufferData... buffers) {
            for (BufferData buffer : buffers) write(buffer, out::write);
        }

        @Override
        public void write(BufferData buffer) {
            write(buffer, out::write);
        }

        @Override
        public void writeNow(BufferData... buffers) {
            for (BufferData buffer : buffers) write(buffer, out::writeNow);
        }

        @Override
        public void writeNow(BufferData buffer) {
            write(buffer, out::writeNow);
        }

        @Override
        public void flush() {
            timed(out::flush);
        }

        @Override
        public void close() {
            out.close();
        }

        @Override
        public DataReader dataReader() {
            return in;
        }

        @Override
        public DataWriter dataWriter() {
            return this;
        }

        @Override
        public ListenerContext listenerContext() {
            return context.listenerContext();
        }

        @Override
        public ExecutorService executor() {
            return context.executor();
        }

        @Override
        public Router router() {
            return context.router();
        }

        @Override
        public PeerInfo remotePeer() {
            return context.remotePeer();
        }

        @Override
        public PeerInfo localPeer() {
            return context.localPeer();
        }

        @Override
        public boolean isSecure() {
            return context.isSecure();
        }

        @Override
        public String socketId() {
            return context.socketId();
        }

        @Override
        public String childSocketId() {
            return context.childSocketId();
        }
    }
}
