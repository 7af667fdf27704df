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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who runs it? Every artifact that has a component, where it runs, whose it is, and whether the
/// flaw is waived there.
public final class Who {

    /// As many answers as a page may have.
    public static final int MOST = 200;

    /// As many artifacts that were not wholly read as an answer names.
    public static final int MOST_UNREAD = 100;

    private final Database database;

    public Who(Database database) {
        this.database = database;
    }

    /// One place, and whom to call.
    ///
    /// @param isCertain whether its version is one that is meant; it may be, where it is not resolved or is no
    ///     version of its kind
    /// @param owners of the path that names the component, else of the project; empty when nobody
    ///     is known
    public record Answer(Place place, boolean isCertain, List<String> owners, Flaw flaw) {

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
    /// @param unread artifacts that run and in which not everything was seen: it may be in there as well; one
    ///     more than [#MOST_UNREAD] when there are more
    /// @param next where the next page begins; `null` when this is the last
    public record Page(
            int versions,
            List<Answer> answers,
            List<WhoStore.Unread> unread,
            @Nullable Position next) {

        public Page {
            answers = List.copyOf(answers);
            unread = List.copyOf(unread);
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
        Components components = components(tx, question);
        List<Place> places = store.places(components.ids(), components.flaws(), when, after, most + 1);
        List<Place> page = places.size() > most ? places.subList(0, most) : places;
        Map<String, List<OwnershipStore.Rule>> rules = new OwnershipStore(tx)
                .of(page.stream().map(Place::project).distinct().toList());
        List<Answer> answers = page.stream()
                .map(place -> new Answer(
                        place,
                        !components.uncertain().contains(place.row().component()),
                        Owners.of(rules.getOrDefault(place.project(), List.of()), place.manifest()),
                        flaw(place)))
                .toList();
        return new Page(
                components.ids().size(),
                answers,
                store.unread(MOST_UNREAD + 1),
                places.size() > most ? page.getLast().row() : null);
    }

    /// The component versions that a question means.
    ///
    /// @param uncertain those of them that may be meant
    /// @param flaws what findings of the flaw that is asked for are called; empty when a package is
    public record Components(List<Long> ids, Set<Long> uncertain, List<String> flaws) {

        public Components {
            ids = List.copyOf(ids);
            uncertain = Set.copyOf(uncertain);
            flaws = List.copyOf(flaws);
        }
    }

    /// Looks them up.
    public static Components components(Tx tx, WhoQuestion question) {
        var store = new WhoStore(tx);
        if (question.flaw().isPresent()) return having(store, question.flaw().get());
        var ids = new ArrayList<Long>();
        var uncertain = new HashSet<Long>();
        for (WhoStore.Version version : store.versions(question.named())) {
            var meant = question.includes(version.type(), version.version());
            if (meant == WhoQuestion.Meant.NO) continue;
            ids.add(version.component());
            if (meant == WhoQuestion.Meant.UNKNOWN) uncertain.add(version.component());
        }
        // a flaw may have a name like any other
        if (ids.isEmpty() && question.named().type() == null)
            return having(store, question.named().name());
        return new Components(ids, uncertain, List.of());
    }

    private static Components having(WhoStore store, String flaw) {
        List<String> flaws = store.flawsNamed(flaw);
        return new Components(store.having(flaws), Set.of(), flaws);
    }

    private static Flaw flaw(Place place) {
        if (place.findings() == 0) return Flaw.NONE;
        return place.waived() >= place.findings() ? Flaw.WAIVED : Flaw.OPEN;
    }
}
