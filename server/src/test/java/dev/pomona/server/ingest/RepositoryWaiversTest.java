// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.formats.json.JsonReportWriter;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.decision.AppliedWaiver;
import dev.pomona.model.decision.Decision;
import dev.pomona.model.decision.Waiver;
import dev.pomona.model.report.Completeness;
import dev.pomona.model.report.Report;
import dev.pomona.model.report.VerdictInputs;
import dev.pomona.server.Plant;
import dev.pomona.server.gate.Gate;
import dev.pomona.server.gate.Policies;
import dev.pomona.server.gate.Replay;
import dev.pomona.server.web.Spooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Waivers of a repository, as a pushed report brings them.
class RepositoryWaiversTest {

    private static final String FLAW = "GHSA-1111-1111-1111";
    private static final LocalDate LAST = LocalDate.of(2026, 6, 30);

    @TempDir
    Path folder;

    private Plant plant;

    @BeforeEach
    void start() {
        plant = new Plant(folder);
        plant.environment("prod", true);
        plant.world.learns(FLAW, "left-pad", "2.0.0", "2026-03-01T11:00:00Z");
        plant.learn();
    }

    @AfterEach
    void stop() {
        plant.close();
    }

    private static Waiver waiver(String id, String path, @Nullable LocalDate expires) {
        return new Waiver(
                List.of(id),
                List.of(),
                path.isEmpty() ? List.of() : List.of(path),
                List.of(),
                "jane",
                "not reachable",
                expires,
                ".pomona/waivers.yaml:3");
    }

    private Ingest.Result push(int artifact, List<Waiver> waivers) throws IOException {
        var location = Location.at("app/package-lock.json", 3, 1);
        var component = Component.of(Purl.parse("pkg:npm/left-pad@1.0.0"), Scope.RUNTIME, Relation.DIRECT, location);
        // what the scan itself made of them does not matter here
        var decision = new Decision(
                "default",
                Decision.Verdict.PASS,
                List.of(),
                waivers.stream()
                        .map(one -> new AppliedWaiver(one, AppliedWaiver.State.ACTIVE, List.of()))
                        .toList());
        Digest digest = Digest.of(Digest.Algorithm.SHA256, new byte[32]);
        var report = new Report(
                "shop",
                new VerdictInputs(digest, VerdictInputs.NO_ADVISORIES, digest, digest, "1", Plant.START),
                List.of(new Manifest("app/package-lock.json", "npm", null, List.of(component), List.of())),
                List.of(),
                new Completeness(1, 1, List.of(), List.of(), List.of(), List.of()),
                decision);
        var bytes = new ByteArrayOutputStream();
        JsonReportWriter.write(report, bytes);
        return plant.ingest()
                .take(
                        plant.tenant,
                        new Upload(
                                Spooled.of(bytes.toByteArray()),
                                "shop",
                                "shop",
                                "1",
                                Plant.digest(artifact),
                                "repository",
                                null,
                                null,
                                "test"));
    }

    private Gate.Answer.Judged ask(int artifact) {
        return (Gate.Answer.Judged) plant.gate().ask(plant.tenant, Plant.digest(artifact), "prod");
    }

    private static List<AppliedWaiver.State> states(Gate.Answer.Judged answer) {
        return answer.waivers().stream().map(AppliedWaiver::state).toList();
    }

    private void policy(String ofPolicy, String ofRule) {
        var policies = new Policies(plant.database, plant.audit(), plant.snapshots(), plant.clock, "1");
        var set = policies.set(
                plant.tenant, new Policies.Documents("""
                        version: 1
                        owner: security
                        %s
                        rules:
                          - id: critical
                            for: finding
                            level: deny
                            when: finding.severity == CRITICAL
                            message: no
                            %s
                        """.formatted(ofPolicy, ofRule), null, false), "git", "jane");
        assertThat(set).isInstanceOf(Policies.Result.Set.class);
        policies.rejudge(plant.tenant);
    }

    @Test
    void countAsTheyDoOnTheLaptopAndForThatBuildAlone() throws IOException {
        push(1, List.of(waiver(FLAW, "app/**", LAST), waiver("CVE-2020-1", "", LAST), waiver(FLAW, "lib/**", LAST)));
        push(2, List.of());
        assertThat(ask(1).passes()).isTrue();
        assertThat(states(ask(1)))
                .containsExactly(AppliedWaiver.State.ACTIVE, AppliedWaiver.State.UNUSED, AppliedWaiver.State.UNUSED);
        assertThat(ask(2).passes()).as("another build did not have them").isFalse();
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0");
        assertThat(ask(1).waivers())
                .as("a bill of materials says nothing of them")
                .isNotEmpty();
    }

    @Test
    void endOnTheirLastDay() throws IOException {
        push(1, List.of(waiver(FLAW, "", LocalDate.of(2026, 3, 1))));
        assertThat(ask(1).passes()).isTrue();
        plant.clock.forward(Duration.ofDays(1));
        assertThat(ask(1).passes()).isFalse();
        assertThat(states(ask(1))).containsExactly(AppliedWaiver.State.EXPIRED);
    }

    @Test
    void areRefusedWhereThePolicySaysSo() throws IOException {
        push(1, List.of(waiver(FLAW, "", LAST)));
        policy("", "");
        assertThat(ask(1).passes()).isTrue();
        policy("waivers: ignore", "");
        assertThat(ask(1).passes()).isFalse();
        assertThat(states(ask(1))).containsExactly(AppliedWaiver.State.REFUSED);
        policy("", "waivers: ignore");
        assertThat(ask(1).passes()).isFalse();
        assertThat(states(ask(1))).containsExactly(AppliedWaiver.State.REFUSED);
    }

    @Test
    void oneWithoutALastDayIsRefused() throws IOException {
        push(1, List.of(waiver(FLAW, "", null)));
        assertThat(ask(1).passes()).isFalse();
        assertThat(states(ask(1))).containsExactly(AppliedWaiver.State.REFUSED);
    }

    @Test
    void belongToWhatAVerdictIsReplayedFrom() throws IOException {
        push(1, List.of(waiver(FLAW, "app/**", LAST)));
        assertThat(plant.replay().run(plant.tenant, ask(1).id())).isInstanceOf(Replay.Result.Same.class);
        assertThat(plant.texts("select circumstances as t from decision order by id desc limit 1"))
                .singleElement()
                .asString()
                .contains("repositoryWaivers", "not reachable");
    }

    @Test
    void moreThanAnybodyNeedsAreRefusedWithTheReport() throws IOException {
        List<Waiver> many = IntStream.range(0, 1001)
                .mapToObj(i -> waiver("CVE-2020-" + i, "", LAST))
                .toList();
        assertThat(push(1, many)).isInstanceOf(Ingest.Result.Refused.class);
    }
}
