// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.mark;

import dev.pomona.model.component.Location;
import dev.pomona.model.finding.AllowMark;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Scalar;
import dev.pomona.syntax.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// detect-secrets' `.secrets.baseline`: under `results`, for each file, the SHA-1 of each secret with its type and
/// line.
/// The hash decides, wherever in the file the secret is now. What an audit there found to be a real secret
/// (`is_secret` is true) allows nothing.
final class Baseline {

    private final String name;
    private final Map<String, Entry> entries = new HashMap<>();

    private record Entry(Location at, String reason) {}

    private Baseline(String name) {
        this.name = name;
    }

    static Baseline read(String name, byte[] content, List<String> problems) {
        Baseline baseline = new Baseline(name);
        try {
            Node document = Json.read(new String(content, StandardCharsets.UTF_8));
            if (document.find("results") == null) problems.add("%s: no results in it".formatted(name));
            for (Mapping.Entry file : document.entries("results")) {
                for (Node result : file.value().items()) baseline.add(file.key(), result);
            }
        } catch (SyntaxException e) {
            problems.add("%s: %s".formatted(name, e.describe()));
        }
        return baseline;
    }

    private void add(String file, Node result) {
        String hash = result.text("hashed_secret");
        if (hash == null || result.isTrue("is_secret")) return;
        boolean audited = result.find("is_secret") instanceof Scalar scalar && scalar.kind() == Scalar.Kind.BOOLEAN;
        String type = result.text("type");
        String reason = (audited ? "audited there as no secret: %s" : "known there as %s")
                .formatted(type == null ? "a secret" : type);
        String path = file.replace('\\', '/');
        entries.putIfAbsent(
                key(path.startsWith("./") ? path.substring(2) : path, hash.toLowerCase(Locale.ROOT)),
                new Entry(result.at(name), reason));
    }

    Optional<AllowMark> covering(String path, byte[] text, int start, int end) {
        if (entries.isEmpty()) return Optional.empty();
        Entry entry = entries.get(key(path, sha1(text, start, end)));
        if (entry == null) {
            // Of a private key, only its first line is hashed there, without the dashes.
            int from = start;
            while (from < end && text[from] == '-') from++;
            int to = from;
            while (to < end && text[to] != '-' && text[to] != '\n') to++;
            if (from > start && to > from) entry = entries.get(key(path, sha1(text, from, to)));
        }
        if (entry == null) return Optional.empty();
        return Optional.of(new AllowMark(name, List.of(), null, "", entry.reason(), entry.at()));
    }

    private static String key(String path, String hash) {
        return path + '\n' + hash;
    }

    private static String sha1(byte[] text, int start, int end) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(text, start, end - start);
            return HexFormat.of().formatHex(sha1.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
