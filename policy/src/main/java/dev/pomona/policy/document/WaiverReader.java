// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy.document;

import dev.pomona.model.component.InvalidPurlException;
import dev.pomona.model.component.Purl;
import dev.pomona.model.decision.Waiver;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Scalar;
import dev.pomona.syntax.SyntaxException;
import dev.pomona.syntax.Yaml;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a waiver document (`docs/policy.md` describes it).
public final class WaiverReader {

    private static final Set<String> DOCUMENT_KEYS = Set.of("version", "waivers");
    private static final Set<String> WAIVER_KEYS = Set.of(
            "id", "ids", "fingerprint", "fingerprints", "path", "paths", "purl", "purls", "owner", "reason", "expires");

    private final String file;
    private final Issues issues;

    private WaiverReader(String file) {
        this.file = file;
        this.issues = new Issues(file);
    }

    /// Reads waivers; never throws, mistakes are in the result.
    public static WaiverDocument read(String file, String text) {
        return new WaiverReader(file).read(text);
    }

    private WaiverDocument read(String text) {
        var waivers = new ArrayList<Waiver>();
        try {
            Node document = Yaml.read(text);
            issues.onlyKeys(document, DOCUMENT_KEYS);
            issues.version1(document);
            for (Node node : document.items("waivers")) {
                Waiver waiver = waiver(node);
                if (waiver != null) waivers.add(waiver);
            }
        } catch (SyntaxException e) {
            issues.add(e.line(), e.column(), String.valueOf(e.getMessage()));
        }
        return new WaiverDocument(waivers, List.copyOf(issues.found()));
    }

    private @Nullable Waiver waiver(Node node) {
        issues.onlyKeys(node, WAIVER_KEYS);
        List<String> ids = texts(node, "id", "ids");
        List<String> fingerprints = texts(node, "fingerprint", "fingerprints");
        List<String> purls = texts(node, "purl", "purls");
        for (String purl : purls) {
            try {
                Purl.parse(purl);
            } catch (InvalidPurlException e) {
                issues.add(node, String.valueOf(e.getMessage()));
            }
        }
        String owner = issues.required(node, "owner");
        String reason = issues.required(node, "reason");
        LocalDate expires = date(node);
        if (ids.isEmpty() && fingerprints.isEmpty()) {
            issues.add(node, "a waiver names what it waives: 'id' or 'fingerprint' is missing");
            return null;
        }
        if (owner == null || reason == null || expires == null) return null;
        String origin = "%s:%d".formatted(file, node.line());
        return new Waiver(ids, fingerprints, texts(node, "path", "paths"), purls, owner, reason, expires, origin);
    }

    private @Nullable LocalDate date(Node node) {
        String text = issues.required(node, "expires");
        if (text == null) return null;
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            Node at = node.find("expires");
            issues.add(at == null ? node : at, "'expires' is a day such as 2026-12-31");
            return null;
        }
    }

    /// One value under the singular key, or several under the plural; a single value under the plural counts too.
    private List<String> texts(Node node, String singular, String plural) {
        var texts = new ArrayList<String>();
        for (String key : List.of(singular, plural)) {
            Node value = node.find(key);
            if (value == null) continue;
            List<Node> items = value instanceof Scalar ? List.of(value) : value.items();
            for (Node item : items) {
                String text = item.text();
                if (text == null || text.isBlank()) issues.add(item, "'%s' holds texts".formatted(key));
                else texts.add(text.strip());
            }
        }
        return texts;
    }
}
