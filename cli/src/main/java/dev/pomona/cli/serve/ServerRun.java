// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.serve;

import dev.pomona.advisories.feed.FeedSource;
import dev.pomona.cli.advisories.AdvisoryData;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.command.Version;
import dev.pomona.cli.settings.GlobalSettings;
import dev.pomona.cli.settings.Quantity;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.settings.UserFolders;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.server.DatabaseOptions;
import dev.pomona.server.Server;
import dev.pomona.server.ServerOptions;
import dev.pomona.server.keys.KeyException;
import dev.pomona.server.ops.JsonLog;
import dev.pomona.store.postgres.PostgresException;
import dev.pomona.store.sql.StoreException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/// Runs the server until the process is told to end.
final class ServerRun {

    private static final int LARGEST_PORT = 65_535;

    private ServerRun() {}

    static ExitCode run(Invocation invocation) {
        Terminal terminal = invocation.terminal();
        JsonLog.install(terminal.err(), Level.INFO);
        ServerOptions options = options(invocation);
        try {
            Server server = Server.start(options);
            var isOver = new CountDownLatch(1);
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
                        server.close();
                        isOver.countDown();
                    }));
            terminal.out().printf("Pomona is ready at http://%s:%d%n", options.host(), server.port());
            terminal.out().printf("Health and metrics are at http://%s:%d%n", options.host(), server.metricsPort());
            server.setupLink().ifPresent(link -> {
                terminal.out()
                        .println("There is no administrator yet. Within an hour, and once, this link makes the first:");
                terminal.out().println("  " + link);
            });
            terminal.out().flush();
            isOver.await();
            return ExitCode.PASSES;
        } catch (PostgresException | StoreException | KeyException | UncheckedIOException e) {
            throw new UsageException("the server can't be started: %s".formatted(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted", e);
        }
    }

    private static ServerOptions options(Invocation invocation) {
        var settings = invocation.settings();
        String listen = settings.text(ServeCommand.LISTEN).orElse("127.0.0.1");
        Path data = settings.text(ServeCommand.DATA_DIR)
                .map(invocation.folder()::resolve)
                .orElseGet(() -> UserFolders.data(invocation.environment()))
                .toAbsolutePath()
                .normalize();
        List<FeedSource> feeds =
                settings.isOn(GlobalSettings.OFFLINE) ? List.of() : new AdvisoryData(invocation).sources();
        URI publicUrl =
                settings.text(ServeCommand.PUBLIC_URL).map(ServerRun::publicUrl).orElse(null);
        boolean isLoopback = listen.equals("localhost") || listen.equals("::1") || listen.startsWith("127.");
        if (!isLoopback && (publicUrl == null || !"https".equals(publicUrl.getScheme()))) {
            invocation
                    .terminal()
                    .warn("others can reach %s without encryption; put a proxy with TLS before it and set --public-url"
                            .formatted(listen));
        }
        return new ServerOptions(
                listen,
                port(invocation, ServeCommand.PORT),
                port(invocation, ServeCommand.METRICS_PORT),
                data,
                database(invocation),
                settings.text(ServeCommand.SERVER_KEY)
                        .map(invocation.folder()::resolve)
                        .orElse(null),
                passphrase(invocation),
                publicUrl,
                number(invocation, ServeCommand.TRUSTED_PROXIES),
                feeds,
                settings.duration(ServeCommand.FEED_INTERVAL).orElseThrow(),
                Math.min(settings.bytes(ServeCommand.MAX_DOCUMENT).orElseThrow(), Integer.MAX_VALUE - 8L),
                Version.current(),
                invocation.clock(),
                new SecureRandom());
    }

    private static @Nullable DatabaseOptions database(Invocation invocation) {
        String url = invocation.settings().text(ServeCommand.DATABASE_URL).orElse(null);
        if (url == null) return null;
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new UsageException("database-url is like jdbc:postgresql://host:5432/name");
        }
        if (url.contains("password=")) {
            throw new UsageException("database-url holds no password; set POMONA_DATABASE_PASSWORD");
        }
        return new DatabaseOptions(
                url,
                invocation.settings().text(ServeCommand.DATABASE_USER).orElse("pomona"),
                invocation.environment().getOrDefault("POMONA_DATABASE_PASSWORD", ""));
    }

    private static @Nullable String passphrase(Invocation invocation) {
        String passphrase = invocation.environment().getOrDefault("POMONA_KEY_PASSPHRASE", "");
        return passphrase.isEmpty() ? null : passphrase;
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
