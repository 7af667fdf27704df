// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.ingest;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.web.Spooled;
import dev.pomona.store.estate.Artifact.BaseImage;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A document about an artifact, as it arrives.
///
/// @param content a report of this program, or a CycloneDX or SPDX document
/// @param artifact the artifact's digest; `null` for the document's own: then the document itself
///     is the artifact
/// @param kind `image`, `archive`, `repository` …
/// @param from who sends it
public record Upload(
        Spooled content,
        String project,
        String name,
        @Nullable String version,
        @Nullable String artifact,
        String kind,
        @Nullable Instant builtAt,
        @Nullable BaseImage base,
        String from) {

    /// What is said of the document beside it, on one line.
    String request() {
        return JsonOut.line(json -> {
            json.field("project", project)
                    .field("name", name)
                    .field("version", version)
                    .field("artifact", artifact)
                    .field("kind", kind)
                    .text("builtAt", builtAt)
                    .field("from", from);
            if (base != null) {
                json.inlineObject("base")
                        .field("name", base.name())
                        .field("digest", base.digest())
                        .text("builtAt", base.builtAt())
                        .end();
            }
        });
    }

    /// @param request of [#request]
    static Upload of(Spooled content, String request) {
        Node json = Json.read(request);
        Node base = json.find("base");
        return new Upload(
                content,
                text(json, "project"),
                text(json, "name"),
                json.text("version"),
                json.text("artifact"),
                text(json, "kind"),
                time(json, "builtAt"),
                base == null ? null : new BaseImage(text(base, "name"), base.text("digest"), time(base, "builtAt")),
                text(json, "from"));
    }

    private static String text(Node json, String name) {
        return Objects.requireNonNull(json.text(name), name);
    }

    private static @Nullable Instant time(Node json, String name) {
        String text = json.text(name);
        return text == null ? null : Instant.parse(text);
    }
}
