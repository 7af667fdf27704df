// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.sbom;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pomona.formats.FormatException;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.InvalidPurlException;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads a bill of materials component by component, for documents of any length. It is gone through several times:
/// first for what it is and is about, then for what depends on what, then for its components. In memory are the part
/// that is read, the references that the subject depends on, and the scopes that an SPDX document states.
///
/// Of a package that stands several times in the document each is given.
public final class SbomWalk {

    /// More are not named; that there are more is.
    private static final int MOST_GAPS = 1000;

    private static final String NEITHER = "not a bill of materials: neither CycloneDX nor SPDX 2";

    /// A document that can be read as often as needed.
    @FunctionalInterface
    public interface Document {
        InputStream open() throws IOException;
    }

    /// What was read besides the components.
    ///
    /// @param kind `cyclonedx` or `spdx`
    /// @param gaps what is in it and can't be judged; sorted
    /// @param madeAt when it was made, as it says itself; `null` when it does not
    public record Walked(
            String kind, List<Gap> gaps, @Nullable Instant madeAt) {

        public Walked {
            gaps = gaps.stream().sorted().distinct().toList();
        }
    }

    private final Document document;
    private final Streamed sink;

    private SbomWalk(String path, Document document, Consumer<Component> each) {
        this.document = document;
        this.sink = new Streamed(path, each);
    }

    /// @param path of the document, for locations and gaps
    /// @param each takes the components, in the order of the document
    /// @throws FormatException when it is no bill of materials of a known format, or not
    ///     well-formed; some components may have been given then
    /// @throws IOException when the document can't be read
    public static Walked read(String path, Document document, Consumer<Component> each) throws IOException {
        try {
            return switch (form(document)) {
                case XML -> whole(path, document, each);
                case JSON -> new SbomWalk(path, document, each).read();
                case TAG_VALUE -> new SbomWalk(path, document, each).tagValue();
            };
        } catch (SyntaxException e) {
            throw new FormatException("not a bill of materials: " + e.describe(), e);
        }
    }

    private enum Form {
        JSON,
        TAG_VALUE,
        XML
    }

    private static Form form(Document document) throws IOException {
        try (InputStream in = document.open()) {
            int next = in.read();
            while (next == 0xEF || next == 0xBB || next == 0xBF || Character.isWhitespace(next)) next = in.read();
            return switch (next) {
                case '{' -> Form.JSON;
                case '<' -> Form.XML;
                case '#', 'S' -> Form.TAG_VALUE;
                default -> throw new FormatException(SbomReader.NEITHER_FORM);
            };
        }
    }

    /// XML is read as a whole: its readers have no parts.
    private static Walked whole(String path, Document document, Consumer<Component> each) throws IOException {
        try (InputStream in = document.open()) {
            byte[] bytes = in.readNBytes(LONGEST_XML + 1);
            if (bytes.length > LONGEST_XML) {
                throw new FormatException(
                        "a bill of materials in XML has at most %d bytes; send it as JSON".formatted(LONGEST_XML));
            }
            Sbom sbom = SbomReader.read(path, bytes);
            sbom.manifest().components().forEach(each);
            return new Walked(sbom.manifest().kind(), sbom.gaps(), sbom.madeAt());
        }
    }

    /// In bytes; its tree takes some ten times as much.
    private static final int LONGEST_XML = 16 << 20;

    private Walked read() throws IOException {
        var head = new Head(new CycloneDxReading(sink));
        walk(head);
        if (head.isSpdx == head.isCycloneDx) throw new FormatException(NEITHER);
        return head.isCycloneDx ? cycloneDx(head) : spdx(head);
    }

    private Walked cycloneDx(Head head) throws IOException {
        CycloneDxReading reading = head.cycloneDx;
        if (head.isGraphFirst) {
            walk((name, value) -> {
                if (name.equals("dependencies")) value.items(entry -> reading.dependency(new JsonPart(entry)));
            });
        }
        sink.isGiving = true;
        sink.keepsScopes = false;
        // what is inside of the subject
        if (head.metadata != null) reading.metadata(head.metadata);
        walk((name, value) -> {
            if (name.equals("components")) value.items(entry -> reading.component(new JsonPart(entry)));
        });
        return new Walked(
                "cyclonedx", sink.gaps(), Sbom.time(head.metadata == null ? null : head.metadata.text("timestamp")));
    }

    private Walked spdx(Head head) throws IOException {
        return spdx(head.licenses, head.described, head.created, new Spdx() {

            @Override
            public void relationships(Consumer<Node> each) throws IOException {
                walk((name, value) -> {
                    if (name.equals("relationships")) value.items(each);
                });
            }

            @Override
            public void packages(Consumer<Node> each) throws IOException {
                walk((name, value) -> {
                    if (name.equals("packages")) value.items(each);
                });
            }
        });
    }

    private Walked tagValue() throws IOException {
        var said = new HashMap<String, String>();
        var licenses = new ArrayList<Node>();
        var described = new LinkedHashSet<String>();
        walk(new SpdxTagValue.Visitor(
                said::putIfAbsent, _ -> {}, relationship -> SpdxReading.describes(relationship, described), license -> {
                    if (licenses.size() < Head.MOST_LICENSES) licenses.add(license);
                }));
        if (!said.getOrDefault(SpdxTagValue.VERSION, "").startsWith("SPDX-2.")) {
            throw new FormatException(SbomReader.NEITHER_FORM);
        }
        return spdx(licenses, described, said.get(SpdxTagValue.CREATED), new Spdx() {

            @Override
            public void relationships(Consumer<Node> each) throws IOException {
                walk(SpdxTagValue.Visitor.ofRelationships(each));
            }

            @Override
            public void packages(Consumer<Node> each) throws IOException {
                walk(SpdxTagValue.Visitor.ofPackages(each));
            }
        });
    }

