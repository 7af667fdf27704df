// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.advisories.TestIndex;
import dev.pomona.advisories.match.AffectedVersions.Unreadable;
import dev.pomona.advisories.match.AffectedVersions.Verdict;
import dev.pomona.model.advisory.Affected;
import dev.pomona.model.advisory.PackageName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AffectedVersionsTest {

    private static AffectedVersions of(String ecosystem) {
        return new AffectedVersions(VersionOrder.of(new PackageName(ecosystem, "p"), "generic"));
    }

    /// An entry from events as `i:0 f:1.2 l:3 x:4` (introduced, fixed, last affected, limit) and listed
    /// versions.
    private static Affected affected(String events, String... versions) {
        var json = new ArrayList<String>();
        for (String event : events.split(" ", -1)) {
            if (event.isEmpty()) continue;
            String kind = switch (event.charAt(0)) {
                case 'i' -> "introduced";
                case 'f' -> "fixed";
                case 'l' -> "last_affected";
                default -> "limit";
            };
            json.add("{'%s': '%s'}".formatted(kind, event.substring(2)));
        }
        String ranges = json.isEmpty()
                ? ""
                : "'ranges': [{'type': 'ECOSYSTEM', 'events': [%s]}],".formatted(String.join(",", json));
        String listed = versions.length == 0 ? "" : "'" + String.join("','", versions) + "'";
        return TestIndex.advisory("""
                {'id': 'A-1', 'affected': [{'package': {'ecosystem': 'E', 'name': 'p'}, %s 'versions': [%s]}]}
                """.formatted(ranges, listed)).affected().getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "npm,   i:0 f:1.2.3,                 1.2.2,               true",
        "npm,   i:0 f:1.2.3,                 1.2.3,               false",
        "npm,   i:0 f:1.2.3,                 1.2.3-beta.1,        true",
        "npm,   i:0 f:1.2.3,                 1.2.3+build.5,       false",
        "npm,   i:0 f:1.2.3,                 0.0.0-alpha,         true",
        "npm,   i:1.0.0 f:1.2.3,             1.0.0-rc.1,          false",
        "npm,   i:0 l:1.2.3,                 1.2.3,               true",
        "npm,   i:0 l:1.2.3,                 1.2.4-0,             false",
        "npm,   i:1.0.0 l:1.0.0,             1.0.0,               true",
        "npm,   l:1.0.0 i:1.0.0,             1.0.1,               false",
        "npm,   i:0 f:1.0.0 i:2.0.0 f:2.1.0, 1.5.0,               false",
        "npm,   i:0 f:1.0.0 i:2.0.0 f:2.1.0, 2.0.5,               true",
        "npm,   f:2.1.0 i:2.0.0 f:1.0.0 i:0, 2.0.5,               true",
        "npm,   f:2.1.0 i:2.0.0 f:1.0.0 i:0, 1.5.0,               false",
        "npm,   i:1.0.0 f:1.0.0,             1.0.0,               false",
        "npm,   i:0 f:1.0.0 i:1.0.0 f:1.1.0, 1.0.5,               true",
        "npm,   i:0 x:3.0.0,                 2.9.9,               true",
        "npm,   i:0 x:3.0.0,                 3.0.0,               false",
        "npm,   i:0 x:3.0.0 x:5.0.0,         4.0.0,               true",
        "npm,   i:0 x:*,                     9.0.0,               true",
        "npm,   i:0,                         anything,            true",
        "Go,    i:0 f:1.2.3,                 v1.2.2,              true",
        "Go,    i:0 f:v1.2.3,                1.2.3,               false",
        "Go,    i:0 f:2.8.0,                 v2.7.1+incompatible, true",
        "Go,    i:0 f:0.0.0-20220101000000-abcdef123456, v0.0.0-20210101000000-abcdef123456, true",
        "Go,    i:1.21.0-0 f:1.21.1,         go1.21.0,            true",
        "Go,    i:1.21.0-0 f:1.21.1,         go1.21rc2,           true",
        "Go,    i:1.22.0-rc.2 f:1.22.1,      go1.22rc1,           false",
        "PyPI,  i:0 f:1.0,                   1.0rc1,              true",
        "PyPI,  i:0 f:1.0,                   1.0.post1,           false",
        "PyPI,  i:0 f:1!1.0,                 2023.1,              true",
        "Maven, i:2.0 f:2.17.1,              2.17.1-SNAPSHOT,     true",
        "Maven, i:2.0-beta9 f:2.3.1,         2.0-rc1,             true",
        "Maven, i:2.0-beta9 f:2.3.1,         2.0-beta8,           false",
        "Debian:12, i:0 f:1:2.0-1,           3.0-1,               true",
        "Debian:12, i:0 f:2.0-1,             2.0~rc1-1,           true",
        "AlmaLinux:9, i:0 f:1:3.0.7-6.el9,   1:3.0.7-5.el9,       true",
        "AlmaLinux:9, i:0 f:1:3.0.7-6.el9,   0:3.0.8-1.el9,       true"
    })
    void followsTheEventsInTheEcosystemsOrder(String ecosystem, String events, String version, boolean holds) {
        Verdict verdict = of(ecosystem).judge(affected(events), version);
        assertThat(verdict instanceof Verdict.Holds).isEqualTo(holds);
        assertThat(verdict).isNotInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void takesListedVersionsAndRangesAsAUnion() {
        Affected both = affected("i:0 f:1.0", "2.0", "3.0.0");
        assertThat(of("PyPI").judge(both, "0.5")).isEqualTo(new Verdict.Holds("<1.0"));
        assertThat(of("PyPI").judge(both, "3.0")).isEqualTo(new Verdict.Holds("listed version 3.0"));
        assertThat(of("PyPI").judge(both, "1.5")).isInstanceOf(Verdict.HoldsNot.class);
    }

    @Test
    void takesAnEntryWithoutAnyVersionsForAll() {
        assertThat(of("npm").judge(affected(""), "strange")).isEqualTo(new Verdict.Holds("every version"));
    }

    @Test
    void ignoresRangesOfCommits() {
        Affected git = TestIndex.advisory("""
                {'id': 'A-1', 'affected': [{'package': {'ecosystem': 'PyPI', 'name': 'p'}, 'versions': ['1.0'],
                 'ranges': [{'type': 'GIT', 'repo': 'r', 'events': [{'introduced': '0'}, {'fixed': 'abc'}]}]}]}
                """).affected().getFirst();
        assertThat(of("PyPI").judge(git, "1.0.0")).isInstanceOf(Verdict.Holds.class);
        assertThat(of("PyPI").judge(git, "1.1")).isInstanceOf(Verdict.HoldsNot.class);
        assertThat(AffectedVersions.describe(git)).isEqualTo("listed version 1.0");
    }

    @Test
    void tellsWhoseVersionItCouldNotRead() {
        assertThat(of("npm").judge(affected("i:0 f:1.0.0"), "main"))
                .isEqualTo(new Verdict.Unknown(Unreadable.COMPONENT));
        assertThat(of("npm").judge(affected("i:0 f:main"), "1.0.0"))
                .isEqualTo(new Verdict.Unknown(Unreadable.ADVISORY));
        assertThat(of("npm").judge(affected("i:0 f:1.0.0", "main"), "main")).isInstanceOf(Verdict.Holds.class);
    }

    @Test
    void namesThePartThatHolds() {
        Affected entry = affected("i:0 f:1.0.0 i:2.0.0 f:2.1.0 i:3.0.0 l:3.2.0 i:4.0.0");
        AffectedVersions versions = of("npm");
        assertThat(List.of("0.5.0", "2.0.1", "3.2.0", "5.0.0"))
                .extracting(version -> versions.judge(entry, version))
                .containsExactly(
                        new Verdict.Holds("<1.0.0"),
                        new Verdict.Holds(">=2.0.0, <2.1.0"),
                        new Verdict.Holds(">=3.0.0, <=3.2.0"),
                        new Verdict.Holds(">=4.0.0"));
        assertThat(AffectedVersions.describe(entry))
                .isEqualTo("<1.0.0 or >=2.0.0, <2.1.0 or >=3.0.0, <=3.2.0 or >=4.0.0");
    }
}
