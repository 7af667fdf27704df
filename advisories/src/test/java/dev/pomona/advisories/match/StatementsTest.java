// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.advisories.TestIndex;
import dev.pomona.model.advisory.VexStatement;
import dev.pomona.model.advisory.VexStatement.Product;
import dev.pomona.model.component.Component;
import dev.pomona.model.component.Dependency;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementsTest {

    private static final ComponentMatcher MATCHER = ComponentMatcher.of(TestIndex.of("""
            {'id': 'GHSA-1', 'aliases': ['CVE-2024-1'], 'affected': [{'package': {'ecosystem': 'npm', 'name': 'lib'}}]}
            """));

    private static MatchResult match(VexStatement... statements) {
        Purl root = Purl.parse("pkg:npm/app@1.0.0");
        Purl between = Purl.parse("pkg:npm/between@3.0.0");
        Purl lib = Purl.parse("pkg:npm/lib@2.0.0");
        var component = Component.of(lib, Scope.RUNTIME, Relation.TRANSITIVE, Location.of("lock"));
        var edges = List.of(new Dependency(root, between), new Dependency(between, lib));
        return MATCHER.match(
                List.of(new Manifest("lock", "test", root, List.of(component), edges)), List.of(statements));
    }

    private static VexStatement.Subject subject(String id, String product, String subcomponent, long time) {
        return by("a", id, product, subcomponent, time);
    }

    private static VexStatement.Subject by(String author, String id, String product, String subcomponent, long time) {
        List<Purl> parts = Stream.ofNullable(subcomponent).map(Purl::parse).toList();
        return new VexStatement.Subject(
                List.of(id),
                List.of(new Product(Purl.parse(product), parts)),
                author,
                "d",
                Instant.ofEpochSecond(time));
    }

    @ParameterizedTest
    @CsvSource({
        "CVE-2024-1, pkg:npm/lib@2.0.0,     ,                   true",
        "GHSA-1,     pkg:npm/lib,           ,                   true",
        "CVE-2024-2, pkg:npm/lib,           ,                   false",
        "CVE-2024-1, pkg:npm/lib@2.0.1,     ,                   false",
        "CVE-2024-1, pkg:npm/lib?arch=x,    ,                   false",
        "CVE-2024-1, pkg:npm/app,           ,                   true",
        "CVE-2024-1, pkg:npm/between,       ,                   false",
        "CVE-2024-1, pkg:npm/app@1.0.0,     pkg:npm/lib@2.0.0,  true",
        "CVE-2024-1, pkg:npm/between@3.0.0, pkg:npm/lib,        true",
        "CVE-2024-1, pkg:npm/app@1.0.0,     pkg:npm/other,      false",
        "CVE-2024-1, pkg:npm/elsewhere,     pkg:npm/lib@2.0.0,  false"
    })
    void clearsWhatTheStatementIsAbout(String id, String product, String subcomponent, boolean cleared) {
        var statement = new VexStatement.NotAffected(subject(id, product, subcomponent, 1), "", "");
        MatchResult result = match(statement);
        assertThat(result.findings()).hasSize(cleared ? 0 : 1);
        assertThat(result.suppressed())
                .extracting(SuppressedFinding::statement)
                .isEqualTo(cleared ? List.of(statement) : List.of());
    }

    @Test
    void followsTheLatestStatement() {
        var early = new VexStatement.NotAffected(subject("CVE-2024-1", "pkg:npm/lib", null, 1), "", "");
        var late = new VexStatement.Affected(subject("CVE-2024-1", "pkg:npm/lib", null, 2), "");
        var last = new VexStatement.Fixed(subject("GHSA-1", "pkg:npm/lib", null, 3));
        assertThat(match(late, early).findings()).hasSize(1);
        assertThat(match(last, late, early).suppressed()).hasSize(1);
    }

    @Test
    void nobodysLastWordEndsAnothers() {
        var clears = new VexStatement.NotAffected(by("ann", "CVE-2024-1", "pkg:npm/lib", null, 2), "", "");
        var open = new VexStatement.UnderInvestigation(by("bob", "CVE-2024-1", "pkg:npm/lib", null, 3));
        var harms = new VexStatement.Affected(by("bob", "CVE-2024-1", "pkg:npm/lib", null, 1), "");
        assertThat(match(clears, harms).suppressed()).isEmpty();
        assertThat(match(clears, open, harms).suppressed()).hasSize(1);
    }

    @Test
    void ofOneTimeTheMostExactCounts() {
        var all = new VexStatement.Affected(subject("CVE-2024-1", "pkg:npm/lib", null, 1), "");
        var one = new VexStatement.Fixed(subject("GHSA-1", "pkg:npm/lib@2.0.0", null, 1));
        assertThat(match(one, all).suppressed()).hasSize(1);
        assertThat(match(all, one).suppressed()).hasSize(1);
    }

    @Test
    void leavesFindingsAloneWithoutStatements() {
        MatchResult result = match();
        assertThat(result.findings()).hasSize(1);
        assertThat(result.suppressed()).isEmpty();
    }
}
