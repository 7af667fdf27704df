// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.serve;

import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.advisories.AdvisorySettings;
import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// `pomona serve`.
public final class ServeCommand implements Command {

    static final Setting DATABASE_URL = Setting.value(
            "database-url",
            "URL",
            "your own PostgreSQL, as jdbc:postgresql://host/name; its password is POMONA_DATABASE_PASSWORD"
                    + " (default: one of its own)",
            null,
            USER);
    static final Setting DATABASE_USER =
            Setting.value("database-user", "NAME", "who logs in to your own PostgreSQL", "pomona", USER);
    static final Setting DATA_DIR = Setting.value(
            "data-dir", "DIR", "where the database, the server's key and advisory data are kept", null, USER);
    static final Setting FEED_INTERVAL =
            Setting.value("feed-interval", "TIME", "how often advisory data is brought up to date", "5m", USER);
    static final Setting LISTEN = Setting.value(
            "listen", "ADDRESS", "the address to listen at; 0.0.0.0 for everybody, behind TLS", "127.0.0.1", USER);
    static final Setting MAX_DOCUMENT =
            Setting.value("max-document", "SIZE", "refuse larger documents, unpacked", "256MB", USER);
    static final Setting METRICS_PORT =
            Setting.value("metrics-port", "N", "for health and metrics; 0 for any that is free", "8081", USER);
    static final Setting PORT = Setting.value("port", "N", "to listen at; 0 for any that is free", "8080", USER);
    static final Setting PUBLIC_URL = Setting.value(
            "public-url", "URL", "what people call it when a proxy with TLS stands before it", null, USER);
    static final Setting SERVER_KEY = Setting.value(
            "server-key",
            "FILE",
            "the server's key, which all nodes share; its passphrase is POMONA_KEY_PASSPHRASE (default: in the data folder)",
            null,
            USER);
    static final Setting TRUSTED_PROXIES =
            Setting.value("trusted-proxies", "N", "how many proxies stand before it and name the client", "0", USER);

    @Override
    public String description() {
        return """
                Runs the control plane: it takes reports and bills of materials, knows what runs where, and judges all of it
                anew on every advisory. Nothing else needs to be installed: it brings its own PostgreSQL, which it keeps in
                the data folder. The first start prints a link that makes the first administrator.

                It listens to this machine only, until --listen says otherwise. Ctrl-C or SIGTERM stops it after what is
                being answered. The log is on standard error, a JSON object a line.""";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public Arity arity() {
        return Arity.NONE;
    }

    @Override
    public List<Setting> settings() {
        var settings = new ArrayList<>(List.of(
                AdvisorySettings.EPSS_SOURCE,
                AdvisorySettings.KEV_SOURCE,
                AdvisorySettings.OSV_SOURCE,
                DATABASE_URL,
                DATABASE_USER,
                DATA_DIR,
                FEED_INTERVAL,
                LISTEN,
                MAX_DOCUMENT,
                METRICS_PORT,
                PORT,
                PUBLIC_URL,
                SERVER_KEY,
                TRUSTED_PROXIES));
        settings.sort(Comparator.comparing(Setting::name));
        return settings;
    }

    @Override
    public ExitCode run(Invocation invocation) {
        try {
            return ServerRun.run(invocation);
        } catch (NoClassDefFoundError e) {
            throw new UsageException("the server is not on the class path; start it with the 'pomona' script", e);
        }
    }
}
