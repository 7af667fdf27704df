// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.engine.content.LimitException;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.ScanTimeoutException;
import java.time.Duration;
import java.util.Locale;

/// Calls a scanner for one file and turns whatever it throws into a gap of that file.
///
/// Gaps name the kind of failure only: a message could carry text of the file.
final class SafeCall {

    private final EngineOptions options;
    private final String path;
    private boolean passing;

    SafeCall(EngineOptions options, String path) {
        this.options = options;
        this.path = path;
    }

    void run(Recorder recorder, Runnable scanner) {
        try {
            scanner.run();
        } catch (ScanTimeoutException _) {
            passing(
                    recorder,
                    Gap.Kind.TIMEOUT,
                    "the time allowed (%s) ran out".formatted(print(options.scannerTimeout())));
        } catch (LimitException e) {
            // of memory, and the next scan may have more
            passing(recorder, Gap.Kind.LIMIT, String.valueOf(e.getMessage()));
        } catch (StackOverflowError _) {
            recorder.gap(new Gap(Gap.Kind.LIMIT, path, "nested too deeply"));
        } catch (OutOfMemoryError _) {
            passing(recorder, Gap.Kind.LIMIT, "needs more memory than there is");
        } catch (InternalError _) {
            passing(recorder, Gap.Kind.UNREADABLE, "it changed while it was read");
        } catch (RuntimeException | Error e) {
            String kind = e.getClass().getSimpleName();
            passing(recorder, Gap.Kind.UNSUPPORTED, "the scanner failed on it (%s)".formatted(kind));
        }
    }

    /// Whether something happened that may not happen again.
    boolean isPassing() {
        return passing;
    }

    private void passing(Recorder recorder, Gap.Kind kind, String message) {
        recorder.gap(new Gap(kind, path, message));
        passing = true;
    }

    /// `90s`, `1.5s`: as the option is written.
    static String print(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
