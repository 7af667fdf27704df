// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.control;

import dev.pomona.cli.command.CommandEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Everything that a control plane can be asked or told.
public final class Asks {

    /// Lists that are never long and so are not paged.
    static final Set<String> WHOLE = Set.of(
            "/answer-levels",
            "/artifacts/{}/checks",
            "/environments",
            "/environments/{}/checks",
            "/findings/{}/acceptances",
            "/freshness/trend",
            "/issuers",
            "/portfolio/days",
            "/portfolio/pressing",
            "/registries",
            "/repositories",
            "/service-levels",
            "/webhooks");

    private Asks() {}

    /// Sorted by name.
    public static List<CommandEntry> all() {
        return Stream.of(
                        EstateAsks.all(),
                        FindingAsks.all(),
                        FreshnessAsks.all(),
                        AgreedAsks.all(),
                        RecordAsks.all(),
                        RegistryAsks.all())
                .flatMap(List::stream)
                .sorted(Comparator.comparing(CommandEntry::name))
                .toList();
    }
}
