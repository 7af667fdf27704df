// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.policy.document.Issue;
import dev.pomona.policy.document.PolicyReader;
import dev.pomona.policy.document.WaiverReader;
import dev.pomona.server.audit.Audit;
import dev.pomona.server.change.Precondition;
import dev.pomona.server.change.Topic;
import dev.pomona.server.identity.Scope;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Response;
import dev.pomona.store.judgement.DecisionStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The policy and the waivers by which everything is judged.
final class PolicyApi {

    private static final int LARGEST = 500_000;

    private final Audit audit;

    PolicyApi(Audit audit) {
        this.audit = audit;
    }

    List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/policy", Scope.READ, List.of(), PolicyApi::show),
                ApiRoute.of(Method.PUT, "/policy", Scope.POLICY, List.of(), this::set)
                        .guarded(),
                ApiRoute.of(Method.POST, "/policy/check", Scope.READ, List.of(), PolicyApi::check));
    }

    /// @param policy `null` for the built-in one
    /// @param waivers `null` for none
    private record Documents(
            @Nullable String policy, @Nullable String waivers, String origin) {

        static Documents of(Call call) {
            Fields fields = call.fields();
            var documents = new Documents(
                    fields.optionalText("policy", LARGEST).orElse(null),
                    fields.optionalText("waivers", LARGEST).orElse(null),
                    fields.optionalText("origin", 500).orElse("api"));
            fields.end();
            return documents;
        }

        List<Issue> issues() {
            var issues = new ArrayList<Issue>();
            if (policy != null)
                issues.addAll(PolicyReader.read("policy", policy).issues());
            if (waivers != null)
                issues.addAll(WaiverReader.read("waivers", waivers).issues());
            return issues;
        }

        String digest() {
            try {
                var digest = MessageDigest.getInstance("SHA-256");
                for (String part : new @Nullable String[] {policy, waivers}) {
                    byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
                    digest.update(
                            (part == null ? "-" : Integer.toString(bytes.length)).getBytes(StandardCharsets.UTF_8));
                    digest.update((byte) '\n');
                    digest.update(bytes);
                }
                return "sha256:" + HexFormat.of().formatHex(digest.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
    }

    private static Response show(Call call) {
        var version = call.inTenant(tx -> new DecisionStore(tx).policy());
        return Response.ok(json -> {
            json.field("builtIn", version.isEmpty());
            version.ifPresent(known -> write(known, json));
        });
    }

    private static Response check(Call call) {
        Documents documents = Documents.of(call);
        List<Issue> issues = documents.issues();
        return Response.ok(json -> {
            json.field("sound", issues.isEmpty()).array("problems");
            for (Issue issue : issues) {
                json.object()
                        .field("where", issue.file())
                        .field("line", issue.line())
                        .field("column", issue.column())
                        .field("message", issue.message())
                        .end();
            }
            json.end();
        });
    }

    private Response set(Call call) {
        Documents documents = Documents.of(call);
        List<Issue> issues = documents.issues();
        if (!issues.isEmpty()) {
            throw new ProblemException(ProblemType.POLICY_INVALID, "nothing was changed; see the problems")
                    .with(issues.stream()
                            .map(issue -> new ProblemException.Mistake(
                                    issue.file(), issue.line(), issue.column(), issue.message()))
                            .toList());
        }
        return call.inTenant(tx -> {
            Precondition.check(tx, "policy");
            var decisions = new DecisionStore(tx);
            long id = decisions.setPolicy(
                    documents.digest(),
                    documents.policy(),
                    documents.waivers(),
                    documents.origin(),
                    call.caller().name(),
                    call.now());
            audit.add(
                    tx,
                    Topic.SETTING,
                    call.caller().name(),
                    "policy-set",
                    "policy " + id,
                    json -> json.field("digest", documents.digest()).field("origin", documents.origin()),
                    call.now());
            var version = decisions.policy(id).orElseThrow();
            return Response.ok(json -> {
                json.field("builtIn", false);
                write(version, json);
            });
        });
    }

    private static void write(DecisionStore.PolicyVersion version, JsonOut json) {
        json.field("id", version.id())
                .field("digest", version.digest())
                .field("policy", version.policy())
                .field("waivers", version.waivers())
                .field("origin", version.origin())
                .text("setAt", version.setAt());
    }
}
