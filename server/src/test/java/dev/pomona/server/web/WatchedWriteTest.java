// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WatchedWriteTest {

    private final WatchedWrite impatient = new WatchedWrite(Duration.ZERO);

    @Test
    void whoWritesTooLongIsInterruptedInTheWriteAlone() throws Exception {
        var began = new CountDownLatch(1);
        Thread watch = Thread.ofVirtual().start(() -> {
            try {
                began.await();
                impatient.endWhenTooSlow();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        var isInterrupted = new AtomicBoolean();
        impatient.run(() -> {
            began.countDown();
            try {
                watch.join();
                Thread.sleep(Duration.ofMinutes(1));
            } catch (InterruptedException _) {
                isInterrupted.set(true);
            }
        });
        assertThat(isInterrupted).isTrue();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whoHasTimeIsLeftAlone() {
        var patient = new WatchedWrite(Duration.ofMinutes(1));
        patient.run(patient::endWhenTooSlow);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void nobodyIsInterruptedBetweenWrites() throws Exception {
        impatient.endWhenTooSlow();
        assertThat(Thread.interrupted()).isFalse();
        var isOver = new AtomicBoolean();
        Thread watch = Thread.ofPlatform().start(() -> {
            while (!isOver.get()) impatient.endWhenTooSlow();
        });
        try {
            for (int i = 0; i < 50_000; i++) {
                impatient.run(() -> {});
                assertThat(Thread.interrupted()).as("after write %d", i).isFalse();
            }
        } finally {
            isOver.set(true);
            watch.join();
        }
    }
}
