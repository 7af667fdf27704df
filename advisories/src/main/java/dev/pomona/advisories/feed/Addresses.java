// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/// Reading, extending and showing the addresses of sources.
final class Addresses {

    private static final String PLAIN = "-._~:@!$&'()*+,;=/";

    private Addresses() {}

    static boolean isHttp(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://");
    }

    /// @throws FeedException when it is no address of a host
    static URI http(String address) throws FeedException {
        try {
            URI uri = new URI(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
            if (uri.getHost() != null) return uri;
        } catch (URISyntaxException e) {
            // Its message would repeat the address, credentials and all.
        }
        throw new FeedException("not a web address: '%s'".formatted(withoutUser(address)));
    }

    /// A path, or a `file:` URL.
    static Path local(String address) throws FeedException {
        try {
            return address.startsWith("file:") ? Path.of(new URI(address)) : Path.of(address);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new FeedException("not a path: '%s'".formatted(address), e);
        }
    }

    /// The address of a file below another.
    static URI below(URI base, String path) {
        if (path.isEmpty()) return base;
        String query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
        return URI.create(
                base.getScheme() + "://" + base.getRawAuthority() + base.getRawPath() + "/" + encoded(path) + query);
    }

    /// Without user, password, query and fragment: fit for messages.
    static String shown(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port + (uri.getRawPath() == null ? "" : uri.getRawPath());
    }

    private static String withoutUser(String address) {
        int at = address.lastIndexOf('@');
        int slashes = address.indexOf("//");
        return at < 0 || slashes < 0 ? address : address.substring(0, slashes + 2) + address.substring(at + 1);
    }

    private static String encoded(String path) {
        var encoded = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = (c < 128 && Character.isLetterOrDigit(c)) || PLAIN.indexOf(c) >= 0;
            if (plain) encoded.append(c);
            else encoded.append("%%%02X".formatted((int) c));
        }
        return encoded.toString();
    }
}
