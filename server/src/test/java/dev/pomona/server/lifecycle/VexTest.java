// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.formats.vex.VexReader;
import dev.pomona.model.advisory.VexStatement;
import dev.pomona.model.component.Purl;
import dev.pomona.policy.vex.LastWords;
import dev.pomona.policy.vex.LastWords.Effect;
import dev.pomona.server.Plant;
import dev.pomona.server.ingest.VexIngest;
import dev.pomona.server.judge.Opinions;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.judgement.VexStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What others state, and what we state to them.
class VexTest extends FlawedBuild {

    @BeforeEach
    void isRefused() {
        assertThat(passes(1)).isFalse();
    }

    private VexIngest ingest() {
        return new VexIngest(plant.database, plant.audit(), plant.snapshots(), plant.clock, "1");
    }

    private VexIngest.Result take(String document) {
        return ingest().take(plant.tenant, document.getBytes(StandardCharsets.UTF_8), "jane");
    }

    private static String openVex(String author, String time, String... statements) {
        return """
                {"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/%1$s/%2$s", "author": "%1$s",
                 "timestamp": "%2$s", "version": 1, "statements": [%3$s]}
                """.formatted(author, time, String.join(",", statements));
    }

    private static String about(String product, String status) {
        return """
                {"vulnerability": {"name": "%s"}, "products": [{"@id": "%s"}], "status": "%s",
                 "justification": "vulnerable_code_not_present", "action_statement": "upgrade"}
                """.formatted(FLAW, product, status);
    }

    private static String about(String product, String part, String status) {
        return """
                {"vulnerability": {"name": "%s"}, "products": [{"@id": "%s", "subcomponents": [{"@id": "%s"}]}],
                 "status": "%s", "justification": "vulnerable_code_not_present"}
                """.formatted(FLAW, product, part, status);
    }

    private LastWords<VexStore.Received> opinion() {
        return plant.database.inTenant(plant.tenant, tx -> {
            var artifact = new ArtifactStore(tx).byDigest(Plant.digest(1)).orElseThrow();
            var store = new VexStore(tx);
            long id = artifact.id();
            return Opinions.of(
                            store.flaws(List.of(id)).getOrDefault(id, List.of()),
                            store.about(List.of(id)).getOrDefault(id, List.of()),
                            artifact)
                    .values()
                    .stream()
                    .findFirst()
                    .orElse(LastWords.none());
        });
    }

    private List<String> events() {
        return plant.texts("select type as t from finding_event order by id");
    }

    @Test
    void aStatementClearsInTheSameTransactionAndIsWrittenDown() {
        String document = openVex("Vendor", "2026-02-01T00:00:00Z", about("pkg:npm/left-pad@1.0.0", "not_affected"));
        var taken = (VexIngest.Result.Taken) take(document);
        assertThat(taken.isNew()).isTrue();
        assertThat(List.of(taken.statements(), taken.findings(), taken.verdicts()))
                .containsExactly(1, 1, 1);
        // nobody asked the gate
        assertThat(plant.texts("select verdict as t from decision where ended_at is null"))
                .containsExactly("PASS");
        assertThat(plant.texts("select decision as t from decision where ended_at is null"))
                .singleElement()
                .asString()
                .contains("Vendor", "NOT_AFFECTED: vulnerable_code_not_present", "VEX statement");
        assertThat(events()).containsExactly("OPENED", "STATED");
        assertThat(plant.texts("select actor as t from finding_event where type = 'STATED'"))
                .containsExactly("jane");
        var again = (VexIngest.Result.Taken) take(document);
        assertThat(again.isNew()).isFalse();
        assertThat(events()).hasSize(2);
        assertThat(plant.texts("select count(*)::text as t from vex_statement")).containsExactly("1");
        // another version is another matter
        plant.upload(2, "shop", "pkg:npm/left-pad@1.0.1");
        assertThat(passes(2)).isFalse();
    }

    @Test
    void aWithdrawnDocumentCountsNoMoreUntilItComesAgain() {
        String document = openVex("Vendor", "2026-02-01T00:00:00Z", about("pkg:npm/left-pad", "fixed"));
        var taken = (VexIngest.Result.Taken) take(document);
        assertThat(passes(1)).isTrue();
        assertThat(ingest().withdraw(plant.tenant, taken.digest(), "it was a mistake", "joe"))
                .isEqualTo(1);
        assertThat(passes(1)).isFalse();
        assertThat(opinion()).isEqualTo(LastWords.none());
        assertThatThrownBy(() -> ingest().withdraw(plant.tenant, taken.digest(), "again", "joe"))
                .isInstanceOf(UnknownException.class);
        assertThat(((VexIngest.Result.Taken) take(document)).isNew()).isTrue();
        assertThat(passes(1)).isTrue();
        assertThat(events()).containsExactly("OPENED", "STATED", "STATEMENT_WITHDRAWN", "STATED");
        assertThat(plant.audit().verify(plant.tenant).problem()).isEmpty();
    }

