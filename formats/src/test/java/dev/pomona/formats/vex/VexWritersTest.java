// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.vex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.model.advisory.VexStatement;
import dev.pomona.model.advisory.VexStatement.Product;
import dev.pomona.model.advisory.VexStatement.Subject;
import dev.pomona.model.component.Purl;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
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
            var ids = new ArrayList<>(List.of("CVE-2026-%d%03d".formatted(i + 1, random.nextInt(1000))));
            if (random.nextBoolean()) ids.add("GHSA-2222-2222-%04d".formatted(random.nextInt(10_000)));
            Purl part = Purl.parse("pkg:npm/%%40a/lib-%d@1.%d".formatted(random.nextInt(9), random.nextInt(9)));
            Product product = withParts
                    ? new Product(Purl.parse("pkg:oci/shop@sha256:%064x".formatted(7)), List.of(part))
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
        var subject = new Subject(
                statement.subject().vulnerabilities(), statement.subject().products(), "Acme", read.document(), NOW);
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

    private static final Purl SHOP = Purl.parse("pkg:oci/shop@sha256:" + "a".repeat(64));

    private static Subject subject(String part, String... ids) {
        return new Subject(
                List.of(ids),
                List.of(new Product(SHOP, List.of(Purl.parse(part)))),
                "Acme",
                "https://example.org/vex/1",
                NOW);
    }

    private static byte[] written(Writer writer, List<VexStatement> statements) throws IOException {
        var out = new ByteArrayOutputStream();
        writer.write(new VexDocument("https://example.org/vex/1", "Acme", "https://example.org", NOW, statements), out);
        return out.toByteArray();
    }

    /// What CSAF 2.0 demands beyond its schema: each flaw once (6.1.23), every product defined once (6.1.1, 6.1.2) and
    /// in one status only (6.1.6), a reason or a remedy for each product that needs one (6.1.27.7, 6.1.27.9), and
    /// something of it all (6.1.27.4, 6.1.27.5).
    private static void keepsToCsaf(byte[] document) {
        Node json = Json.read(new String(document, StandardCharsets.UTF_8));
        var products = new ArrayList<String>();
        json.find("product_tree").items("full_product_names").forEach(one -> products.add(one.text("product_id")));
        json.find("product_tree").items("relationships").forEach(one -> {
            assertThat(products).contains(one.text("product_reference"), one.text("relates_to_product_reference"));
        });
        json.find("product_tree")
                .items("relationships")
                .forEach(one -> products.add(one.find("full_product_name").text("product_id")));
        assertThat(products).isNotEmpty().doesNotHaveDuplicates();
        assertThat(json.items("vulnerabilities")).isNotEmpty();
        var ids = new ArrayList<String>();
        for (Node flaw : json.items("vulnerabilities")) {
            if (flaw.text("cve") != null) ids.add(flaw.text("cve"));
            flaw.items("ids").forEach(id -> ids.add(id.text("text")));
            assertThat(flaw.items("notes")).isNotEmpty();
            var stated = new ArrayList<String>();
            flaw.find("product_status").entries().forEach(entry -> {
                assertThat(entry.value().items()).isNotEmpty();
                entry.value().items().forEach(id -> stated.add(id.text()));
            });
            assertThat(stated).isNotEmpty().doesNotHaveDuplicates().isSubsetOf(products);
            assertThat(named(flaw, "flags", "threats")).containsAll(listed(flaw, "known_not_affected"));
            assertThat(named(flaw, "remediations")).containsAll(listed(flaw, "known_affected"));
        }
        assertThat(ids).doesNotHaveDuplicates();
    }

    private static List<String> listed(Node flaw, String status) {
        Node list = flaw.find("product_status", status);
        return list == null ? List.of() : list.items().stream().map(Node::text).toList();
    }

    private static List<String> named(Node flaw, String... remarks) {
        return Stream.of(remarks)
                .flatMap(list -> flaw.items(list).stream())
                .flatMap(remark -> remark.items("product_ids").stream())
                .map(Node::text)
                .toList();
    }

    @Test
    void aFlawStandsInACsafDocumentOnceWhateverIsSaidOfIt() throws IOException {
        List<VexStatement> statements = List.of(
                new VexStatement.NotAffected(
                        subject("pkg:npm/a@1", "GHSA-2222-2222-2222", "CVE-2026-0001"),
                        JUSTIFICATIONS.get(1),
                        "dead code"),
                new VexStatement.NotAffected(subject("pkg:npm/b@1", "CVE-2026-0001"), "", ""),
                new VexStatement.NotAffected(subject("pkg:npm/c@1", "CVE-2026-0001"), JUSTIFICATIONS.get(1), ""),
                new VexStatement.Affected(subject("pkg:npm/d@1", "CVE-2026-0001"), "upgrade"),
                new VexStatement.Affected(subject("pkg:npm/e@1", "CVE-2026-0001"), ""),
                new VexStatement.Fixed(subject("pkg:npm/f@1", "CVE-2026-0001")),
                new VexStatement.UnderInvestigation(subject("pkg:npm/g@1", "GHSA-3333-3333-3333")));
        byte[] document = written(CsafVexWriter::write, statements);
        keepsToCsaf(document);
        assertThat(Json.read(new String(document, StandardCharsets.UTF_8)).items("vulnerabilities"))
                .hasSize(2);
        assertThat(VexReader.read(document).stream()
                        .mapToInt(statement -> statement.subject().products().size())
                        .sum())
                .isEqualTo(statements.size());
        for (long seed = 0; seed < 300; seed++) {
            keepsToCsaf(written(CsafVexWriter::write, any(new Random(seed), seed % 2 == 0)));
        }
    }

    @Test
    void openVexHasWhatItsSpecificationDemands() throws IOException {
        for (long seed = 0; seed < 300; seed++) {
            Node json = Json.read(new String(
                    written(OpenVexWriter::write, any(new Random(seed), seed % 2 == 0)), StandardCharsets.UTF_8));
            for (String field : List.of("@context", "@id", "author", "timestamp", "version")) {
                assertThat(json.text(field)).as(field).isNotNull();
            }
            assertThat(json.items("statements")).isNotEmpty().allSatisfy(statement -> {
                assertThat(statement.find("vulnerability", "name")).isNotNull();
                assertThat(statement.items("products")).isNotEmpty();
                switch (String.valueOf(statement.text("status"))) {
                    case "not_affected" ->
                        assertThat(statement.text("justification") != null
                                        || statement.text("impact_statement") != null)
                                .isTrue();
                    case "affected" ->
                        assertThat(statement.text("action_statement")).isNotBlank();
                    default -> assertThat(statement.text("status")).isIn("fixed", "under_investigation");
                }
            });
        }
    }

    @Test
    void cycloneDxIsValidBySchemaAndKnowsPartsOfOneProduct() throws Exception {
        for (long seed = 0; seed < 40; seed++) {
            byte[] document = written(CycloneDxVexWriter::write, any(new Random(seed), seed % 2 == 0));
            assertThat(new JsonParser().validate(document, Version.VERSION_16))
                    .as("seed %d", seed)
                    .isEmpty();
        }
        var other = new Product(Purl.parse("pkg:oci/other@1"), List.of(Purl.parse("pkg:npm/a@1")));
        var both = List.<VexStatement>of(
                new VexStatement.Fixed(subject("pkg:npm/a@1", "CVE-2026-0001")),
                new VexStatement.Fixed(new Subject(List.of("CVE-2026-0001"), List.of(other), "Acme", "", NOW)));
        assertThatThrownBy(() -> written(CycloneDxVexWriter::write, both)).isInstanceOf(IllegalArgumentException.class);
    }
}
