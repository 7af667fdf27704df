// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A real Chromium with one page, driven over its DevTools protocol.
final class Chromium implements AutoCloseable {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Keys that are no letters, with the numbers that Chromium knows them by.
    private static final Map<String, Integer> CODES = Map.of("Escape", 27, "Tab", 9, "Enter", 13);

    private final Process process;
    private final Path folder;
    private final WebSocket socket;
    private final AtomicInteger next = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Node>> waiting = new ConcurrentHashMap<>();
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
    private String session = "";

    private Chromium(Process process, Path folder, URI address) {
        this.process = process;
        this.folder = folder;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Receiver())
                .join();
        String target = call("Target.createTarget", "\"url\":\"about:blank\"").text("targetId");
        session = String.valueOf(call("Target.attachToTarget", "\"flatten\":true,\"targetId\":" + quoted(target))
                .text("sessionId"));
        for (String domain : List.of("Page", "Runtime", "Log")) call(domain + ".enable", "");
    }

    /// Where a browser is; empty when this machine has none.
    static Optional<Path> find() {
        String chosen = System.getenv("POMONA_CHROMIUM");
        if (chosen != null) return Optional.of(Path.of(chosen));
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            for (String name : NAMES) {
                Path path = Path.of(folder, name);
                if (Files.isExecutable(path)) return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    /// Starts one with a profile of its own, which goes when it is closed.
    static Chromium start(Path program) throws IOException {
        Path folder = Files.createTempDirectory("pomona-chromium");
        var builder = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder.resolve("profile"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        // what it keeps outside of its profile goes with it
        builder.environment()
                .put("TMPDIR", Files.createDirectory(folder.resolve("t")).toString());
        Process process = builder.start();
        var reader = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        String mark = "DevTools listening on ";
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (!line.startsWith(mark)) continue;
            Thread.ofVirtual().start(() -> reader.lines().forEach(_ -> {}));
            // also where a test run is ended early
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, folder)));
            return new Chromium(process, folder, URI.create(line.substring(mark.length())));
        }
        delete(folder);
        throw new IOException("the browser ended before it said where to talk to it");
    }

    /// What the page's scripts and the content security policy complained about.
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    void open(String address) {
        loaded = new CompletableFuture<>();
        call("Page.navigate", "\"url\":" + quoted(address));
        await(loaded);
    }

    /// Does what leads to another page and waits for that.
    void follow(String expression) {
        loaded = new CompletableFuture<>();
        evaluate(expression);
        await(loaded);
    }

    /// Lets pages run no script, or run it again.
    void scripts(boolean isAllowed) {
        call("Emulation.setScriptExecutionDisabled", "\"value\":" + !isAllowed);
    }

    /// Forgets what was complained about.
    void forgive() {
        complaints.clear();
    }

    /// Sets the size of the window and whether the person likes it dark.
    void become(int width, int height, boolean isDark) {
        boolean isPhone = width < 600;
        call(
                "Emulation.setDeviceMetricsOverride",
                "\"width\":%d,\"height\":%d,\"deviceScaleFactor\":1,\"mobile\":%b".formatted(width, height, isPhone));
        call("Emulation.setTouchEmulationEnabled", "\"enabled\":" + isPhone);
        call(
                "Emulation.setEmulatedMedia",
                "\"media\":\"\",\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"%s\"}]"
                        .formatted(isDark ? "dark" : "light"));
    }

    /// Shows pages as they are printed, until [#become] is called again.
    void print() {
        call("Emulation.setEmulatedMedia", "\"media\":\"print\"");
    }

    /// The value of an expression, as text; waits for promises.
    String evaluate(String expression) {
        Node answer = call(
                "Runtime.evaluate",
                "\"returnByValue\":true,\"awaitPromise\":true,\"expression\":" + quoted(expression));
        Node exception = answer.find("exceptionDetails");
        if (exception != null) throw new IllegalStateException("the page threw: " + exception);
        Node result = answer.find("result");
        String value = result == null ? null : result.text("value");
        return value == null ? "" : value;
    }

    void press(String key) {
        for (String type : List.of("keyDown", "keyUp")) {
            String text = type.equals("keyDown") && key.length() == 1 ? ",\"text\":" + quoted(key) : "";
            String code = CODES.containsKey(key)
                    ? ",\"windowsVirtualKeyCode\":%d,\"code\":%s".formatted(CODES.get(key), quoted(key))
                    : "";
            if (key.equals("Enter") && type.equals("keyDown")) text = ",\"text\":\"\\r\"";
            call("Input.dispatchKeyEvent", "\"type\":\"%s\",\"key\":%s%s%s".formatted(type, quoted(key), text, code));
        }
    }

    /// Waits until an expression is true.
    void until(String expression) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!evaluate("String(Boolean(" + expression + "))").equals("true")) {
            if (System.nanoTime() > end) throw new IllegalStateException("never came true: " + expression);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /// The whole page as PNG.
    byte[] picture() {
        Node answer = call("Page.captureScreenshot", "\"format\":\"png\",\"captureBeyondViewport\":true");
        return Base64.getDecoder().decode(String.valueOf(answer.text("data")));
    }

    @Override
    public void close() {
        socket.abort();
        end(process, folder);
    }

    private static void end(Process process, Path folder) {
        List<ProcessHandle> helpers = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // helpers that outlive it write into the profile
        for (ProcessHandle helper : helpers) {
            helper.destroyForcibly();
            helper.onExit()
                    .orTimeout(5, TimeUnit.SECONDS)
                    .exceptionally(_ -> helper)
                    .join();
        }
        delete(folder);
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the browser's profile is still there", e);
        }
    }

    private Node call(String method, String parameters) {
        int id = next.incrementAndGet();
        var answer = new CompletableFuture<Node>();
        waiting.put(id, answer);
        String head = "{\"id\":%d,\"method\":\"%s\",".formatted(id, method);
        String to = session.isEmpty() ? "" : "\"sessionId\":" + quoted(session) + ",";
        socket.sendText(head + to + "\"params\":{" + parameters + "}}", true).join();
        return await(answer);
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the browser does not answer", e);
        }
    }

    private void receive(String text) {
        Node message = Json.read(text);
        String id = message.text("id");
        if (id != null) {
            CompletableFuture<Node> answer = waiting.remove(Integer.valueOf(id));
            Node error = message.find("error");
            if (answer == null) return;
            if (error != null)
                answer.completeExceptionally(new IllegalStateException(String.valueOf(error.text("message"))));
            else answer.complete(message.find("result"));
            return;
        }
        String method = String.valueOf(message.text("method"));
        if (method.equals("Page.loadEventFired")) loaded.complete(null);
        if (method.equals("Log.entryAdded") || method.equals("Runtime.exceptionThrown")) complaints.add(text);
    }

    private static String quoted(String text) {
        var out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < ' ' || c > '~')
                out.append("\\u").append(java.util.HexFormat.of().toHexDigits(c));
            else out.append(c);
        }
        return out.append('"').toString();
    }

    private final class Receiver implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void onError(WebSocket from, Throwable error) {
            loaded.completeExceptionally(error);
            waiting.values().forEach(answer -> answer.completeExceptionally(error));
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
            text.append(data);
            if (isLast) {
                String whole = text.toString();
                text.setLength(0);
                receive(whole);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }
}
