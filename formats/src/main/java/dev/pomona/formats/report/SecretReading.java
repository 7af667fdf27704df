// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.report;

import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.History;
import dev.pomona.model.finding.Proof;
import dev.pomona.model.finding.Verification;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fields of a secret as they come.
final class SecretReading {

    private @Nullable String title;
    private @Nullable Proof proof;
    private @Nullable String proofReason;
    private @Nullable String redacted;
    private @Nullable String digest;
    private @Nullable String name;
    private List<String> layers = List.of();
    private @Nullable String remedy;
    private @Nullable Verification verification;
    private @Nullable History history;

    /// Takes one field; one that is not a secret's is passed over.
    void read(String field, Cursor cursor) {
        switch (field) {
            case "title" -> title = cursor.text();
            case "proof" -> proof = cursor.word(Proof.class);
            case "proofReason" -> proofReason = cursor.text();
            case "redacted" -> redacted = cursor.text();
            case "digest" -> digest = cursor.text();
            case "name" -> name = cursor.text();
            case "layers" -> layers = cursor.texts();
            case "remedy" -> remedy = cursor.text();
            case "verification" -> verification = verification(cursor);
            case "history" -> history = history(cursor);
            default -> cursor.skip();
        }
    }

    Detail.Secret secret(Cursor cursor) {
        return new Detail.Secret(
                cursor.required(title, "title"),
                cursor.required(proof, "proof"),
                cursor.required(proofReason, "proofReason"),
                cursor.required(redacted, "redacted"),
                digest,
                name,
                layers,
                cursor.required(remedy, "remedy"),
                verification,
                history);
    }

    private static Verification verification(Cursor cursor) {
        cursor.enter();
        Verification.Status status = null;
        String reason = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "status" -> status = cursor.word(Verification.Status.class);
                case "reason" -> reason = cursor.text();
                default -> cursor.skip();
            }
        }
        return new Verification(cursor.required(status, "status"), cursor.required(reason, "reason"));
    }

    private static History history(Cursor cursor) {
        cursor.enter();
        String blob = null;
        History.Commit first = null;
        History.Commit last = null;
        boolean isReachable = false;
        boolean isPresent = false;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "blob" -> blob = cursor.text();
                case "first" -> first = commit(cursor);
                case "last" -> last = commit(cursor);
                case "reachable" -> isReachable = cursor.truth();
                case "present" -> isPresent = cursor.truth();
                default -> cursor.skip();
            }
        }
        return new History(cursor.required(blob, "blob"), first, last, isReachable, isPresent);
    }

    private static History.Commit commit(Cursor cursor) {
        cursor.enter();
        String id = null;
        String author = null;
        Instant time = null;
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
            switch (field) {
                case "id" -> id = cursor.text();
                case "author" -> author = cursor.text();
                case "time" -> time = Instant.parse(cursor.text());
                default -> cursor.skip();
            }
        }
        return new History.Commit(
                cursor.required(id, "id"), cursor.required(author, "author"), cursor.required(time, "time"));
    }
}
