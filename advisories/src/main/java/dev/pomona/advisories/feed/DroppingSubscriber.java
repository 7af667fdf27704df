// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// Refuses a response's body, at once.
final class DroppingSubscriber implements BodySubscriber<String> {

    private final @Nullable IOException problem;
    private final CompletableFuture<String> body = new CompletableFuture<>();

    DroppingSubscriber() {
        this.problem = null;
    }

    /// @param problem what the request fails with
    DroppingSubscriber(IOException problem) {
        this.problem = problem;
    }

    @Override
    public CompletionStage<String> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.cancel();
        onComplete();
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {}

    @Override
    public void onError(Throwable other) {
        body.completeExceptionally(other);
    }

    @Override
    public void onComplete() {
        if (problem == null) body.complete("");
        else body.completeExceptionally(problem);
    }
}
