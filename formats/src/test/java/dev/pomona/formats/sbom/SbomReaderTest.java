// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.sbom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

import dev.pomona.formats.FormatException;
import dev.pomona.formats.Reports;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Dependency;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SbomReaderTest {

    static final String CYCLONEDX = """
            {
              "bomFormat": "CycloneDX", "specVersion": "1.5",
              "metadata": {"component": {"type": "application", "bom-ref": "shop", "name": "shop", "purl": "pkg:npm/shop@1"}},
              "components": [
                {"type": "library", "bom-ref": "a", "name": "a", "version": "1.0", "purl": "pkg:npm/a",
                 "licenses": [{"license": {"id": "MIT"}}, {"license": {"name": "Mine"}}, {"expression": "MIT OR ISC"}],
                 "hashes": [{"alg": "MD5", "content": "00112233445566778899aabbccddeeff"}, {"alg": "BLAKE3", "content": "00"}],
                 "components": [
                   {"type": "library", "bom-ref": "b", "name": "b", "purl": "pkg:npm/b@2", "scope": "optional"}
                 ]},
                {"type": "library", "name": "unnamed"},
                {"type": "file", "name": "readme"},
                {"type": "library", "name": "odd", "purl": "npm/odd"}
              ],
              "dependencies": [{"ref": "shop", "dependsOn": ["a"]}, {"ref": "a", "dependsOn": ["b", "ghost"]}]
            }
            """;

    static final String CYCLONEDX_XML = """
            <?xml version="1.0"?>
            <bom xmlns="http://cyclonedx.org/schema/bom/1.5" version="1">
              <metadata><component type="application" bom-ref="shop"><name>shop</name><purl>pkg:npm/shop@1</purl></component></metadata>
              <components>
                <component type="library" bom-ref="a"><name>a</name><version>1.0</version>
                  <hashes><hash alg="MD5">00112233445566778899aabbccddeeff</hash><hash alg="BLAKE3">00</hash></hashes>
                  <licenses><license><id>MIT</id></license><license><name>Mine</name></license><expression>MIT OR ISC</expression></licenses>
                  <purl>pkg:npm/a</purl>
                  <components>
                    <component type="library" bom-ref="b"><name>b</name><scope>optional</scope><purl>pkg:npm/b@2</purl></component>
                  </components>
                </component>
                <component type="library"><name>unnamed</name></component>
                <component type="file"><name>readme</name></component>
                <component type="library"><name>odd</name><purl>npm/odd</purl></component>
              </components>
              <dependencies>
                <dependency ref="shop"><dependency ref="a"/></dependency>
                <dependency ref="a"><dependency ref="b"/><dependency ref="ghost"/></dependency>
              </dependencies>
            </bom>
            """;

    static final String SPDX = """
            {
              "spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "shop",
              "packages": [
                {"SPDXID": "SPDXRef-shop", "name": "shop"},
                {"SPDXID": "SPDXRef-a", "name": "a", "versionInfo": "1.0", "licenseDeclared": "LicenseRef-1",
                 "checksums": [{"algorithm": "MD5", "checksumValue": "00112233445566778899aabbccddeeff"}],
                 "externalRefs": [{"referenceCategory": "SECURITY", "referenceType": "cpe23Type", "referenceLocator": "cpe:x"},
                                  {"referenceCategory": "PACKAGE_MANAGER", "referenceType": "purl", "referenceLocator": "pkg:npm/a"}]},
                {"SPDXID": "SPDXRef-b", "name": "b", "licenseConcluded": "MIT", "licenseDeclared": "NOASSERTION",
                 "externalRefs": [{"referenceType": "http://spdx.org/rdf/references/purl", "referenceLocator": "pkg:npm/b@2"}]},
                {"SPDXID": "SPDXRef-c", "name": "unnamed"}
              ],
              "hasExtractedLicensingInfos": [{"licenseId": "LicenseRef-1", "extractedText": "…", "name": "Mine"}],
              "relationships": [
                {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-shop"},
                {"spdxElementId": "SPDXRef-shop", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": "SPDXRef-a"},
                {"spdxElementId": "SPDXRef-b", "relationshipType": "TEST_DEPENDENCY_OF", "relatedSpdxElement": "SPDXRef-a"},
                {"spdxElementId": "SPDXRef-a", "relationshipType": "CONTAINS", "relatedSpdxElement": "SPDXRef-c"}
              ]
            }
            """;

    /// The same as SPDX, with what the JSON has no place for.
    static final String SPDX_TAG_VALUE = """
            # a comment
            SPDXVersion: SPDX-2.3
            DataLicense: CC0-1.0
            SPDXID: SPDXRef-DOCUMENT
            DocumentName: shop
            DocumentNamespace: https://example.org/shop
            Creator: Tool: x
            Created: 2026-03-01T12:00:00Z
            DocumentComment: <text>Several lines
            PackageName: of which none is a tag
            </text>

            ##### Packages
            PackageName: shop
            SPDXID: SPDXRef-shop
            PackageName: a
            SPDXID: SPDXRef-a
            PackageVersion: 1.0
            PackageDownloadLocation: https://example.org:443/a
            PackageLicenseDeclared: LicenseRef-1
            PackageChecksum: MD5: 00112233445566778899aabbccddeeff
            PackageCopyrightText: <text>2026 somebody</text>
            ExternalRef: SECURITY cpe23Type cpe:x
            ExternalRef: PACKAGE-MANAGER purl pkg:npm/a
            PackageName: b
            SPDXID: SPDXRef-b
            PackageLicenseConcluded: MIT
            PackageLicenseDeclared: NOASSERTION
            ExternalRef: PACKAGE-MANAGER http://spdx.org/rdf/references/purl pkg:npm/b@2
            FileName: ./b.js
            SPDXID: SPDXRef-file
            FileChecksum: SHA1: d6a770ba38583ed4bb4525bd96e50461655d2758
            PackageName: unnamed
            SPDXID: SPDXRef-c
            LicenseID: LicenseRef-1
            ExtractedText: <text>…
            LicenseName: not this one
            </text>
            LicenseName: Mine
            Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-shop
            Relationship: SPDXRef-shop DEPENDS_ON SPDXRef-a
            Relationship: SPDXRef-b TEST_DEPENDENCY_OF SPDXRef-a
            Relationship: SPDXRef-a CONTAINS SPDXRef-c
            RelationshipComment: <text>one : line</text>
            """;

    private static final Purl A = Purl.parse("pkg:npm/a@1.0");
    private static final Purl B = Purl.parse("pkg:npm/b@2");
    private static final Purl SHOP = Purl.parse("pkg:npm/shop@1");

    @Test
    void readsCycloneDxInJsonAndXmlAlike() {
        for (String document : List.of(CYCLONEDX, CYCLONEDX_XML)) {
            Sbom sbom = read(document);

            assertThat(sbom.manifest().kind()).isEqualTo("cyclonedx");
            assertThat(sbom.manifest().root()).isEqualTo(SHOP);
            assertThat(sbom.manifest().components()).extracting(Component::purl).containsExactly(A, B);
            assertThat(sbom.manifest().dependencies()).containsExactly(new Dependency(A, B), new Dependency(SHOP, A));
            Component a = sbom.manifest().components().getFirst();
            assertThat(a.relation()).isEqualTo(Relation.DIRECT);
            assertThat(a.scope()).isEqualTo(Scope.RUNTIME);
            assertThat(a.licenses()).containsExactly("MIT", "Mine", "MIT OR ISC");
            assertThat(a.digests()).singleElement().hasToString("md5:00112233445566778899aabbccddeeff");
            assertThat(a.locations()).containsExactly(Location.at("shop.cdx", 5, 5));
            Component b = sbom.manifest().components().getLast();
            assertThat(b.relation()).isEqualTo(Relation.TRANSITIVE);
            assertThat(b.scope()).isEqualTo(Scope.OPTIONAL);
            assertThat(sbom.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.MALFORMED, Gap.Kind.UNRESOLVED);
            assertThat(sbom.gaps().getLast().message())
                    .isEqualTo("1 components have no package URL and can't be judged, the first is 'unnamed'");
        }
    }

    @Test
    void readsSpdx() {
        for (String document : List.of(SPDX, SPDX_TAG_VALUE, SPDX_TAG_VALUE.replace("\n", "\r\n"))) isTheSpdx(document);
        Component a = read(SPDX_TAG_VALUE).manifest().components().getFirst();
        assertThat(a.digests()).singleElement().hasToString("md5:00112233445566778899aabbccddeeff");
        assertThat(a.locations()).containsExactly(Location.at("shop.cdx", 16, 1));
        assertThat(read(SPDX_TAG_VALUE).madeAt()).isEqualTo("2026-03-01T12:00:00Z");
    }

    private static void isTheSpdx(String document) {
        Sbom sbom = read(document);

        assertThat(sbom.manifest().kind()).isEqualTo("spdx");
        assertThat(sbom.manifest().root()).isNull();
        assertThat(sbom.manifest().components())
                .extracting(Component::purl, Component::scope, Component::relation, Component::licenses)
                .containsExactly(
                        tuple(A, Scope.RUNTIME, Relation.DIRECT, List.of("Mine")),
                        tuple(B, Scope.TEST, Relation.TRANSITIVE, List.of("MIT")));
        assertThat(sbom.manifest().dependencies()).containsExactly(new Dependency(A, B));
        assertThat(sbom.gaps()).singleElement().extracting(Gap::kind).isEqualTo(Gap.Kind.UNRESOLVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cyclonedx", "cyclonedx-1.7", "spdx"})
    void readsWhatWeWrite(String format) {
        Sbom sbom = SbomReader.read("x", Reports.write(format, Reports.sample()));

        assertThat(sbom.gaps()).isEmpty();
        assertThat(sbom.manifest().components())
                .extracting(component -> component.purl().toString())
                .containsExactly(
                        "pkg:maven/org.example/basket",
                        "pkg:maven/org.example/crate@2.1",
                        "pkg:npm/%40core/seed@0.3.0",
                        "pkg:npm/knife@4.0.0",
                        "pkg:npm/orchard@1.0.0",
                        "pkg:npm/peel@1.2.0");
        assertThat(sbom.manifest().components().get(3).scope()).isEqualTo(Scope.DEVELOPMENT);
        assertThat(sbom.manifest().dependencies()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({".json, 218", ".xml, 232"})
    void readsEveryValidDocumentOfTheStandard(String extension, int count) throws IOException {
        Map<String, byte[]> documents = Corpus.valid(extension);
        if (documents.isEmpty()) {
            System.out.println("CycloneDX's test suite is not on this machine: its documents were not read");
            return;
        }
        assertThat(documents).hasSize(count);
        documents.forEach((name, document) ->
                assertThat(SbomReader.read(name, document)).as(name).isNotNull());
    }

    @Test
    void understandsAByteOrderMark() {
        assertThat(read("\ufeff" + CYCLONEDX).manifest().components()).hasSize(2);
        assertThat(read("\ufeff" + CYCLONEDX_XML).manifest().components()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "{}",
                "{\"bomFormat\": \"Other\"}",
                "<a/>",
                "<bom>",
                "{\"bomFormat\": ",
                "SPDX",
                "SPDXVersion: SPDX-3.0",
                "SPDXVersion: SPDX-2.3\nno tag",
                "SPDXVersion: SPDX-2.3\nDocumentComment: <text>without an end",
                "SPDXVersion: SPDX-2.3\nRelationship: SPDXRef-a DESCRIBES",
                "SPDXVersion: SPDX-2.3\nPackageName: a\nExternalRef: purl",
                "# nothing but a comment",
                "\0"
            })
    void refusesWhatIsNone(String document) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> read(document))
                .withMessageStartingWith("not a bill of materials");
    }

    @Test
    void standsRepetitionAndDepth() {
        String one = "{\"type\":\"library\",\"name\":\"a\",\"purl\":\"pkg:npm/a@1\"},";
        Sbom many = read("{\"bomFormat\":\"CycloneDX\",\"components\":[" + one.repeat(50_000) + "{}]}");
        assertThat(many.manifest().components()).hasSize(1);

        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> read("{\"bomFormat\":\"CycloneDX\",\"components\":" + "[".repeat(100_000)));
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> read("<bom>".repeat(100_000)));
        String spdx = "SPDXVersion: SPDX-2.3\n";
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> read(spdx + "DocumentName: " + "x".repeat(2 << 20)));
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> read(
                        spdx + "PackageName: a\n" + "ExternalRef: PACKAGE-MANAGER purl pkg:npm/a@1\n".repeat(10_001)));
    }

    @Test
    void letsNothingButItsOwnExceptionOutOfDamagedDocuments() {
        for (String document : List.of(CYCLONEDX, CYCLONEDX_XML, SPDX, SPDX_TAG_VALUE)) {
            byte[] whole = document.getBytes(UTF_8);
            for (int seed = 0; seed < 1000; seed++) {
                var random = new Random(seed);
                byte[] damaged = whole.clone();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    int at = random.nextInt(damaged.length);
                    if (random.nextBoolean()) damaged[at] = (byte) random.nextInt(256);
                    else damaged[at] = (byte) "\"{}[],:0<>/".charAt(random.nextInt(11));
                }
                try {
                    SbomReader.read("x", damaged);
                } catch (FormatException expected) {
                    assertThat(expected).hasMessageStartingWith("not a bill of materials");
                } catch (RuntimeException e) {
                    throw new AssertionError("seed " + seed, e);
                }
            }
        }
    }

    private static Sbom read(String document) {
        return SbomReader.read("shop.cdx", document.getBytes(UTF_8));
    }
}
