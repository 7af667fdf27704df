// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.vex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.formats.FormatException;
import dev.pomona.model.advisory.VexStatement;
import dev.pomona.model.advisory.VexStatement.Product;
import dev.pomona.model.component.Purl;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VexReaderTest {

    private static final String OPENVEX = """
            {
              "@context": "https://openvex.dev/ns/v0.2.0", "@id": "urn:doc", "author": "Team", "timestamp": "2024-01-01T00:00:00Z",
              "statements": [
                {"vulnerability": {"@id": "https://nvd.nist.gov/vuln/detail/CVE-2024-1", "name": "CVE-2024-1", "aliases": ["GHSA-1"]},
                 "timestamp": "2024-02-01T00:00:00+01:00",
                 "products": [
                   {"@id": "pkg:npm/app@1.0.0", "subcomponents": [{"@id": "pkg:npm/lib@2.0.0"}, {"@id": "not a purl"}]},
                   {"@id": "urn:x", "identifiers": {"purl": "pkg:npm/other"}},
                   {"@id": "pkg:npm/nameless", "subcomponents": [{"@id": "urn:y"}]},
                   {"@id": "urn:z"}],
                 "status": "not_affected", "justification": "component_not_present", "impact_statement": "Not built in"},
                {"vulnerability": "CVE-2024-2", "products": ["pkg:npm/app"], "status": "affected", "action_statement": "Update"},
                {"vulnerability": {"name": "CVE-2024-3"}, "products": [], "status": "fixed"},
                {"vulnerability": {"name": "CVE-2024-4"}, "status": "under_investigation"},
                {"status": "fixed"}
              ]
            }
            """;

    private static final String CYCLONEDX = """
            {
              "bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": "urn:uuid:1",
              "metadata": {"timestamp": "2024-01-01T00:00:00Z", "supplier": {"name": "Team"},
                "component": {"bom-ref": "root", "purl": "pkg:npm/app@1.0.0"}},
              "components": [{"bom-ref": "a", "purl": "pkg:npm/a@1", "components": [{"bom-ref": "b", "purl": "pkg:npm/b@2"}]}],
              "vulnerabilities": [
                {"id": "CVE-2024-1", "references": [{"id": "GHSA-1"}],
                 "analysis": {"state": "not_affected", "justification": "code_not_reachable", "detail": "Never called"},
                 "affects": [{"ref": "b"}, {"ref": "urn:cdx:uuid/1#pkg%3Anpm%2Fc%403"}, {"ref": "pkg:npm/d@4"}, {"ref": "?"}]},
                {"id": "CVE-2024-2", "analysis": {"state": "resolved"}, "affects": [{"ref": "root"}]},
                {"id": "CVE-2024-3", "analysis": {"state": "exploitable"}, "affects": [{"ref": "a"}]},
                {"id": "CVE-2024-4", "analysis": {"state": "in_triage", "lastUpdated": "2024-05-01T00:00:00Z"}},
                {"id": "CVE-2024-5", "analysis": {"state": "false_positive"}, "affects": [{"ref": "a"}]},
                {"id": "CVE-2024-6", "affects": [{"ref": "a"}]}
              ]
            }
            """;

    private static final String CSAF = """
            {
              "document": {"category": "csaf_vex", "csaf_version": "2.0", "publisher": {"name": "Vendor"},
                "tracking": {"id": "V-1", "current_release_date": "2024-01-01T00:00:00Z"}},
              "product_tree": {
                "branches": [{"category": "vendor", "branches": [
                  {"product": {"product_id": "app", "product_identification_helper": {"purl": "pkg:npm/app@1"}}},
                  {"product": {"product_id": "lib", "product_identification_helper": {"purl": "pkg:npm/lib@2"}}},
                  {"product": {"product_id": "cpe-only", "product_identification_helper": {"cpe": "cpe:/o:x:y"}}}]}],
                "relationships": [
                  {"product_reference": "lib", "relates_to_product_reference": "app", "full_product_name": {"product_id": "app:lib"}},
                  {"product_reference": "lib", "relates_to_product_reference": "cpe-only", "full_product_name": {"product_id": "x:lib"}}]},
              "vulnerabilities": [
                {"cve": "CVE-2024-1", "ids": [{"text": "GHSA-1"}],
                 "flags": [{"label": "vulnerable_code_not_present", "product_ids": ["app:lib"]}],
                 "threats": [{"category": "impact", "details": "Compiled out", "product_ids": ["app:lib"]}],
                 "remediations": [{"details": "Update"}],
                 "product_status": {"known_not_affected": ["app:lib", "x:lib"], "known_affected": ["app"], "fixed": ["lib"],
                   "under_investigation": ["cpe-only"]}}]
            }
            """;

    private static List<VexStatement> read(String json) {
        return VexReader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Product product(String purl, String... subcomponents) {
        return new Product(
                Purl.parse(purl),
                List.of(subcomponents).stream().map(Purl::parse).toList());
    }

    @Test
    void readsOpenVex() {
        List<VexStatement> statements = read(OPENVEX);
        assertThat(statements).hasSize(4);
        assertThat(statements.get(0))
                .isEqualTo(new VexStatement.NotAffected(
                        new VexStatement.Subject(
                                List.of("CVE-2024-1", "GHSA-1"),
                                List.of(product("pkg:npm/app@1.0.0", "pkg:npm/lib@2.0.0"), product("pkg:npm/other")),
                                "Team",
                                "urn:doc",
                                Instant.parse("2024-01-31T23:00:00Z")),
                        "component_not_present",
                        "Not built in"));
        assertThat(statements.get(1)).isInstanceOf(VexStatement.Affected.class);
        assertThat(statements.get(1).subject().products()).containsExactly(product("pkg:npm/app"));
        assertThat(statements.get(1).subject().timestamp()).isEqualTo(Instant.parse("2024-01-01T00:00:00Z"));
        assertThat(statements.get(2)).isInstanceOf(VexStatement.Fixed.class);
        assertThat(statements.get(3)).isInstanceOf(VexStatement.UnderInvestigation.class);
    }

    @Test
    void readsAnalysesOfCycloneDx() {
        List<VexStatement> statements = read(CYCLONEDX);
        assertThat(statements).hasSize(5);
        assertThat(statements.get(0))
                .isEqualTo(new VexStatement.NotAffected(
                        new VexStatement.Subject(
                                List.of("CVE-2024-1", "GHSA-1"),
                                List.of(
                                        product("pkg:npm/app@1.0.0", "pkg:npm/b@2"),
                                        product("pkg:npm/app@1.0.0", "pkg:npm/c@3"),
                                        product("pkg:npm/app@1.0.0", "pkg:npm/d@4")),
                                "Team",
                                "urn:uuid:1",
                                Instant.parse("2024-01-01T00:00:00Z")),
                        "code_not_reachable",
                        "Never called"));
        assertThat(statements.get(1)).isInstanceOf(VexStatement.Fixed.class);
        assertThat(statements.get(1).subject().products()).containsExactly(product("pkg:npm/app@1.0.0"));
        assertThat(statements.get(2)).isInstanceOf(VexStatement.Affected.class);
        assertThat(statements.get(3).subject().timestamp()).isEqualTo(Instant.parse("2024-05-01T00:00:00Z"));
        assertThat(statements.get(4)).extracting("justification").isEqualTo("false_positive");
    }

    @Test
    void readsCsaf() {
        List<VexStatement> statements = read(CSAF);
        assertThat(statements).hasSize(3);
        assertThat(statements.get(0))
                .isEqualTo(new VexStatement.NotAffected(
                        new VexStatement.Subject(
                                List.of("CVE-2024-1", "GHSA-1"),
                                List.of(product("pkg:npm/app@1", "pkg:npm/lib@2")),
                                "Vendor",
                                "V-1",
                                Instant.parse("2024-01-01T00:00:00Z")),
                        "vulnerable_code_not_present",
                        "Compiled out"));
        assertThat(statements.get(1)).isInstanceOf(VexStatement.Fixed.class);
        assertThat(statements.get(2))
                .isInstanceOf(VexStatement.Affected.class)
                .extracting("action")
                .isEqualTo("Update");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"bomFormat\": \"SPDX\"}",
                "{\"@context\": \"https://openvex.dev/ns\", \"statements\": [{\"vulnerability\": \"A-1\", \"status\": \"maybe\"}]}",
                "{\"bomFormat\": \"CycloneDX\", \"vulnerabilities\": [{\"id\": \"A\", \"analysis\": {\"state\": \"?\"}}]}"
            })
    void refusesWhatIsNoVexDocument(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(FormatException.class).hasMessageContaining("VEX");
    }

    @Test
    void letsOnlyItsOwnExceptionEscape() {
        long seed = 77;
        var random = new Random(seed);
        byte[] spice = "{}[]\",:0-%#@\\\0\u00ff null".getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 3_000; round++) {
            String original = List.of(OPENVEX, CYCLONEDX, CSAF).get(round % 3);
            byte[] bytes = original.getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(5); i >= 0; i--) {
                int at = random.nextInt(bytes.length);
                bytes[at] = random.nextBoolean()
                        ? spice[random.nextInt(spice.length)]
                        : bytes[random.nextInt(bytes.length)];
            }
            try {
                VexReader.read(bytes);
            } catch (FormatException e) {
                assertThat(e).hasMessageContaining("VEX");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("round %d, seed %d".formatted(round, seed), e);
            }
        }
    }
}
