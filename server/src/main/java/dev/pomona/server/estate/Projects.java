// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import dev.pomona.server.audit.Audit;
import dev.pomona.server.change.Precondition;
import dev.pomona.server.change.Topic;
import dev.pomona.store.estate.OwnershipStore;
import dev.pomona.store.estate.OwnershipStore.Rule;
import dev.pomona.store.estate.ProjectStore;
import dev.pomona.store.estate.ProjectStore.Said;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/// What people say of projects: whose they are, where their source is.
public final class Projects {

    /// The label that names who answers for the whole project, several joined by commas.
    public static final String OWNER = "owner";

    public static final int MOST_LABELS = 100;

    private final Database database;
    private final Audit audit;
    private final Clock clock;

    public Projects(Database database, Audit audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /// Takes the place of what was said before. The label [#OWNER] makes owners, see [Ownership].
    ///
    /// @throws dev.pomona.store.estate.UnknownException when there is no such project or team
    public void say(TenantId tenant, String project, Said said, String by) {
        if (said.labels().size() > MOST_LABELS) {
            throw new IllegalArgumentException("at most %d labels".formatted(MOST_LABELS));
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        database.runInTenant(tenant, tx -> {
            Precondition.check(tx, "project " + project);
            new ProjectStore(tx).say(project, said);
            List<String> owners = Stream.of(
                            said.labels().getOrDefault(OWNER, "").split(",", -1))
                    .map(String::strip)
                    .filter(owner -> !owner.isEmpty())
                    .toList();
            new OwnershipStore(tx)
                    .replace(project, "label", owners.isEmpty() ? List.of() : List.of(new Rule("*", owners)));
            audit.add(
                    tx,
                    Topic.SETTING,
                    by,
                    "project-set",
                    "project " + project,
                    json -> {
                        json.field("name", said.name())
                                .field("repository", said.repository())
                                .field("team", said.team())
                                .inlineObject("labels");
                        said.labels().forEach(json::field);
                        json.end();
                    },
                    now);
        });
    }
}