    @Test
    void ofOneAuthorTheLastWordCounts() {
        take(openVex("Vendor", "2026-02-02T00:00:00Z", about("pkg:npm/left-pad@1.0.0", "not_affected")));
        // older words that arrive later change nothing
        take(openVex("Vendor", "2026-02-01T00:00:00Z", about("pkg:npm/left-pad@1.0.0", "affected")));
        assertThat(passes(1)).isTrue();
        assertThat(opinion().counting()).hasSize(1);
        take(openVex("Vendor", "2026-02-03T00:00:00Z", about("pkg:npm/left-pad@1.0.0", "under_investigation")));
        assertThat(opinion().effect()).isEqualTo(Effect.NONE);
        assertThat(passes(1)).isFalse();
        // at one time, what says more exactly what it is about
        take(openVex(
                "Vendor",
                "2026-02-04T00:00:00Z",
                about("pkg:npm/left-pad", "affected"),
                about("pkg:npm/left-pad@1.0.0", "fixed")));
        assertThat(passes(1)).isTrue();
        assertThat(opinion().counting())
                .singleElement()
                .satisfies(one -> assertThat(one.statement().product()).isEqualTo("pkg:npm/left-pad@1.0.0"));
        assertThat(opinion().superseded()).hasSize(1);
    }

    @Test
    void whoContradictsIsHeardWhoeverSpokeLast() {
        take(openVex("Vendor", "2026-02-01T00:00:00Z", about("pkg:npm/left-pad@1.0.0", "affected")));
        take(openVex("Team", "2026-02-02T00:00:00Z", about("pkg:npm/left-pad@1.0.0", "not_affected")));
        assertThat(opinion().effect()).isEqualTo(Effect.CONTESTED);
        assertThat(passes(1)).isFalse();
        take(openVex("Third", "2026-02-03T00:00:00Z", about("pkg:npm/left-pad@1.0.0", "under_investigation")));
        take(openVex("Vendor", "2026-02-04T00:00:00Z", about("pkg:npm/left-pad@1.0.0", "fixed")));
        assertThat(opinion().effect()).isEqualTo(Effect.CLEARED);
        assertThat(passes(1)).isTrue();
    }

    @Test
    void aStatementIsAboutWhatItNames() {
        String other = Plant.digest(9);
        take(openVex("A", "2026-02-01T00:00:00Z", about("pkg:oci/shop@" + other, "pkg:npm/left-pad", "not_affected")));
        take(openVex("B", "2026-02-01T00:00:00Z", about("pkg:npm/right-pad", "not_affected")));
        take(openVex("C", "2026-02-01T00:00:00Z", about("pkg:npm/left-pad@1.0.1", "not_affected")));
        take(openVex("D", "2026-02-01T00:00:00Z", about("pkg:npm/shop@2", "not_affected")));
        assertThat(opinion()).isEqualTo(LastWords.none());
        take(openVex("E", "2026-02-01T00:00:00Z", about("pkg:oci/shop@" + Plant.digest(1), "not_affected")));
        assertThat(opinion().counting())
                .extracting(one -> one.statement().author())
                .containsExactly("E");
        assertThat(passes(1)).isTrue();
    }

    @Test
    void aFindingAboutSeveralVersionsIsClearedWhenEachIs() {
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0", "pkg:npm/left-pad@1.1.0");
        take(openVex("V", "2026-02-01T00:00:00Z", about("pkg:npm/left-pad@1.0.0", "not_affected")));
        assertThat(passes(1)).isFalse();
        take(openVex("V", "2026-02-01T00:00:01Z", about("pkg:npm/left-pad@1.1.0", "not_affected")));
        assertThat(passes(1)).isTrue();
    }

    @Test
    void whatSaysNothingIsRefused() {
        for (String document : List.of(
                "{",
                "{}",
                openVex("V", "2026-02-01T00:00:00Z"),
                openVex("V", "2026-02-01T00:00:00Z", about("https://example.org/no-purl", "fixed")),
                openVex("V", "2026-02-01T00:00:00Z", about("pkg:npm/left-pad", "perhaps")),
                openVex("V", "2026-02-01T00:00:00Z", about("pkg:npm/" + "x".repeat(3000), "fixed")))) {
            assertThat(take(document)).isInstanceOf(VexIngest.Result.Refused.class);
        }
        assertThat(plant.texts("select count(*)::text as t from document where kind = 'VEX'"))
                .containsExactly("0");
    }

    private byte[] exported(VexExport.Format format) {
        return new VexExport(plant.database)
                .write(plant.tenant, Plant.digest(1), format, "https://acme.example")
                .orElseThrow();
    }

