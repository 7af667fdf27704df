// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Projects by key.
public final class ProjectReading {

    private static final String SELECT = """
            select p.key, p.name, p.repository, t.key as team, p.created_at,
                array(select key from jsonb_each_text(p.labels) order by key) as label_names,
                array(select value from jsonb_each_text(p.labels) order by key) as label_values
            from project p left join team t on t.id = p.team_id
            """;

    private final Tx tx;

    public ProjectReading(Tx tx) {
        this.tx = tx;
    }

    /// @param team the key of the team it is of; `null` when it is of none
    public record Project(
            String key,
            String name,
            @Nullable String repository,
            @Nullable String team,
            Map<String, String> labels,
            Instant createdAt) {

        public Project {
            labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        }
    }

    /// @param team the key of the team whose projects are wanted; `null` for all
    /// @param after a key; `null` for the beginning
    public Page<Project> page(@Nullable String team, @Nullable String after, int limit) {
        var found = tx.all(SELECT + """
                where p.tenant_id = current_tenant() and p.key > ? and (?::text is null or t.key = ?)
                order by p.key limit ?
                """, ProjectReading::project, after == null ? "" : after, team, team, limit + 1);
        return Page.of(found, limit, Project::key);
    }

    public Optional<Project> find(String key) {
        return tx.first(SELECT + "where p.tenant_id = current_tenant() and p.key = ?", ProjectReading::project, key);
    }

    private static Project project(Row row) {
        var labels = new TreeMap<String, String>();
        List<String> values = row.texts("label_values");
        for (String name : row.texts("label_names")) labels.put(name, values.get(labels.size()));
        return new Project(
                row.text("key"),
                row.text("name"),
                row.optionalText("repository"),
                row.optionalText("team"),
                labels,
                row.time("created_at"));
    }
}
