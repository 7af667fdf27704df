// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.vex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.advisory.VexStatement;
import dev.pomona.model.advisory.VexStatement.Product;
import dev.pomona.model.advisory.VexStatement.Subject;
import dev.pomona.model.component.Purl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VexWritersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final List<String> JUSTIFICATIONS = List.of(
            "component_not_present",
            "vulnerable_code_not_present",
            "vulnerable_code_not_in_execute_path",
            "vulnerable_code_cannot_be_controlled_by_adversary",
            "inline_mitigations_already_exist");

    private interface Writer {
        void write(VexDocument document, OutputStream out) throws IOException;
    }

    private static List<VexStatement> roundTrip(Writer writer, List<VexStatement> statements) throws IOException {
        var out = new ByteArrayOutputStream();
        var again = new ByteArrayOutputStream();
        var document = new VexDocument("https://example.org/vex/1", "Acme", "https://example.org", NOW, statements);
        writer.write(document, out);
        writer.write(document, again);
        assertThat(again.toByteArray()).isEqualTo(out.toByteArray());
        return VexReader.read(out.toByteArray());
    }

    private static String text(Random random, boolean mayBeEmpty) {
        String letters = "abc \"\\\u00e4\u202e<\n";
        var text = new StringBuilder(mayBeEmpty && random.nextBoolean() ? "" : "x");
        for (int i = random.nextInt(10); i > 0 && !text.isEmpty(); i--)
            text.append(letters.charAt(random.nextInt(letters.length())));
        return text.toString();
    }

    /// Statements as every notation can say them: about one product each, with at most one part.
    private static List<VexStatement> any(Random random, boolean withParts) {
        var statements = new ArrayList<VexStatement>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            var ids = new ArrayList<>(List.of("CVE-2026-%04d".formatted(random.nextInt(10_000))));
            if (random.nextBoolean()) ids.add("GHSA-2222-2222-%04d".formatted(random.nextInt(10_000)));
            Purl part = Purl.parse("pkg:npm/%%40a/lib-%d@1.%d".formatted(random.nextInt(9), random.nextInt(9)));
            Product product = withParts
                    ? new Product(Purl.parse("pkg:oci/shop@sha256:%064x".formatted(i)), List.of(part))
                    : new Product(random.nextBoolean() ? part : part.withVersion(null), List.of());
            var subject = new Subject(ids, List.of(product), "Acme", "https://example.org/vex/1", NOW);
            statements.add(
                    switch (random.nextInt(4)) {
                        case 0 ->
                            new VexStatement.NotAffected(
                                    subject,
                                    JUSTIFICATIONS.get(random.nextInt(JUSTIFICATIONS.size())),
                                    text(random, true));
                        case 1 -> new VexStatement.Affected(subject, text(random, false));
                        case 2 -> new VexStatement.Fixed(subject);
                        default -> new VexStatement.UnderInvestigation(subject);
                    });
        }
        return statements;
    }

    @Test
    void openVexAndCsafSayEverythingThatIsStated() throws IOException {
        for (long seed = 0; seed < 300; seed++) {
            List<VexStatement> statements = any(new Random(seed), seed % 2 == 0);
            assertThat(roundTrip(OpenVexWriter::write, statements))
                    .as("seed %d", seed)
                    .isEqualTo(statements);
            assertThat(roundTrip(CsafVexWriter::write, statements))
                    .as("seed %d", seed)
                    .isEqualTo(statements);
        }
    }

    @Test
    void cycloneDxSaysItInItsOwnWords() throws IOException {
        for (long seed = 0; seed < 300; seed++) {
            List<VexStatement> statements = any(new Random(seed), seed % 2 == 0);
            List<VexStatement> read = roundTrip(CycloneDxVexWriter::write, statements);
            assertThat(read).as("seed %d", seed).hasSameSizeAs(statements);
            for (int i = 0; i < read.size(); i++) {
                assertThat(read.get(i))
                        .as("seed %d", seed)
                        .isEqualTo(inItsWords(statements.get(i), read.get(i).subject()));
            }
        }
    }

    private static VexStatement inItsWords(VexStatement statement, Subject read) {
        Product product = statement.subject().products().getFirst();
        Purl named = product.subcomponents().isEmpty()
                ? product.purl()
                : product.subcomponents().getFirst();
        var subject = new Subject(
                statement.subject().vulnerabilities(),
                List.of(new Product(named, List.of())),
                "Acme",
                read.document(),
                NOW);
        return switch (statement) {
            case VexStatement.NotAffected not ->
                new VexStatement.NotAffected(
                        subject, String.valueOf(CycloneDxVexWriter.justification(not.justification())), not.impact());
            case VexStatement.Affected affected -> new VexStatement.Affected(subject, affected.action());
            case VexStatement.Fixed _ -> new VexStatement.Fixed(subject);
            case VexStatement.UnderInvestigation _ -> new VexStatement.UnderInvestigation(subject);
        };
    }

    @Test
    void aStatementWithoutProductsIsLeftOut() throws IOException {
        var nothing = new VexStatement.Fixed(new Subject(List.of("CVE-2026-1"), List.of(), "", "", null));
        for (Writer writer : List.<Writer>of(OpenVexWriter::write, CsafVexWriter::write, CycloneDxVexWriter::write)) {
            assertThat(roundTrip(writer, List.of(nothing))).isEmpty();
        }
    }
}
