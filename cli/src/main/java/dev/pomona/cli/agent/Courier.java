// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent;

import dev.pomona.cli.remote.Remote;
import dev.pomona.cli.remote.RemoteException;
import dev.pomona.syntax.Node;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// Brings reports to the control plane, and decides what is to become of those it does not take.
final class Courier {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Remote remote;
    private final String path;
    private final RandomGenerator random;
    private Duration pause = FIRST_PAUSE;

    /// @param host its key
    Courier(Remote remote, String host, RandomGenerator random) {
        this.remote = remote;
        this.path = "/hosts/" + URLEncoder.encode(host, StandardCharsets.UTF_8).replace("+", "%20") + "/report";
        this.random = random;
    }

    /// What came of one.
    sealed interface Outcome {

        /// @param wantsFull whether the server misses one before it
        /// @param unscanned how many of the images nobody has scanned
        record Delivered(boolean wantsFull, int unscanned) implements Outcome {}

        /// The server can't be asked, or does not take reports of this token or environment as things are.
        ///
        /// @param after which it makes sense to try again
        record Later(Duration after, String why) implements Outcome {}

        /// It will never be taken.
        record Refused(String why) implements Outcome {}
    }

    Outcome deliver(String report) {
        try {
            var answer = remote.ask("PUT", path, report);
            if (answer.isSuccess()) {
                pause = FIRST_PAUSE;
                Node body = answer.body();
                return new Outcome.Delivered(
                        body.isTrue("wantsFull"), body.items("unknown").size());
            }
            return switch (answer.status()) {
                // the report itself is wrong for this server
                case 400, 409, 413, 415, 422 -> new Outcome.Refused(answer.problem());
                default -> later(answer.problem(), answer.retryAfter());
            };
        } catch (RemoteException e) {
            return later(String.valueOf(e.getMessage()), Duration.ZERO);
        }
    }

    /// Twice as long each time, and not all hosts at once.
    private Outcome.Later later(String why, Duration least) {
        Duration spread = pause.plusMillis(random.nextLong(Math.max(1, pause.toMillis() / 2)));
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        return new Outcome.Later(spread.compareTo(least) > 0 ? spread : least, why);
    }
}
