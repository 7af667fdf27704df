// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.advisories;

import dev.pomona.advisories.snapshot.Snapshot;
import dev.pomona.advisories.snapshot.SnapshotException;
import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.model.report.DataSource;
import java.io.PrintStream;
import java.util.List;

/// `pomona advisories status`.
public final class StatusCommand implements Command {

    @Override
    public String description() {
        return "Shows the snapshot in effect, its sources with their age, and the snapshots kept in the cache.";
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
        return List.of(AdvisorySettings.SNAPSHOT);
    }

    @Override
    public ExitCode run(Invocation invocation) {
        PrintStream out = invocation.terminal().out();
        var data = new AdvisoryData(invocation);
        try {
            Snapshot snapshot = data.open();
            out.println("snapshot " + snapshot.id());
            for (DataSource source : snapshot.sources()) {
                out.printf(
                        "  %-20s %,9d records  newest %s  confirmed %s%n",
                        Escape.line(source.name()),
                        source.records(),
                        source.newest() == null ? "unknown" : source.newest(),
                        source.fetched() == null ? "never" : source.fetched());
            }
            if (snapshot.isStarter()) {
                out.println("This is only the starter pack that came with the program: most vulnerabilities are not in"
                        + " it. 'pomona advisories update' fetches the rest.");
            }
            List<String> kept = data.store().ids();
            if (!kept.isEmpty()) {
                out.println("kept, newest first");
                kept.forEach(id -> out.println("  " + id));
            }
            return snapshot.isStarter() ? ExitCode.INCOMPLETE : ExitCode.PASSES;
        } catch (SnapshotException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }
}
