// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What has a name that begins with what somebody typed.
public final class SearchReading {

    private final Tx tx;
    private final int most;

    /// @param most of each kind
    public SearchReading(Tx tx, int most) {
        this.tx = tx;
        this.most = most;
    }

    public record Named(String key, String name) {}

    public record FoundArtifact(
            String digest, String name, @Nullable String version, String project) {}

    /// @param coordinates the purl without version
    public record FoundPackage(String coordinates) {}

    public List<Named> projects(String prefix) {
        return tx.all(
                "select key, name from project where %s order by key using ~<~ limit ?"
                        .formatted(Prefix.condition("key")),
                row -> new Named(row.text("key"), row.text("name")),
                Prefix.from(prefix),
                Prefix.to(prefix),
                most);
    }

    public List<Named> hosts(String prefix) {
        return tx.all(
                """
                select h.key, coalesce(h.image_name, '') as name from host h
                where %s order by h.key using ~<~ limit ?
                """.formatted(Prefix.condition("h.key")),
                row -> new Named(row.text("key"), row.text("name")),
                Prefix.from(prefix),
                Prefix.to(prefix),
                most);
    }

    public List<FoundArtifact> artifactsByName(String prefix) {
        return tx.all(
                """
                select a.digest, a.name, a.version, p.key as project from artifact a join project p on p.id = a.project_id
                where %s order by a.name using ~<~, a.id limit ?
                """.formatted(Prefix.condition("a.name")),
                SearchReading::artifact,
                Prefix.from(prefix),
                Prefix.to(prefix),
                most);
    }

    /// @param prefix `sha256:` and the first digits
    public List<FoundArtifact> artifactsByDigest(String prefix) {
        return tx.all(
                """
                select a.digest, a.name, a.version, p.key as project from artifact a join project p on p.id = a.project_id
                where %s order by a.digest using ~<~ limit ?
                """.formatted(Prefix.condition("a.digest")),
                SearchReading::artifact,
                Prefix.from(prefix),
                Prefix.to(prefix),
                most);
    }

    public List<FoundPackage> packages(String prefix) {
        return tx.all(
                """
                select 'pkg:' || type || '/' || case namespace when '' then '' else namespace || '/' end || name
                    as coordinates
                from package where %s order by name using ~<~, id limit ?
                """.formatted(Prefix.condition("name")),
                row -> new FoundPackage(row.text("coordinates")),
                Prefix.from(prefix),
                Prefix.to(prefix),
                most);
    }

    /// What findings of a flaw are called, by its id or an alias.
    public List<String> vulnerabilities(String id) {
        return tx.all("""
                select vulnerability from component_match where tenant_id = current_tenant() and vulnerability = ?
                union
                select vulnerability from component_match
                where tenant_id = current_tenant() and aliases && array[?::text]
                order by vulnerability limit ?
                """, row -> row.text("vulnerability"), id, id, most);
    }

    public List<Named> environments(String prefix) {
        return named("environment", "key", "name", prefix);
    }

    /// By what the provider calls them; the key is `provider/key`.
    public List<Named> accounts(String prefix) {
        int slash = prefix.indexOf('/');
        return tx.all(
                """
                select provider || '/' || key as key, name from cloud_account
                where %s and (?::text is null or provider = ?) order by key using ~<~ limit ?
                """.formatted(Prefix.condition("key")),
                row -> new Named(row.text("key"), row.text("name")),
                Prefix.from(prefix.substring(slash + 1)),
                Prefix.to(prefix.substring(slash + 1)),
                slash < 0 ? null : prefix.substring(0, slash),
                slash < 0 ? null : prefix.substring(0, slash),
                most);
    }

    public List<Named> clusters(String prefix) {
        return named("cluster", "key", "key", prefix);
    }

    public List<Named> teams(String prefix) {
        return named("team", "key", "name", prefix);
    }

    private List<Named> named(String table, String key, String name, String prefix) {
        return tx.all(
                "select %1$s as key, %2$s as name from %3$s where %4$s order by %1$s using ~<~ limit ?"
                        .formatted(key, name, table, Prefix.condition(key)),
                row -> new Named(row.text("key"), row.text("name")),
                Prefix.from(prefix),
                Prefix.to(prefix),
                most);
    }

    public record Person(long id, String name) {}

    public List<Person> people(String prefix) {
        return tx.all(
                "select id, name from person where %s order by name using ~<~, id limit ?"
                        .formatted(Prefix.condition("name")),
                row -> new Person(row.number("id"), row.text("name")),
                Prefix.from(prefix),
                Prefix.to(prefix),
                most);
    }

    private static FoundArtifact artifact(Row row) {
        return new FoundArtifact(
                row.text("digest"), row.text("name"), row.optionalText("version"), row.text("project"));
    }
}
