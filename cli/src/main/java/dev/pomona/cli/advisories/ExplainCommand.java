// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.advisories;

import dev.pomona.advisories.index.AdvisoryIndex;
import dev.pomona.advisories.snapshot.SnapshotException;
import dev.pomona.cli.command.Command;
import dev.pomona.cli.command.ExitCode;
import dev.pomona.cli.command.Invocation;
import dev.pomona.cli.settings.Setting;
import dev.pomona.cli.settings.UsageException;
import dev.pomona.cli.terminal.Escape;
import dev.pomona.cli.terminal.Style;
import dev.pomona.cli.terminal.Terminal;
import dev.pomona.model.advisory.Advisory;
import dev.pomona.model.advisory.Affected;
import dev.pomona.model.advisory.Kev;
import dev.pomona.model.advisory.VersionRange;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/// `pomona advisories explain ID`: what every source says.
public final class ExplainCommand implements Command {

    @Override
    public String description() {
        return """
                Shows what each source says about a vulnerability, under any of its ids: affected packages and ranges,
                ratings, whether it is exploited and how likely that is.""";
    }

    @Override
    public String arguments() {
        return "ID";
    }

    @Override
    public Arity arity() {
        return Arity.ONE;
    }

    @Override
    public List<Setting> settings() {
        return List.of(AdvisorySettings.SNAPSHOT);
    }

    @Override
    public ExitCode run(Invocation invocation) {
        String id = invocation.arguments().getFirst().strip();
        try {
            AdvisoryIndex index = new AdvisoryData(invocation).open().index();
            List<Advisory> advisories = group(id, index);
            if (advisories.isEmpty()) {
                invocation.terminal().warn("no advisory is called '%s' in the data at hand".formatted(id));
                return ExitCode.INCOMPLETE;
            }
            print(advisories, index, invocation.terminal());
            return ExitCode.PASSES;
        } catch (SnapshotException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /// The advisories with this id or alias, and those that share a CVE or other alias with one of them.
    private static List<Advisory> group(String id, AdvisoryIndex index) {
        Map<String, Advisory> found = new LinkedHashMap<>();
        index.advisoriesWithAlias(id).forEach(advisory -> found.put(advisory.source() + advisory.id(), advisory));
        for (Advisory advisory : List.copyOf(found.values())) {
            for (String alias : advisory.aliases()) {
                for (Advisory other : index.advisoriesWithAlias(alias)) {
                    found.put(other.source() + other.id(), other);
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static void print(List<Advisory> advisories, AdvisoryIndex index, Terminal terminal) {
        PrintStream out = terminal.out();
        var ids = new TreeSet<String>();
        for (Advisory advisory : advisories) {
            ids.add(advisory.id());
            ids.addAll(advisory.aliases());
        }
        out.println(terminal.styled(Style.BOLD, Escape.line(String.join(", ", ids))));
        for (String id : ids) {
            index.kev(id).ifPresent(kev -> out.println("  " + exploited(kev)));
            index.epss(id)
                    .ifPresent(epss -> out.printf(
                            Locale.ROOT,
                            "  %s: exploitation within 30 days %.1f%% likely (EPSS), more than %.0f%% of all%n",
                            Escape.line(id),
                            Math.min(99.9, epss.probability() * 100),
                            // the top is above all others, and not above itself
                            Math.min(99, Math.floor(epss.percentile() * 100))));
        }
        advisories.forEach(advisory -> print(advisory, terminal));
    }

    private static String exploited(Kev kev) {
        String due = kev.dueDate() == null ? "" : ", to be fixed by %s".formatted(kev.dueDate());
        String ransomware = kev.knownRansomware() ? ", by ransomware too" : "";
        return "%s: exploited, in CISA's catalogue since %s%s%s"
                .formatted(Escape.line(kev.cve()), kev.dateAdded(), due, ransomware);
    }

    private static void print(Advisory advisory, Terminal terminal) {
        PrintStream out = terminal.out();
        String withdrawn = advisory.isWithdrawn() ? "  withdrawn " + advisory.withdrawn() : "";
        out.printf(
                "%n%s  %s%s%n",
                terminal.styled(Style.BOLD, Escape.line(advisory.id())), Escape.line(advisory.source()), withdrawn);
        if (!advisory.summary().isEmpty()) out.println("  " + Escape.line(advisory.summary()));
        advisory.severities().forEach(rating -> out.println("  severity " + Escape.line(rating.value())));
        if (!advisory.weaknesses().isEmpty()) {
            out.println("  "
                    + String.join(
                            ", ",
                            advisory.weaknesses().stream()
                                    .map(cwe -> "CWE-" + cwe)
                                    .toList()));
        }
        if (advisory.modified() != null) out.println("  modified " + advisory.modified());
        for (Affected affected : advisory.affected()) {
            out.printf("  %s  %s%n", Escape.line(affected.packageName().toString()), Escape.line(versions(affected)));
        }
        advisory.references().stream().limit(5).forEach(reference -> out.println("  " + Escape.line(reference.url())));
    }

    private static String versions(Affected affected) {
        var parts = new ArrayList<String>();
        for (VersionRange range : affected.ranges()) {
            var events = new ArrayList<String>();
            for (VersionRange.Event event : range.events()) {
                events.add(
                        switch (event) {
                            case VersionRange.Event.Introduced(var version) -> ">=" + version;
                            case VersionRange.Event.Fixed(var version) -> "<" + version;
                            case VersionRange.Event.LastAffected(var version) -> "<=" + version;
                            case VersionRange.Event.Limit(var version) -> "below " + version;
                        });
            }
            parts.add(String.join(" ", events));
        }
        if (!affected.versions().isEmpty())
            parts.add("%d listed versions".formatted(affected.versions().size()));
        return parts.isEmpty() ? "every version" : String.join("; ", parts);
    }
}
