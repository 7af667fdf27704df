// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.sbom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pomona.formats.FormatException;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Relation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reading in parts says what reading as a whole says.
class SbomWalkTest {

    private record Walk(List<Component> components, SbomWalk.Walked walked) {}

    private static Walk walk(String document) {
        byte[] bytes = document.getBytes(UTF_8);
        return walk(() -> new ByteArrayInputStream(bytes));
    }

    private static Walk walk(SbomWalk.Document document) {
        var components = new ArrayList<Component>();
        return new Walk(components, read(document, components::add));
    }

    private static SbomWalk.Walked read(SbomWalk.Document document, Consumer<Component> each) {
        try {
            return SbomWalk.read("bom", document, each);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void isTheSame(String document) {
        Sbom whole = SbomReader.read("bom", document.getBytes(UTF_8));
        Walk parts = walk(document);
        assertThat(parts.components())
                .containsExactlyInAnyOrderElementsOf(whole.manifest().components());
        assertThat(parts.walked().gaps()).isEqualTo(whole.gaps());
        assertThat(parts.walked().kind()).isEqualTo(whole.manifest().kind());
        assertThat(parts.walked().madeAt()).isEqualTo(whole.madeAt());
    }

    @Test
    void partsSayWhatTheWholeSays() {
        isTheSame(SbomReaderTest.CYCLONEDX);
        isTheSame(SbomReaderTest.CYCLONEDX_XML);
        isTheSame(SbomReaderTest.SPDX);
        isTheSame(SbomReaderTest.SPDX_TAG_VALUE);
        isTheSame("\uFEFF" + SbomReaderTest.SPDX_TAG_VALUE);
        isTheSame("\uFEFF" + SbomReaderTest.CYCLONEDX);
    }

    private static void isMadeAt(@Nullable String expected, String document) {
        isTheSame(document);
        assertThat(walk(document).walked().madeAt()).isEqualTo(expected == null ? null : Instant.parse(expected));
    }

    @Test
    void itSaysWhenItWasMade() {
        String cycloneDx =
                "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"metadata\": {\"timestamp\": \"%s\"}}";
        isMadeAt("2026-01-01T22:00:00Z", cycloneDx.formatted("2026-01-02T00:00:00+02:00"));
        isMadeAt(null, cycloneDx.formatted("yesterday"));
        isMadeAt(
                "2026-01-02T03:04:05Z",
                "{\"spdxVersion\": \"SPDX-2.3\", \"creationInfo\": {\"created\": \"2026-01-02T03:04:05Z\"}, \"packages\": []}");
        isMadeAt(
                "2026-01-02T03:04:05Z",
                "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"><metadata><timestamp>2026-01-02T03:04:05Z</timestamp>"
                        + "</metadata><components/></bom>");
    }

    @Test
    void theOrderOfFieldsDoesNotMatter() {
        String components =
                "\"components\": [{\"type\": \"library\", \"bom-ref\": \"a\", \"name\": \"a\", \"purl\": \"pkg:npm/a@1\"},"
                        + "{\"type\": \"library\", \"bom-ref\": \"b\", \"name\": \"b\", \"purl\": \"pkg:npm/b@1\"}]";
        String dependencies =
                "\"dependencies\": [{\"ref\": \"shop\", \"dependsOn\": [\"a\"]}, {\"ref\": \"a\", \"dependsOn\": [\"b\"]}]";
        String metadata =
                "\"metadata\": {\"component\": {\"type\": \"application\", \"bom-ref\": \"shop\", \"name\": \"shop\","
                        + " \"components\": [{\"type\": \"library\", \"name\": \"c\", \"purl\": \"pkg:npm/c@1\"}]}}";
        String format = "\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\"";
        for (List<String> order : List.of(
                List.of(format, metadata, components, dependencies),
                List.of(dependencies, components, metadata, format),
                List.of(components, dependencies, format, metadata))) {
            String document = "{" + String.join(",", order) + "}";
            isTheSame(document);
            assertThat(walk(document).components())
                    .extracting(Component::relation)
                    .containsExactlyInAnyOrder(Relation.DIRECT, Relation.TRANSITIVE, Relation.TRANSITIVE);
        }
        String packages = "\"packages\": [{\"SPDXID\": \"r\", \"name\": \"shop\"}, {\"SPDXID\": \"a\", \"name\": \"a\","
                + " \"licenseDeclared\": \"LicenseRef-1\", \"externalRefs\": [{\"referenceType\": \"purl\", \"referenceLocator\": \"pkg:npm/a@1\"}]}]";
        String licenses = "\"hasExtractedLicensingInfos\": [{\"licenseId\": \"LicenseRef-1\", \"name\": \"Mine\"}]";
        String relationships =
                "\"relationships\": [{\"spdxElementId\": \"a\", \"relationshipType\": \"TEST_DEPENDENCY_OF\", \"relatedSpdxElement\": \"r\"},"
                        + "{\"spdxElementId\": \"doc\", \"relationshipType\": \"DESCRIBES\", \"relatedSpdxElement\": \"r\"}]";
        String version = "\"spdxVersion\": \"SPDX-2.3\"";
        for (List<String> order : List.of(
                List.of(version, packages, licenses, relationships),
                List.of(relationships, licenses, packages, version))) {
            isTheSame("{" + String.join(",", order) + "}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "[]",
                "{",
                "{}",
                "x",
                "{\"bomFormat\": \"CycloneDX\", \"components\": [{\"purl\": \"pkg:npm/a@1\"}",
                "{\"bomFormat\": \"CycloneDX\"} {}",
                "{\"bomFormat\": \"CycloneDX\", \"spdxVersion\": \"SPDX-2.3\"}",
                "{\"bomFormat\": \"other\", \"components\": []}",
                "<html></html>"
            })
    void whatIsNoneIsRefused(String document) {
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> walk(document));
    }

    @Test
    void aDocumentOfAnyLengthIsReadOutOfAStream() {
        int count = 300_000;
        int[] seen = {0};
        var walked = read(() -> new Endless(count), _ -> seen[0]++);
        assertThat(seen[0]).isEqualTo(count);
        assertThat(walked.gaps()).isEmpty();
    }

    @Test
    void tagsAndValuesOfAnyLengthAreReadOutOfAStream() {
        int many = 100_000;
        SbomWalk.Document document = () -> new SequenceInputStream(
                new ByteArrayInputStream(
                        "SPDXVersion: SPDX-2.3\nRelationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-0\n".getBytes(UTF_8)),
                new SequenceInputStream(Collections.enumeration(IntStream.range(0, many)
                        .mapToObj(i ->
                                "PackageName: p%1$d\nSPDXID: SPDXRef-%1$d\nExternalRef: PACKAGE-MANAGER purl pkg:npm/p%1$d@1\n"
                                        .formatted(i))
                        .map(text -> (InputStream) new ByteArrayInputStream(text.getBytes(UTF_8)))
                        .toList())));
        var count = new AtomicInteger();
        read(document, _ -> count.incrementAndGet());
        assertThat(count).as("without the subject").hasValue(many - 1);
    }

    @Test
    void gapsAreBounded() {
        var components = new StringBuilder("{\"bomFormat\": \"CycloneDX\", \"components\": [");
        for (int i = 0; i < 3000; i++) {
            components.append(i == 0 ? "" : ",").append("{\"type\": \"library\", \"purl\": \"no%d\"}".formatted(i));
        }
        assertThat(walk(components + "]}").walked().gaps())
                .hasSizeLessThanOrEqualTo(1001)
                .isNotEmpty();
    }

    @Test
    void oneOversizedPartIsRefused() {
        String values = "1,".repeat(1_100_000) + "1";
        String document = "{\"bomFormat\": \"CycloneDX\", \"components\": [{\"x\": [" + values + "]}]}";
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> walk(document))
                .withMessageContaining("values");
    }

    /// A document that is made while it is read.
    private static final class Endless extends InputStream {

        private final int count;
        private int next = -1;
        private byte[] part = new byte[0];
        private int position;

        Endless(int count) {
            this.count = count;
        }

        @Override
        public int read() {
            if (position == part.length && !goOn()) return -1;
            return part[position++] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (position == part.length && !goOn()) return -1;
            int some = Math.min(length, part.length - position);
            System.arraycopy(part, position, bytes, offset, some);
            position += some;
            return some;
        }

        private boolean goOn() {
            if (next > count) return false;
            String text = next < 0
                    ? "{\"bomFormat\": \"CycloneDX\", \"components\": ["
                    : next == count
                            ? "]}"
                            : "%s{\"type\": \"library\", \"name\": \"n%d\", \"purl\": \"pkg:npm/n%d@1.0.0\"}"
                                    .formatted(next == 0 ? "" : ",", next, next);
            next++;
            part = text.getBytes(UTF_8);
            position = 0;
            return true;
        }
    }
}
