// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.rubygems;

import static dev.pomona.model.component.Digest.Algorithm.SHA256;
import static dev.pomona.model.component.Digest.Algorithm.SHA512;

import dev.pomona.model.component.Digest;
import dev.pomona.scanners.packages.locked.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What Bundler's `Gemfile.lock` (`gems.locked`) says.
///
/// @param digests by `name (version-platform)`
/// @param bundler version that wrote the file; `null` when it does not say
record Lockfile(
        List<Spec> specs,
        List<Wanted> wanted,
        Map<String, List<Digest>> digests,
        @Nullable Wanted bundler) {

    /// A resolved gem.
    ///
    /// @param origin where it comes from; the same object for all of a section
    /// @param version without platform
    /// @param platform `null` for `ruby`
    record Spec(
            Origin origin,
            String name,
            String version,
            @Nullable String platform,
            int line,
            List<String> needs) {

        String stated() {
            return name + " (" + version + (platform == null ? "" : "-" + platform) + ")";
        }
    }

    /// A section of gems: `GEM`, `GIT`, `PATH` or `PLUGIN SOURCE`, with its `remote` and `revision`.
    record Origin(
            String kind, @Nullable String remote, @Nullable String revision) {}

    /// A line of `DEPENDENCIES`, or the version under `BUNDLED WITH` as the constraint.
    record Wanted(String name, @Nullable String constraint, int line) {}

    private static final Set<String> SOURCES = Set.of("GEM", "GIT", "PATH", "PLUGIN SOURCE");
    private static final Set<String> OTHERS =
            Set.of("PLATFORMS", "DEPENDENCIES", "CHECKSUMS", "RUBY VERSION", "BUNDLED WITH");

    /// `null`, after a gap, when the text is something else.
    static @Nullable Lockfile read(Source source) {
        var reader = new Reader(source);
        int number = 0;
        String text = source.file().text();
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank()) reader.line(line, number);
        }
        if (!reader.understood && !text.isBlank()) {
            source.malformed("no section that Bundler writes");
            return null;
        }
        return new Lockfile(reader.specs, reader.wanted, reader.digests, reader.bundler);
    }

    private static final class Reader {

        private final Source source;
        private final List<Spec> specs = new ArrayList<>();
        private final List<Wanted> wanted = new ArrayList<>();
        private final Map<String, List<Digest>> digests = new HashMap<>();
        private @Nullable Wanted bundler;
        private boolean understood;
        private boolean conflict;
        private String section = "";
        private Origin origin = new Origin("", null, null);
        private @Nullable Spec spec;

        Reader(Source source) {
            this.source = source;
        }

        void line(String line, int number) {
            int indent = 0;
            while (indent < line.length() && line.charAt(indent) == ' ') indent++;
            String text = line.strip();
            if (indent == 0) {
                section(text, number);
            } else if (SOURCES.contains(section)) {
                if (indent == 2) setting(text);
                else if (indent == 4) spec(text, number);
                else if (indent == 6 && spec != null) spec.needs().add(name(text));
            } else {
                switch (section) {
                    case "DEPENDENCIES" -> wanted(text, number);
                    case "CHECKSUMS" -> checksum(text);
                    case "BUNDLED WITH" -> bundler = new Wanted("bundler", text, number);
                    default -> {}
                }
            }
        }

        private void section(String text, int number) {
            spec = null;
            section = text;
            if (text.startsWith("<<<<<<<") || text.startsWith("=======") || text.startsWith(">>>>>>>")) {
                if (!conflict) source.malformed("line %d: an unresolved merge conflict".formatted(number));
                conflict = true;
                return;
            }
            if (SOURCES.contains(text)) origin = new Origin(text, null, null);
            boolean known = SOURCES.contains(text) || OTHERS.contains(text);
            if (known) understood = true;
            else if (understood) source.unsupported("line %d: a section that is not known".formatted(number));
        }

        private void setting(String text) {
            int colon = text.indexOf(": ");
            if (colon < 0) return;
            String value = text.substring(colon + 2).strip();
            switch (text.substring(0, colon)) {
                case "remote" -> origin = new Origin(origin.kind(), value, origin.revision());
                case "revision" -> origin = new Origin(origin.kind(), origin.remote(), value);
                default -> {}
            }
        }

        /// `nokogiri (1.15.0-x86_64-linux)`: a gem version has no dash, so what follows one is the platform.
        private void spec(String text, int number) {
            spec = null;
            int open = text.indexOf(" (");
            if (open <= 0 || !text.endsWith(")")) {
                source.malformed("line %d: a gem is 'name (version)'".formatted(number));
                return;
            }
            String version = text.substring(open + 2, text.length() - 1);
            int dash = version.indexOf('-');
            String platform = dash < 0 ? null : version.substring(dash + 1);
            if (dash >= 0) version = version.substring(0, dash);
            if (version.isBlank()) {
                source.malformed("line %d: a gem without version".formatted(number));
                return;
            }
            spec = new Spec(origin, text.substring(0, open), version, platform, number, new ArrayList<>(2));
            specs.add(spec);
        }

        private void wanted(String text, int number) {
            String entry =
                    text.endsWith("!") ? text.substring(0, text.length() - 1).strip() : text;
            int open = entry.indexOf(" (");
            String constraint = open > 0 && entry.endsWith(")") ? entry.substring(open + 2, entry.length() - 1) : null;
            wanted.add(new Wanted(name(entry), constraint, number));
        }

        /// `rake (13.0.6) sha256=…,sha512=…`
        private void checksum(String text) {
            int close = text.indexOf(')');
            if (close < 0) return;
            var stated = new ArrayList<Digest>();
            for (String one : text.substring(close + 1).strip().split(",", -1)) {
                Digest digest = one.startsWith("sha256=")
                        ? Source.hex(SHA256, one.substring("sha256=".length()))
                        : one.startsWith("sha512=") ? Source.hex(SHA512, one.substring("sha512=".length())) : null;
                if (digest != null) stated.add(digest);
            }
            if (!stated.isEmpty()) digests.put(text.substring(0, close + 1), stated);
        }

        private static String name(String text) {
            int end = 0;
            while (end < text.length() && text.charAt(end) != ' ' && text.charAt(end) != '!') end++;
            return text.substring(0, end);
        }
    }
}
