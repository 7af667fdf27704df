// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.server.keys.ServerKey;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Request;
import dev.pomona.server.web.Response;
import dev.pomona.store.identity.AnswerStore;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
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
///
/// What is done and its answer are one transaction: a node that dies on the way leaves both or neither. Answers
/// are kept encrypted, since some hold a secret that is shown once.
public final class Idempotency {

    private static final String HEADER = "Idempotency-Key";
    private static final int LONGEST_KEY = 200;

    private final ServerKey key;

    Idempotency(ServerKey key) {
        this.key = key;
    }

    /// Does it, or gives the answer that it had.
    ///
    /// @param isElsewhere whether it is done outside of the transactions of this thread: then doing it twice must
    ///     change nothing
    /// @throws ProblemException when the key was used for something else, or is being used
    Response once(Call call, Request request, boolean isElsewhere, Supplier<Response> work) {
        Optional<String> given = request.header(HEADER);
        if (given.isEmpty()) return work.get();
        if (given.get().isBlank() || given.get().length() > LONGEST_KEY) {
            throw ProblemException.invalid(HEADER, "has from 1 to %d characters".formatted(LONGEST_KEY));
        }
        // one caller's keys are not another's
        var once = new Once(call, call.caller().name() + "\n" + given.get(), digest(request, call.bodyDigest()));
        if (!isElsewhere) return call.together(tx -> once.answer(tx).orElseGet(() -> once.keep(tx, work.get())));
        Optional<Response> before = call.inTenant(once::answer);
        if (before.isPresent()) return before.get();
        Response response = work.get();
        return call.inTenant(tx -> once.keep(tx, response));
    }

    /// One request under its key.
    private final class Once {

        private final Call call;
        private final String name;
        private final byte[] digest;

        Once(Call call, String name, byte[] digest) {
            this.call = call;
            this.name = name;
            this.digest = digest;
        }

        /// What was answered before.
        Optional<Response> answer(Tx tx) {
            var answers = new AnswerStore(tx);
            if (!answers.hold(name)) {
                throw new ProblemException(
                                ProblemType.IDEMPOTENCY_CONFLICT, "this request is being done; ask again shortly")
                        .retryAfter(Duration.ofSeconds(2));
            }
            return answers.find(name, call.now()).map(this::repeated);
        }

        private Response repeated(AnswerStore.Answer answer) {
            if (!Arrays.equals(answer.request(), digest)) {
                throw new ProblemException(
                        ProblemType.IDEMPOTENCY_CONFLICT, "this key was used for another request; take a fresh one");
            }
            byte[] body = key.unseal(answer.body(), purpose());
            String type = body.length == 0 ? "" : Response.JSON;
            return new Response(answer.status(), type, List.of(), body).header("Idempotent-Replay", "true");
        }

        /// What did not come to an end may be tried again.
        Response keep(Tx tx, Response response) {
            if (response.status() < 300 && response.status() != 202) {
                byte[] sealed = key.seal(response.body(), purpose());
                new AnswerStore(tx).keep(name, digest, response.status(), sealed, call.now());
            }
            return response;
        }

        private String purpose() {
            return Idempotency.purpose(call.caller().tenant(), name);
        }
    }

    /// What an answer is encrypted for.
    ///
    /// @param name of the request
    public static String purpose(TenantId tenant, String name) {
        return "answer %d %s".formatted(tenant.value(), name);
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
