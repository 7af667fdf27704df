// SPDX-License-Identifier: Apache-2.0
package dev.pomona.engine;

import dev.pomona.engine.content.Content;
import dev.pomona.engine.content.LimitException;
import dev.pomona.engine.content.ScratchException;
import dev.pomona.engine.walk.FileAccess;
import dev.pomona.engine.walk.WalkedFile;
import dev.pomona.scan.api.ScanTimeoutException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a file that did not have to be read so far, for scanners of the second phase.
final class LoadWork implements Workers.Work {

    private final ScanScope scope;
    private final FileAccess access;
    private final WalkedFile file;
    private final List<UnitResult.Entry> needed;

    LoadWork(ScanScope scope, FileAccess access, WalkedFile file, List<UnitResult.Entry> needed) {
        this.scope = scope;
        this.access = access;
        this.file = file;
        this.needed = needed;
    }

    @Override
    public void run(Workers.Worker worker) {
        if (scope.stop().isStopped()) return;
        var load = new UnitLoad(scope);
        needed.forEach(load::need);
        try (var channel = access.open(file.path())) {
            Content content = scope.contents().read(channel, scope.options().maxFileSize());
            boolean kept = false;
            try {
                kept = load.load(file.facts(), content);
            } finally {
                if (!kept) content.close();
            }
        } catch (IOException | LimitException | ScratchException | ScanTimeoutException | InternalError _) {
            // What is missing now is a gap of the scanner that needs it.
        }
    }

    @Override
    public Workers.@Nullable Work givenUp(ScannerCall call) {
        return null;
    }
}
