// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import dev.pomona.store.estate.OwnershipStore;
import dev.pomona.store.estate.When;
import dev.pomona.store.estate.WhoStore;
import dev.pomona.store.estate.WhoStore.Place;
import dev.pomona.store.estate.WhoStore.Position;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Who runs it? Every artifact that has a component, where it runs, whose it is, and whether the
/// flaw is waived there.
public final class Who {

    /// As many answers as a page may have.
    public static final int MOST = 200;

    private final Database database;

    public Who(Database database) {
        this.database = database;
    }

    /// One place, and whom to call.
    ///
    /// @param owners of the path that names the component, else of the project; empty when nobody
    ///     is known
    public record Answer(Place place, List<String> owners, Flaw flaw) {

        public Answer {
            owners = List.copyOf(owners);
        }
    }

    public enum Flaw {
        /// Nothing is known against it.
        NONE,
        OPEN,
        /// Everything that is known against it is waived.
        WAIVED
    }

    /// @param versions how many versions of the package are meant and are, or were, in some
    ///     artifact
    /// @param next where the next page begins; `null` when this is the last
    public record Page(
            int versions, List<Answer> answers, @Nullable Position next) {

        public Page {
            answers = List.copyOf(answers);
        }
    }

    /// @param after [Position#START] for the first page
    /// @param most at most [#MOST]
    public Page ask(TenantId tenant, WhoQuestion question, When when, Position after, int most) {
        if (most < 1 || most > MOST)
            throw new IllegalArgumentException("1 to %d answers, not %d".formatted(MOST, most));
        return database.inTenant(tenant, tx -> ask(tx, question, when, after, most));
    }

    private static Page ask(Tx tx, WhoQuestion question, When when, Position after, int most) {
        var store = new WhoStore(tx);
        var purl = question.coordinates();
        List<Long> components =
                store.versions(purl.type(), Objects.requireNonNullElse(purl.namespace(), ""), purl.name()).stream()
                        .filter(version -> question.includes(version.version()))
                        .map(WhoStore.Version::component)
                        .toList();
        List<Place> places = store.places(components, when, after, most + 1);
        List<Place> page = places.size() > most ? places.subList(0, most) : places;
        Map<String, List<OwnershipStore.Rule>> rules = new OwnershipStore(tx)
                .of(page.stream().map(Place::project).distinct().toList());
        List<Answer> answers = page.stream()
                .map(place -> new Answer(
                        place,
                        Owners.of(rules.getOrDefault(place.project(), List.of()), place.manifest()),
                        flaw(place)))
                .toList();
        return new Page(
                components.size(),
                answers,
                places.size() > most ? page.getLast().row() : null);
    }

    private static Flaw flaw(Place place) {
        if (place.findings() == 0) return Flaw.NONE;
        return place.waived() >= place.findings() ? Flaw.WAIVED : Flaw.OPEN;
    }
}
