// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.json;

import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.History;
import org.jspecify.annotations.Nullable;

/// What is known of a secret, in the report format. Its value is not in the model, so it can't be here.
final class SecretJson {

    private SecretJson() {}

    static void write(Detail.Secret secret, JsonOut json) {
        json.object("detail")
                .field("kind", "secret")
                .field("title", secret.title())
                .field("proof", secret.proof())
                .field("proofReason", secret.proofReason())
                .field("redacted", secret.redacted())
                .field("digest", secret.digest())
                .field("name", secret.name())
                .textsIfAny("layers", secret.layers())
                .field("remedy", secret.remedy());
        var verification = secret.verification();
        if (verification != null) {
            json.object("verification")
                    .field("status", verification.status())
                    .field("reason", verification.reason())
                    .end();
        }
        var history = secret.history();
        if (history != null) {
            json.object("history").field("blob", history.blob());
            commit("first", history.first(), json);
            commit("last", history.last(), json);
            json.field("reachable", history.isReachable())
                    .field("present", history.isPresent())
                    .end();
        }
        json.end();
    }

    private static void commit(String name, History.@Nullable Commit commit, JsonOut json) {
        if (commit == null) return;
        json.object(name)
                .field("id", commit.id())
                .field("author", commit.author())
                .text("time", commit.time())
                .end();
    }
}
