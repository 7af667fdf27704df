// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.lifecycle;

import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.gate.Envelope;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.store.judgement.AcceptanceStore.Acceptance;
import java.nio.charset.StandardCharsets;

/// What a business owner says yes to, as an in-toto statement that the server signs for them when they do. Whoever has
/// the server's public key can check it afterwards, without the server.
final class AcceptanceStatement {

    private static final String STATEMENT = "https://in-toto.io/Statement/v1";
    private static final String PREDICATE = "https://pomona.dev/attestations/risk-acceptance/v1";

    private AcceptanceStatement() {}

    /// In a signed envelope, as JSON.
    static String signed(Acceptance acceptance, ServerKey key) {
        return Envelope.sign(text(acceptance).getBytes(StandardCharsets.UTF_8), key);
    }

    /// Which check fails of a signed acceptance; empty when none does.
    static String problem(Acceptance acceptance, ServerKey key) {
        String envelope = acceptance.envelope();
        if (envelope == null) return "there is no signature";
        return switch (Envelope.verify(envelope, key.publicKeys())) {
            case Envelope.Result.Invalid invalid -> invalid.check();
            case Envelope.Result.Valid valid ->
                valid.statement().equals(text(acceptance)) ? "" : "what is kept is not what was signed";
        };
    }

    /// The same acceptance gives the same text.
    private static String text(Acceptance acceptance) {
        var terms = acceptance.terms();
        var conditions = acceptance.conditions();
        return JsonOut.line(json -> {
            json.field("_type", STATEMENT)
                    .array("subject")
                    .object()
                    .field("name", "finding")
                    .object("digest")
                    .field("fingerprint", terms.fingerprint())
                    .end()
                    .end()
                    .end()
                    .field("predicateType", PREDICATE)
                    .object("predicate")
                    .field("acceptance", acceptance.id())
                    .field("project", terms.project())
                    .field("environment", terms.environment())
                    .field("owner", terms.owner())
                    .field("reason", terms.reason())
                    .text("expires", terms.expires());
            if (conditions != null) {
                json.field("severity", conditions.severity())
                        .field("exploited", conditions.isExploited())
                        .texts("environments", conditions.environments());
            }
            json.field("askedBy", acceptance.madeBy())
                    .text("askedAt", acceptance.madeAt())
                    .field("acceptedBy", acceptance.signedBy())
                    .text("acceptedAt", acceptance.signedAt())
                    .end();
        });
    }
}
