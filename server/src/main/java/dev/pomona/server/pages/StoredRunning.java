// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.estate.Owners;
import dev.pomona.server.estate.Who;
import dev.pomona.server.estate.WhoQuestion;
import dev.pomona.server.pages.view.WhoView;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.store.estate.OwnershipStore;
import dev.pomona.store.estate.When;
import dev.pomona.store.estate.WhoStore;
import dev.pomona.store.reading.Page;
import dev.pomona.store.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers from what is stored.
public final class StoredRunning implements Running {

    @Override
    public Page<WhoView.Place> of(Tx tx, String asked, @Nullable String after, int limit) {
        Who.Components components = components(tx, asked);
        List<WhoStore.Place> found = new WhoStore(tx)
                .places(components.ids(), components.flaws(), new When.Now(), position(after), limit + 1);
        boolean hasMore = found.size() > limit;
        List<WhoStore.Place> shown = hasMore ? found.subList(0, limit) : found;
        Map<String, List<OwnershipStore.Rule>> rules = new OwnershipStore(tx)
                .of(shown.stream().map(WhoStore.Place::project).distinct().toList());
        var places = new ArrayList<WhoView.Place>();
        for (WhoStore.Place place : shown) {
            places.add(place(place, Owners.of(rules.getOrDefault(place.project(), List.of()), place.manifest())));
        }
        return new Page<>(places, hasMore ? text(shown.getLast().row()) : null);
    }

    private static Who.Components components(Tx tx, String asked) {
        try {
            return Who.components(tx, WhoQuestion.parse(asked));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private static WhoView.Place place(WhoStore.Place place, List<String> owners) {
        WhoStore.Runs runs = place.runs();
        return new WhoView.Place(
                place.artifact(),
                place.name(),
                place.version(),
                place.project(),
                place.purl(),
                runs == null ? null : runs.environment(),
                runs != null && runs.isProduction(),
                runs == null ? null : runs.account(),
                runs == null ? null : runs.cluster(),
                runs == null ? null : runs.host(),
                runs == null ? null : runs.workload(),
                runs == null ? null : runs.instance(),
                runs == null ? null : runs.since(),
                owners,
                place.findings(),
                place.waived());
    }

    private static String text(WhoStore.Position position) {
        return position.artifact() + " " + position.component() + " " + position.deployment();
    }

    private static WhoStore.Position position(@Nullable String after) {
        if (after == null) return WhoStore.Position.START;
        String[] parts = after.split(" ", -1);
        if (parts.length != 3) throw new IllegalArgumentException("no place");
        return new WhoStore.Position(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }
}
