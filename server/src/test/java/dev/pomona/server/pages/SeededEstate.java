// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.store.estate.Environment;
import dev.pomona.store.estate.EnvironmentStore;
import dev.pomona.store.estate.TenantStore;
import dev.pomona.store.judgement.UrgencyStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.store.sql.TenantId;
import dev.pomona.store.sql.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/// A small organisation with something of everything, so that no page is empty.
final class SeededEstate {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String VULNERABILITY = SeededFlaw.ALL.getFirst().id();

    private SeededEstate() {}

    /// @param text what becomes of each text that could come from outside
    static TenantId make(Database database, UnaryOperator<String> text) {
        TenantId tenant = database.as(Purpose.IDENTITY, tx -> new TenantStore(tx).add("acme", "Acme", NOW));
        database.runInTenant(tenant, tx -> fill(tx, text));
        return tenant;
    }

    private static void fill(Tx tx, UnaryOperator<String> text) {
        var random = new Random(7);
        var environments = new EnvironmentStore(tx);
        environments.set(new Environment(
                "staging", text.apply("Staging"), false, false, 1, Duration.ofDays(30), Duration.ofDays(60)));
        environments.set(new Environment(
                "production", text.apply("Production"), true, true, 2, Duration.ofDays(14), Duration.ofDays(30)));
        var inventory = new SeededInventory(tx, text, random);
        List<Long> components = inventory.components();
        List<Long> artifacts = inventory.artifacts(components);
        inventory.hosts(artifacts);
        var findings = new SeededFindings(tx, text, random);
        findings.vulnerabilities(artifacts, components);
        findings.acceptances();
        findings.secret(artifacts.getFirst());
        var urgency = new UrgencyStore(tx);
        urgency.setLevels(
                List.of(
                        new UrgencyStore.Level(5, null, 14),
                        new UrgencyStore.Level(4, null, 30),
                        new UrgencyStore.Level(5, "production", 7)),
                "person:admin",
                NOW);
        urgency.refresh(artifacts, NOW);
        var history = new SeededHistory(tx, text);
        history.decisions(artifacts);
        history.answers();
        history.people();
        history.days();
    }
}
