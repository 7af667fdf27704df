// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server;

import dev.pomona.advisories.feed.FeedSource;
import dev.pomona.server.web.Networks;
import dev.pomona.server.web.TlsFiles;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the control plane is started.
///
/// @param host to listen at; loopback unless somebody says otherwise
/// @param port 0 for one of the system's choice
/// @param metricsHost to listen at for health and metrics
/// @param metricsPort of health and metrics; 0 for one of the system's choice
/// @param dataFolder for the bundled database, the server's key and advisory data
/// @param database one's own; `null` for the bundled one
/// @param keyFile the server's key, which all nodes share; `null` for the one in the data folder
/// @param keyPassphrase under which the key is encrypted; `null` when it is not
/// @param publicUrl the address people use when a proxy stands before it; `null` when they come
///     directly
/// @param trustedProxies the proxies before it, whose word for the client's address is taken
/// @param inside networks inside that receivers of messages and identity providers may be in
/// @param tls `null` when a proxy sees to it, or nobody but this machine comes
/// @param operatorToken what the operator's programs show at the port of health and metrics; `null` for no such way
/// @param feeds where advisory data comes from; none when it is brought by other means
/// @param feedInterval how often the feeds are asked
/// @param maxDocument the largest document, in bytes, unpacked
/// @param telemetry the variables `OTEL_…` of the environment
/// @param version of the program
public record ServerOptions(
        String host,
        int port,
        String metricsHost,
        int metricsPort,
        Path dataFolder,
        @Nullable DatabaseOptions database,
        @Nullable Path keyFile,
        @Nullable String keyPassphrase,
        @Nullable URI publicUrl,
        Networks trustedProxies,
        Networks inside,
        @Nullable TlsFiles tls,
        @Nullable String operatorToken,
        List<FeedSource> feeds,
        Duration feedInterval,
        long maxDocument,
        Map<String, String> telemetry,
        String version,
        Clock clock,
        SecureRandom random) {

    public ServerOptions {
        feeds = List.copyOf(feeds);
        telemetry = Map.copyOf(telemetry);
    }

    /// The same with the key elsewhere.
    public ServerOptions withKey(@Nullable Path file, @Nullable String passphrase) {
        return with(metricsHost, file, passphrase, clock);
    }

    /// The same with health and metrics at another address.
    public ServerOptions withMetricsAt(String address) {
        return with(address, keyFile, keyPassphrase, clock);
    }

    /// The same at another time.
    public ServerOptions withClock(Clock other) {
        return with(metricsHost, keyFile, keyPassphrase, other);
    }

    private ServerOptions with(String metrics, @Nullable Path key, @Nullable String passphrase, Clock time) {
        return new ServerOptions(
                host,
                port,
                metrics,
                metricsPort,
                dataFolder,
                database,
                key,
                passphrase,
                publicUrl,
                trustedProxies,
                inside,
                tls,
                operatorToken,
                feeds,
                feedInterval,
                maxDocument,
                telemetry,
                version,
                time,
                random);
    }

    @Override
    public String toString() {
        return "ServerOptions[%s:%d, %s]".formatted(host, port, dataFolder);
    }
}
