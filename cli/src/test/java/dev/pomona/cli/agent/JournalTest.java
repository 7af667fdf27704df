// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.cli.agent.Journal.Entry;
import dev.pomona.cli.agent.Journal.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JournalTest {

    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final Journal journal = new Journal(Duration.ofMinutes(2), Duration.ofHours(6));

    static Instance instance(String workload, int since, String... digests) {
        return new Instance(
                Instance.Kind.CONTAINER, workload, "", List.of(digests), null, Map.of(), START.plusSeconds(since));
    }

    static Look look(int second, String gap, Instance... instances) {
        var host = new Look.Host(
                "h",
                "prod",
                START,
                null,
                null,
                null,
                "",
                gap.isEmpty() ? List.of() : List.of(gap),
                Map.of(),
                List.of());
        return new Look(START.plusSeconds(second), host, Arrays.asList(instances));
    }

    private Entry next(Look look) {
        return journal.next(look).orElseThrow();
    }

    @Test
    void tellsEverythingFirstAndThenChangesOnly() {
        Instance cart = instance("cart", 0);
        Instance mail = instance("mail", 5);
        Entry first = next(look(10, "", cart, mail));
        assertThat(first.isFull()).isTrue();
        assertThat(first.host()).isNotNull();
        assertThat(first.instances()).containsExactly(new Told(cart, null), new Told(mail, null));
        assertThat(journal.next(look(40, "", cart, mail))).isEmpty();

        Instance later = instance("cart", 60);
        Entry changes = next(look(70, "", later));
        assertThat(changes.isFull()).isFalse();
        assertThat(changes.host()).as("nothing of it has changed").isNull();
        assertThat(changes.instances())
                .containsExactly(
                        new Told(cart, START.plusSeconds(60)),
                        new Told(mail, START.plusSeconds(70)),
                        new Told(later, null));
    }

    @Test
    void aStartThatDriftsIsTheSameStart() {
        next(look(10, "", instance("cart", 0)));
        assertThat(journal.next(look(40, "", instance("cart", 1)))).isEmpty();
        assertThat(next(look(70, "", instance("cart", 2, "d"))).instances())
                .as("more is known of it")
                .containsExactly(new Told(instance("cart", 0, "d"), null));
    }

    @Test
    void saysThatNothingHasChangedNowAndThen() {
        Instance cart = instance("cart", 0);
        next(look(0, "", cart));
        assertThat(journal.next(look(119, "", cart))).isEmpty();
        assertThat(next(look(120, "", cart)).instances()).isEmpty();
        assertThat(journal.next(look(150, "", cart))).isEmpty();
        Entry blind = next(look(160, "docker: no permission", cart));
        assertThat(blind.instances()).isEmpty();
        assertThat(blind.host()).isNotNull();
        assertThat(next(look(6 * 3600, "docker: no permission", cart)).isFull()).isTrue();
        journal.restart();
        assertThat(next(look(6 * 3600 + 1, "docker: no permission", cart)).isFull())
                .isTrue();
    }
}