    /// What an SPDX document holds many of, each a pass.
    private interface Spdx {
        void relationships(Consumer<Node> each) throws IOException;

        void packages(Consumer<Node> each) throws IOException;
    }

    private Walked spdx(List<Node> licenses, Set<String> described, @Nullable String created, Spdx passes)
            throws IOException {
        var reading = new SpdxReading(sink);
        licenses.forEach(reading::license);
        String subject = SpdxReading.subject(described);
        if (subject != null) sink.root(subject, null);
        passes.relationships(reading::relationship);
        sink.isGiving = true;
        passes.packages(one -> reading.single(one, subject));
        return new Walked("spdx", sink.gaps(), Sbom.time(created));
    }

    private void walk(SpdxTagValue.Visitor visitor) throws IOException {
        try (var reader = unmarked()) {
            SpdxTagValue.walk(reader, visitor);
        }
    }

    private void walk(Json.FieldVisitor visitor) throws IOException {
        try (var reader = unmarked()) {
            Json.walk(reader, visitor);
        }
    }

    /// The document from its beginning, behind the byte order mark.
    private Reader unmarked() throws IOException {
        var in = new PushbackInputStream(document.open(), 3);
        byte[] mark = in.readNBytes(3);
        boolean isMark = mark.length == 3 && mark[0] == (byte) 0xEF && mark[1] == (byte) 0xBB && mark[2] == (byte) 0xBF;
        if (!isMark) in.unread(mark);
        return new InputStreamReader(in, UTF_8);
    }

    /// What the document is, and is about.
    private static final class Head implements Json.FieldVisitor {

        private static final int MOST_LICENSES = 100_000;

        private boolean isCycloneDx;
        private boolean isSpdx;
        private @Nullable JsonPart metadata;
        /// When an SPDX document was made.
        private @Nullable String created;
        /// Whether dependencies came before it was known whose count.
        private boolean isGraphFirst;

        private final CycloneDxReading cycloneDx;
        private final Set<String> described = new LinkedHashSet<>();
        private final List<Node> licenses = new ArrayList<>();

        Head(CycloneDxReading cycloneDx) {
            this.cycloneDx = cycloneDx;
        }

        @Override
        public void field(String name, Json.FieldValue value) {
            switch (name) {
                case "bomFormat" ->
                    isCycloneDx = "CycloneDX".equals(value.node().text());
                case "spdxVersion" -> {
                    String version = value.node().text();
                    isSpdx = version != null && version.startsWith("SPDX-2.");
                }
                case "creationInfo" -> created = value.node().text("created");
                case "metadata" -> {
                    metadata = new JsonPart(value.node());
                    cycloneDx.metadata(metadata);
                }
                case "dependencies" -> {
                    if (metadata == null) isGraphFirst = true;
                    else value.items(entry -> cycloneDx.dependency(new JsonPart(entry)));
                }
                case "documentDescribes" -> value.items(id -> SpdxReading.described(id, described));
                case "hasExtractedLicensingInfos" ->
                    value.items(info -> {
                        if (licenses.size() < MOST_LICENSES) licenses.add(info);
                    });
                case "relationships" -> value.items(relationship -> SpdxReading.describes(relationship, described));
                default -> {
                    // of the other passes, or of nobody
                }
            }
        }
    }

    /// Gives components away as they come.
    private static final class Streamed implements Sink {

        private final String path;
        private final Consumer<Component> each;
        private final Set<String> direct = new HashSet<>();
        private final Map<String, Scope> scopes = new HashMap<>();
        private final List<Gap> gaps = new ArrayList<>();
        /// Before the graph is known nothing is given.
        private boolean isGiving;

        /// Whether scopes are stated apart from the packages.
        private boolean keepsScopes = true;
        private @Nullable String root;
        private int omitted;
        private int nameless;
        private String firstNameless = "";

        Streamed(String path, Consumer<Component> each) {
            this.path = path;
            this.each = each;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public Optional<Purl> purl(String text, @Nullable String version) {
            try {
                return Optional.of(Collected.completed(text, version));
            } catch (InvalidPurlException e) {
                if (!isGiving) return Optional.empty();
                if (gaps.size() < MOST_GAPS) gaps.add(Collected.noPurl(path, e));
                else omitted++;
                return Optional.empty();
            }
        }

        @Override
        public void add(Listed found) {
            if (!isGiving) return;
            Relation relation = direct.isEmpty()
                    ? Relation.UNKNOWN
                    : direct.contains(found.reference()) ? Relation.DIRECT : Relation.TRANSITIVE;
            Scope scope = scopes.getOrDefault(found.reference(), Scope.RUNTIME);
            if (!keepsScopes) scopes.remove(found.reference());
            each.accept(new Component(
                    found.purl(), null, scope, relation, List.of(found.location()), found.digests(), found.licenses()));
        }

        @Override
        public void root(String reference, @Nullable Purl purl) {
            root = reference;
        }

        @Override
        public void edge(String from, String to) {
            if (from.equals(root)) direct.add(to);
        }

        @Override
        public void scope(String reference, Scope scope) {
            scopes.merge(reference, scope, Scope::mostExposed);
        }

        @Override
        public void nameless(String name) {
            if (!isGiving) return;
            if (nameless++ == 0) firstNameless = name;
        }

        List<Gap> gaps() {
            var all = new ArrayList<>(gaps);
            if (nameless > 0) all.add(Collected.nameless(path, nameless, firstNameless));
            if (omitted > 0) {
                all.add(new Gap(Gap.Kind.MALFORMED, path, "%d more package URLs are none".formatted(omitted)));
            }
            return all;
        }
    }
}
