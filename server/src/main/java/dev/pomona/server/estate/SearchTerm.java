// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import dev.pomona.model.component.InvalidPurlException;
import dev.pomona.model.component.Purl;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What somebody typed to find something: what it is, is seen from how it is written.
public final class SearchTerm {

    /// Ids as the sources write them: `CVE-2021-44228`, `GHSA-jfh8-c2jp-5v3q`, `PYSEC-2021-1`, `MAL-2024-1`.
    /// All have a digit but some of GitHub's: what has none is a name.
    private static final Pattern VULNERABILITY =
            Pattern.compile("(?i)(?=GHSA-|.*[0-9])[a-z]{2,12}-[0-9a-z]{2,10}(-[0-9a-z:]{1,20})*");

    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]{6,64}");

    private final String text;

    private SearchTerm(String text) {
        this.text = text;
    }

    public static SearchTerm of(String text) {
        return new SearchTerm(text);
    }

    public String text() {
        return text;
    }

    /// The beginning of a digest; empty when it can't be one.
    public Optional<String> digest() {
        String lower = text.toLowerCase(Locale.ROOT);
        String hex = lower.startsWith("sha256:") ? lower.substring("sha256:".length()) : lower;
        boolean isDigest = HEXADECIMAL.matcher(hex).matches() || lower.startsWith("sha256:");
        return isDigest ? Optional.of("sha256:" + hex) : Optional.empty();
    }

    /// The id of a vulnerability as its source spells it; empty when it can't be one. A project may be called like
    /// one.
    public Optional<String> vulnerability() {
        return VULNERABILITY.matcher(text).matches() ? Optional.of(spelt(text)) : Optional.empty();
    }

    /// The name of a package, of a purl or by itself.
    public String packageName() {
        if (!text.startsWith("pkg:")) return text;
        try {
            return Purl.parse(text).name();
        } catch (InvalidPurlException e) {
            return text;
        }
    }

    /// CVE ids are in capitals; GHSA ids only at their beginning.
    private static String spelt(String id) {
        int dash = id.indexOf('-');
        String source = id.substring(0, dash).toUpperCase(Locale.ROOT);
        String rest = id.substring(dash);
        return source + (source.equals("GHSA") ? rest.toLowerCase(Locale.ROOT) : rest.toUpperCase(Locale.ROOT));
    }
}
