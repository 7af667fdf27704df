// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.advisories.Mirror;
import dev.pomona.advisories.TestIndex;
import dev.pomona.model.advisory.Advisory;
import dev.pomona.model.advisory.Affected;
import dev.pomona.model.advisory.Claim;
import dev.pomona.model.advisory.VersionRange;
import dev.pomona.model.advisory.VersionRange.Event;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The matcher over every real advisory at hand.
class MirrorMatchTest {

    private static final Map<String, String> TYPES = Map.of(
            "Go",
            "golang",
            "Maven",
            "maven",
            "NuGet",
            "nuget",
            "Packagist",
            "composer",
            "PyPI",
            "pypi",
            "RubyGems",
            "gem",
            "crates.io",
            "cargo",
            "npm",
            "npm");

    @Test
    void findsEachAdvisoryAtItsBoundsAndNotAtItsFix() throws IOException {
        Path mirror = Mirror.find("mirror").orElse(null);
        if (mirror == null) return;
        List<Advisory> advisories = read(mirror);
        ComponentMatcher matcher = ComponentMatcher.of(TestIndex.of(advisories, List.of(), Map.of()));
        int bounds = 0;
        var otherwise = new ArrayList<String>();
        for (Advisory advisory : advisories) {
            Affected affected = plain(advisory);
            if (affected == null) continue;
            for (Event event : affected.ranges().getFirst().events()) {
                if (event.version().equals("0")) continue;
                Purl purl = purl(affected, event.version());
                boolean holds = matcher.query(purl).stream()
                        .flatMap(match -> match.claims().stream())
                        .map(Claim::advisoryId)
                        .anyMatch(advisory.id()::equals);
                bounds++;
                if (holds == event instanceof Event.Fixed) otherwise.add(advisory.id() + " " + purl + " " + event);
            }
        }
        System.out.printf("%d bounds of real advisories%n", bounds);
        assertThat(otherwise).isEmpty();
        assertThat(bounds).isGreaterThan(10_000);
    }

    @Test
    void keepsCvesApartAndOrdersResultsAlike() throws IOException {
        Path mirror = Mirror.find("mirror").orElse(null);
        if (mirror == null) return;
        List<Advisory> advisories = read(mirror);
        var index = TestIndex.of(advisories, List.of(), Map.of());
        var random = new Random(7);
        var components = new ArrayList<Component>();
        while (components.size() < 10_000) {
            Advisory advisory = advisories.get(random.nextInt(advisories.size()));
            if (advisory.affected().isEmpty()) continue;
            Affected affected = advisory.affected().getFirst();
            if (!TYPES.containsKey(affected.packageName().ecosystem())) continue;
            String version = random.nextInt(9) + "." + random.nextInt(20) + "." + random.nextInt(9);
            Purl purl = purl(affected, version);
            // most components of a real project have no known flaw
            if (random.nextInt(8) != 0) purl = Purl.of(purl.type(), purl.namespace(), purl.name() + "-x", version);
            components.add(Component.of(purl, Scope.RUNTIME, Relation.UNKNOWN, Location.of("lock")));
        }
        var manifest = new Manifest("lock", "test", null, components, List.of());
        long start = System.nanoTime();
        MatchResult result = ComponentMatcher.of(index).match(List.of(manifest));
        System.out.printf(
                "%d components, %d findings, %d ms%n",
                manifest.components().size(), result.findings().size(), (System.nanoTime() - start) / 1_000_000);
        assertThat(result.findings()).isSortedAccordingTo(Finding.ORDER).hasSizeGreaterThan(5_000);
        assertThat(result.findings()).allSatisfy(finding -> {
            Vulnerability vulnerability = ((Detail.VulnerableComponent) finding.detail()).vulnerability();
            assertThat(vulnerability.aliases()).noneMatch(id -> id.startsWith("CVE-"));
        });
    }

    private static List<Advisory> read(Path mirror) throws IOException {
        var advisories = new ArrayList<Advisory>();
        for (Path ecosystem : Mirror.ecosystems(mirror)) advisories.addAll(Mirror.read(ecosystem));
        return advisories;
    }

    /// The only entry of an advisory that has no more than one interval; `null` for others.
    private static @Nullable Affected plain(Advisory advisory) {
        if (advisory.isWithdrawn() || advisory.affected().size() != 1) return null;
        Affected affected = advisory.affected().getFirst();
        boolean isPlain = affected.ranges().size() == 1
                && affected.ranges().getFirst().kind() != VersionRange.Kind.GIT
                && affected.ranges().getFirst().events().size() <= 2
                && affected.versions().isEmpty();
        return isPlain && TYPES.containsKey(affected.packageName().ecosystem()) ? affected : null;
    }

    private static Purl purl(Affected affected, String version) {
        String type = TYPES.get(affected.packageName().ecosystem());
        String name = affected.packageName().name();
        int separator = type.equals("maven") ? name.indexOf(':') : name.lastIndexOf('/');
        if (separator < 0) return Purl.of(type, null, name, version);
        return Purl.of(type, name.substring(0, separator), name.substring(separator + 1), version);
    }
}
