// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pomona.server.Plant;
import dev.pomona.server.estate.Who.Flaw;
import dev.pomona.server.estate.WhoQuestion.Meant;
import dev.pomona.store.estate.Deployment;
import dev.pomona.store.estate.When;
import dev.pomona.store.estate.WhoStore;
import dev.pomona.store.estate.WhoStore.Position;
import dev.pomona.store.judgement.AcceptanceStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhoTest {

    private static final String FLAW = "GHSA-2222-2222-2222";

    @TempDir
    Path folder;

    private Plant plant;

    @BeforeEach
    void start() {
        plant = new Plant(folder);
        plant.environment("prod", true);
    }

    @AfterEach
    void stop() {
        plant.close();
    }

    private List<Who.Answer> ask(String question, When when) {
        return new Who(plant.database)
                .ask(plant.tenant, WhoQuestion.parse(question), when, Position.START, 200)
                .answers();
    }

    private List<String> names(String question, When when) {
        return ask(question, when).stream()
                .map(answer -> answer.place().name()
                        + (answer.place().runs() == null
                                ? ""
                                : " in " + answer.place().runs().environment()))
                .toList();
    }

    @Test
    void versionsAreComparedAsTheirEcosystemDoes() {
        record Case(String question, String includes, String excludes) {}
        for (var one : List.of(
                new Case("pkg:maven/org.apache.logging.log4j/log4j-core@<2.17.1", "2.9.1", "2.17.1"),
                new Case("pkg:maven/org.apache.logging.log4j/log4j-core@>=2.0-beta9,<2.15.0", "2.14.1", "2.15.0"),
                new Case("pkg:npm/%40scope/name@=1.0.0", "1.0.0", "1.0.1"),
                new Case("pkg:npm/left-pad@1.0.0", "1.0.0", "1.0.1"),
                new Case("pkg:npm/left-pad@!=1.0.0", "1.0.1", "1.0.0"),
                new Case("pkg:pypi/django vers:pypi/>=3.2|<4.0", "3.2.5", "4.0"),
                new Case("pkg:pypi/django@vers:pypi/>=3.2|<4.0", "3.2.5", "4.0"),
                new Case("left-pad@<1.1", "1.0.0", "1.1.0"),
                new Case("org.apache.logging.log4j:log4j-core@<2.17.1", "2.9.1", "2.17.1"),
                new Case("@scope/name@=1.0.0", "1.0.0", "1.0.1"),
                new Case("pkg:deb/debian/openssl@<1.1.1n-0%2Bdeb11u4", "1.1.1n-0+deb11u3", "1.1.1n-0+deb11u4"))) {
            WhoQuestion question = WhoQuestion.parse(one.question());
            String type =
                    question.named().type() == null ? "npm" : question.named().type();
            assertThat(question.includes(type, one.includes())).as("%s", one).isEqualTo(Meant.YES);
            assertThat(question.includes(type, one.excludes())).as("%s", one).isEqualTo(Meant.NO);
        }
        assertThat(WhoQuestion.parse("pkg:npm/%40scope/name").includes("npm", null))
                .isEqualTo(Meant.YES);
        assertThat(WhoQuestion.parse("pkg:npm/@scope/name").named().namespace()).isEqualTo("@scope");
        assertThat(WhoQuestion.parse("pkg:npm/left-pad@<2").includes("npm", null))
                .isEqualTo(Meant.UNKNOWN);
    }

    @Test
    void whatIsNoQuestionIsRefusedInWords() {
        var random = new Random(3);
        String letters = "pkg:npm/@<>=!,%2Bvers:|* \u00e4\0a1.";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(random.nextBoolean() ? "pkg:npm/a@" : "");
            for (int n = random.nextInt(20); n > 0; n--) text.append(letters.charAt(random.nextInt(letters.length())));
            try {
                WhoQuestion.parse(text.toString()).includes("npm", "1.0.0");
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
        }
        for (String text : List.of(
                "",
                "log4j core",
                "left-pad@<",
                "pkg:",
                "pkg:npm/a@",
                "pkg:npm/a@<",
                "pkg:npm/a@<>1",
                "pkg:npm/a@vers:x/1",
                "x".repeat(9000))) {
            assertThatThrownBy(() -> WhoQuestion.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void namesNeedNoTypeAndFlawsHaveNames() {
        plant.world.learns(FLAW, "left-pad", "2.0.0", "2026-03-01T11:00:00Z");
        plant.learn();
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0", "pkg:npm/%40scope/name@1.0.0");
        plant.upload(2, "store", "pkg:pypi/left-pad@1.0.0");
        plant.upload(3, "cellar", "pkg:npm/left-pad@2.0.0");
        assertThat(names("left-pad@<2", new When.Now())).containsExactly("shop", "store");
        assertThat(names("Left-Pad", new When.Now())).containsExactly("shop", "store", "cellar");
        assertThat(names("@scope/name@1.0.0", new When.Now())).containsExactly("shop");
        assertThat(names("scope/name", new When.Now())).isEmpty();
        for (String flaw : List.of(FLAW, FLAW.toLowerCase(Locale.ROOT))) {
            assertThat(names(flaw, new When.Now())).containsExactly("shop");
            assertThat(ask(flaw, new When.Now())).extracting(Who.Answer::flaw).containsExactly(Flaw.OPEN);
        }
        assertThat(names("CVE-1999-0001", new When.Now())).isEmpty();
    }

    @Test
    void whatIsNotCertainAndWhatWasNotSeenIsSaid() {
        plant.upload(1, "shop", "pkg:npm/left-pad@nonsense", "pkg:npm/a@1.0.0");
        plant.upload(2, "store", "pkg:npm/left-pad@1.0.0");
        assertThat(ask("pkg:npm/left-pad@<2", new When.Now()))
                .extracting(answer -> answer.place().name() + " " + answer.isCertain())
                .containsExactly("shop false", "store true");
        var who = new Who(plant.database);
        var question = WhoQuestion.parse("pkg:npm/left-pad");
        plant.texts("update artifact set is_complete = false where name = 'shop' returning name as t");
        assertThat(who.ask(plant.tenant, question, new When.Now(), Position.START, 5)
                        .unread())
                .isEmpty();
        plant.deploy(1, "prod", "web");
        assertThat(who.ask(plant.tenant, question, new When.Now(), Position.START, 5)
                        .unread())
                .extracting(WhoStore.Unread::name)
                .containsExactly("shop");
    }

    @Test
    void answersWhoHasItWhereAndWhose() {
        plant.world.learns(FLAW, "left-pad", "2.0.0", "2026-03-01T11:00:00Z");
        plant.learn();
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0", "pkg:npm/right-pad@1.0.0");
        plant.upload(2, "store", "pkg:npm/left-pad@2.0.0");
        plant.upload(3, "cellar", "pkg:npm/left-pad@1.5.0");
        var place = new Deployment.Place("aws/123", "blue", "node-1");
        plant.deployments()
                .record(plant.tenant, new Deployment(Plant.digest(1), "prod", "web", "a", place, Plant.START, "api"));
        new Ownership(plant.database, plant.audit(), plant.clock)
                .codeOwners(plant.tenant, "shop", "* @shop-team\n", "jane");
        List<Who.Answer> answers = ask("pkg:npm/left-pad@<2.0.0", new When.Now());
        assertThat(answers).extracting(answer -> answer.place().name()).containsExactly("shop", "cellar");
        Who.Answer shop = answers.getFirst();
        assertThat(shop.owners()).containsExactly("@shop-team");
        assertThat(shop.flaw()).isEqualTo(Flaw.OPEN);
        assertThat(shop.place().runs()).satisfies(runs -> {
            assertThat(runs.account()).isEqualTo("aws/123");
            assertThat(runs.cluster()).isEqualTo("blue");
            assertThat(runs.host()).isEqualTo("node-1");
            assertThat(runs.workload()).isEqualTo("web");
            assertThat(runs.since()).isEqualTo(Plant.START);
        });
        assertThat(answers.getLast().place().runs()).isNull();
        assertThat(ask("pkg:npm/left-pad@>=2", new When.Now()).getFirst().flaw())
                .isEqualTo(Flaw.NONE);
        assertThat(ask("pkg:npm/nobody-has-this", new When.Now())).isEmpty();
    }

    @Test
    void saysWhetherTheFlawIsWaived() {
        plant.world.learns(FLAW, "left-pad", "2.0.0", "2026-03-01T11:00:00Z");
        plant.learn();
        plant.upload(1, "shop", "pkg:npm/left-pad@1.0.0");
        plant.deploy(1, "prod", "web");
        String fingerprint = plant.texts("select encode(fingerprint, 'hex') as t from finding")
                .getFirst();
        plant.database.runInTenant(
                plant.tenant,
                tx -> new AcceptanceStore(tx)
                        .add(
                                new AcceptanceStore.Terms(
                                        AcceptanceStore.Kind.WAIVER,
                                        fingerprint,
                                        null,
                                        null,
                                        "o",
                                        "r",
                                        LocalDate.parse("2026-04-01")),
                                "jane",
                                null,
                                plant.clock.instant()));
        plant.gate().ask(plant.tenant, Plant.digest(1), "prod");
        assertThat(ask("pkg:npm/left-pad", new When.Now()).getFirst().flaw()).isEqualTo(Flaw.WAIVED);
    }

    @Test
    void remembersWhatWasAndWhatWasKnown() {
        plant.upload(1, "old", "pkg:npm/left-pad@1.0.0");
        plant.upload(2, "new", "pkg:npm/left-pad@1.0.0");
        Instant start = plant.clock.instant();
        plant.clock.forward(Duration.ofDays(1));
        // told a day late: it ran from the start on
        plant.deployments()
                .record(
                        plant.tenant,
                        new Deployment(Plant.digest(1), "prod", "web", "", Deployment.Place.UNKNOWN, start, "api"));
        plant.clock.forward(Duration.ofDays(1));
        Instant change = plant.clock.instant();
        plant.deploy(2, "prod", "web");
        plant.clock.forward(Duration.ofDays(1));
        String question = "pkg:npm/left-pad";
        assertThat(names(question, new When.Now())).containsExactly("old", "new in prod");
        Instant noon = start.plus(Duration.ofHours(12));
        assertThat(names(question, new When.True(noon))).containsExactly("old in prod", "new");
        assertThat(names(question, new When.Known(noon))).containsExactly("old", "new");
        assertThat(names(question, new When.Known(noon.plus(Duration.ofDays(1)))))
                .containsExactly("old in prod", "new");
        assertThat(names(question, new When.True(change))).containsExactly("old", "new in prod");
        plant.world.learns(FLAW, "left-pad", "2.0.0", "2026-03-01T11:00:00Z");
        plant.learn();
        assertThat(ask(question, new When.Now())).extracting(Who.Answer::flaw).containsOnly(Flaw.OPEN);
        assertThat(ask(question, new When.Known(change)))
                .extracting(Who.Answer::flaw)
                .containsOnly(Flaw.NONE);
        assertThat(ask(question, new When.True(change)))
                .extracting(Who.Answer::flaw)
                .containsOnly(Flaw.OPEN);
    }

    @Test
    void pagesHaveEveryPlaceOnce() {
        for (int i = 1; i <= 25; i++) {
            plant.upload(i, "p" + i, "pkg:npm/left-pad@1.0.0", "pkg:npm/left-pad@1.0.%d".formatted(i));
            if (i % 3 == 0) plant.deploy(i, "prod", "w" + i);
        }
        for (int i = 1; i <= 9; i++) plant.deploy(5, "prod", "often" + i);
        List<Position> all = pages(200);
        assertThat(all).hasSize(66).doesNotHaveDuplicates();
        for (int most : List.of(1, 2, 7, 10))
            assertThat(pages(most)).as("%d a page", most).isEqualTo(all);
    }

    private List<Position> pages(int most) {
        var who = new Who(plant.database);
        var seen = new ArrayList<Position>();
        Position next = Position.START;
        while (next != null) {
            Who.Page page = who.ask(plant.tenant, WhoQuestion.parse("pkg:npm/left-pad"), new When.Now(), next, most);
            page.answers().forEach(answer -> seen.add(answer.place().row()));
            next = page.next();
        }
        return seen;
    }
}
