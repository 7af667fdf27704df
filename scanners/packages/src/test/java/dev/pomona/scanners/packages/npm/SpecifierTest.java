// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.scanners.packages.npm.Specifier.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecifierTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            1.2.3,                          EXACT,   -,            1.2.3
            =v1.2.3-rc.1+b,                 EXACT,   -,            1.2.3-rc.1+b
            1.2,                            RANGE,   -,            1.2
            1.2.3 || 2,                     RANGE,   -,            1.2.3 || 2
            latest,                         RANGE,   -,            latest
            npm:^1.0.0,                     RANGE,   -,            ^1.0.0
            npm:other,                      RANGE,   other,        *
            npm:@s/other@1.0.0,             EXACT,   @s/other,     1.0.0
            jsr:@std/path@^1,               RANGE,   @jsr/std__path, ^1
            patch:a@npm%3A1.0.0#x.patch,    EXACT,   -,            1.0.0
            workspace:*,                    LOCAL,   -,            *
            ../near,                        LOCAL,   -,            ../near
            file:near.tgz,                  ARCHIVE, -,            near.tgz
            catalog:old,                    CATALOG, -,            old
            some/one,                       GIT,     -,            github:some/one
            git@host.example:a/b.git,       GIT,     -,            git@host.example:a/b.git
            https://h.example/a.git#v1,     GIT,     -,            https://h.example/a.git#v1
            https://h.example/a.tgz,        URL,     -,            https://h.example/a.tgz
            exec:./make.js,                 OTHER,   -,            exec:./make.js
            """)
    void tellsWhatIsMeant(String written, Kind kind, String name, String text) {
        assertThat(Specifier.parse(written)).isEqualTo(new Specifier(kind, name, text));
    }

    @ParameterizedTest
    @CsvSource({
        "git@github.com:a/b.git#0123, git+ssh://git@github.com/a/b.git@0123",
        "a/b#semver:^1, git+https://github.com/a/b.git",
        "gitlab:a/b, git+https://gitlab.com/a/b.git",
        "https://token@h.example/b.git#commit=0123&workspace=x, git+https://h.example/b.git@0123",
        "git+https://u:p@h.example/b.git, git+https://h.example/b.git",
        "git://h.example/b@c.git, git://h.example/b@c.git",
    })
    void spellsGitAddressesAsPurlsDoWithoutSecrets(String written, String expected) {
        assertThat(GitAddress.of(written)).isEqualTo(expected);
    }

    @Test
    void matchesFoldersOfWorkspaces() {
        var workspaces = new Workspaces(List.of("packages/*", "./apps/**", "!apps/old/**", "lib-?"));
        assertThat(List.of("packages/a", "apps/x", "apps/x/y/z", "lib-1")).allMatch(workspaces::contain);
        assertThat(List.of("packages", "packages/a/b", "apps/old/x", "lib-12", "other"))
                .noneMatch(workspaces::contain);
    }

    @Test
    void matchesHostilePatternsInNoTime() {
        var workspaces = new Workspaces(List.of("**/a*".repeat(100), "*a".repeat(400) + "b"));
        assertThat(workspaces.contain("a".repeat(900))).isFalse();
        assertThat(workspaces.contain("a/".repeat(450) + "b")).isFalse();
    }

    @Test
    void joinsPathsWithoutLeavingTheRoot() {
        assertThat(LockFile.join("a/b", "../c/./d")).isEqualTo("a/c/d");
        assertThat(LockFile.join("a", "../..")).isNull();
        assertThat(LockFile.join("a", "/etc")).isNull();
    }
}
