// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What has a name with what somebody typed in it: first what begins with it, then the rest. Names of artifacts and
/// packages are found by the beginnings of their words, all others by any part.
public final class SearchReading {

    /// Parts of names that are looked at; one name may have several that fit.
    private static final int LOOKED_AT = 300;

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

    /// The first of two lists, then what the second has besides.
    private <T> List<T> then(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream())
                .distinct()
                .limit(most)
                .toList();
    }

    /// Rows of a table that have a text in their names.
    ///
    /// @param select up to the table, which is `t`
    private <T> List<T> containing(String text, String table, String select, Function<Row, T> read) {
        String part = text.toLowerCase(Locale.ROOT);
        return tx.all(
                """
                %s where t.id in (
                    select subject from (
                        select n.subject from name_part n
                        where n.tenant_id = current_tenant() and n.kind = ? and %s
                        order by n.part using ~<~, n.subject limit %d) looked)
                order by t.id limit ?
                """.formatted(select, Prefix.condition("n.part"), LOOKED_AT),
                read,
                table,
                Prefix.from(part),
                Prefix.to(part),
                most);
    }

    private List<Named> containing(String text, String table, String select) {
        return containing(text, table, select, row -> new Named(row.text("key"), row.text("name")));
    }

    public List<Named> projects(String text) {
        return then(projectsThatBegin(text), containing(text, "project", "select t.key, t.name from project t"));
    }

    private List<Named> projectsThatBegin(String prefix) {
        return tx.all(
                "select key, name from project where %s order by key using ~<~ limit ?"
                        .formatted(Prefix.condition("key")),
                row -> new Named(row.text("key"), row.text("name")),
                Prefix.from(prefix),
                Prefix.to(prefix),
                most);
    }

    public List<Named> hosts(String text) {
        return then(
                hostsThatBegin(text),
                containing(text, "host", "select t.key, coalesce(t.image_name, '') as name from host t"));
    }

    private List<Named> hostsThatBegin(String prefix) {
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

    public List<FoundArtifact> artifactsByName(String text) {
        return then(artifactsThatBegin(text), containing(text, "artifact", """
                        select t.digest, t.name, t.version, p.key as project
                        from artifact t join project p on p.id = t.project_id""", SearchReading::artifact));
    }

    private List<FoundArtifact> artifactsThatBegin(String prefix) {
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

    public List<FoundPackage> packages(String text) {
        return then(
                packagesThatBegin(text),
                containing(text, "package", """
                        select 'pkg:' || t.type || '/' || case t.namespace when '' then '' else t.namespace || '/' end
                            || t.name as coordinates from package t""", row -> new FoundPackage(row.text("coordinates"))));
    }

    private List<FoundPackage> packagesThatBegin(String prefix) {
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

    public List<Named> environments(String text) {
        return named("environment", "key", "name", text);
    }

    /// By what the provider or people call them; the key is `provider/key`.
    public List<Named> accounts(String text) {
        return then(
                accountsThatBegin(text),
                containing(
                        text,
                        "cloud_account",
                        "select t.provider || '/' || t.key as key, t.name from cloud_account t"));
    }

    private List<Named> accountsThatBegin(String prefix) {
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

    public List<Named> clusters(String text) {
        return named("cluster", "key", "key", text);
    }

    public List<Named> teams(String text) {
        return named("team", "key", "name", text);
    }

    private List<Named> named(String table, String key, String name, String text) {
        return then(
                begins(table, key, name, text),
                containing(text, table, "select t.%s as key, t.%s as name from %s t".formatted(key, name, table)));
    }

    private List<Named> begins(String table, String key, String name, String prefix) {
        return tx.all(
                "select %1$s as key, %2$s as name from %3$s where %4$s order by %1$s using ~<~ limit ?"
                        .formatted(key, name, table, Prefix.condition(key)),
                row -> new Named(row.text("key"), row.text("name")),
                Prefix.from(prefix),
                Prefix.to(prefix),
                most);
    }

    public record Person(long id, String name) {}

    public List<Person> people(String text) {
        return then(
                peopleThatBegin(text),
                containing(
                        text,
                        "person",
                        "select t.id, t.name from person t",
                        row -> new Person(row.number("id"), row.text("name"))));
    }

    private List<Person> peopleThatBegin(String prefix) {
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
