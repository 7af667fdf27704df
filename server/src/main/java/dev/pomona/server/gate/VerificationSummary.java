// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.gate;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.store.audit.AuditStore;
import dev.pomona.store.estate.Artifact;
import dev.pomona.store.judgement.DecisionStore;
import dev.pomona.store.judgement.DecisionStore.Kept;
import dev.pomona.store.judgement.DecisionStore.PolicyVersion;
import dev.pomona.store.sql.Tx;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a verdict says to others: an in-toto statement (<https://github.com/in-toto/attestation>,
/// Statement v1) whose predicate is a verification summary
/// (<https://slsa.dev/spec/v1.0/verification_summary>).
final class VerificationSummary {

    private static final String STATEMENT = "https://in-toto.io/Statement/v1";
    private static final String PREDICATE = "https://slsa.dev/verification_summary/v1";

    private final String statement;

    private VerificationSummary(String statement) {
        this.statement = statement;
    }

    static VerificationSummary of(Tx tx, Kept kept, Artifact artifact) {
        Long policy = kept.verdict().policy();
        Optional<PolicyVersion> version = policy == null ? Optional.empty() : new DecisionStore(tx).policy(policy);
        Optional<AuditStore.Last> trail = new AuditStore(tx).last();
        return new VerificationSummary(JsonOut.line(json -> {
            json.field("_type", STATEMENT).array("subject").object().field("name", artifact.name());
            digest(artifact.digest(), json);
            json.end().end().field("predicateType", PREDICATE).object("predicate");
            predicate(kept, artifact, version, trail, json);
            json.end();
        }));
    }

    private static void predicate(
            Kept kept,
            Artifact artifact,
            Optional<PolicyVersion> policy,
            Optional<AuditStore.Last> trail,
            JsonOut json) {
        boolean passes = kept.verdict().verdict().equals("PASS");
        json.object("verifier")
                .field("id", "https://pomona.dev/gate")
                .object("version")
                .field("pomona", kept.verdict().engine())
                .end()
                .end()
                .text("timeVerified", kept.verdict().asOf())
                .field("resourceUri", artifact.name() + "@" + artifact.digest())
                .object("policy")
                .field("uri", policy.map(PolicyVersion::origin).orElse("pomona:default-policy"));
        policy.ifPresent(version -> digest(version.digest(), json));
        json.end().array("inputAttestations").object().field("uri", "pomona:document");
        digest(kept.verdict().inputDigest(), json);
        json.end()
                .end()
                .field("verificationResult", passes ? "PASSED" : "FAILED")
                .array("verifiedLevels")
                .value(passes ? "POMONA_POLICY" : "FAILED")
                .end()
                // beyond the summary's own fields, as its specification allows
                .object("pomona")
                .field("decision", kept.id())
                .field("environment", kept.verdict().environment())
                .field("verdict", kept.verdict().verdict())
                .field("advisories", kept.verdict().snapshot())
                .field("rules", kept.verdict().rulesDigest());
        trail.ifPresent(last -> json.field("auditEntry", last.seq()).field("auditHash", last.hash()));
        json.end();
    }

    /// `sha256:…` as a set of digests; left out for anything else.
    private static void digest(String text, JsonOut json) {
        int colon = text.indexOf(':');
        if (colon < 0) return;
        json.object("digest")
                .field(text.substring(0, colon), text.substring(colon + 1))
                .end();
    }

    String signed(ServerKey key) {
        return Envelope.sign(statement.getBytes(StandardCharsets.UTF_8), key);
    }
}
