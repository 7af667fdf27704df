// SPDX-License-Identifier: Apache-2.0
package dev.pomona.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A control plane of the built program, run as a process of its own.
final class Served implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("ready at (http://127\\.0\\.0\\.1:\\d+)");
    private static final Pattern METRICS = Pattern.compile("metrics are at (http://127\\.0\\.0\\.1:\\d+)");
    private static final Pattern LINK = Pattern.compile("/setup\\?key=([\\w-]+)");
    private static final Pattern TOKEN = Pattern.compile("\"token\": ?\"(pom_\\w+)\"");
    private static final Pattern CSRF = Pattern.compile("\"csrf\": ?\"(\\w+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path home;
    private final Process process;
    private final String out;

    private Served(Path home, Process process, String out) {
        this.home = home;
        this.process = process;
        this.out = out;
    }

    /// Starts it with a data folder below `home` and waits until it is ready.
    ///
    /// @param wrapper a command that runs the command behind it; none as a rule
    static Served start(Path home, List<String> wrapper, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        Path out = home.resolve("serve.out");
        Files.deleteIfExists(out);
        Path program = Pomona.program();
        var command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-cp",
                program + System.getProperty("path.separator") + program.resolveSibling("server") + "/*",
                "dev.pomona.cli.Main",
                "serve",
                "--port",
                "0",
                "--metrics-port",
                "0",
                "--data-dir",
                data(home).toString()));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectOutput(out.toFile())
                .redirectError(home.resolve("serve.err").toFile());
        // receivers and identity providers of tests are on this machine
        builder.environment().put("POMONA_INTERNAL_NETWORKS", "127.0.0.0/8,::1");
        builder.environment().putAll(environment);
        Process process = builder.start();
        for (int i = 0; i < 1200 && process.isAlive(); i++) {
            String text = Files.readString(out);
            if (METRICS.matcher(text).find()) {
                Thread.sleep(100); // the link comes behind it
                return new Served(home, process, Files.readString(out));
            }
            Thread.sleep(100);
        }
        process.destroyForcibly();
        throw new AssertionError("the server does not start: " + Files.readString(home.resolve("serve.err")));
    }

    static Path data(Path home) {
        return home.resolve("data");
    }

    /// What it said when it started.
    String out() {
        return out;
    }

    /// What it has logged.
    String log() throws IOException {
        return Files.readString(home.resolve("serve.err"));
    }

    String address() {
        return found(ADDRESS, out);
    }

    boolean isReady() throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(found(METRICS, out) + "/health/ready")))
                        .statusCode()
                == 200;
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(address() + path));
    }

    HttpRequest.Builder as(String token, String method, String path, String body) {
        return to(path).header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
    }

    static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) throw new AssertionError("nothing like %s in: %s".formatted(pattern, text));
        return matcher.group(1);
    }

    /// Makes the first administrator by the link, and a token of everything.
    String token() throws IOException, InterruptedException {
        HttpResponse<String> made = send(to("/setup")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "key=" + found(LINK, out) + "&name=admin&password=long+enough+to+keep")));
        String cookie = made.headers()
                .firstValue("Set-Cookie")
                .orElseThrow(() -> new AssertionError(made.body()))
                .split(";", 2)[0];
        String csrf =
                found(CSRF, send(to("/api/v1/me").header("Cookie", cookie)).body());
        return found(
                TOKEN,
                send(to("/api/v1/tokens")
                                .header("Cookie", cookie)
                                .header("X-CSRF-Token", csrf)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("""
                                        {"name": "e2e", "expiresAt": "%s",
                                         "scopes": ["read", "push", "deploy", "report", "gate", "triage", "policy", "admin"]}
                                        """.formatted(
                                                Clock.systemUTC().instant().plusSeconds(3600)))))
                        .body());
    }

    /// The process of the bundled PostgreSQL, as it says itself.
    ProcessHandle postgres() throws IOException {
        long id = Long.parseLong(postmaster().getFirst());
        return ProcessHandle.of(id).orElseThrow();
    }

    private List<String> postmaster() throws IOException {
        return Files.readAllLines(seen(data(home)).resolve("database/postmaster.pid"));
    }

    /// A path as the process has it, which may have disks of its own.
    Path seen(Path path) {
        return Path.of("/proc/%d/root%s".formatted(process.pid(), path));
    }

    /// A connection to the bundled PostgreSQL, past the server.
    Connection database() throws IOException, SQLException {
        String password =
                Files.readString(seen(data(home)).resolve("database.password")).strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%s/postgres".formatted(postmaster().get(3)), "pomona", password);
    }

    /// As `kill -9`.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        client.close();
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the server does not stop");
        }
    }
}
