// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.sbom;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pomona.formats.FormatException;
import dev.pomona.syntax.Element;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import dev.pomona.syntax.Xml;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Set;

/// Reads a bill of materials in whichever of the known formats it is.
public final class SbomReader {

    static final String NEITHER_FORM = "not a bill of materials: neither JSON nor XML, nor SPDX as tag:value";

    private SbomReader() {}

    /// @param path of the document, for locations and gaps
    /// @throws FormatException when it is no bill of materials of a known format, or not well-formed
    public static Sbom read(String path, byte[] document) {
        try {
            return switch (firstCharacter(document)) {
                case '{' -> json(path, Json.read(text(document)));
                case '<' -> xml(path, xml(document));
                case '#', 'S' -> tagValue(path, text(document));
                default -> throw new FormatException(NEITHER_FORM);
            };
        } catch (SyntaxException e) {
            throw new FormatException("not a bill of materials: " + e.describe(), e);
        }
    }

    /// Decodes UTF-8 here, since the JDK's parser writes to standard error when it meets a byte that is none.
    private static Element xml(byte[] document) {
        String head = new String(document, 0, Math.min(document.length, 200), ISO_8859_1).toLowerCase(Locale.ROOT);
        if (head.contains("encoding") && !head.contains("utf-8")) return Xml.read(document);
        int start = startOf(document);
        try {
            return Xml.read(UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(document, start, document.length - start))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new FormatException("not a bill of materials: no UTF-8", e);
        }
    }

    private static Sbom json(String path, Node document) {
        if ("CycloneDX".equals(document.text("bomFormat"))) {
            return cycloneDx(path, new JsonPart(document));
        }
        String spdx = document.text("spdxVersion");
        if (spdx != null && spdx.startsWith("SPDX-2.")) {
            var collected = new Collected(path, "spdx");
            new SpdxReading(collected).document(document);
            Node created = document.find("creationInfo", "created");
            return collected.sbom(created == null ? null : created.text());
        }
        throw new FormatException("not a bill of materials: neither CycloneDX nor SPDX 2");
    }

    private static Sbom tagValue(String path, String document) {
        var packages = new ArrayList<Node>();
        var relationships = new ArrayList<Node>();
        var licenses = new ArrayList<Node>();
        var said = new HashMap<String, String>();
        try {
            SpdxTagValue.walk(
                    new StringReader(document),
                    new SpdxTagValue.Visitor(said::putIfAbsent, packages::add, relationships::add, licenses::add));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!said.getOrDefault(SpdxTagValue.VERSION, "").startsWith("SPDX-2.")) throw new FormatException(NEITHER_FORM);
        var collected = new Collected(path, "spdx");
        new SpdxReading(collected).document(packages, relationships, licenses, Set.of());
        return collected.sbom(said.get(SpdxTagValue.CREATED));
    }

    private static Sbom xml(String path, Element document) {
        if (document.name().equals("bom")) return cycloneDx(path, new XmlPart(document));
        throw new FormatException("not a bill of materials: the root is '%s' and not 'bom'".formatted(document.name()));
    }

    private static Sbom cycloneDx(String path, Part document) {
        var collected = new Collected(path, "cyclonedx");
        new CycloneDxReading(collected).document(document);
        Part metadata = document.part("metadata");
        return collected.sbom(metadata == null ? null : metadata.text("timestamp"));
    }

    /// The first one that says something; 0 when there is none.
    private static char firstCharacter(byte[] document) {
        for (int i = startOf(document); i < document.length; i++) {
            char c = (char) (document[i] & 0xFF);
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n') return c;
        }
        return 0;
    }

    private static String text(byte[] document) {
        int start = startOf(document);
        return new String(document, start, document.length - start, UTF_8);
    }

    /// Behind the byte order mark.
    private static int startOf(byte[] document) {
        boolean marked = document.length >= 3
                && document[0] == (byte) 0xEF
                && document[1] == (byte) 0xBB
                && document[2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }
}
