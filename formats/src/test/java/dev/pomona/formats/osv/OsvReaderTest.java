// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.osv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.formats.FormatException;
import dev.pomona.model.advisory.Advisory;
import dev.pomona.model.advisory.Affected;
import dev.pomona.model.advisory.PackageName;
import dev.pomona.model.advisory.Reference;
import dev.pomona.model.advisory.SeverityRating;
import dev.pomona.model.advisory.SeverityRating.Notation;
import dev.pomona.model.advisory.VersionRange;
import dev.pomona.model.advisory.VersionRange.Event;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OsvReaderTest {

    private static final String WHOLE = """
            {
              "schema_version": "1.7.0",
              "id": "GHSA-xxxx-yyyy-zzzz",
              "modified": "2024-05-01T10:00:00.25Z",
              "published": "2024-04-30T09:08:07Z",
              "aliases": ["CVE-2024-1", "GHSA-xxxx-yyyy-zzzz"],
              "related": ["CVE-2024-2"],
              "upstream": ["CVE-2024-3"],
              "summary": " Prototype pollution ",
              "details": "### Impact\\nBad.",
              "severity": [
                {"type": "CVSS_V4", "score": "CVSS:4.0/AV:N"},
                {"type": "CVSS_V3", "score": "CVSS:3.1/AV:N"},
                {"type": "Ubuntu", "score": "medium"}
              ],
              "affected": [
                {
                  "package": {"ecosystem": "npm", "name": "left", "purl": "pkg:npm/left"},
                  "ranges": [{
                    "type": "SEMVER",
                    "events": [{"introduced": "0"}, {"fixed": "1.2.3"}, {"introduced": "2.0.0"}, {"last_affected": "2.1.0"},
                               {"limit": "3.0.0"}],
                    "database_specific": {"x": [1, {"y": null}]}
                  }],
                  "versions": ["9.9.9"],
                  "severity": [{"type": "CVSS_V2", "score": "AV:N/AC:L/Au:N/C:P/I:P/A:P"}],
                  "ecosystem_specific": {"affected_functions": ["left.pad"], "urgency": "low"},
                  "database_specific": {"cwes": [{"cweId": "CWE-506", "name": "…"}]}
                }
              ],
              "references": [{"type": "WEB", "url": "https://example.org/a"}, {"url": "https://example.org/b"}],
              "database_specific": {"cwe_ids": ["CWE-79", "CWE-1321", "NVD-CWE-noinfo"], "severity": "HIGH"},
              "credits": [{"name": "n", "contact": ["c"]}]
            }
            """;

    private static Advisory read(String json) {
        return OsvReader.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsEveryFieldThatCounts() {
        assertThat(read(WHOLE))
                .isEqualTo(new Advisory(
                        "GHSA-xxxx-yyyy-zzzz",
                        "ghsa",
                        List.of("CVE-2024-1"),
                        List.of("CVE-2024-2", "CVE-2024-3"),
                        Instant.parse("2024-04-30T09:08:07Z"),
                        Instant.parse("2024-05-01T10:00:00.25Z"),
                        null,
                        "Prototype pollution",
                        "### Impact\nBad.",
                        List.of(
                                new SeverityRating(Notation.CVSS_4, "CVSS:4.0/AV:N"),
                                new SeverityRating(Notation.CVSS_3, "CVSS:3.1/AV:N"),
                                new SeverityRating(Notation.WORD, "medium"),
                                new SeverityRating(Notation.WORD, "HIGH")),
                        List.of(79, 506, 1321),
                        List.of(new Affected(
                                new PackageName("npm", "left"),
                                List.of(new VersionRange(
                                        VersionRange.Kind.SEMVER,
                                        List.of(
                                                new Event.Introduced("0"),
                                                new Event.Fixed("1.2.3"),
                                                new Event.Introduced("2.0.0"),
                                                new Event.LastAffected("2.1.0"),
                                                new Event.Limit("3.0.0")))),
                                List.of("9.9.9"),
                                List.of(
                                        new SeverityRating(Notation.CVSS_2, "AV:N/AC:L/Au:N/C:P/I:P/A:P"),
                                        new SeverityRating(Notation.WORD, "low")),
                                List.of("left.pad"))),
                        List.of(
                                new Reference("web", "https://example.org/a"),
                                new Reference("web", "https://example.org/b"))));
    }

    @Test
    void readsPartOfAnArray() {
        byte[] bytes = "xx{\"id\":\"A-1\"}yy".getBytes(StandardCharsets.UTF_8);
        assertThat(OsvReader.read(bytes, 2, bytes.length - 4).id()).isEqualTo("A-1");
    }

    @Test
    void takesTheYearOneForUnknown() {
        Advisory advisory = read("""
                {"id": "GO-2024-1", "modified": "0001-01-01T00:00:00Z", "published": "0001-01-01T00:00:00Z"}
                """);
        assertThat(advisory.modified()).isNull();
        assertThat(advisory.published()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-02T03:04:05Z, 2024-01-02T03:04:05Z",
        "2024-01-02T03:04:05.678901Z, 2024-01-02T03:04:05.678901Z",
        "2024-01-02T03:04:05+02:00, 2024-01-02T01:04:05Z",
        "2024-01-02 03:04:05Z, 2024-01-02T03:04:05Z",
        "2024-01-02, 2024-01-02T00:00:00Z"
    })
    void readsDatesAsSourcesWriteThem(String text, Instant expected) {
        assertThat(read("{\"id\": \"A-1\", \"withdrawn\": \"%s\"}".formatted(text))
                        .withdrawn())
                .isEqualTo(expected);
    }

    @Test
    void forgivesUnreadableDatesExceptOfWithdrawal() {
        assertThat(read("{\"id\": \"A-1\", \"published\": \"soon\"}").published())
                .isNull();
        assertThatThrownBy(() -> read("{\"id\": \"A-1\",\n \"withdrawn\": \"soon\"}"))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("'soon'")
                .hasMessageContaining("line 2");
    }

    @Test
    void namesRepositoriesWhereThereIsNoPackage() {
        Advisory advisory = read("""
                {"id": "CVE-2023-1", "affected": [{"versions": ["v1"], "ranges": [
                  {"type": "GIT", "repo": "https://example.org/a", "events": [{"introduced": "0"}, {"fixed": "abc"}]},
                  {"type": "GIT", "repo": "https://example.org/b", "events": [{"introduced": "0"}]}]},
                  {"database_specific": {}}]}
                """);
        assertThat(advisory.affected())
                .extracting(affected -> affected.packageName().toString())
                .containsExactly("GIT/https://example.org/a", "GIT/https://example.org/b");
        assertThat(advisory.affected().getFirst().ranges()).hasSize(1);
    }

    @Test
    void readsSymbolsOfGoAndRust() {
        Advisory advisory = read("""
                {"id": "GO-1", "affected": [
                  {"package": {"ecosystem": "Go", "name": "m"}, "ecosystem_specific": {"imports": [
                    {"path": "m/a", "symbols": ["F", "T.G"]}, {"path": "m/b"}, {"path": "m/c", "symbols": null}]}},
                  {"package": {"ecosystem": "crates.io", "name": "c"}, "ecosystem_specific":
                    {"affects": {"arch": [], "functions": ["c::f"]}, "affected_functions": null},
                    "database_specific": {"informational": "unmaintained", "cvss": null}}]}
                """);
        assertThat(advisory.affected().get(0).symbols()).containsExactly("m/a.F", "m/a.T.G", "m/b", "m/c");
        assertThat(advisory.affected().get(1).symbols()).containsExactly("c::f");
        assertThat(advisory.affected().get(1).severities())
                .containsExactly(new SeverityRating(Notation.WORD, "unmaintained"));
    }

    @Test
    void takesTheImpactFromANoticesTitle() {
        assertThat(read("{\"id\": \"ALSA-2024:1\", \"summary\": \"Important: curl security update\"}")
                        .severities())
                .containsExactly(new SeverityRating(Notation.WORD, "Important"));
        assertThat(read("{\"id\": \"GHSA-1\", \"summary\": \"Important: read this\"}")
                        .severities())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GHSA-1, ghsa",
        "GO-2024-1, go",
        "PYSEC-2024-1, pypa",
        "RUSTSEC-2024-1, rustsec",
        "ALSA-2024:1, almalinux",
        "BIT-x-2024-1, bitnami",
        "MAL-2024-1, malicious-packages",
        "CVE-2024-1, cve",
        "DSA-1234-1, debian",
        "DSA-CONTRIB-2024-001, drupal",
        "GMS-2022-1, glad",
        "openSUSE-SU-2024:1, suse",
        "XYZ-1, osv",
        "noprefix, osv"
    })
    void tellsTheSourceByTheId(String id, String source) {
        assertThat(read("{\"id\": \"%s\"}".formatted(id)).source()).isEqualTo(source);
    }

    @Test
    void tellsConvertedRecordsFromNativeOnes() {
        assertThat(read("{\"id\": \"GHSA-1\", \"database_specific\": {\"source\": \"GLAD community edition\"}}")
                        .source())
                .isEqualTo("glad");
    }

    @Test
    void takesNullForAbsence() {
        Advisory advisory = read("""
                {"id": "A-1", "aliases": null, "affected": null, "severity": null, "references": null, "summary": null,
                 "details": null, "withdrawn": null, "modified": null, "database_specific": null}
                """);
        assertThat(advisory.affected()).isEmpty();
        assertThat(advisory.isWithdrawn()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{}",
                "{\"id\": \"\"}",
                "{\"id\": \"A-1\"} {}",
                "{\"id\": {}}",
                "{\"id\": \"A-1\", \"aliases\": \"CVE-1\"}",
                "{\"id\": \"A-1\", \"aliases\": [[]]}",
                "{\"id\": \"A-1\", \"affected\": {}}",
                "{\"id\": \"A-1\", \"affected\": [7]}",
                "{\"id\": \"A-1\", \"affected\": [{\"ranges\": [{\"type\": \"MAGIC\", \"events\": []}]}]}",
                "{\"id\": \"A-1\", \"affected\": [{\"ranges\": [{\"type\": \"SEMVER\", \"events\": [{\"fixed\": []}]}]}]}",
                "{\"id\": \"A-1\", \"severity\": \"HIGH\"}",
                "{\"id\": \"A-1\", \"summary\": [\"x\"]}"
            })
    void refusesWhatItCannotUnderstand(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(FormatException.class).hasMessageContaining("OSV");
    }

    @Test
    void refusesDeepNesting() {
        String deep = "{\"id\": \"A-1\", \"x\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThatThrownBy(() -> read(deep)).isInstanceOf(FormatException.class);
    }

    @Test
    void letsOnlyItsOwnExceptionEscape() {
        long seed = 1_122;
        var random = new Random(seed);
        byte[] original = WHOLE.getBytes(StandardCharsets.UTF_8);
        byte[] spice = "{}[]\",:0-\\eE.\0\u00ff null true".getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = original.clone();
            int length = random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length;
            for (int i = random.nextInt(6); i >= 0; i--) {
                int at = random.nextInt(bytes.length);
                if (random.nextBoolean()) bytes[at] = spice[random.nextInt(spice.length)];
                else bytes[at] = bytes[random.nextInt(bytes.length)];
            }
            try {
                OsvReader.read(bytes, 0, length);
            } catch (FormatException e) {
                assertThat(e).hasMessageContaining("OSV");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("round %d, seed %d".formatted(round, seed), e);
            }
        }
    }
}
