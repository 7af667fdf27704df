// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.advisories;

import dev.pomona.advisories.feed.EcosystemChoice;
import dev.pomona.advisories.feed.FeedSource;
import dev.pomona.advisories.match.ComponentMatcher;
import dev.pomona.advisories.snapshot.SnapshotException;
import dev.pomona.advisories.snapshot.SourceReport;
import dev.pomona.advisories.snapshot.UpdateReport;
import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.cli.terminal.Style;
import dev.pomona.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `pomona advisories update`.
public final class UpdateCommand implements Command {

    private static final Setting ECOSYSTEM = Setting.list(
            "ecosystem",
            "NAME",
            "update these ecosystems only (default: all of a mirror; of the public bucket those of libraries)",
            Setting.Reach.USER);
    private static final Setting FROM = Setting.value(
            "from",
            "ADDRESS",
            "a folder, zip or address with osv/, kev/ and epss/ beside each other, or with ecosystems directly",
            null,
            Setting.Reach.USER);

    @Override
    public String description() {
        return """
                Brings the advisory data in the cache up to date and makes it the current snapshot. Snapshots are
                immutable: a scan that runs meanwhile keeps the one it began with, and a download that fails or is
                damaged leaves everything as it was. Exits with 3 when a source could not be had.""";
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
        var settings = new ArrayList<>(List.of(
                ECOSYSTEM,
                FROM,
                AdvisorySettings.EPSS_SOURCE,
                AdvisorySettings.KEV_SOURCE,
                AdvisorySettings.OSV_SOURCE));
        settings.sort(Comparator.comparing(Setting::name));
        return settings;
    }

    @Override
    public ExitCode run(Invocation invocation) {
        var data = new AdvisoryData(invocation);
        Optional<String> from = invocation.settings().text(FROM);
        List<FeedSource> sources = from.<List<FeedSource>>map(base -> List.of(new FeedSource.Mirror(base)))
                .orElseGet(data::sources);
        try {
            UpdateReport report = data.update(choice(invocation, from.isPresent()), sources);
            report.sources().forEach(source -> print(source, invocation.terminal()));
            report.snapshot().ifPresent(id -> invocation.terminal().out().println("snapshot " + id));
            return report.failures().isEmpty() && report.older().isEmpty() ? ExitCode.PASSES : ExitCode.INCOMPLETE;
        } catch (SnapshotException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private static EcosystemChoice choice(Invocation invocation, boolean isMirror) {
        List<String> named = invocation.settings().list(ECOSYSTEM);
        if (!named.isEmpty()) return EcosystemChoice.of(named);
        return isMirror ? EcosystemChoice.all() : EcosystemChoice.of(ComponentMatcher.libraryEcosystems());
    }

    private static void print(SourceReport source, Terminal terminal) {
        Style style = switch (source.status()) {
            case UPDATED -> Style.GREEN;
            case UNCHANGED -> Style.PLAIN;
            case ABSENT, SKIPPED -> Style.DIM;
            case OLDER, FAILED -> Style.BRIGHT_RED;
        };
        String status = source.status().name().toLowerCase(Locale.ROOT);
        String reason = source.reason().isEmpty() ? "" : ": " + Escape.line(source.reason());
        terminal.out()
                .printf(
                        "%-20s %s  %,d records%s%n",
                        Escape.line(source.name()), terminal.styled(style, status), source.records(), reason);
        source.retries().forEach(retry -> terminal.out().println("    tried again: " + Escape.line(retry)));
        source.rejected().stream()
                .limit(5)
                .forEach(rejected -> terminal.out().println("    left out: " + Escape.line(rejected)));
        if (source.rejected().size() > 5) {
            terminal.out()
                    .printf("    … and %,d more left out%n", source.rejected().size() - 5);
        }
    }
}
