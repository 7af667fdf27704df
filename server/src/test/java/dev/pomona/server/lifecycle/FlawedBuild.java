// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.lifecycle;

import dev.pomona.server.Plant;
import dev.pomona.server.gate.Gate;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A build of `shop` with a flaw in it, a production that does not let it in, and those who decide about it.
abstract class FlawedBuild {

    static final String FLAW = "GHSA-2222-2222-2222";

    @TempDir
    Path folder;

    Plant plant;

    @BeforeEach
    void startPlant() {
        plant = new Plant(folder);
        plant.environment("prod", true);
        plant.world.learns(FLAW, "left-pad", "2.0.0", "2026-03-01T11:00:00Z");
        plant.learn();
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0");
    }

    @AfterEach
    void stopPlant() {
        plant.close();
    }

    Rejudging rejudging() {
        return new Rejudging(plant.snapshots(), "1");
    }

    Findings findings() {
        return new Findings(plant.database, plant.audit(), rejudging(), plant.clock);
    }

    Acceptances acceptances() {
        return new Acceptances(plant.database, plant.audit(), rejudging(), plant.clock, plant.key);
    }

    ServiceLevels levels() {
        return new ServiceLevels(plant.database, plant.audit(), plant.clock);
    }

    boolean passes(int artifact) {
        return ((Gate.Answer.Judged) plant.gate().ask(plant.tenant, Plant.digest(artifact), "prod")).passes();
    }

    List<Long> ids() {
        return plant.database.inTenant(
                plant.tenant, tx -> tx.all("select id from finding order by id", row -> row.number("id")));
    }

    List<String> states() {
        return plant.texts("select state as t from finding order by id");
    }

    String fingerprint() {
        return plant.texts("select encode(fingerprint, 'hex') as t from finding")
                .getFirst();
    }
}
