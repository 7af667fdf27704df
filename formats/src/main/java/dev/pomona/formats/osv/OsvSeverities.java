// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.osv;

import dev.pomona.model.advisory.SeverityRating;
import dev.pomona.model.advisory.SeverityRating.Notation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Ratings: the `severity` arrays and the words that some sources use in their place.
final class OsvSeverities {

    /// Red Hat's impact words, which its notices and those of its rebuilds put before the title.
    private static final Set<String> IMPACTS = Set.of("Critical", "Important", "Moderate", "Low");

    private static final Set<String> NOTICES = Set.of("almalinux", "redhat", "rocky", "oracle");

    private OsvSeverities() {}

    static void read(JsonCursor json, List<SeverityRating> into) {
        json.forEachObject(() -> {
            String type = "";
            String value = "";
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "type" -> type = json.textOr("");
                    case "score" -> value = json.textOr("");
                    default -> json.skip();
                }
            }
            if (!value.isBlank()) into.add(new SeverityRating(notation(type, value), value));
        });
    }

    /// By the vector's own prefix, which is right even where the type is not.
    private static Notation notation(String type, String value) {
        if (value.startsWith("CVSS:4")) return Notation.CVSS_4;
        if (value.startsWith("CVSS:3")) return Notation.CVSS_3;
        return switch (type) {
            case "CVSS_V2" -> Notation.CVSS_2;
            case "CVSS_V3" -> Notation.CVSS_3;
            case "CVSS_V4" -> Notation.CVSS_4;
            default -> Notation.WORD;
        };
    }

    static @Nullable String wordInFront(String source, String summary) {
        int colon = summary.indexOf(':');
        if (colon < 0 || !NOTICES.contains(source)) return null;
        String word = summary.substring(0, colon);
        return IMPACTS.contains(word) ? word : null;
    }
}
