// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.testkit.ScanRecord;
import dev.pomona.scan.testkit.ScannerTester;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PackageLockTest {

    private static final String LOCK = "package-lock.json";

    private static ScanRecord scan(Map<String, String> files) {
        return new ScannerTester(new NpmScanner()).scan(files);
    }

    private static ScanRecord version3(String packages) {
        return scan(Map.of(LOCK, """
                {
                  "name": "app",
                  "version": "1.0.0",
                  "lockfileVersion": 3,
                  "packages": {
                %s
                  }
                }
                """.formatted(packages)));
    }

    @Test
    void looksNamesUpAsNodeDoes() {
        ScanRecord record = version3("""
                "": {"name": "app", "version": "1.0.0", "dependencies": {"a": "^1", "b": "^2"}},
                "node_modules/a": {"version": "1.0.0", "dependencies": {"b": "^1", "c": "^1"}},
                "node_modules/a/node_modules/b": {"version": "1.5.0", "dependencies": {"c": "^1"}},
                "node_modules/b": {"version": "2.0.0"},
                "node_modules/c": {"version": "1.0.0", "dependencies": {"b": "^2"}}
                """);
        assertThat(record.edges())
                .containsExactlyInAnyOrder(
                        "pkg:npm/app@1.0.0 -> pkg:npm/a@1.0.0",
                        "pkg:npm/app@1.0.0 -> pkg:npm/b@2.0.0",
                        "pkg:npm/a@1.0.0 -> pkg:npm/b@1.5.0",
                        "pkg:npm/a@1.0.0 -> pkg:npm/c@1.0.0",
                        "pkg:npm/b@1.5.0 -> pkg:npm/c@1.0.0",
                        "pkg:npm/c@1.0.0 -> pkg:npm/b@2.0.0");
        assertThat(record.component("pkg:npm/b@2.0.0").relation()).isEqualTo(Relation.DIRECT);
        assertThat(record.component("pkg:npm/b@1.5.0").relation()).isEqualTo(Relation.TRANSITIVE);
        assertThat(record.component("pkg:npm/b@1.5.0").locations().getFirst()).hasToString(LOCK + ":8:1");
        assertThat(record.gaps()).isEmpty();
    }

    @Test
    void carriesScopesThroughTheGraph() {
        ScanRecord record = version3("""
                "": {"dependencies": {"run": "1"}, "devDependencies": {"tool": "1"},
                     "optionalDependencies": {"maybe": "1"}, "peerDependencies": {"host": "1"}},
                "node_modules/run": {"version": "1.0.0", "dependencies": {"shared": "1"}},
                "node_modules/tool": {"version": "1.0.0", "dependencies": {"shared": "1", "inner": "1"}},
                "node_modules/inner": {"version": "1.0.0"},
                "node_modules/shared": {"version": "1.0.0", "optionalDependencies": {"extra": "1"}},
                "node_modules/extra": {"version": "1.0.0"},
                "node_modules/maybe": {"version": "1.0.0", "dependencies": {"below": "1"}},
                "node_modules/below": {"version": "1.0.0"},
                "node_modules/host": {"version": "1.0.0"},
                "node_modules/stray": {"version": "1.0.0", "dev": true, "extraneous": true}
                """);
        assertThat(record.component("pkg:npm/run@1.0.0").scope()).isEqualTo(Scope.RUNTIME);
        assertThat(record.component("pkg:npm/shared@1.0.0").scope()).isEqualTo(Scope.RUNTIME);
        assertThat(record.component("pkg:npm/inner@1.0.0").scope()).isEqualTo(Scope.DEVELOPMENT);
        assertThat(record.component("pkg:npm/extra@1.0.0").scope()).isEqualTo(Scope.OPTIONAL);
        assertThat(record.component("pkg:npm/below@1.0.0").scope()).isEqualTo(Scope.OPTIONAL);
        assertThat(record.component("pkg:npm/host@1.0.0").scope()).isEqualTo(Scope.PROVIDED);
        assertThat(record.component("pkg:npm/stray@1.0.0").scope()).isEqualTo(Scope.DEVELOPMENT);
        assertThat(record.component("pkg:npm/stray@1.0.0").relation()).isEqualTo(Relation.UNKNOWN);
    }

    @Test
    void keepsDigestsLicencesAndWhereThingsComeFrom() {
        ScanRecord record = version3("""
                "": {"dependencies": {"reg": "1", "alias": "npm:@real/one@1", "git": "someone/git", "url": "https://x.example/u.tgz"}},
                "node_modules/reg": {"version": "1.0.0", "resolved": "https://mirror.example/reg/-/reg-1.0.0.tgz",
                   "integrity": "sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA= sha999-x", "license": "MIT"},
                "node_modules/alias": {"name": "@real/one", "version": "1.0.0"},
                "node_modules/git": {"version": "3.0.0", "resolved": "git+ssh://git@github.com/someone/git.git#0123abc"},
                "node_modules/url": {"version": "4.0.0", "resolved": "https://user:secret@x.example/u.tgz?token=1"}
                """);
        assertThat(record.purls())
                .containsExactly(
                        "pkg:npm/%40real/one@1.0.0",
                        "pkg:npm/git@3.0.0?vcs_url=git%2Bssh:%2F%2Fgit%40github.com%2Fsomeone%2Fgit.git%400123abc",
                        "pkg:npm/reg@1.0.0",
                        "pkg:npm/url@4.0.0?download_url=https:%2F%2Fx.example%2Fu.tgz");
        var registry = record.component("pkg:npm/reg@1.0.0");
        assertThat(registry.digests()).singleElement().hasToString("sha1:" + "0".repeat(40));
        assertThat(registry.licenses()).containsExactly("MIT");
        assertThat(registry.requirement()).isEqualTo("1");
    }

    @Test
    void takesWorkspaceMembersForTheProject() {
        ScanRecord record = version3("""
                "": {"name": "app", "workspaces": ["packages/*"]},
                "packages/m": {"name": "m", "version": "0.1.0", "dependencies": {"n": "1", "a": "^1"}, "devDependencies": {"d": "1"}},
                "packages/n": {"name": "n", "version": "0.1.0", "dependencies": {"a": "^2"}},
                "packages/n/node_modules/a": {"version": "2.0.0"},
                "node_modules/m": {"resolved": "packages/m", "link": true},
                "node_modules/n": {"resolved": "packages/n", "link": true},
                "node_modules/a": {"version": "1.0.0"},
                "node_modules/d": {"version": "1.0.0"}
                """);
        assertThat(record.purls()).containsExactly("pkg:npm/a@1.0.0", "pkg:npm/a@2.0.0", "pkg:npm/d@1.0.0");
        assertThat(record.components()).allMatch(component -> component.relation() == Relation.DIRECT);
        assertThat(record.edges()).contains("pkg:npm/app@1.0.0 -> pkg:npm/a@2.0.0");
        assertThat(record.component("pkg:npm/d@1.0.0").scope()).isEqualTo(Scope.DEVELOPMENT);
    }

    @Test
    void namesTheManifestsLineToo() {
        ScanRecord record = scan(Map.of(
                "package.json",
                "{\n  \"name\": \"app\",\n  \"dependencies\": {\n    \"a\": \"^1.0.0\"\n  }\n}",
                LOCK,
                """
                {"lockfileVersion": 2, "packages": {"": {"dependencies": {"a": "^1.0.0"}},
                 "node_modules/a": {"version": "1.0.0"}}}
                """));
        assertThat(record.component("pkg:npm/a@1.0.0").locations())
                .extracting(Object::toString)
                .containsExactly("package-lock.json:2:2", "package.json:4:5");
    }

    @Test
    void saysWhatItLacks() {
        ScanRecord record =
                scan(Map.of("package.json", "{\"dependencies\": {\"a\": \"^2.0.0\", \"new\": \"^1.0.0\"}}", LOCK, """
                {"lockfileVersion": 3, "packages": {"": {"dependencies": {"a": "^1.0.0"}},
                 "node_modules/a": {"version": "1.0.0"}}}
                """));
        assertThat(record.purls()).containsExactly("pkg:npm/a@1.0.0", "pkg:npm/new");
        assertThat(record.gaps())
                .extracting(Gap::message)
                .containsExactly(
                        "out of step with package.json about: a",
                        "out of step with package.json, of which it does not resolve: new");
    }

    @Test
    void readsTheNestedFormOfVersion1() {
        ScanRecord record = scan(Map.of("package.json", """
                {"name": "app", "version": "1.0.0", "dependencies": {"a": "^1"}, "devDependencies": {"t": "^1"}}
                """, LOCK, """
                {
                  "name": "app", "version": "1.0.0", "lockfileVersion": 1, "requires": true,
                  "dependencies": {
                    "a": {"version": "1.0.0", "requires": {"b": "^1", "o": "*", "z": "npm:y@1"},
                      "dependencies": {"b": {"version": "1.1.0"}}},
                    "b": {"version": "2.0.0", "dev": true},
                    "o": {"version": "1.0.0", "optional": true},
                    "t": {"version": "1.0.0", "dev": true, "requires": {"b": "^2"}},
                    "z": {"version": "npm:y@1.0.0"},
                    "g": {"version": "git+https://github.com/x/g.git#abc", "from": "g@x/g"},
                    "l": {"version": "file:../l"}
                  }
                }
                """));
        assertThat(record.edges())
                .containsExactlyInAnyOrder(
                        "pkg:npm/app@1.0.0 -> pkg:npm/a@1.0.0",
                        "pkg:npm/app@1.0.0 -> pkg:npm/t@1.0.0",
                        "pkg:npm/a@1.0.0 -> pkg:npm/b@1.1.0",
                        "pkg:npm/a@1.0.0 -> pkg:npm/o@1.0.0",
                        "pkg:npm/a@1.0.0 -> pkg:npm/y@1.0.0",
                        "pkg:npm/t@1.0.0 -> pkg:npm/b@2.0.0");
        assertThat(record.component("pkg:npm/b@2.0.0").scope()).isEqualTo(Scope.DEVELOPMENT);
        assertThat(record.component("pkg:npm/o@1.0.0").scope()).isEqualTo(Scope.OPTIONAL);
        assertThat(record.purls())
                .contains("pkg:npm/g?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fx%2Fg.git%40abc")
                .noneMatch(purl -> purl.startsWith("pkg:npm/l"));
        assertThat(record.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.message()).contains("no version for 1"));
    }

    @Test
    void leavesOpenWhatIsDirectWhenNobodySaysSo() {
        ScanRecord record = scan(Map.of("node_modules/.package-lock.json", """
                {"lockfileVersion": 3, "packages": {
                  "node_modules/a": {"version": "1.0.0", "dependencies": {"b": "1"}},
                  "node_modules/b": {"version": "1.0.0"}}}
                """));
        assertThat(record.component("pkg:npm/a@1.0.0").relation()).isEqualTo(Relation.DIRECT);
        assertThat(record.component("pkg:npm/b@1.0.0").relation()).isEqualTo(Relation.UNKNOWN);
    }

    @Test
    void readsUnknownVersionsAndSaysSo() {
        ScanRecord record = scan(Map.of(LOCK, """
                {"lockfileVersion": 9, "packages": {"node_modules/a": {"version": "1.0.0"}, "node_modules/b": 7}}
                """));
        assertThat(record.purls()).containsExactly("pkg:npm/a@1.0.0");
        assertThat(record.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.MALFORMED, Gap.Kind.UNSUPPORTED);
    }

    @Test
    void reportsTheMostOnceWhenMuchIsBroken() {
        var broken = new StringBuilder("{\"lockfileVersion\": 3, \"packages\": {");
        for (int i = 0; i < 1000; i++) broken.append(i == 0 ? "" : ",").append("\"node_modules/p%d\": 1".formatted(i));
        ScanRecord record = scan(Map.of(LOCK, broken.append("}}").toString()));
        assertThat(record.gaps()).hasSizeLessThan(60).anyMatch(gap -> gap.kind() == Gap.Kind.LIMIT);
    }
}
