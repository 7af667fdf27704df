// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.advisories.Mirror;
import dev.pomona.advisories.cvss.CvssVector;
import dev.pomona.model.advisory.Advisory;
import dev.pomona.model.advisory.Affected;
import dev.pomona.model.advisory.SeverityRating;
import dev.pomona.model.advisory.VersionRange;
import dev.pomona.versions.VersionScheme;
import dev.pomona.versions.VersionSchemes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StarterPackTest {

    private static final List<String> ECOSYSTEMS =
            List.of("Go", "Maven", "NuGet", "Packagist", "PyPI", "RubyGems", "crates.io", "npm");

    /// Checked one by one against the CVE record or the GitHub advisory, because the sample data end before
    /// them or lack them.
    private static final Set<String> CHECKED_ELSEWHERE = Set.of(
            "CVE-2012-0391",
            "CVE-2016-8735",
            "CVE-2018-15133",
            "CVE-2018-20062",
            "CVE-2022-24816",
            "CVE-2022-25845",
            "CVE-2022-36537",
            "CVE-2023-27524",
            "CVE-2023-46604",
            "CVE-2023-50164",
            "CVE-2024-23897",
            "CVE-2024-27348",
            "CVE-2024-36401",
            "CVE-2024-53677",
            "CVE-2024-58136",
            "CVE-2025-24813",
            "CVE-2025-29927",
            "CVE-2025-3248",
            "CVE-2025-32432",
            "CVE-2025-55182");

    /// Ours alone, because their only source has no id of a public kind.
    private static final Set<String> WITHOUT_PUBLIC_ID = Set.of(
            "POMONA-MAL-DEAMONS", "POMONA-MAL-GETCOOKIES", "POMONA-MAL-JEILYFISH", "POMONA-MAL-PYTHON3-DATEUTIL");

    private final List<Advisory> pack = StarterPack.advisories();

    @Test
    void holdsEnoughOfEveryEcosystem() {
        assertThat(pack).hasSizeGreaterThanOrEqualTo(150);
        for (String ecosystem : ECOSYSTEMS) {
            assertThat(pack.stream().filter(advisory -> names(advisory, ecosystem)))
                    .as(ecosystem)
                    .hasSizeGreaterThanOrEqualTo(20);
        }
        assertThat(pack.stream().filter(Advisory::isMalware)).hasSizeGreaterThanOrEqualTo(30);
        assertThat(pack.stream().flatMap(advisory -> advisory.affected().stream()))
                .allMatch(affected -> ECOSYSTEMS.contains(affected.packageName().ecosystem()));
    }

    @Test
    void namesNothingTwiceAndIsSorted() {
        assertThat(pack).extracting(Advisory::id).isSorted().doesNotHaveDuplicates();
        var all = new ArrayList<String>();
        for (Advisory advisory : pack) {
            all.add(advisory.id());
            all.addAll(advisory.aliases());
        }
        assertThat(all).doesNotHaveDuplicates();
    }

    @Test
    void saysSomethingOfEachInAFewWords() {
        assertThat(pack).allSatisfy(advisory -> {
            assertThat(advisory.summary()).as(advisory.id()).isNotBlank().hasSizeLessThan(120);
            assertThat(advisory.details()).as(advisory.id()).isEmpty();
            assertThat(advisory.affected()).as(advisory.id()).isNotEmpty();
            assertThat(advisory.isWithdrawn()).as(advisory.id()).isFalse();
        });
    }

    @Test
    void hasVersionsThatEachEcosystemUnderstands() {
        for (Advisory advisory : pack) {
            for (Affected affected : advisory.affected()) {
                VersionScheme scheme = VersionSchemes.forEcosystem(
                                affected.packageName().ecosystem())
                        .orElseThrow();
                assertThat(affected.ranges().isEmpty() && affected.versions().isEmpty())
                        .as(advisory.id())
                        .isFalse();
                for (VersionRange range : affected.ranges()) {
                    assertThat(range.events()).as(advisory.id()).isNotEmpty();
                    assertThat(range.events().getFirst()).isInstanceOf(VersionRange.Event.Introduced.class);
                    for (VersionRange.Event event : range.events()) {
                        if (!event.version().equals("0")) scheme.parse(event.version());
                    }
                }
                affected.versions().forEach(scheme::parse);
            }
        }
    }

    @Test
    void hasVectorsThatCanBeScored() {
        for (Advisory advisory : pack) {
            for (SeverityRating rating : advisory.severities()) {
                if (rating.notation() == SeverityRating.Notation.WORD) continue;
                assertThat(CvssVector.parse(rating.value()).score())
                        .as(advisory.id())
                        .isPositive();
            }
        }
    }

    @Test
    void knowsTheFamous() {
        assertThat(pack)
                .extracting(Advisory::id)
                .contains("CVE-2021-44228", "CVE-2022-22965", "CVE-2017-5638", "CVE-2025-55182", "CVE-2019-10744")
                .contains("CVE-2020-14343", "CVE-2013-0156", "CVE-2017-9841", "CVE-2018-7600", "CVE-2023-44487");
    }

    @Test
    void agreesWithTheSourcesFactByFact() throws IOException {
        Optional<Path> mirror = Mirror.find("mirror");
        if (mirror.isEmpty()) return;
        Map<String, List<Advisory>> sources = byId(mirror.get());
        var disagreeing = new TreeSet<String>();
        for (Advisory advisory : pack) {
            if (CHECKED_ELSEWHERE.contains(advisory.id()) || WITHOUT_PUBLIC_ID.contains(advisory.id())) continue;
            var facts = new HashSet<Object>();
            for (Advisory source : sources.getOrDefault(advisory.id(), List.of())) facts(source, facts);
            for (String alias : advisory.aliases()) {
                for (Advisory source : sources.getOrDefault(alias, List.of())) facts(source, facts);
            }
            var claimed = new HashSet<Object>();
            facts(advisory, claimed);
            if (claimed.isEmpty() || !facts.containsAll(claimed)) disagreeing.add(advisory.id());
        }
        assertThat(disagreeing).isEmpty();
    }

    private static boolean names(Advisory advisory, String ecosystem) {
        return advisory.affected().stream()
                .anyMatch(affected -> affected.packageName().ecosystem().equals(ecosystem));
    }

    /// Which versions of which package, and how bad.
    private static void facts(Advisory advisory, Set<Object> facts) {
        for (Affected affected : advisory.affected()) {
            affected.ranges().forEach(range -> facts.add(List.of(affected.packageName(), range)));
            affected.versions().forEach(version -> facts.add(List.of(affected.packageName(), version)));
        }
    }

    private static Map<String, List<Advisory>> byId(Path mirror) throws IOException {
        var byId = new HashMap<String, List<Advisory>>();
        for (Path ecosystem : Mirror.ecosystems(mirror)) {
            if (!ECOSYSTEMS.contains(ecosystem.getFileName().toString())) continue;
            for (Advisory advisory : Mirror.read(ecosystem)) {
                byId.computeIfAbsent(advisory.id(), _ -> new ArrayList<>()).add(advisory);
                for (String alias : advisory.aliases()) {
                    byId.computeIfAbsent(alias, _ -> new ArrayList<>()).add(advisory);
                }
            }
        }
        return byId;
    }
}