    private void triage(State to) {
        var change = new Findings.Change(
                to, "because", to == State.NOT_AFFECTED ? Justification.INLINE_MITIGATIONS_ALREADY_EXIST : null);
        findings().triage(plant.tenant, List.of(1L), change, "jane");
    }

    @Test
    void tellsOthersInEveryNotationAndHearsThem() {
        triage(State.NOT_AFFECTED);
        for (VexExport.Format format : VexExport.Format.values()) {
            byte[] document = exported(format);
            plant.clock.forward(Duration.ofDays(1));
            assertThat(exported(format)).as("%s", format).isEqualTo(document);
            assertThat(VexReader.read(document))
                    .singleElement()
                    .isInstanceOfSatisfying(VexStatement.NotAffected.class, not -> {
                        assertThat(not.subject().vulnerabilities()).containsExactly(FLAW);
                        assertThat(not.subject().author()).isEqualTo("acme");
                        assertThat(not.subject().timestamp()).isEqualTo(Plant.START);
                        assertThat(not.impact()).isEqualTo("because");
                    });
        }
        List<byte[]> documents =
                Stream.of(VexExport.Format.values()).map(this::exported).toList();
        triage(State.CONFIRMED);
        assertThat(passes(1)).isFalse();
        for (byte[] document : documents) {
            var taken = (VexIngest.Result.Taken) ingest().take(plant.tenant, document, "jane");
            assertThat(passes(1)).isTrue();
            // it is about that build and no other
            plant.upload(2, "shop", "pkg:npm/left-pad@1.0.0", "pkg:npm/a@1.0.0");
            assertThat(passes(2)).isFalse();
            ingest().withdraw(plant.tenant, taken.digest(), "next", "jane");
            assertThat(passes(1)).isFalse();
        }
    }

    @Test
    void everyStateIsTold() {
        assertThat(kinds()).containsExactly("UnderInvestigation");
        triage(State.CONFIRMED);
        assertThat(kinds()).containsExactly("Affected");
        plant.upload(1, "shop", "pkg:npm/right-pad@1.0.0");
        assertThat(kinds()).containsExactly("NotAffected");
        assertThat(new String(exported(VexExport.Format.OPENVEX), StandardCharsets.UTF_8))
                .contains("component_not_present");
        plant.upload(3, "other", "pkg:npm/right-pad@1.0.0");
        assertThat(new VexExport(plant.database)
                        .write(plant.tenant, Plant.digest(3), VexExport.Format.CSAF, "https://acme.example"))
                .isEmpty();
    }

    private List<VexStatement> of(int artifact, VexExport.Format format) {
        return new VexExport(plant.database)
                .write(plant.tenant, Plant.digest(artifact), format, "https://acme.example")
                .map(VexReader::read)
                .orElse(List.of());
    }

    @Test
    void aLaterBuildWithoutTheFlawIsFixedAndTheEarlierOneIsNot() {
        triage(State.CONFIRMED);
        plant.clock.forward(Duration.ofDays(1));
        plant.upload(2, "shop", "pkg:npm/left-pad@2.0.0");
        plant.upload(3, "shop", "pkg:npm/right-pad@1.0.0");
        plant.upload(4, "other", "pkg:npm/left-pad@2.0.0");
        for (VexExport.Format format : VexExport.Format.values()) {
            assertThat(of(1, format)).singleElement().isInstanceOf(VexStatement.Affected.class);
            assertThat(of(2, format)).singleElement().isInstanceOfSatisfying(VexStatement.Fixed.class, fixed -> {
                assertThat(fixed.subject().vulnerabilities()).containsExactly(FLAW);
                assertThat(fixed.subject().timestamp()).isEqualTo(Plant.START.plus(Duration.ofDays(1)));
            });
            assertThat(of(3, format))
                    .as("it is not in there any more")
                    .singleElement()
                    .isInstanceOf(VexStatement.Fixed.class);
            assertThat(of(4, format)).as("another project never had it").isEmpty();
        }
        assertThat(of(2, VexExport.Format.OPENVEX)
                        .getFirst()
                        .subject()
                        .products()
                        .getFirst()
                        .subcomponents())
                .containsExactly(Purl.parse("pkg:npm/left-pad@2.0.0"));
        plant.upload(2, "shop", "pkg:npm/left-pad@1.0.0");
        assertThat(of(2, VexExport.Format.OPENVEX)).noneMatch(VexStatement.Fixed.class::isInstance);
    }

    @Test
    void whatWasNeverAFlawIsNotFixed() {
        triage(State.FALSE_ALARM);
        plant.clock.forward(Duration.ofDays(1));
        plant.upload(2, "shop", "pkg:npm/left-pad@2.0.0");
        assertThat(of(2, VexExport.Format.OPENVEX)).isEmpty();
    }

    private List<String> kinds() {
        return VexReader.read(exported(VexExport.Format.OPENVEX)).stream()
                .map(statement -> statement.getClass().getSimpleName())
                .collect(Collectors.toList());
    }
}
