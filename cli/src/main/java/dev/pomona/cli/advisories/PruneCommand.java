// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.advisories;

import dev.pomona.advisories.snapshot.SnapshotException;
import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import java.util.List;
import java.util.Set;

/// `pomona advisories prune`.
public final class PruneCommand implements Command {

    private static final Setting KEEP =
            Setting.value("keep", "N", "how many snapshots to keep, the newest first", "5", Setting.Reach.USER);

    @Override
    public String description() {
        return """
                Removes old snapshots from the cache, and the data that no other needs. A verdict that rests on a
                removed snapshot can't be replayed any more. The snapshot in effect and the pinned one always stay.""";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public Arity arity() {
        return Arity.NONE;
    }

    @Override
    public List<Setting> settings() {
        return List.of(KEEP, AdvisorySettings.SNAPSHOT);
    }

    @Override
    public ExitCode run(Invocation invocation) {
        int keep = invocation.settings().count(KEEP).orElse(5);
        Set<String> pinned = Set.copyOf(invocation.settings().list(AdvisorySettings.SNAPSHOT));
        try {
            List<String> removed = new AdvisoryData(invocation).store().prune(keep, pinned);
            removed.forEach(id -> invocation.terminal().out().println("removed " + id));
            invocation.terminal().out().printf("%d removed%n", removed.size());
            return ExitCode.PASSES;
        } catch (SnapshotException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }
}
