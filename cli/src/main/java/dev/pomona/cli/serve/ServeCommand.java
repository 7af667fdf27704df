// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.serve;

import static dev.pomona.cli.settings.Setting.Reach.USER;

import dev.pomona.cli.advisories.AdvisorySettings;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.HeapLimit;
import dev.pomona.cli.settings.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// `pomona serve`.
public final class ServeCommand extends ServerCommand {

    static final Setting FEED_INTERVAL =
            Setting.value("feed-interval", "TIME", "how often advisory data is brought up to date", "5m", USER);
    static final Setting LISTEN = Setting.value(
            "listen", "ADDRESS", "the address to listen at; 0.0.0.0 for everybody, behind TLS", "127.0.0.1", USER);
    static final Setting LOG_FORMAT =
            Setting.value("log-format", "NAME", "json or text (default: text at a terminal, else json)", null, USER);
    static final Setting LOG_LEVEL =
            Setting.value("log-level", "NAME", "what is logged: error, warning, info or debug", "info", USER);
    static final Setting MAX_DOCUMENT =
            Setting.value("max-document", "SIZE", "refuse larger documents, unpacked", "256MB", USER);
    static final Setting METRICS_LISTEN = Setting.value(
            "metrics-listen", "ADDRESS", "the address for health and metrics (default: that of --listen)", null, USER);
    static final Setting METRICS_PORT =
            Setting.value("metrics-port", "N", "for health and metrics; 0 for any that is free", "8081", USER);
    static final Setting OPERATOR_TOKEN = Setting.secret(
            "operator-token", "TEXT", "lets programs make organisations at the port of health and metrics");
    static final Setting PORT = Setting.value("port", "N", "to listen at; 0 for any that is free", "8080", USER);
    static final Setting PUBLIC_URL = Setting.value(
            "public-url", "URL", "what people call it when a proxy with TLS stands before it", null, USER);
    static final Setting TLS_CERTIFICATE = Setting.value(
            "tls-certificate", "FILE", "speak TLS with this certificate and those after it (PEM)", null, USER);
    static final Setting TLS_KEY =
            Setting.value("tls-key", "FILE", "the private key of the certificate, not encrypted (PEM)", null, USER);
    static final Setting INTERNAL_NETWORKS = Setting.list(
            "internal-networks",
            "ADDRESS",
            "networks inside that webhooks and identity providers may be in, as addresses or ranges such as 127.0.0.0/8",
            USER);
    static final Setting TRUSTED_PROXIES = Setting.list(
            "trusted-proxies",
            "ADDRESS",
            "proxies whose X-Forwarded-For is believed, as addresses or ranges such as 10.0.0.0/8",
            USER);

    @Override
    public String description() {
        return """
                Runs the control plane: it takes reports and bills of materials, knows what runs where, and judges all of it
                anew on every advisory. Nothing else needs to be installed: it brings its own PostgreSQL, which it keeps in
                the data folder. The first start prints a link that makes the first administrator.

                It listens to this machine only, until --listen says otherwise. Ctrl-C or SIGTERM stops it after what is
                being answered. The log is on standard error, one line an event.""";
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
                FEED_INTERVAL,
                LISTEN,
                LOG_FORMAT,
                LOG_LEVEL,
                MAX_DOCUMENT,
                HeapLimit.MAX_MEMORY,
                METRICS_LISTEN,
                METRICS_PORT,
                OPERATOR_TOKEN,
                PORT,
                PUBLIC_URL,
                TLS_CERTIFICATE,
                TLS_KEY,
                TRUSTED_PROXIES,
                INTERNAL_NETWORKS));
        settings.addAll(PlaceSettings.ALL);
        settings.sort(Comparator.comparing(Setting::name));
        return settings;
    }

    @Override
    ExitCode runWithServer(Invocation invocation) {
        return ServerRun.run(invocation);
    }
}
