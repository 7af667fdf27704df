// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.gate.Gate;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.ingest.Ingest;
import dev.pomona.server.ingest.Upload;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Spooled;
import dev.pomona.store.estate.Artifact;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.estate.EnvironmentStore;
import dev.pomona.store.inventory.DocumentStore;
import dev.pomona.store.sql.TenantId;
import dev.pomona.syntax.Json;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Documents about artifacts: reports of scans, bills of materials.
final class DocumentsApi {

    /// Before it is said that it takes longer, whether or not anybody asks to wait.
    private static final int SHORTEST_WAIT = 10;

    private static final int LONGEST_WAIT = 120;

    private final Ingest ingest;
    private final Gate gate;
    private final Intake intake;
    private final long maxDocument;

    DocumentsApi(Ingest ingest, Gate gate, Intake intake, long maxDocument) {
        this.ingest = ingest;
        this.gate = gate;
        this.intake = intake;
        this.maxDocument = maxDocument;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.of(
                                Method.POST,
                                "/documents",
                                Scope.PUSH,
                                List.of(
                                        "project",
                                        "name",
                                        "version",
                                        "artifact",
                                        "kind",
                                        "builtAt",
                                        "baseName",
                                        "baseDigest",
                                        "baseBuiltAt",
                                        "wait"),
                                this::push)
                        .withDocument(maxDocument)
                        .forProjects(),
                ApiRoute.get("/documents/{digest}", Scope.READ, List.of(), DocumentsApi::one)
                        .forProjects());
    }

    private Response push(Call call) {
        Spooled document = call.document();
        if (document.size() == 0) throw ProblemException.invalid("body", "is empty; send the document");
        Upload upload = upload(call);
        int wait = wait(call);
        String digest = DocumentStore.text(document.digest());
        TenantId tenant = call.caller().tenant();
        try (Intake.Place place = intake.place()) {
            Optional<Long> id = ingest.receive(tenant, upload);
            if (id.isEmpty()) return answer(call, digest, ingest.standing(tenant, upload), wait > 0);
            // this request may be answered before it is read
            Spooled held = document.held();
            Future<Ingest.Result> judging = place.work(() -> {
                try (held) {
                    return ingest.judge(tenant, id.get(), upload);
                }
            });
            return answer(call, digest, judging.get(Math.max(wait, SHORTEST_WAIT), TimeUnit.SECONDS), wait > 0);
        } catch (TimeoutException _) {
            return pending(digest);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException("a document could not be taken", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a document was taken", e);
        }
    }

    private Response answer(Call call, String digest, Ingest.Result result, boolean wantsVerdicts) {
        return switch (result) {
            case Ingest.Result.Taken taken -> taken(call, digest, taken, wantsVerdicts);
            case Ingest.Result.Refused refused ->
                throw new ProblemException(ProblemType.DOCUMENT_REFUSED, refused.reason());
            case Ingest.Result.Pending() -> pending(digest);
        };
    }

    /// It is kept, and will be judged whatever becomes of this node.
    private static Response pending(String digest) {
        return Response.json(202, json -> json.field("digest", digest).field("state", "pending"))
                .header("Location", Api.BASE + "/documents/" + digest)
                .header("Retry-After", "5");
    }

    private static Upload upload(Call call) {
        String project = Call.key("project", call.required("project"));
        if (!call.caller().mayTouch(project)) {
            throw new ProblemException(ProblemType.NOT_ALLOWED, "this token is for another project");
        }
        var artifact = call.digestQuery("artifact");
        artifact.ifPresent(digest -> checkProject(call, digest));
        var baseName = call.query("baseName");
        return new Upload(
                call.document(),
                project,
                call.query("name").orElse(project),
                call.query("version").orElse(null),
                artifact.orElse(null),
                call.keyQuery("kind").orElse("repository"),
                call.timeQuery("builtAt").orElse(null),
                baseName.map(name -> new Artifact.BaseImage(
                                name,
                                call.digestQuery("baseDigest").orElse(null),
                                call.timeQuery("baseBuiltAt").orElse(null)))
                        .orElse(null),
                call.caller().name());
    }

    /// An artifact stays in the project in which it was first seen.
    private static void checkProject(Call call, String digest) {
        if (call.caller().project() == null) return;
        boolean isOthers = call.inTenant(tx -> new ArtifactStore(tx)
                .byDigest(digest)
                .filter(known -> !call.caller().mayTouch(known.project()))
                .isPresent());
        if (isOthers) throw ProblemException.notFound("artifact", digest);
    }

    private static int wait(Call call) {
        return call.query("wait")
                .map(text -> {
                    String digits = text.endsWith("s") ? text.substring(0, text.length() - 1) : text;
                    if (!digits.matches("\\d{1,3}") || Integer.parseInt(digits) > LONGEST_WAIT) {
                        throw ProblemException.invalid("wait", "is from 0s to %ds".formatted(LONGEST_WAIT));
                    }
                    return Integer.parseInt(digits);
                })
                .orElse(0);
    }

    private Response taken(Call call, String digest, Ingest.Result.Taken taken, boolean wantsVerdicts) {
        List<Gate.Answer> verdicts = wantsVerdicts ? verdicts(call, taken.artifact()) : List.of();
        return Response.json(taken.isNew() ? 201 : 200, json -> {
            json.field("digest", digest)
                    .field("state", "judged")
                    .field("new", taken.isNew())
                    .field("artifact", taken.artifact())
                    .field("current", taken.isCurrent())
                    .field("components", taken.components())
                    .field("added", taken.added())
                    .field("removed", taken.removed())
                    .field("opened", taken.opened())
                    .field("closed", taken.closed());
            if (wantsVerdicts) verdicts(verdicts, json);
        });
    }

    /// In the order of promotion.
    private List<Gate.Answer> verdicts(Call call, String artifact) {
        return call.inTenant(tx -> new EnvironmentStore(tx).all()).stream()
                .map(environment -> gate.ask(call.caller().tenant(), artifact, environment.key()))
                .toList();
    }

    private static void verdicts(List<Gate.Answer> verdicts, JsonOut json) {
        json.array("verdicts");
        for (Gate.Answer verdict : verdicts) {
            json.object();
            GateApi.write(verdict, json);
            json.end();
        }
        json.end();
    }

    private static Response one(Call call) {
        String digest = call.digest("digest");
        byte[] hash = HexFormat.of().parseHex(digest.substring("sha256:".length()));
        return call.inTenant(tx -> {
            for (DocumentStore.Document document : new DocumentStore(tx).allByDigest(hash)) {
                Long id = document.artifact();
                var artifact =
                        id == null ? null : new ArtifactStore(tx).byId(id).orElse(null);
                String project = artifact == null ? project(document) : artifact.project();
                boolean isOthers = project == null
                        ? call.caller().project() != null
                        : !call.caller().mayTouch(project);
                if (!isOthers) return write(digest, document, artifact == null ? null : artifact.digest());
            }
            throw ProblemException.notFound("document", digest);
        });
    }

    /// Of a document that is not judged.
    private static @Nullable String project(DocumentStore.Document document) {
        String request = document.request();
        return request == null ? null : Json.read(request).text("project");
    }

    private static Response write(String digest, DocumentStore.Document document, @Nullable String artifact) {
        return Response.ok(json -> json.field("digest", digest)
                .field("kind", document.kind())
                .field("state", document.state())
                .field("message", document.message())
                .field("artifact", artifact)
                .text("receivedAt", document.receivedAt()));
    }
}
