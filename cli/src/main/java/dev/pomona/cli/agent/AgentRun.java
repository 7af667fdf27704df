// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent;

import dev.pomona.cli.agent.Courier.Outcome;
import dev.pomona.cli.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Looks, keeps and delivers, until it is told to stop.
final class AgentRun {

    private final Lookout lookout;
    private final Journal journal;
    private final ReportText text;
    private final ReportQueue queue;
    private final Courier courier;
    private final Duration interval;
    private final Clock clock;
    private final Terminal terminal;
    private Instant deliverAt = Instant.EPOCH;
    private String trouble = "";
    private long droppedBefore;
    private List<String> gapsBefore = List.of();

    AgentRun(
            Lookout lookout,
            Journal journal,
            ReportText text,
            ReportQueue queue,
            Courier courier,
            Duration interval,
            Clock clock,
            Terminal terminal) {
        this.lookout = lookout;
        this.journal = journal;
        this.text = text;
        this.queue = queue;
        this.courier = courier;
        this.interval = interval;
        this.clock = clock;
        this.terminal = terminal;
    }

    /// @throws InterruptedException when it is told to stop; what is not delivered then is delivered by the next run
    void run() throws InterruptedException {
        Instant next = clock.instant();
        while (true) {
            if (!clock.instant().isBefore(next)) {
                next = clock.instant().plus(interval);
                look();
            }
            deliver();
            // a server that is back should not wait for the next look
            Instant wake = queue.isEmpty() || deliverAt.isAfter(next) ? next : deliverAt;
            Duration rest = Duration.between(clock.instant(), wake);
            Thread.sleep(rest.isPositive() ? rest.plusMillis(1) : Duration.ofMillis(1));
        }
    }

    private void look() {
        Look look = lookout.look();
        queue.boot(lookout.boot());
        if (!look.host().gaps().equals(gapsBefore)) {
            gapsBefore = look.host().gaps();
            gapsBefore.forEach(gap -> terminal.warn("not seen: " + gap));
        }
        journal.next(look).ifPresent(this::keep);
    }

    private void keep(Journal.Entry entry) {
        try {
            queue.add(entry, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (queue.dropped() > droppedBefore) {
            droppedBefore = queue.dropped();
            terminal.warn(
                    "the server is away for so long that reports are dropped: %d so far".formatted(droppedBefore));
        }
    }

    private void deliver() {
        while (!clock.instant().isBefore(deliverAt)) {
            Optional<ReportQueue.Waiting> waiting = queue.first();
            if (waiting.isEmpty()) return;
            long number = waiting.get().number();
            switch (courier.deliver(waiting.get().text())) {
                case Outcome.Delivered(boolean wantsFull, int _) -> {
                    queue.remove(number);
                    if (wantsFull) journal.restart();
                    if (!trouble.isEmpty()) terminal.note("reports are delivered again");
                    trouble = "";
                }
                case Outcome.Refused(String why) -> {
                    queue.remove(number);
                    journal.restart();
                    terminal.warn("a report is not taken, and dropped: " + why);
                }
                case Outcome.Later(Duration after, String why) -> {
                    deliverAt = clock.instant().plus(after);
                    if (!why.equals(trouble)) terminal.warn("reports are kept for later: " + why);
                    trouble = why;
                }
            }
        }
    }
}
