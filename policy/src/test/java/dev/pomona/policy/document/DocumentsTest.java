// SPDX-License-Identifier: Apache-2.0
package dev.pomona.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    private static final String POLICY = """
            version: 1
            owner: security
            rules:
              - id: no-gpl
                for: component
                level: warn
                when: component.licenses.exists(l, l.startsWith('GPL'))
                message: ask the lawyers
              - id: old
                for: scan
                level: incomplete
                when: completeness.dataAgeDays > 2 && now > timestamp('2020-01-01T00:00:00Z')
                message: too old
            cases:
              - name: gpl is seen
                given: {component: {licenses: [MIT, GPL-3.0-only]}}
                expect: {no-gpl: warn}
              - name: wrong on purpose
                given: {completeness: {dataAgeDays: 3}}
                expect: {no-gpl: warn}
            """;

    private static String issues(String policy) {
        var text = new StringBuilder();
        PolicyReader.read("p.yaml", policy)
                .issues()
                .forEach(issue -> text.append(issue.render(policy)).append('\n'));
        return text.toString();
    }

    @Test
    void readsRulesAndRunsTheirCases() {
        PolicyDocument document = PolicyReader.read("p.yaml", POLICY);
        assertThat(document.issues()).isEmpty();
        assertThat(document.policy().rules()).hasSize(2);
        assertThat(document.cases().getFirst().run(document.policy().rules())).isEmpty();
        assertThat(document.cases().get(1).run(document.policy().rules()))
                .containsExactly("no-gpl: expected warn, got nothing", "old: expected nothing, got incomplete");
    }

    @Test
    void pointsAtMistakesInExpressions() {
        assertThat(issues(POLICY.replace("component.licenses", "component.license")))
                .isEqualTo("""
                        p.yaml:7:20: undefined field 'license'
                          |     when: component.license.exists(l, l.startsWith('GPL'))
                          |                    ^
                        """);
        assertThat(issues(POLICY.replace("completeness.dataAgeDays >", "'x' >")))
                .contains("p.yaml:12:");
    }

    @Test
    void refusesWhatTheSubjectOfARuleDoesNotHave() {
        String rule = """
                version: 1
                owner: o
                rules:
                  - {id: r, for: %s, level: deny, message: m, when: "%s"}
                """;
        assertThat(issues(rule.formatted("scan", "completeness.gaps > 0 || finding.kev")))
                .startsWith("p.yaml:4:81: a rule for each scan has no 'finding'");
        assertThat(issues(rule.formatted("scan", "component.direct"))).contains("has no 'component'");
        assertThat(issues(rule.formatted("component", "finding.severity >= HIGH")))
                .contains("has no 'finding'");
        assertThat(issues(rule.formatted("finding", "finding.kev && component.direct && artifact.components > 1")))
                .isEmpty();
        assertThat(issues(rule.formatted("component", "component.direct && completeness.complete")))
                .isEmpty();
    }

    @Test
    void pointsIntoFoldedAndLiteralExpressions() {
        String folded = POLICY.replace(
                "when: component.licenses.exists(l, l.startsWith('GPL'))",
                "when: >-\n      component.direct\n      && component.nme == 'x'");
        assertThat(issues(folded)).contains("p.yaml:9:19: undefined field 'nme'");
        String literal = folded.replace(">-", "|");
        assertThat(issues(literal)).contains("p.yaml:9:19: undefined field 'nme'");
    }

    @Test
    void collectsEveryMistakeOfADocument() {
        String text = issues("""
                version: 2
                rules:
                  - id: Not Kebab
                    for: nothing
                    levle: deny
                    when: "true"
                    message: ""
                cases:
                  - name: x
                    given: {finding: {severity: TERRIBLE, nope: 1}, universe: {}}
                    expect: {unknown-rule: deny}
                """);
        assertThat(text)
                .contains("'version: 1' is expected")
                .contains("'for' is one of finding, component, scan")
                .contains("unknown key 'levle'")
                .contains("'level' is missing")
                .contains("'message' is empty")
                .contains("'owner' is missing")
                .contains("finding.severity is a int")
                .contains("finding has no field 'nope'")
                .contains("there is no 'universe'")
                .contains("there is no rule 'unknown-rule'");
    }

    @Test
    void refusesAPolicyThatIsNoYaml() {
        assertThat(issues("rules: [")).startsWith("p.yaml:1:");
        assertThat(issues("")).contains("'rules' is missing or empty");
    }

    @Test
    void readsWaivers() {
        WaiverDocument document = WaiverReader.read("w.yaml", """
                version: 1
                waivers:
                  - id: CVE-2026-1
                    paths: [legacy/**]
                    purl: pkg:npm/a
                    owner: jane
                    reason: not reachable
                    expires: 2027-01-31
                  - ids: [CVE-2026-2, CVE-2026-3]
                    owner: joe
                    expires: tomorrow
                    purl: nonsense
                  - owner: nobody
                """);
        assertThat(document.waivers()).hasSize(1);
        assertThat(document.waivers().getFirst().origin()).isEqualTo("w.yaml:3");
        assertThat(document.issues())
                .extracting(Issue::message)
                .anyMatch(message -> message.contains("a day such as"))
                .anyMatch(message -> message.contains("'reason' is missing"))
                .anyMatch(message -> message.contains("pkg:"))
                .anyMatch(message -> message.contains("what it waives"));
    }

    @Test
    void neverThrowsOnBrokenDocuments() {
        var random = new Random(7);
        for (int round = 0; round < 300; round++) {
            var text = new StringBuilder(POLICY);
            for (int i = random.nextInt(4); i >= 0; i--) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) text.deleteCharAt(at);
                else text.insert(at, "{}[]:'\"-\n&*! x".charAt(random.nextInt(14)));
            }
            assertThat(PolicyReader.read("p.yaml", text.toString())).isNotNull();
            assertThat(WaiverReader.read("w.yaml", text.toString()).waivers()).isEqualTo(List.of());
        }
    }
}
