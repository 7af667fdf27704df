// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.estate;

import dev.pomona.store.sql.Tx;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What people say of projects. They are made when something of them first arrives.
public final class ProjectStore {

    private final Tx tx;

    public ProjectStore(Tx tx) {
        this.tx = tx;
    }

    /// @param repository where its source is; `null` when nobody said
    /// @param team the key of the team whose it is; `null` for none
    /// @param labels free words, such as `tier` and `owner`
    public record Said(
            String name,
            @Nullable String repository,
            @Nullable String team,
            Map<String, String> labels) {

        public Said {
            labels = new TreeMap<>(labels);
        }
    }

    /// Takes the place of what was said before; locks the project until the transaction ends.
    ///
    /// @throws UnknownException when there is no such project or team
    public void say(String project, Said said) {
        Long team = said.team() == null
                ? null
                : tx.first("select id from team where key = ?", row -> row.number("id"), said.team())
                        .orElseThrow(() -> new UnknownException("team", String.valueOf(said.team())));
        int changed = tx.update(
                """
                update project set name = ?, repository = ?, team_id = ?,
                    labels = (select coalesce(jsonb_object_agg(l.name, l.value), '{}')
                              from unnest(?::text[], ?::text[]) as l (name, value))
                where key = ?
                """,
                said.name(),
                said.repository(),
                team,
                said.labels().keySet(),
                said.labels().values(),
                project);
        if (changed == 0) throw new UnknownException("project", project);
    }
}
