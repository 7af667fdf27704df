// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import dev.pomona.server.audit.Audit;
import dev.pomona.server.change.Precondition;
import dev.pomona.server.change.Topic;
import dev.pomona.store.estate.TeamStore;
import dev.pomona.store.estate.TeamStore.Team;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The teams and who is in them.
public final class Teams {

    private final Database database;
    private final Audit audit;
    private final Clock clock;

    public Teams(Database database, Audit audit, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /// Makes it, or changes the one of that key.
    ///
    /// @param members people by id; `null` to leave them as they are
    /// @return whether it is new
    /// @throws dev.pomona.store.estate.UnknownException when there is no such person
    public boolean set(TenantId tenant, Team team, @Nullable List<Long> members, String by) {
        Instant now = now();
        return database.inTenant(tenant, tx -> {
            Precondition.check(tx, "team " + team.key());
            var store = new TeamStore(tx);
            boolean isNew = store.set(team);
            if (members != null) store.setMembers(team.key(), members);
            audit.add(
                    tx,
                    Topic.SETTING,
                    by,
                    "team-set",
                    "team " + team.key(),
                    json -> {
                        json.field("name", team.name());
                        if (members == null) return;
                        json.inlineArray("members");
                        members.forEach(json::value);
                        json.end();
                    },
                    now);
            return isNew;
        });
    }

    /// @return whether it is gone; `false` when it is not there or has a project
    public boolean remove(TenantId tenant, String key, String by) {
        Instant now = now();
        return database.inTenant(tenant, tx -> {
            Precondition.check(tx, "team " + key);
            boolean gone = new TeamStore(tx).remove(key);
            if (gone) audit.add(tx, Topic.SETTING, by, "team-removed", "team " + key, _ -> {}, now);
            return gone;
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
