// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.formats.FormatException;
import dev.pomona.formats.vex.VexReader;
import dev.pomona.policy.document.PolicyReader;
import dev.pomona.policy.document.WaiverReader;
import dev.pomona.server.estate.CatalogueFile;
import dev.pomona.server.estate.CodeOwnersFile;
import dev.pomona.server.estate.WhoQuestion;
import dev.pomona.server.identity.TokenFormat;
import dev.pomona.server.ingest.Received;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.server.oidc.ClaimMapping;
import dev.pomona.server.web.ProblemException;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.SyntaxException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Everything that takes what strangers send, on damaged, spliced and swollen forms of what it should be:
/// each says no in the one way it promises, and soon.
@Timeout(240)
class ParsersFuzzTest {

    private static final int ROUNDS = 400;
    private static final long SEED = 20260301;

    /// What parsers stumble over.
    private static final List<String> BITS = List.of(
            "\u0000",
            "\ud800",
            "\ufeff",
            "\u202e",
            "\r\n",
            "\n\n",
            "\t",
            "\"",
            "'",
            "\\",
            "\\u0000",
            "\\ud800",
            "{",
            "}",
            "[",
            "]",
            "<",
            ">",
            "</",
            "<![CDATA[",
            "&#0;",
            "&x;",
            "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
            ":",
            ",",
            "- ",
            "? ",
            "| ",
            "&a ",
            "*a",
            "!!java/object ",
            "---\n",
            "...\n",
            "#",
            "%",
            "%00",
            "%zz",
            "@",
            "/",
            "..",
            "1e999999",
            "-0",
            "9223372036854775808",
            "NaN",
            "null",
            "true",
            "*",
            "**",
            "(",
            "(?",
            "[a-",
            "<=",
            ">=",
            "||",
            "&&",
            "pkg:npm/a@1",
            "pkg:",
            "vers:npm/",
            "sha256:",
            "😀",
            "é",
            "x".repeat(5_000));

    @TempDir
    static Path folder;

    /// Of which no sample is taken as it is.
    private static final Set<String> NEVER_WHOLE = Set.of("cursors", "documents of no notation");

    private interface Parser {
        void parse(byte[] input);
    }

    /// @param allowed the only thing it may throw; `null` when nothing
    private record Tried(Parser parser, Class<? extends RuntimeException> allowed, List<String> samples) {}

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    private static void receive(byte[] document) {
        Received.read(() -> new ByteArrayInputStream(document), document.length, _ -> {});
    }

