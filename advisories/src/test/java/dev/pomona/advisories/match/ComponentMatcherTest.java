// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.advisories.TestIndex;
import dev.pomona.advisories.index.AdvisoryIndex;
import dev.pomona.model.advisory.Epss;
import dev.pomona.model.advisory.Kev;
import dev.pomona.model.advisory.Severity;
import dev.pomona.model.advisory.Vulnerability;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Dependency;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Upgrade;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComponentMatcherTest {

    /// Two sources about one flaw, one of which knows a second range, and a second flaw fixed later.
    private static final String[] TAR = {"""
        {'id': 'GHSA-aaaa-aaaa-aaaa', 'aliases': ['CVE-2021-1'], 'summary': 'Path traversal',
         'severity': [{'type': 'CVSS_V3', 'score': 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'}],
         'affected': [
           {'package': {'ecosystem': 'npm', 'name': 'tar'},
            'ranges': [{'type': 'SEMVER', 'events': [{'introduced': '0'}, {'fixed': '4.4.18'}]}]},
           {'package': {'ecosystem': 'npm', 'name': 'tar'},
            'ranges': [{'type': 'SEMVER', 'events': [{'introduced': '5.0.0'}, {'fixed': '5.0.10'}]}]}]}
        """, """
        {'id': 'GMS-1', 'aliases': ['GHSA-aaaa-aaaa-aaaa'], 'database_specific': {'source': 'GLAD', 'cwe_ids': ['CWE-22']},
         'affected': [{'package': {'ecosystem': 'npm', 'name': 'tar'},
            'ranges': [{'type': 'SEMVER', 'events': [{'introduced': '0'}, {'last_affected': '5.0.9'}]}]}]}
        """, """
        {'id': 'CVE-2022-2', 'published': '2022-03-01T00:00:00Z',
         'severity': [{'type': 'CVSS_V3', 'score': 'CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N'}],
         'affected': [{'package': {'ecosystem': 'npm', 'name': 'tar'},
            'ranges': [{'type': 'SEMVER', 'events': [{'introduced': '0'}, {'fixed': '5.1.0-rc.1'}, {'fixed': '5.1.2'}]}]}]}
        """};

    private static List<ComponentMatch> query(AdvisoryIndex index, String purl) {
        return ComponentMatcher.of(index).query(Purl.parse(purl));
    }

    private static List<String> ids(AdvisoryIndex index, String purl) {
        return query(index, purl).stream()
                .map(match -> match.vulnerability().id())
                .toList();
    }

    @Test
    void foldsAliasesIntoOneVulnerabilityAndKeepsEveryClaim() {
        var matches = query(TestIndex.of(TAR), "pkg:npm/tar@5.0.3");

        assertThat(matches).extracting(match -> match.vulnerability().id()).containsExactly("CVE-2021-1", "CVE-2022-2");
        ComponentMatch first = matches.getFirst();
        Vulnerability vulnerability = first.vulnerability();
        assertThat(vulnerability.aliases()).containsExactly("GHSA-aaaa-aaaa-aaaa", "GMS-1");
        assertThat(vulnerability.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(vulnerability.score()).isEqualTo(9.8);
        assertThat(vulnerability.weaknesses()).containsExactly(22);
        assertThat(first.claims())
                .extracting(claim -> claim.source() + " " + claim.reason() + " " + claim.fixedVersions())
                .containsExactly("ghsa >=5.0.0, <5.0.10 [4.4.18, 5.0.10]", "glad <=5.0.9 []");
    }

    @Test
    void proposesTheSmallestUpgradeThatNoSourceDoubts() {
        var matches = query(TestIndex.of(TAR), "pkg:npm/tar@4.0.0");
        // 4.4.18 fixes it says one source, up to 5.0.9 it is there says the other
        assertThat(matches)
                .extracting(ComponentMatch::upgrade)
                .containsExactly(new Upgrade("5.0.10", "5.1.2"), new Upgrade("5.1.2", "5.1.2"));
    }

    @Test
    void keepsCvesApartThatOneAdvisoryNamesTogether() {
        AdvisoryIndex index = TestIndex.of(
                record(
                        "GO-1",
                        "'aliases': ['CVE-2020-1', 'CVE-2020-2']",
                        "Go",
                        "m",
                        "{'introduced': '0'}, {'fixed': '2.0.0'}"),
                record("GHSA-1", "'aliases': ['CVE-2020-1']", "Go", "m", "{'introduced': '0'}, {'fixed': '1.0.0'}"));
        var matches = query(index, "pkg:golang/m@v0.9.0");
        assertThat(matches).extracting(match -> match.vulnerability().id()).containsExactly("CVE-2020-1", "CVE-2020-2");
        assertThat(matches.get(0).claims()).hasSize(2);
        assertThat(matches.get(1).claims()).hasSize(1);
        assertThat(matches.get(1).vulnerability().aliases()).containsExactly("GO-1");
    }

    @Test
    void followsAliasesThroughAdvisoriesThatDoNotHold() {
        AdvisoryIndex index = TestIndex.of(
                record("RUSTSEC-1", "'aliases': []", "crates.io", "c", "{'introduced': '0'}"),
                record(
                        "GHSA-1",
                        "'aliases': ['RUSTSEC-1', 'CVE-2020-1']",
                        "crates.io",
                        "c",
                        "{'introduced': '9.0.0'}"));
        assertThat(ids(index, "pkg:cargo/c@1.0.0")).containsExactly("CVE-2020-1");
    }

    @Test
    void takesRatingsFromAliasesWhereTheMatchingSourceHasNone() {
        AdvisoryIndex index = TestIndex.of(
                record("GO-1", "'aliases': ['CVE-2020-1']", "Go", "m", "{'introduced': '0'}"),
                record(
                        "BIT-1",
                        "'aliases': ['CVE-2020-1'], 'database_specific': {'severity': 'High'}",
                        "Bitnami",
                        "m",
                        "{'introduced': '0'}"));
        assertThat(query(index, "pkg:golang/m@v1.0.0")
                        .getFirst()
                        .vulnerability()
                        .severity())
                .isEqualTo(Severity.HIGH);
    }

    @Test
    void leavesOutWithdrawnAdvisories() {
        AdvisoryIndex index = TestIndex.of(
                record("GHSA-1", "'withdrawn': '2024-01-01T00:00:00Z'", "npm", "p", "{'introduced': '0'}"));
        assertThat(query(index, "pkg:npm/p@1.0.0")).isEmpty();
    }

    @Test
    void spellsNamesAsTheirEcosystemsDo() {
        AdvisoryIndex index = TestIndex.of(
                record("A-1", "", "PyPI", "zope-interface", "{'introduced': '0'}"),
                record("A-2", "", "NuGet", "Newtonsoft.Json", "{'introduced': '0'}"),
                record("A-3", "", "Packagist", "Guzzle/PSR7", "{'introduced': '0'}"),
                record("A-4", "", "Maven", "org.x:Lib", "{'introduced': '0'}"),
                record("A-5", "", "Go", "github.com/Masterminds/goutils/v2", "{'introduced': '0'}"),
                record("A-6", "", "npm", "@scope/pkg", "{'introduced': '0'}"),
                record("A-7", "", "crates.io", "a_b", "{'introduced': '0'}"),
                record("A-8", "", "GitHub Actions", "actions/Checkout", "{'introduced': '0'}"),
                record("A-9", "", "SwiftURL", "https://github.com/apple/swift-nio.git", "{'introduced': '0'}"),
                record("A-10", "", "Hex", "phoenix", "{'introduced': '0'}"),
                record("A-11", "", "Pub", "http", "{'introduced': '0'}"),
                record("A-12", "", "ConanCenter", "zlib", "{'introduced': '0'}"),
                record("A-13", "", "RubyGems", "rack", "{'introduced': '0'}"),
                record("A-14", "", "Go", "stdlib", "{'introduced': '0'}"));
        for (String purl : List.of(
                "pkg:pypi/Zope.Interface@1",
                "pkg:nuget/newtonsoft.json@1.0.0",
                "pkg:composer/guzzle/psr7@1.0",
                "pkg:maven/org.x/Lib@1",
                "pkg:golang/github.com/Masterminds/goutils/v2@v2.0.0",
                "pkg:npm/%40scope/pkg@1.0.0",
                "pkg:cargo/a-b@1.0.0",
                "pkg:github/Actions/checkout@v3",
                "pkg:swift/github.com/apple/swift-nio@2.0.0",
                "pkg:hex/phoenix@1.0.0",
                "pkg:pub/http@1.0.0",
                "pkg:conan/zlib@1.2.11",
                "pkg:gem/rack@2.0",
                "pkg:golang/stdlib@1.20.1")) {
            assertThat(ids(index, purl)).as(purl).hasSize(1);
        }
        assertThat(ids(index, "pkg:maven/org.x/lib@1")).isEmpty();
        assertThat(ids(index, "pkg:golang/github.com/masterminds/goutils@v1.0.0"))
                .isEmpty();
    }

    @Test
    void findsMavenArtifactsUnderTheirOtherCoordinates() {
        AdvisoryIndex index = TestIndex.of(
                record("A-1", "", "Maven", "mysql:mysql-connector-java", "{'introduced': '0'}, {'fixed': '8.0.28'}"),
                record("A-2", "", "Maven", "com.mysql:mysql-connector-j", "{'introduced': '0'}, {'fixed': '8.2.0'}"));
        assertThat(ids(index, "pkg:maven/mysql/mysql-connector-java@8.0.27")).containsExactly("A-1", "A-2");
        assertThat(ids(index, "pkg:maven/com.mysql/mysql-connector-j@8.1.0")).containsExactly("A-2");
    }

    @Test
    void readsDistributionsFromQualifiers() {
        AdvisoryIndex index = TestIndex.of(
                notice("ALSA-1", "AlmaLinux:9", "openssl", "1:3.0.7-6.el9"),
                notice("DSA-1", "Debian:12", "openssl", "3.0.11-1~deb12u2"),
                notice("ALPINE-1", "Alpine:v3.20", "openssl", "3.3.1-r0"),
                notice("USN-1", "Ubuntu:22.04:LTS", "openssl", "3.0.2-0ubuntu1.9"),
                notice("RHSA-1", "Red Hat:enterprise_linux:9::baseos", "openssl", "1:3.0.7-6.el9"));
        String affected = "CVE-2023-1";
        assertThat(ids(index, "pkg:rpm/almalinux/openssl@3.0.7-5.el9?distro=almalinux-9.2&epoch=1"))
                .contains(affected);
        assertThat(ids(index, "pkg:rpm/almalinux/openssl@3.0.7-6.el9?distro=almalinux-9.2&epoch=1"))
                .isEmpty();
        assertThat(ids(index, "pkg:deb/debian/libssl3@3.0.9-1?distro=debian-12&upstream=openssl"))
                .contains(affected);
        assertThat(ids(index, "pkg:deb/debian/libssl3@3.0.9-1?distro=bookworm&upstream=openssl"))
                .contains(affected);
        assertThat(ids(index, "pkg:deb/debian/libssl3@3.0.9-1?distro=debian-13&upstream=openssl"))
                .isEmpty();
        assertThat(ids(index, "pkg:apk/alpine/libssl3@3.3.0-r2?distro=alpine-3.20.1&upstream=openssl"))
                .contains(affected);
        assertThat(ids(index, "pkg:deb/ubuntu/openssl@3.0.2-0ubuntu1.8?distro=ubuntu-22.04"))
                .contains(affected);
        assertThat(ids(index, "pkg:rpm/redhat/openssl@3.0.7-5.el9?epoch=1&distro=rhel-9.2"))
                .contains(affected);
    }

    @Test
    void reportsEachFlawThatADistributionsNoticeFixes() {
        AdvisoryIndex index = TestIndex.of(notice("ALSA-1", "AlmaLinux:9", "openssl", "3.0.7-6.el9"));
        var matches = query(index, "pkg:rpm/almalinux/openssl@3.0.7-5.el9?distro=almalinux-9.2");
        assertThat(matches).extracting(match -> match.vulnerability().id()).containsExactly("CVE-2023-1", "CVE-2023-2");
        assertThat(matches).allSatisfy(match -> {
            assertThat(match.claims()).singleElement().extracting("advisoryId").isEqualTo("ALSA-1");
            assertThat(match.vulnerability().aliases()).containsExactly("ALSA-1");
            assertThat(match.vulnerability().severity()).isEqualTo(Severity.HIGH);
        });
    }

    @Test
    void tellsWhatItCouldNotJudge() {
        AdvisoryIndex index = TestIndex.of(
                record("A-1", "", "npm", "p", "{'introduced': '0'}, {'fixed': '2.0.0'}"),
                record("A-2", "", "npm", "q", "{'introduced': '0'}, {'fixed': 'no version'}"));
        MatchResult result = ComponentMatcher.of(index)
                .match(List.of(manifest(
                        component("pkg:npm/p@main"),
                        component("pkg:npm/q@1.0.0"),
                        component("pkg:hex/h@1.0"),
                        component("pkg:generic/g@1"),
                        component("pkg:deb/debian/libc6@2.36"))));
        assertThat(result.findings()).isEmpty();
        assertThat(result.gaps())
                .containsExactly(
                        "A-2: its range for npm/q could not be read, so it was not judged",
                        "no advisory data for Hex (1 component)",
                        "no advisory data for deb packages of an unnamed or unknown distribution release (1 component)",
                        "no advisory data for purl type 'generic' (1 component)",
                        "npm/p: version 'main' could not be read, so 1 advisory was not judged (A-1)");
    }

    @Test
    void givesAllVulnerabilitiesOfAPackageForAPurlWithoutVersion() {
        var matches = query(TestIndex.of(TAR), "pkg:npm/tar");
        assertThat(matches).extracting(match -> match.vulnerability().id()).containsExactly("CVE-2021-1", "CVE-2022-2");
        assertThat(matches.getFirst().claims().getFirst().reason()).isEqualTo("<4.4.18 or >=5.0.0, <5.0.10");
        assertThat(matches).extracting(ComponentMatch::upgrade).containsOnly(new Upgrade(null, null));
    }

    @Test
    void explainsFindings() {
        AdvisoryIndex index = TestIndex.of(
                Stream.of(TAR).map(TestIndex::advisory).toList(),
                List.of(new Kev("CVE-2021-1", LocalDate.of(2022, 1, 1), null, false)),
                Map.of("CVE-2022-2", new Epss(0.5, 0.97)));
        Purl root = Purl.parse("pkg:npm/app@1.0.0");
        Purl between = Purl.parse("pkg:npm/npm-packlist@2.0.0");
        Purl tar = Purl.parse("pkg:npm/tar@5.0.3");
        var manifest = new Manifest(
                "web/package-lock.json",
                "npm-lock",
                root,
                List.of(
                        Component.of(tar, Scope.TEST, Relation.TRANSITIVE, Location.at("web/package-lock.json", 7, 3)),
                        Component.of(between, Scope.TEST, Relation.DIRECT, Location.of("web/package-lock.json"))),
                List.of(new Dependency(root, between), new Dependency(between, tar), new Dependency(tar, between)));

        List<Finding> findings =
                ComponentMatcher.of(index).match(List.of(manifest)).findings();

        assertThat(findings)
                .extracting(Finding::message)
                .containsExactly(
                        "tar 5.0.3 is affected by CVE-2021-1 (Path traversal), which is known to be exploited;"
                                + " it comes with npm-packlist 2.0.0, for tests only.",
                        "tar 5.0.3 is affected by CVE-2022-2, likely to be exploited within 30 days (50 %);"
                                + " it comes with npm-packlist 2.0.0, for tests only.");
        Finding first = findings.getFirst();
        assertThat(first.rule()).isEqualTo(ComponentMatcher.VULNERABLE);
        assertThat(first.locations()).containsExactly(Location.at("web/package-lock.json", 7, 3));
        var detail = (Detail.VulnerableComponent) first.detail();
        assertThat(detail.path()).containsExactly(root, between, tar);
        assertThat(detail.vulnerability().kev()).isNotNull();
    }

    @Test
    void keepsTheFingerprintOverVersionsAndSources() {
        AdvisoryIndex one = TestIndex.of(TAR[0]);
        AdvisoryIndex both = TestIndex.of(TAR[0], TAR[1]);
        var old = ComponentMatcher.of(one).match(List.of(manifest(component("pkg:npm/tar@5.0.3"))));
        var bumped = ComponentMatcher.of(both).match(List.of(manifest(component("pkg:npm/tar@5.0.4"))));
        assertThat(old.findings().getFirst().fingerprint())
                .isEqualTo(bumped.findings().getFirst().fingerprint());
    }

    @Test
    void callsMaliciousPackagesByTheirName() {
        AdvisoryIndex index = TestIndex.of(record("MAL-2024-1", "'aliases': []", "npm", "evil", "{'introduced': '0'}"));
        Finding finding = ComponentMatcher.of(index)
                .match(List.of(manifest(component("pkg:npm/evil@1.0.0"))))
                .findings()
                .getFirst();
        assertThat(finding.rule()).isEqualTo(ComponentMatcher.MALICIOUS);
        assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(finding.message()).startsWith("evil 1.0.0 is a malicious package (MAL-2024-1)");
    }

    @Test
    void doesNotTakeWhatIsSaidInPassingForTheDataOfAnEcosystem() {
        var index = TestIndex.covering(
                Set.of("Go"),
                record("A-1", "", "Go", "example.org/g", "{'introduced': '0'}"),
                record("A-2", "", "SwiftURL", "github.com/acme/grove", "{'introduced': '0'}"));
        MatchResult result = ComponentMatcher.of(index)
                .match(List.of(manifest(
                        component("pkg:swift/github.com/acme/grove@1.0.0"),
                        component("pkg:swift/github.com/acme/soil@1.0.0"),
                        component("pkg:golang/example.org/clean@v1.0.0"))));
        assertThat(result.findings()).hasSize(1);
        assertThat(result.gaps()).containsExactly("no advisory data for SwiftURL (2 components)");
    }

    private static Component component(String purl) {
        return Component.of(Purl.parse(purl), Scope.RUNTIME, Relation.UNKNOWN, Location.of("lock"));
    }

    private static Manifest manifest(Component... components) {
        return new Manifest("lock", "test", null, List.of(components), List.of());
    }

    private static String record(String id, String extra, String ecosystem, String name, String events) {
        return """
                {'id': '%s', %s 'affected': [{'package': {'ecosystem': '%s', 'name': '%s'},
                 'ranges': [{'type': 'ECOSYSTEM', 'events': [%s]}]}]}
                """.formatted(id, extra.isEmpty() ? "" : extra + ",", ecosystem, name, events);
    }

    private static String notice(String id, String ecosystem, String name, String fixed) {
        return record(
                id,
                "'summary': 'Important: security update', 'database_specific': {'severity': 'Important'},"
                        + " 'related': ['CVE-2023-1', 'CVE-2023-2']",
                ecosystem,
                name,
                "{'introduced': '0'}, {'fixed': '%s'}".formatted(fixed));
    }
}
