// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Request;
import dev.pomona.server.web.Response;
import dev.pomona.store.identity.AnswerStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Changes with an `Idempotency-Key` are done once: who asks again with the same key and the same
/// request gets the same answer for a day.
final class Idempotency {

    private static final String HEADER = "Idempotency-Key";
    private static final int LONGEST_KEY = 200;

    private Idempotency() {}

    /// Does it, or gives the answer that it had.
    ///
    /// @throws ProblemException when the key was used for something else, or is being used
    static Response once(Call call, Request request, Supplier<Response> work) {
        Optional<String> given = request.header(HEADER);
        if (given.isEmpty()) return work.get();
        if (given.get().isBlank() || given.get().length() > LONGEST_KEY) {
            throw ProblemException.invalid(HEADER, "has from 1 to %d characters".formatted(LONGEST_KEY));
        }
        // one caller's keys are not another's
        String key = call.caller().name() + "\n" + given.get();
        byte[] digest = digest(request, call.bodyDigest());
        Optional<AnswerStore.Answer> before = call.inTenant(tx -> new AnswerStore(tx).reserve(key, digest, call.now()));
        if (before.isPresent()) return repeated(before.get(), digest);
        Response response;
        try {
            response = work.get();
        } catch (RuntimeException e) {
            // nothing was done, so it may be tried again
            release(call, key);
            throw e;
        }
        if (response.status() >= 300 || response.status() == 202) {
            release(call, key);
            return response;
        }
        call.inTenant(tx -> {
            new AnswerStore(tx).keep(key, response.status(), response.body());
            return true;
        });
        return response;
    }

    private static void release(Call call, String key) {
        call.inTenant(tx -> {
            new AnswerStore(tx).release(key);
            return true;
        });
    }

    private static Response repeated(AnswerStore.Answer answer, byte[] digest) {
        if (!Arrays.equals(answer.request(), digest)) {
            throw new ProblemException(
                    ProblemType.IDEMPOTENCY_CONFLICT, "this key was used for another request; take a fresh one");
        }
        if (answer.isInProgress()) {
            throw new ProblemException(
                            ProblemType.IDEMPOTENCY_CONFLICT, "this request is being done; ask again shortly")
                    .retryAfter(Duration.ofSeconds(2));
        }
        String type = answer.body().length == 0 ? "" : Response.JSON;
        return new Response(answer.status(), type, List.of(), answer.body()).header("Idempotent-Replay", "true");
    }

    private static byte[] digest(Request request, byte[] body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            String line = "%s %s?%s\n".formatted(request.method(), request.path(), request.rawQuery());
            digest.update(line.getBytes(StandardCharsets.UTF_8));
            return digest.digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