    private static String report() {
        try {
            return Files.readString(Path.of("../formats/src/test/resources/golden/report.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Tried> parsers() {
        var parsers = new LinkedHashMap<String, Tried>();
        parsers.put(
                "documents",
                new Tried(ParsersFuzzTest::receive, FormatException.class, List.of("""
                {"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"metadata":{"component":{"type":"container","name":"a"}},
                 "components":[{"type":"library","bom-ref":"r","group":"@s","name":"left-pad","version":"1.0.0",
                  "purl":"pkg:npm/%40s/left-pad@1.0.0","scope":"required","licenses":[{"license":{"id":"MIT"}},{"expression":"MIT OR X"}],
                  "components":[{"type":"library","name":"in","purl":"pkg:maven/g/a@1"}]}],
                 "dependencies":[{"ref":"r","dependsOn":["r"]}]}""", """
                <?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1"><components>
                <component type="library" bom-ref="r"><group>g</group><name>n</name><version>1</version><purl>pkg:npm/n@1</purl>
                <licenses><license><id>MIT</id></license></licenses></component></components>
                <dependencies><dependency ref="r"><dependency ref="r"/></dependency></dependencies></bom>""", """
                {"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","name":"n","creationInfo":{"created":"2026-01-01T00:00:00Z"},
                 "packages":[{"SPDXID":"SPDXRef-a","name":"n","versionInfo":"1","licenseDeclared":"MIT",
                  "externalRefs":[{"referenceCategory":"PACKAGE-MANAGER","referenceType":"purl","referenceLocator":"pkg:npm/n@1"}]}],
                 "relationships":[{"spdxElementId":"SPDXRef-DOCUMENT","relatedSpdxElement":"SPDXRef-a","relationshipType":"DESCRIBES"}]}""", report())));
        parsers.put(
                "documents of no notation",
                new Tried(ParsersFuzzTest::receive, FormatException.class, List.of("""
                SPDXVersion: SPDX-2.3
                SPDXID: SPDXRef-DOCUMENT
                DocumentName: n

                PackageName: n
                SPDXID: SPDXRef-a
                PackageVersion: 1
                PackageLicenseDeclared: MIT
                PackageComment: <text>two
                lines</text>
                ExternalRef: PACKAGE-MANAGER purl pkg:npm/n@1
                Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-a
                """, "", " ", "PK\u0003\u0004")));
        parsers.put("VEX", new Tried(VexReader::read, FormatException.class, List.of("""
                {"@context":"https://openvex.dev/ns/v0.2.0","@id":"i","author":"a","timestamp":"2026-01-01T00:00:00Z","version":1,
                 "statements":[{"vulnerability":{"name":"CVE-2026-1"},"products":[{"@id":"pkg:npm/a@1",
                 "subcomponents":[{"@id":"pkg:npm/b@1"}]}],"status":"not_affected","justification":"component_not_present"}]}""", """
                {"document":{"category":"csaf_vex","csaf_version":"2.0","title":"t","publisher":{"name":"p"},
                 "tracking":{"current_release_date":"2026-01-01T00:00:00Z"}},"product_tree":{"branches":[{"category":"vendor","name":"v",
                 "branches":[{"category":"product_version","name":"1","product":{"product_id":"P","name":"n",
                 "product_identification_helper":{"purl":"pkg:npm/a@1"}}}]}]},
                 "vulnerabilities":[{"cve":"CVE-2026-1","product_status":{"known_not_affected":["P"],"fixed":["P"]},
                 "flags":[{"label":"component_not_present","product_ids":["P"]}]}]}""", """
                {"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[{"type":"library","bom-ref":"r","name":"n",
                 "purl":"pkg:npm/n@1"}],"vulnerabilities":[{"id":"CVE-2026-1","analysis":{"state":"not_affected",
                 "justification":"code_not_present"},"affects":[{"ref":"r"}]}]}""")));
        parsers.put(
                "CODEOWNERS",
                new Tried(input -> CodeOwnersFile.read(text(input)), IllegalArgumentException.class, List.of("""
                # comment
                * @org/all
                /docs/**/*.md docs@example.org @a
                [Section][2] @b
                ^[Optional] @c
                src/a\\ b/ @d # why
                !x
                """)));
        parsers.put(
                "catalogue",
                new Tried(input -> CatalogueFile.read(text(input)), IllegalArgumentException.class, List.of("""
                apiVersion: backstage.io/v1alpha1
                kind: Component
                metadata:
                  name: shop
                  annotations: {github.com/project-slug: acme/shop}
                spec: {owner: "group:default/team-a", type: service}
                ---
                kind: API
                """)));
        parsers.put("policy", new Tried(input -> PolicyReader.read("policy.yaml", text(input)), null, List.of("""
                version: 1
                owner: x
                rules:
                  - id: no-right-pad
                    for: component
                    level: deny
                    when: component.name == "right-pad" && component.version.startsWith("1")
                    message: we write that ourselves ${component.name}
                """)));
        parsers.put("waivers", new Tried(input -> WaiverReader.read("waivers.yaml", text(input)), null, List.of("""
                version: 1
                waivers:
                  - rules: [no-right-pad]
                    components: ["pkg:npm/a@*"]
                    paths: ["src/**"]
                    owner: x
                    reason: y
                    expires: 2026-12-31
                """)));
        parsers.put(
                "who",
                new Tried(
                        input -> WhoQuestion.parse(text(input)).includes("npm", "1.0.0"),
                        IllegalArgumentException.class,
                        List.of(
                                "pkg:maven/org.apache.logging.log4j/log4j-core@<2.17.1",
                                "pkg:npm/%40s/left-pad@>=1.0.0,<2.0.0",
                                "pkg:pypi/flask@1.0.0",
                                "pkg:npm/a?vers=vers:npm/>=1.0.0|<2.0.0")));
        parsers.put(
                "mapping",
                new Tried(input -> ClaimMapping.read(text(input)), IllegalArgumentException.class, List.of("""
                {"rules":[{"claim":"groups","value":"security","gives":["SECURITY"]},{"gives":["DEVELOPER"]}],"project":"repository"}""")));
        parsers.put(
                "tokens", new Tried(input -> TokenFormat.isToken(text(input)), null, List.of("pom_" + "0".repeat(46))));
        var cursors = new Cursors(ServerKey.open(folder.resolve("key"), null, new SecureRandom()));
        parsers.put(
                "cursors",
                new Tried(
                        input -> cursors.read("list", text(input)),
                        ProblemException.class,
                        List.of(cursors.write("other", "2026-01-01 17"), cursors.write("list", "x\ny"))));
        parsers.put(
                "bodies",
                new Tried(
                        input -> {
                            try {
                                var fields = new Fields(Json.read(text(input)));
                                fields.optionalText("name");
                                fields.flag("production", false);
                                fields.number("position", 0, 100);
                                fields.time("at");
                                fields.duration("maxAge");
                                fields.texts("topics", 10);
                                fields.numbers("findings", 10);
                                fields.objects("running", 10).forEach(Fields::end);
                                fields.object("image").ifPresent(Fields::end);
                                fields.end();
                            } catch (SyntaxException e) {
                                assertThat(e.describe()).isNotEmpty();
                            }
                        },
                        ProblemException.class,
                        List.of("""
                {"name":"n","production":true,"position":7,"at":"2026-01-01T00:00:00Z","maxAge":"P7D","topics":["a","b"],
                 "findings":[1,2],"running":[{}],"image":{}}""")));
        return parsers;
    }

    @Test
    void everyParserSaysNoInOneWay() {
        parsers().forEach((name, tried) -> {
            // what is whole is taken, or the rest would prove nothing
            var random = new Random(SEED);
            for (String sample : tried.samples()) {
                if (!NEVER_WHOLE.contains(name)) tried.parser().parse(sample.getBytes(StandardCharsets.UTF_8));
            }
            for (int round = 0; round < ROUNDS; round++) {
                byte[] input = bytes(tried.samples(), random);
                for (int i = 1 + random.nextInt(4); i > 0; i--) input = damaged(input, tried.samples(), random);
                check(name + " round " + round + " of seed " + SEED, tried, input);
            }
            for (String open : List.of("[", "{\"a\":", "(", "<a>", "- ", "!", "? ", "\"", "#\n", "a:\n  ", "@")) {
                check(name + " deep " + open, tried, open.repeat(50_000).getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private static void check(String name, Tried tried, byte[] input) {
        long start = System.nanoTime();
        try {
            tried.parser().parse(input);
        } catch (RuntimeException | StackOverflowError e) {
            Class<?> allowed = tried.allowed();
            if (allowed == null || !allowed.isInstance(e)) {
                throw new AssertionError("%s: %s".formatted(name, shown(input)), e);
            }
        }
        assertThat((System.nanoTime() - start) / 1_000_000_000)
                .as(name + ": " + shown(input))
                .isLessThan(20);
    }

    private static String shown(byte[] input) {
        return text(Arrays.copyOf(input, Math.min(input.length, 500)));
    }

    private static byte[] bytes(List<String> samples, Random random) {
        return samples.get(random.nextInt(samples.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] damaged(byte[] input, List<String> samples, Random random) {
        int from = random.nextInt(input.length + 1);
        int to = from + random.nextInt(Math.min(60, input.length - from) + 1);
        byte[] middle = switch (random.nextInt(7)) {
            case 0 -> new byte[0];
            case 1 -> {
                byte[] one = Arrays.copyOfRange(input, from, to);
                for (int i = 0; i < one.length; i++) if (random.nextInt(4) == 0) one[i] = (byte) random.nextInt(256);
                yield one;
            }
            case 2 -> {
                var twice = new ByteArrayOutputStream();
                for (int i = 0; i < 2 + random.nextInt(50); i++) twice.write(input, from, to - from);
                yield twice.toByteArray();
            }
            case 3 -> {
                byte[] other = bytes(samples, random);
                int at = random.nextInt(other.length + 1);
                yield Arrays.copyOfRange(other, at, at + random.nextInt(other.length - at + 1));
            }
            case 4 -> Arrays.copyOfRange(input, 0, from);
            default -> BITS.get(random.nextInt(BITS.size())).getBytes(StandardCharsets.UTF_8);
        };
        var out = new ArrayList<byte[]>(List.of(Arrays.copyOf(input, from), middle));
        // sometimes it ends here
        if (random.nextInt(6) > 0) out.add(Arrays.copyOfRange(input, to, input.length));
        var whole = new ByteArrayOutputStream();
        out.forEach(part -> whole.write(part, 0, part.length));
        return whole.toByteArray();
    }
}
