// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rust;

import dev.pomona.model.component.Purl;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Names, versions and sources of crates.
final class Crates {

    private static final String CRATES_IO = "registry+https://github.com/rust-lang/crates.io-index";
    private static final String CRATES_IO_SPARSE = "sparse+https://index.crates.io/";

    private Crates() {}

    /// Whether a text can name a crate; registries are stricter, but folders and repositories need not be.
    static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= 200
                && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
    }

    static boolean isVersion(String text) {
        return !text.isEmpty()
                && text.length() <= 200
                && Character.isDigit(text.charAt(0))
                && text.chars()
                        .allMatch(c -> (c < 128 && Character.isLetterOrDigit(c)) || c == '.' || c == '-' || c == '+');
    }

    /// @return empty when name or version can't be
    static Optional<Purl> purl(@Nullable String name, @Nullable String version, Map<String, String> qualifiers) {
        if (name == null || !isName(name) || (version != null && !isVersion(version))) return Optional.empty();
        return Optional.of(Purl.of("cargo", null, name, version).withQualifiers(qualifiers));
    }

    /// What a purl says of a source as Cargo.lock writes it; nothing for crates.io.
    static Map<String, String> qualifiers(@Nullable String source) {
        var qualifiers = new TreeMap<String, String>();
        if (source == null || source.equals(CRATES_IO) || source.equals(CRATES_IO_SPARSE)) return qualifiers;
        if (source.startsWith("git+")) {
            qualifiers.put("vcs_url", atCommit(source));
        } else {
            String url = source.startsWith("registry+") ? source.substring("registry+".length()) : source;
            if (url.startsWith("sparse+")) url = url.substring("sparse+".length());
            qualifiers.put("repository_url", withoutCredentials(url));
        }
        return qualifiers;
    }

    /// `git+https://host/repo?branch=main#commit` as `git+https://host/repo@commit`.
    private static String atCommit(String source) {
        int hash = source.indexOf('#');
        String address = hash < 0 ? source : source.substring(0, hash);
        int query = address.indexOf('?');
        String plain = withoutCredentials(query < 0 ? address : address.substring(0, query));
        return hash < 0 ? plain : plain + "@" + source.substring(hash + 1);
    }

    static String withoutCredentials(String url) {
        int scheme = url.indexOf("://");
        if (scheme < 0) return url;
        int end = url.indexOf('/', scheme + 3);
        int at = url.lastIndexOf('@', end < 0 ? url.length() : end);
        boolean plain = at < scheme + 3 || url.substring(scheme + 3, at).equals("git");
        return plain ? url : url.substring(0, scheme + 3) + url.substring(at + 1);
    }
}
