// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import dev.pomona.server.audit.Audit;
import dev.pomona.server.change.Precondition;
import dev.pomona.server.change.Topic;
import dev.pomona.store.estate.OwnershipStore;
import dev.pomona.store.estate.OwnershipStore.Rule;
import dev.pomona.store.estate.UnknownException;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Whose a project is: from its CODEOWNERS, from labels (see [Projects]), or from a catalogue of software. Where
/// they differ, CODEOWNERS counts before labels, and labels before the catalogue.
public final class Ownership {

    private final Database database;
    private final Audit audit;
    private final Clock clock;

    public Ownership(Database database, Audit audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /// @param text of the CODEOWNERS file; empty for none
    /// @return what of it counts
    /// @throws UnknownException when there is no such project
    public CodeOwnersFile.Rules codeOwners(TenantId tenant, String project, String text, String by) {
        CodeOwnersFile.Rules read = CodeOwnersFile.read(text);
        replace(tenant, project, "CODEOWNERS", read.rules(), read.leftOut(), by);
        return read;
    }

    /// What a catalogue did.
    ///
    /// @param unknown names in the catalogue that are no projects here, sorted
    public record Catalogued(int projects, List<String> unknown) {

        public Catalogued {
            unknown = List.copyOf(unknown);
        }
    }

    /// A component's project is the one of its name, else of its repository.
    ///
    /// @param text of the catalogue, in YAML
    public Catalogued catalogue(TenantId tenant, String text, String by) {
        List<CatalogueFile.Entity> entities = CatalogueFile.read(text);
        var unknown = new ArrayList<String>();
        for (CatalogueFile.Entity entity : entities) {
            List<Rule> owner = List.of(new Rule("*", List.of(entity.owner())));
            String repository = entity.repository();
            boolean isKnown = isReplaced(tenant, entity.name(), owner, by)
                    || (repository != null && isReplaced(tenant, repository, owner, by));
            if (!isKnown) unknown.add(entity.name());
        }
        return new Catalogued(
                entities.size() - unknown.size(), unknown.stream().sorted().toList());
    }

    /// @return whether there is such a project
    private boolean isReplaced(TenantId tenant, String project, List<Rule> owner, String by) {
        try {
            replace(tenant, project, "catalogue", owner, 0, by);
            return true;
        } catch (UnknownException e) {
            return false;
        }
    }

    private void replace(TenantId tenant, String project, String source, List<Rule> rules, int leftOut, String by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        database.runInTenant(tenant, tx -> {
            Precondition.check(tx, "owners of " + project);
            // every build brings them
            if (!new OwnershipStore(tx).replace(project, source, rules)) return;
            audit.add(
                    tx,
                    Topic.SETTING,
                    by,
                    "owners-set",
                    "project " + project,
                    json -> {
                        json.field("source", source).field("rules", rules.size());
                        if (leftOut > 0) json.field("leftOut", leftOut);
                    },
                    now);
        });
    }
}
