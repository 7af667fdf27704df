// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/// Takes messages of webhooks and remembers each by its id.
final class Receiver implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, List<String>> received = Collections.synchronizedMap(new TreeMap<>());

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String id = exchange.getRequestHeaders().getFirst("webhook-id");
            synchronized (received) {
                received.computeIfAbsent(id, _ -> new ArrayList<>()).add(body);
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort());
    }

    /// Each message once, by its id.
    ///
    /// @throws AssertionError when two of the same id differ
    Map<String, String> messages() {
        synchronized (received) {
            return received.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> {
                if (entry.getValue().stream().distinct().count() > 1) {
                    throw new AssertionError("one id, several messages: " + entry);
                }
                return entry.getValue().getFirst();
            }));
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
