// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.store.judgement.UrgencyStore.Level;
import dev.pomona.store.reading.FindingList;
import dev.pomona.store.reading.FindingRow;
import dev.pomona.store.reading.FindingSort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every order that findings are listed in.
class FindingOrderTest extends FlawedBuild {

    @Test
    void listsGoOnWhereTheyEnded() {
        for (int i = 2; i <= 20; i++) {
            plant.upload(i, "p" + i % 4, "pkg:npm/left-pad@1.0." + i);
            plant.clock.forward(Duration.ofMinutes(i));
        }
        for (FindingSort sort : FindingSort.values()) {
            if (sort == FindingSort.DUE) levels().set(plant.tenant, List.of(new Level(5, null, 30)), "jane");
            if (sort == FindingSort.DUE) levels().refresh(plant.tenant);
            var seen = new ArrayList<Long>();
            String place = null;
            do {
                String after = place;
                var page = plant.database.inTenant(
                        plant.tenant, tx -> new FindingList(tx).page(List.of(), sort, after, 7));
                page.items().stream().map(FindingRow::id).forEach(seen::add);
                place = page.next();
            } while (place != null);
            assertThat(seen).as("%s", sort).hasSize(20).doesNotHaveDuplicates();
        }
    }
}
