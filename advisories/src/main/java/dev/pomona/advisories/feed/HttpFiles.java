// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Reads small public files over HTTP with the patience, the limits and the care for credentials that
/// feeds are read with. May be used by several threads.
public final class HttpFiles implements AutoCloseable {

    private final Network network;
    private final HttpReader reader;

    /// @param scratch a folder for what is being received
    public HttpFiles(Network network, Path scratch) {
        this.network = network;
        this.reader = new HttpReader(
                network.settings(),
                new Backoff(network.settings(), network.clock(), network.random()),
                network.sleeper(),
                scratch);
    }

    /// The content of a file; empty when the server says that there is none.
    ///
    /// @param uri a user and password in it go to its host and to no other
    /// @param limit in bytes
    /// @throws FeedException when the network is not to be used, or the server gave no answer that
    ///     counts; its reason names neither credentials nor a query
    public Optional<byte[]> get(URI uri, long limit, Transfer transfer) throws FeedException {
        if (network.offline()) throw new FeedException("the network is not to be used");
        return switch (reader.get(uri, limit, null, transfer)) {
            case Fetched.Missing _ -> Optional.empty();
            case Fetched.NotModified _ -> throw new FeedException(shown(uri) + ": not modified since never");
            case Fetched.Body body -> {
                try (body) {
                    yield Optional.of(Files.readAllBytes(body.file()));
                } catch (IOException e) {
                    throw new FeedException("%s: %s".formatted(shown(uri), Reason.of(e)), e);
                }
            }
        };
    }

    /// The address that a text names.
    ///
    /// @throws FeedException when it is not that of a web host
    public static URI address(String text) throws FeedException {
        if (!Addresses.isHttp(text)) throw new FeedException("not a web address");
        return Addresses.http(text);
    }

    /// The address of a file below another.
    public static URI below(URI base, String path) {
        return Addresses.below(base, path);
    }

    /// The same address with a user and password for its host.
    public static URI withUser(URI uri, String user, String password) {
        String shown = Addresses.shown(uri);
        int authority = shown.indexOf("//") + 2;
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create(shown.substring(0, authority)
                + "%s:%s@".formatted(encoded(user), encoded(password))
                + shown.substring(authority)
                + query);
    }

    /// An address without user, password, query and fragment: fit for messages.
    public static String shown(URI uri) {
        return Addresses.shown(uri);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        reader.close();
    }
}
