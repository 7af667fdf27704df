// SPDX-License-Identifier: Apache-2.0
package dev.pomona.store.reading;

import dev.pomona.store.estate.Artifact;
import dev.pomona.store.estate.ArtifactStore;
import dev.pomona.store.sql.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Artifacts of a project, the last seen first, and what is in one.
public final class ArtifactReading {

    private final Tx tx;

    public ArtifactReading(Tx tx) {
        this.tx = tx;
    }

    /// @param after where the page before ended; `null` for the beginning
    public Page<Artifact> ofProject(String project, @Nullable String after, int limit) {
        Place place = Place.parse(after);
        List<Artifact> found = new ArtifactStore(tx)
                .ofProjectBehind(
                        project,
                        place == null ? null : place.value(),
                        place == null ? 0 : Long.parseLong(place.id()),
                        limit + 1);
        return Page.of(
                found,
                limit,
                artifact -> new Place(artifact.lastSeen().toString(), Long.toString(artifact.id())).text());
    }

    /// A component of an artifact.
    ///
    /// @param manifest empty when nobody said what names it
    public record Component(
            String purl,
            String scope,
            boolean isDirect,
            String manifest,
            @Nullable Integer line,
            int vulnerabilities) {}

    /// Components by purl, each with how many vulnerabilities hold for it.
    ///
    /// @param after a purl; `null` for the beginning
    public Page<Component> components(long artifact, @Nullable String after, int limit) {
        var found = tx.all(
                """
                select c.purl, o.scope, o.is_direct, o.manifest, o.line,
                    (select count(*) from component_match m where m.component_id = c.id) as vulnerabilities
                from occurrence o join component c on c.id = o.component_id
                where o.artifact_id = ? and c.purl > ?
                order by c.purl limit ?
                """,
                row -> new Component(
                        row.text("purl"),
                        row.text("scope"),
                        row.flag("is_direct"),
                        row.text("manifest"),
                        row.optionalInteger("line"),
                        row.integer("vulnerabilities")),
                artifact,
                after == null ? "" : after,
                limit + 1);
        return Page.of(found, limit, Component::purl);
    }
}
