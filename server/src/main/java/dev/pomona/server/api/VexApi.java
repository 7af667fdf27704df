// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.policy.vex.LastWords;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.ingest.VexIngest;
import dev.pomona.server.judge.Opinions;
import dev.pomona.server.lifecycle.VexExport;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Response;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.judgement.VexStore;
import dev.pomona.store.judgement.VexStore.Received;
import dev.pomona.store.reading.Page;
import java.time.Duration;
import java.util.List;

/// What others state about vulnerabilities, and what we state (VEX).
final class VexApi {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    /// In bytes: it is read as a whole.
    private static final long LARGEST = 32 << 20;

    private final VexIngest ingest;
    private final VexExport export;
    private final Intake intake;
    private final long maxDocument;

    VexApi(VexIngest ingest, VexExport export, Intake intake, long maxDocument) {
        this.ingest = ingest;
        this.export = export;
        this.intake = intake;
        this.maxDocument = maxDocument;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.of(Method.POST, "/vex", Scope.TRIAGE, List.of(), this::take)
                        .withMaxBody(Math.min(maxDocument, LARGEST))
                        .elsewhere(),
                ApiRoute.get("/vex", Scope.READ, List.of("vulnerability", "document", "cursor", "limit"), VexApi::list),
                ApiRoute.of(Method.DELETE, "/vex/{digest}", Scope.TRIAGE, List.of("reason"), this::withdraw),
                ApiRoute.get("/artifacts/{digest}/vex", Scope.READ, List.of("format"), this::export)
                        .forProjects(),
                ApiRoute.get("/findings/{id}/statements", Scope.READ, List.of(), VexApi::opinion)
                        .forProjects());
    }

    private Response take(Call call) {
        if (call.body().length == 0) throw ProblemException.invalid("body", "is empty; send the document");
        var by = call.caller();
        VexIngest.Result result = intake.take(() -> ingest.take(by.tenant(), call.body(), by.name()), LONGEST)
                .orElseThrow(() -> new ProblemException(
                                ProblemType.UNAVAILABLE, "it is still being taken; send it again to hear what it did")
                        .retryAfter(Duration.ofSeconds(30)));
        return switch (result) {
            case VexIngest.Result.Taken taken ->
                Response.json(
                        taken.isNew() ? 201 : 200,
                        json -> json.field("digest", taken.digest())
                                .field("new", taken.isNew())
                                .field("statements", taken.statements())
                                .field("findings", taken.findings())
                                .field("verdicts", taken.verdicts()));
            case VexIngest.Result.Refused refused ->
                throw new ProblemException(ProblemType.DOCUMENT_REFUSED, refused.reason());
        };
    }

    private static Response list(Call call) {
        String after = call.after();
        int limit = call.limit();
        var filter = new VexStore.Filter(
                call.query("vulnerability").orElse(null),
                call.digestQuery("document").orElse(null));
        List<Received> found = call.inTenant(tx ->
                new VexStore(tx).newest(filter, after == null ? Long.MAX_VALUE : Long.parseLong(after), limit + 1));
        return Lists.page(call, Page.of(found, limit, one -> Long.toString(one.id())), VexApi::write);
    }

    private Response withdraw(Call call) {
        var by = call.caller();
        int verdicts = ingest.withdraw(by.tenant(), call.digest("digest"), call.required("reason"), by.name());
        return Response.ok(json -> json.field("verdicts", verdicts));
    }

    private Response export(Call call) {
        var format = call.choice("format", VexExport.Format.class).orElse(VexExport.Format.OPENVEX);
        String digest = call.digest("digest");
        call.inTenant(tx -> ArtifactsApi.find(tx, call, digest));
        byte[] document = export.write(call.caller().tenant(), digest, format, call.origin())
                .orElseThrow(() -> new ProblemException(
                        ProblemType.CONFLICT,
                        "nothing was ever known against this artifact, so there is nothing to state"));
        return new Response(200, Response.JSON, List.of(), document);
    }

    /// What is stated about one finding, and what follows.
    private static Response opinion(Call call) {
        LastWords<Received> opinion = call.inTenant(tx -> {
            var finding = FindingsApi.find(tx, call);
            var artifact = new ArtifactStore(tx).byDigest(finding.digest()).orElseThrow();
            return Opinions.about(tx, finding.id(), artifact);
        });
        return Response.ok(json -> {
            json.field("effect", opinion.effect()).array("items");
            opinion.counting().forEach(one -> item(one, true, json));
            opinion.superseded().forEach(one -> item(one, false, json));
            json.end();
        });
    }

    private static void item(Received received, boolean counts, JsonOut json) {
        json.object();
        write(received, json);
        json.field("counts", counts).end();
    }

    private static void write(Received received, JsonOut json) {
        var statement = received.statement();
        json.field("id", received.id())
                .texts("vulnerabilities", statement.vulnerabilities())
                .field("product", statement.product())
                .field("part", statement.part().isEmpty() ? null : statement.part())
                .field("status", statement.status())
                .field("justification", statement.justification().isEmpty() ? null : statement.justification())
                .field("remark", statement.remark().isEmpty() ? null : statement.remark())
                .field("author", statement.author().isEmpty() ? null : statement.author())
                .text("statedAt", statement.statedAt())
                .text("receivedAt", received.receivedAt())
                .field("receivedFrom", received.receivedFrom())
                .field("document", received.document())
                .text("withdrawnAt", received.withdrawnAt());
    }
}
