// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A real HTTP server on this machine that serves files and, for a while, whatever fault it was told to have.
public final class LocalServer implements AutoCloseable {

    /// What to do about one request.
    @FunctionalInterface
    public interface Answer {
        void give(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Queue<Answer>> faults = new ConcurrentHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    public LocalServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /// `http://127.0.0.1:port`.
    public String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Serves these bytes, with an ETag made of their content.
    public void put(String path, byte[] content) {
        files.put("/" + path, content);
    }

    public void remove(String path) {
        files.remove("/" + path);
    }

    /// The next request for a path gets this answer; several are given in turn, then the file again.
    public void next(String path, Answer... answers) {
        faults.computeIfAbsent("/" + path, _ -> new ArrayDeque<>()).addAll(List.of(answers));
    }

    /// All requests so far: path, `If-None-Match` and `Authorization` where there was one.
    public List<String> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    public void forget() {
        synchronized (requests) {
            requests.clear();
        }
    }

    /// Never answers while the server lives.
    public void hang(HttpExchange exchange) throws InterruptedException {
        closed.await();
    }

    public static Answer status(int status, String... headers) {
        return exchange -> {
            for (int i = 0; i < headers.length; i += 2)
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /// Promises more than it sends.
    public static Answer cut(byte[] sent, int promised) {
        return exchange -> {
            exchange.sendResponseHeaders(200, promised);
            exchange.getResponseBody().write(sent);
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        };
    }

    public static Answer bytes(byte[] content) {
        return exchange -> {
            exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        };
    }

    /// Sends as long as anybody listens, without saying how much.
    public static Answer endless() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[1 << 16];
            while (true) exchange.getResponseBody().write(block);
        };
    }

    /// Stops listening in the middle of an answer.
    public Answer die(byte[] sent, int promised) {
        return exchange -> {
            exchange.sendResponseHeaders(200, promised);
            exchange.getResponseBody().write(sent);
            exchange.getResponseBody().flush();
            Thread.startVirtualThread(() -> server.stop(0)).join();
            throw new IOException("dead");
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String condition = exchange.getRequestHeaders().getFirst("If-None-Match");
        String user = exchange.getRequestHeaders().getFirst("Authorization");
        synchronized (requests) {
            requests.add(
                    path + (condition == null ? "" : " if not " + condition) + (user == null ? "" : " as " + user));
        }
        try (exchange) {
            Queue<Answer> queue = faults.get(path);
            Answer fault = queue == null ? null : queue.poll();
            if (fault != null) {
                fault.give(exchange);
                return;
            }
            byte[] content = files.get(path);
            if (content == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String etag = "\"%08x\"".formatted(Arrays.hashCode(content));
            exchange.getResponseHeaders().add("ETag", etag);
            if (etag.equals(condition)) exchange.sendResponseHeaders(304, -1);
            else bytes(content).give(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
