// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.sbom;

import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Scalar;
import dev.pomona.syntax.Sequence;
import dev.pomona.syntax.SyntaxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Goes through an SPDX 2.2 or 2.3 document in tag:value format, line by line, and gives its packages, relationships
/// and
/// licences as the JSON of the same document has them.
///
/// A tag begins a line; a value in `<text>` goes on over lines to `</text>`; a line with `#` in front is a comment
/// (SPDX 2.3, section 6 and annex on tag:value). `PackageName`, `FileName`, `SnippetSPDXID` and `LicenseID` begin
/// sections.
final class SpdxTagValue {

    /// In characters, without the text of licences, which nobody keeps.
    private static final int LONGEST_LINE = 1 << 20;

    private static final int MOST_OF_A_KIND = 10_000;

    static final String VERSION = "SPDXVersion";
    static final String CREATED = "Created";

    private static final String TEXT = "<text>";
    private static final String END = "</text>";

    /// Values that are of use here; the longest of all, the texts of licences, are not.
    private static final Set<String> OF_PACKAGES =
            Set.of("SPDXID", "PackageVersion", "PackageLicenseDeclared", "PackageLicenseConcluded");

    /// What is in a document, as nodes with the names of the JSON format.
    ///
    /// @param document takes `SPDXVersion` and `Created` with their values
    record Visitor(
            BiConsumer<String, String> document,
            Consumer<Node> packages,
            Consumer<Node> relationships,
            Consumer<Node> licenses) {

        static Visitor ofPackages(Consumer<Node> packages) {
            return new Visitor((_, _) -> {}, packages, _ -> {}, _ -> {});
        }

        static Visitor ofRelationships(Consumer<Node> relationships) {
            return new Visitor((_, _) -> {}, _ -> {}, relationships, _ -> {});
        }
    }

    private enum Section {
        DOCUMENT,
        PACKAGE,
        LICENSE,
        OTHER
    }

    private final BufferedReader in;
    private final Visitor visitor;
    private Section section = Section.DOCUMENT;
    private int line;
    private int begin;
    private List<Mapping.Entry> fields = new ArrayList<>();
    private List<Node> references = new ArrayList<>();
    private List<Node> checksums = new ArrayList<>();

    private SpdxTagValue(Reader in, Visitor visitor) {
        this.in = new BufferedReader(in);
        this.visitor = visitor;
    }

    /// @throws SyntaxException when it is no such document
    static void walk(Reader in, Visitor visitor) throws IOException {
        new SpdxTagValue(in, visitor).walk();
    }

    private void walk() throws IOException {
        for (String text = line(); text != null; text = line()) {
            String stripped = text.strip();
            if (stripped.isEmpty() || stripped.startsWith("#")) continue;
            int colon = stripped.indexOf(':');
            String tag = colon < 0 ? "" : stripped.substring(0, colon);
            if (!isTag(tag)) throw wrong("neither a tag nor a comment");
            String value = stripped.substring(colon + 1).strip();
            tag(tag, value.startsWith(TEXT) ? text(value.substring(TEXT.length())) : value);
        }
        end();
    }

    private static boolean isTag(String text) {
        return !text.isEmpty() && text.length() <= 60 && text.chars().allMatch(Character::isLetter);
    }

    private void tag(String tag, String value) {
        switch (tag) {
            case VERSION, CREATED -> visitor.document().accept(tag, value);
            case "PackageName" -> begin(Section.PACKAGE, "name", value);
            case "LicenseID" -> begin(Section.LICENSE, "licenseId", value);
            case "FileName", "SnippetSPDXID" -> begin(Section.OTHER, "", "");
            case "Relationship" -> relationship(value);
            case "LicenseName" -> {
                if (section == Section.LICENSE) fields.add(field("name", value));
            }
            case "ExternalRef" -> {
                if (section != Section.PACKAGE) return;
                String[] parts = value.split("\\s+", 3);
                if (parts.length < 3) throw wrong("an external reference has a category, a type and a locator");
                add(references, field("referenceType", parts[1]), field("referenceLocator", parts[2]));
            }
            case "PackageChecksum" -> {
                String[] parts = value.split(":", 2);
                if (section != Section.PACKAGE || parts.length < 2) return;
                add(checksums, field("algorithm", parts[0].strip()), field("checksumValue", parts[1].strip()));
            }
            default -> {
                if (section == Section.PACKAGE && OF_PACKAGES.contains(tag)) fields.add(field(inJson(tag), value));
            }
        }
    }

    private static String inJson(String tag) {
        return switch (tag) {
            case "PackageVersion" -> "versionInfo";
            case "PackageLicenseDeclared" -> "licenseDeclared";
            case "PackageLicenseConcluded" -> "licenseConcluded";
            default -> tag;
        };
    }

    private void add(List<Node> to, Mapping.Entry... entries) {
        if (to.size() == MOST_OF_A_KIND) throw wrong("a package has more than %d of a kind".formatted(MOST_OF_A_KIND));
        to.add(new Mapping(List.of(entries), line, 1));
    }

    private void relationship(String value) {
        String[] parts = value.split("\\s+", 3);
        if (parts.length < 3) throw wrong("a relationship has two elements and a type");
        visitor.relationships()
                .accept(new Mapping(
                        List.of(
                                field("spdxElementId", parts[0]),
                                field("relationshipType", parts[1]),
                                field("relatedSpdxElement", parts[2])),
                        line,
                        1));
    }

    private void begin(Section next, String name, String value) {
        end();
        section = next;
        begin = line;
        if (next != Section.OTHER) fields.add(field(name, value));
    }

    /// Gives what was gathered of the section before.
    private void end() {
        if (section == Section.PACKAGE) {
            fields.add(new Mapping.Entry("externalRefs", begin, 1, new Sequence(references, begin, 1)));
            fields.add(new Mapping.Entry("checksums", begin, 1, new Sequence(checksums, begin, 1)));
            visitor.packages().accept(new Mapping(fields, begin, 1));
        }
        if (section == Section.LICENSE) visitor.licenses().accept(new Mapping(fields, begin, 1));
        fields = new ArrayList<>();
        references = new ArrayList<>();
        checksums = new ArrayList<>();
    }

    private Mapping.Entry field(String name, String value) {
        return new Mapping.Entry(name, line, 1, new Scalar(value, Scalar.Kind.STRING, line, 1));
    }

    /// The first line of a value that may go on over others; the rest is read and, being text, not kept.
    private String text(String first) throws IOException {
        int start = line;
        String one = first;
        while (true) {
            int end = one.indexOf(END);
            if (end >= 0) return line == start ? one.substring(0, end).strip() : first.strip();
            String next = line();
            if (next == null) throw new SyntaxException("a text that does not end", start, 1);
            one = next;
        }
    }

    private @Nullable String line() throws IOException {
        int next = in.read();
        if (next < 0) return null;
        line++;
        var text = new StringBuilder();
        while (next >= 0 && next != '\n') {
            if (text.length() == LONGEST_LINE) throw wrong("a line of more than %d characters".formatted(LONGEST_LINE));
            if (next != '\r') text.append((char) next);
            next = in.read();
        }
        return text.toString();
    }

    private SyntaxException wrong(String message) {
        return new SyntaxException(message, line, 1);
    }
}
