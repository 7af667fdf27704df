// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.vex;

import dev.pomona.formats.FormatException;
import dev.pomona.model.advisory.VexStatement;
import dev.pomona.model.component.InvalidPurlException;
import dev.pomona.model.component.Purl;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Limits;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a VEX document of any notation, told by its first-level fields.
///
/// Products without a purl are left out, as nothing here could be matched with them; so is a statement without
/// a vulnerability's id.
public final class VexReader {

    private VexReader() {}

    /// The statements in the order of the document.
    ///
    /// @throws FormatException when the bytes are no JSON or no VEX document, or a status is not known
    public static List<VexStatement> read(byte[] json) {
        Node document;
        try {
            String text = new String(json, StandardCharsets.UTF_8);
            document = Json.read(text, Limits.ofLength(text.length()));
        } catch (SyntaxException e) {
            throw new FormatException("not a VEX document: " + e.describe(), e);
        }
        if (orEmpty(document.text("@context")).contains("openvex")) return OpenVex.read(document);
        if ("CycloneDX".equals(document.text("bomFormat"))) return CycloneDxVex.read(document);
        if (document.find("document", "csaf_version") != null) return new CsafVex(document).read();
        throw new FormatException("not a VEX document: neither OpenVEX, CSAF nor CycloneDX");
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    static Optional<Purl> purl(@Nullable String text) {
        try {
            return text == null || !text.startsWith("pkg:") ? Optional.empty() : Optional.of(Purl.parse(text));
        } catch (InvalidPurlException e) {
            return Optional.empty();
        }
    }

    static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    static FormatException unknownStatus(String status, Node at) {
        return new FormatException("not a VEX document: unknown status '%s' (line %d, column %d)"
                .formatted(status, at.line(), at.column()));
    }
}
