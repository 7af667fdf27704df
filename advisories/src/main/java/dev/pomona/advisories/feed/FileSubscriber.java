// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.feed;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Writes a response's body to a file, up to a limit, and yields its SHA-256 in hex.
final class FileSubscriber implements BodySubscriber<String> {

    /// The body is larger than allowed, or there is no room for it: trying again would not help.
    static final class HopelessException extends IOException {
        private static final long serialVersionUID = 1L;

        HopelessException(String message) {
            super(message);
        }
    }

    private final CompletableFuture<String> body = new CompletableFuture<>();
    private final MessageDigest digest = Checksum.start();
    private final FileChannel file;
    private final long limit;
    private final AtomicLong received;
    private Flow.@Nullable Subscription subscription;

    /// @param received counts the bytes while they arrive
    FileSubscriber(Path file, long limit, AtomicLong received) throws IOException {
        this.file = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        this.limit = limit;
        this.received = received;
    }

    @Override
    public CompletionStage<String> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (body.isDone()) return;
        try {
            for (ByteBuffer buffer : buffers) write(buffer);
        } catch (HopelessException e) {
            if (subscription != null) subscription.cancel();
            onError(e);
        }
    }

    private void write(ByteBuffer buffer) throws HopelessException {
        if (received.addAndGet(buffer.remaining()) > limit) {
            throw new HopelessException("it has more than the %d bytes allowed".formatted(limit));
        }
        digest.update(buffer.duplicate());
        try {
            while (buffer.hasRemaining()) file.write(buffer);
        } catch (IOException e) {
            throw new HopelessException("it could not be stored: " + Reason.of(e));
        }
    }

    @Override
    public void onError(Throwable problem) {
        try {
            file.close();
        } catch (IOException e) {
            problem.addSuppressed(e);
        }
        body.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        try {
            file.close();
            body.complete(Checksum.hex(digest));
        } catch (IOException e) {
            body.completeExceptionally(e);
        }
    }
}
