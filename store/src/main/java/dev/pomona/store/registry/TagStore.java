// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.registry;

import dev.pomona.store.reading.Page;
import dev.pomona.store.sql.Row;
import dev.pomona.store.sql.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tags of a repository that is watched, as they were seen last.
public final class TagStore {

    private final Tx tx;
    private final long repository;

    public TagStore(Tx tx, long repository) {
        this.tx = tx;
        this.repository = repository;
    }

    /// @param builtAt when the image was built; `null` when nobody said
    /// @param since when the tag was first seen to mean this digest
    /// @param document the digest of the bill of materials that was attached; `null` while there is none
    public record Tag(
            String tag,
            String digest,
            @Nullable Instant builtAt,
            Instant since,
            @Nullable String document) {}

    public Map<String, Tag> all() {
        var tags = new HashMap<String, Tag>();
        tx.each(
                "select * from watched_tag where repository_id = ?",
                row -> tags.put(row.text("tag"), tag(row)),
                repository);
        return tags;
    }

    /// By tag, behind one.
    public Page<Tag> page(@Nullable String after, int limit) {
        var found = tx.all(
                "select * from watched_tag where repository_id = ? and tag > ? order by tag limit ?",
                TagStore::tag,
                repository,
                after == null ? "" : after,
                limit + 1);
        return Page.of(found, limit, Tag::tag);
    }

    public void keep(Tag tag) {
        tx.update("""
                insert into watched_tag as t (tenant_id, repository_id, tag, digest, built_at, since, document)
                values (current_tenant(), ?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, repository_id, tag) do update set
                    digest = excluded.digest, built_at = excluded.built_at, document = excluded.document,
                    since = case when t.digest = excluded.digest then t.since else excluded.since end
                """, repository, tag.tag(), tag.digest(), tag.builtAt(), tag.since(), tag.document());
    }

    /// Forgets tags that are not there any more.
    ///
    /// @param there all that are
    public void leaveOnly(Collection<String> there) {
        tx.update("delete from watched_tag where repository_id = ? and not tag = any (?::text[])", repository, there);
    }

    private static Tag tag(Row row) {
        return new Tag(
                row.text("tag"),
                row.text("digest"),
                row.optionalTime("built_at"),
                row.time("since"),
                row.optionalText("document"));
    }
}
