// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.serve;

import dev.pomona.advisories.feed.FeedSource;
import dev.pomona.cli.advisories.AdvisoryData;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.command.Version;
import dev.pomona.cli.settings.GlobalSettings;
import dev.pomona.cli.settings.HeapLimit;
import dev.pomona.cli.settings.Quantity;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.server.Server;
import dev.pomona.server.ServerOptions;
import dev.pomona.server.keys.KeyException;
import dev.pomona.server.ops.LogLines;
import dev.pomona.server.web.Networks;
import dev.pomona.server.web.TlsException;
import dev.pomona.server.web.TlsFiles;
import dev.pomona.store.postgres.PostgresException;
import dev.pomona.store.sql.StoreException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/// Runs the server until the process is told to end.
final class ServerRun {

    private static final int LARGEST_PORT = 65_535;

    private ServerRun() {}

    static ExitCode run(Invocation invocation) {
        Terminal terminal = invocation.terminal();
        LogLines.install(terminal.err(), logLevel(invocation), logFormat(invocation));
        HeapLimit.check(invocation.settings());
        ServerOptions options = options(invocation);
        warnOfClearText(invocation, options);
        tellOfStart(terminal, options);
        try {
            Server server = Server.start(options);
            var isOver = new CountDownLatch(1);
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
                        server.close();
                        isOver.countDown();
                    }));
            tellOfReady(terminal, server, options);
            isOver.await();
            return ExitCode.PASSES;
        } catch (PostgresException | StoreException | KeyException | TlsException | UncheckedIOException e) {
            throw new UsageException("the server can't be started: %s".formatted(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted", e);
        }
    }

    /// The first start of all takes some seconds more, and a person should know for what.
    private static void tellOfStart(Terminal terminal, ServerOptions options) {
        boolean isFirst = options.database() == null
                && !Files.exists(options.dataFolder().resolve("database").resolve("PG_VERSION"));
        terminal.note("the data is in %s%s"
                .formatted(options.dataFolder(), isFirst ? "; the first start makes a database there ..." : ""));
    }

    private static void tellOfReady(Terminal terminal, Server server, ServerOptions options) {
        var out = terminal.out();
        out.printf("Pomona is ready at %s%n", server.address());
        out.printf("Health and metrics are at http://%s:%d%n", host(options.metricsHost()), server.metricsPort());
        server.setupLink().ifPresent(link -> {
            out.println(
                    "There is no administrator yet. Open this link to become the first; it is good once, for an hour:");
            out.println("  " + link);
        });
        if (terminal.isInteractive()) out.println("Ctrl-C stops it.");
        out.flush();
    }

    /// As it stands in an address.
    private static String host(String listen) {
        return listen.contains(":") ? "[" + listen + "]" : listen;
    }

    static ServerOptions options(Invocation invocation) {
        var settings = invocation.settings();
        String listen = settings.text(ServeCommand.LISTEN).orElse("127.0.0.1");
        Place place = Place.of(invocation);
        List<FeedSource> feeds =
                settings.isOn(GlobalSettings.OFFLINE) ? List.of() : new AdvisoryData(invocation).sources();
        URI publicUrl =
                settings.text(ServeCommand.PUBLIC_URL).map(ServerRun::publicUrl).orElse(null);
        return new ServerOptions(
                listen,
                port(invocation, ServeCommand.PORT),
                settings.text(ServeCommand.METRICS_LISTEN).orElse(listen),
                port(invocation, ServeCommand.METRICS_PORT),
                place.dataFolder(),
                place.database(),
                place.keyFile(),
                place.keyPassphrase(),
                publicUrl,
                networks(invocation, ServeCommand.TRUSTED_PROXIES),
                networks(invocation, ServeCommand.INTERNAL_NETWORKS),
                tls(invocation),
                operatorToken(invocation),
                feeds,
                settings.duration(ServeCommand.FEED_INTERVAL).orElseThrow(),
                Math.min(settings.bytes(ServeCommand.MAX_DOCUMENT).orElseThrow(), Integer.MAX_VALUE - 8L),
                telemetry(invocation.environment()),
                Version.current(),
                invocation.clock(),
                new SecureRandom());
    }

    private static boolean isLoopback(String listen) {
        return listen.equals("localhost") || listen.equals("::1") || listen.startsWith("127.");
    }

    private static void warnOfClearText(Invocation invocation, ServerOptions options) {
        String listen = options.host();
        if (options.operatorToken() != null && !isLoopback(options.metricsHost())) {
            invocation
                    .terminal()
                    .warn(
                            "the operator's token comes to %s without encryption; --metrics-listen can make it this machine"
                                    .formatted(options.metricsHost()));
        }
        URI publicUrl = options.publicUrl();
        boolean isBehindTls = publicUrl != null && "https".equals(publicUrl.getScheme());
        if (isLoopback(listen) || isBehindTls || options.tls() != null) return;
        invocation
                .terminal()
                .warn(("others can reach %s without encryption; give --tls-certificate and --tls-key, or put a proxy"
                                + " with TLS before it and set --public-url")
                        .formatted(listen));
    }

    private static Networks networks(Invocation invocation, Setting setting) {
        try {
            return Networks.parse(invocation.settings().list(setting));
        } catch (IllegalArgumentException e) {
            throw new UsageException("%s: %s".formatted(setting.name(), e.getMessage()), e);
        }
    }

    private static @Nullable TlsFiles tls(Invocation invocation) {
        var settings = invocation.settings();
        String certificate = settings.text(ServeCommand.TLS_CERTIFICATE).orElse(null);
        String key = settings.text(ServeCommand.TLS_KEY).orElse(null);
        if (certificate == null && key == null) return null;
        if (certificate == null || key == null) {
            throw new UsageException("tls-certificate and tls-key are given together");
        }
        return new TlsFiles(
                invocation.folder().resolve(certificate), invocation.folder().resolve(key));
    }

    private static @Nullable String operatorToken(Invocation invocation) {
        String token = SecretText.of(invocation, ServeCommand.OPERATOR_TOKEN.variable());
        if (token.isEmpty()) return null;
        if (!token.matches("[\\x21-\\x7e]{32,200}")) {
            throw new UsageException("%s has from 32 to 200 characters of ASCII, and no space"
                    .formatted(ServeCommand.OPERATOR_TOKEN.variable()));
        }
        return token;
    }

    private static Map<String, String> telemetry(Map<String, String> environment) {
        var variables = new HashMap<String, String>();
        environment.forEach((name, value) -> {
            if (name.startsWith("OTEL_")) variables.put(name, value);
        });
        return variables;
    }

    private static Level logLevel(Invocation invocation) {
        String name = invocation.settings().text(ServeCommand.LOG_LEVEL).orElse("info");
        return switch (name) {
            case "error" -> Level.SEVERE;
            case "warning" -> Level.WARNING;
            case "info" -> Level.INFO;
            case "debug" -> Level.FINE;
            default ->
                throw new UsageException("log-level is error, warning, info or debug, but got '%s'".formatted(name));
        };
    }

    private static LogLines.Format logFormat(Invocation invocation) {
        String fallback = invocation.terminal().isInteractive() ? "text" : "json";
        String name = invocation.settings().text(ServeCommand.LOG_FORMAT).orElse(fallback);
        return switch (name) {
            case "json" -> LogLines.Format.JSON;
            case "text" -> LogLines.Format.TEXT;
            default -> throw new UsageException("log-format is json or text, but got '%s'".formatted(name));
        };
    }

    /// What people call the server, as far as settings tell.
    static String address(Invocation invocation) {
        var settings = invocation.settings();
        return settings.text(ServeCommand.PUBLIC_URL)
                .map(text -> publicUrl(text).toString().replaceFirst("/+$", ""))
                .orElseGet(() -> "%s://%s:%d"
                        .formatted(
                                tls(invocation) == null ? "http" : "https",
                                host(settings.text(ServeCommand.LISTEN).orElse("127.0.0.1")),
                                port(invocation, ServeCommand.PORT)));
    }

    private static URI publicUrl(String text) {
        try {
            URI uri = URI.create(text);
            boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (isWeb && uri.getHost() != null) return uri;
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw new UsageException("public-url is like https://pomona.example.org, but got '%s'".formatted(text));
    }

    private static int port(Invocation invocation, Setting setting) {
        int port = number(invocation, setting);
        if (port > LARGEST_PORT) throw new UsageException("%s is at most %d".formatted(setting.name(), LARGEST_PORT));
        return port;
    }

    private static int number(Invocation invocation, Setting setting) {
        return Quantity.number(
                setting.name(), invocation.settings().text(setting).orElse("0"), 0);
    }
}
