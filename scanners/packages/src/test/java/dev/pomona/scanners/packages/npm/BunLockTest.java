// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.testkit.ScanRecord;
import dev.pomona.scan.testkit.ScannerTester;
import org.junit.jupiter.api.Test;

class BunLockTest {

    private static final String LOCK = """
            {
              "lockfileVersion": 1,
              "workspaces": {
                "": {
                  "name": "app",
                  "dependencies": {"a": "^1.0.0", "g": "github:x/g#main", },
                  "devDependencies": {"member": "workspace:*", "tool": "1", },
                },
                "packages/member": {"name": "@m/member", "dependencies": {"b": "^1", }, },
              },
              "packages": {
                "@m/member": ["@m/member@workspace:packages/member"],
                "a": ["a@1.0.0", "", { "dependencies": { "b": "^2" }, "peerDependencies": { "p": "*" } }, "sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA="],
                "b": ["b@2.0.0", "", {}, ""],
                "g": ["g@github:x/g#0123", {}, "x-g-0123"],
                "p": ["p@1.0.0", "", {}, ""],
                "tool": ["@real/tool@1.0.0", "", { "dependencies": { "p": "*", "q": "*" } }, ""],
                "@m/member/b": ["b@1.0.0", "", {}, ""],
                "tool/q": ["q@1.0.0", "", { "optionalDependencies": { "p": "*" } }, ""],
              }
            }
            """;

    private static ScanRecord scan(String lock) {
        return new ScannerTester(new NpmScanner()).scan("bun.lock", lock);
    }

    @Test
    void looksUpTheNearestOnTheWay() {
        ScanRecord record = scan(LOCK);
        String git = "pkg:npm/g?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fx%2Fg.git%400123";
        assertThat(record.edges())
                .containsExactlyInAnyOrder(
                        "pkg:npm/app -> pkg:npm/a@1.0.0",
                        "pkg:npm/app -> " + git,
                        "pkg:npm/app -> pkg:npm/%40real/tool@1.0.0",
                        "pkg:npm/app -> pkg:npm/b@1.0.0",
                        "pkg:npm/a@1.0.0 -> pkg:npm/b@2.0.0",
                        "pkg:npm/a@1.0.0 -> pkg:npm/p@1.0.0",
                        "pkg:npm/%40real/tool@1.0.0 -> pkg:npm/p@1.0.0",
                        "pkg:npm/%40real/tool@1.0.0 -> pkg:npm/q@1.0.0",
                        "pkg:npm/q@1.0.0 -> pkg:npm/p@1.0.0");
        assertThat(record.component("pkg:npm/q@1.0.0").scope()).isEqualTo(Scope.DEVELOPMENT);
        assertThat(record.component("pkg:npm/p@1.0.0").scope()).isEqualTo(Scope.PROVIDED);
        assertThat(record.component("pkg:npm/b@2.0.0").relation()).isEqualTo(Relation.TRANSITIVE);
        assertThat(record.component("pkg:npm/b@1.0.0").relation()).isEqualTo(Relation.DIRECT);
        assertThat(record.component("pkg:npm/a@1.0.0").digests()).hasSize(1);
        assertThat(record.component("pkg:npm/a@1.0.0").locations().getFirst()).hasToString("bun.lock:13:5");
        assertThat(record.component(git).isResolved()).isFalse();
        assertThat(record.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.UNRESOLVED);
    }

    @Test
    void saysWhatItDoesNotKnow() {
        ScanRecord record = scan("{\"lockfileVersion\": 7, \"packages\": {\"a\": [\"a@1.0.0\"], \"b\": [], \"c\": 3}}");
        assertThat(record.purls()).containsExactly("pkg:npm/a@1.0.0");
        assertThat(record.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.MALFORMED, Gap.Kind.UNSUPPORTED);
    }
}
