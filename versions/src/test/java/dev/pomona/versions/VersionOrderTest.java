// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// Versions of each scheme in ascending order; `=` joins those that are equal.
class VersionOrderTest {

    private static final String ASCENDING = """
            npm       1.0.0-0 < 1.0.0-alpha < 1.0.0-alpha.1 < 1.0.0-alpha.beta < 1.0.0-rc.2 < 1.0.0-rc.11 < 1.0.0 = v1.0 = 1.0.0+build < 1.0.1 < 1.2 < 1.10
            golang    v0.0.0-20240101000000-abcdefabcdef < v0.0.0 < v1.2.3-0.20240101000000-abcdefabcdef < v1.2.3 < v2.0.0 = v2.0.0+incompatible
            pub       1.0.0 < 1.0.0+1 < 1.0.0+2 < 1.0.0+a
            pypi      0.9-gyarados < 1.0.dev1 < 1.0a1.dev1 < 1.0a1 = 1.0.0-alpha.1 < 1.0b1 < 1.0rc1 = 1.0c1 = 1.0pre1 < 1 = 1.0 = v1.0.0 < 1.0+a < 1.0+1 < 1.0.post1.dev1 < 1.0.post1 = 1.0-1 = 1.0rev1 < 1.1 < 1!0.1
            maven     1-alpha-1 = 1a1 < 1-beta < 1-milestone-2 < 1-rc1 = 1-cr1 < 1-SNAPSHOT < 1 = 1.0 = 1-ga = 1.0.FINAL < 1-sp < 1-foo < 1-1 < 1.0.1 < 1.1-rc < 1.1
            nuget     1.0-alpha < 1.0-ALPHA.2 < 1.0-alpha.10 < 1.0 = 1.0.0.0 = 1.0.0+x < 1.0.0.1 < 1.10
            gem       1.0.a < 1.0.a.2 = 1.0.a2 < 1.0.b1 < 1.0.pre1 = 1.0-1 < 1 = 1.0.0 < 1.0.1.rc < 1.0.1
            composer  dev-main < 1.0-dev < 1.0a1 < 1.0-beta2 < 1.0RC1 < 1.0 < 1.0.0 < 1.0.1 = v1.0.1 < 1.0.1-p1
            deb       1.0~rc1 < 1.0 = 1.0-0 = 0:1.0 < 1.0-1~deb12u1 < 1.0-1 < 1.0-1+b1 < 1.0a < 1.0+dfsg < 1.0.1 < 1:0.1
            rpm       1.0~rc1 < 1.0~rc1^git1 < 1.0 < 1.0-1.el8 < 1.0-1.el9 < 1.0-2 < 1.0^git1 < 1.0a < 1.0.1 < 1:0.1
            apk       1.0_alpha < 1.0_rc1 < 1.0_rc2 < 1.0 < 1.0-r0 < 1.0-r1 < 1.0_p1 < 1.0a < 1.0.1 < 1.1 < 1.10
            alpm      1.0rc1-1 < 1.0-1 = 1.0 < 1.0-2 < 1.0.rc < 1.0.1 < 1:0.1
            gentoo    1.0_alpha1 < 1.0_rc1 < 1.0 = 1.0-r0 < 1.0-r1 < 1.0_p1 < 1.0a < 1.01 < 1.1 < 1.10
            conan     1.0-pre1 < 1.0 = 1 < 1.0+b1 < 1.0.1 < 1.1 < 1.1a < 1.a
            cran      1.0 < 1.0-1 < 1.0.2 < 1.1
            hackage   1.0 < 1.0.0 < 1.10
            openssl   0.9.8 < 0.9.8a < 0.9.8z < 0.9.8za < 1.0.0-beta1 < 1.0.0 < 1.1.1w < 3.0.0-alpha1 < 3.0.0
            bitnami   1.0.0-rc.1 < 1.0.0 < 1.0.0-1 < 1.0.0-10 < 1.0.1
            conda     1.0dev1 < 1.0a1 < 1.0rc1 < 1.0.dev1 < 1.0 = 1 = 1.0.0 < 1.0+1 < 1.0.1 < 1.0post1 < 1.1 < 1!0.1
            freebsd   1.0 < 1.0_1 < 1.0.1 < 1.0,1
            opam      1.0~beta < 1.0 < 1.0+flag < 1.1
            generic   1.0-rc1 < 1.0 = v1.0 < 1.0a < 1.0.1 < 1.10
            datetime  2024-01-01T00:00:00+02:00 < 2024-01-01T00:00:00Z = 2023-12-31T19:00:00-05:00 < 2024-01-01T00:00:00.5Z
            lexicographic  1.10 < 1.9 < A < a
            """;

    @Test
    void ordersEachScheme() {
        for (String line : ASCENDING.lines().toList()) {
            String[] tokens = line.split(" +", -1);
            VersionScheme scheme = VersionSchemes.named(tokens[0]).orElseThrow();
            for (int i = 1; i < tokens.length; i += 2) {
                int expected = 0;
                for (int k = i + 2; k < tokens.length; k += 2) {
                    if (tokens[k - 1].equals("<")) expected = -1;
                    int got = scheme.parse(tokens[i]).compareTo(scheme.parse(tokens[k]));
                    assertThat(Integer.signum(got))
                            .as("%s: %s, %s", tokens[0], tokens[i], tokens[k])
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void knowsPrereleases() {
        assertThat(VersionSchemes.named("npm").orElseThrow().parse("1.0.0-rc.1").isPrerelease())
                .isTrue();
        assertThat(VersionSchemes.named("npm").orElseThrow().parse("1.0.0+rc.1").isPrerelease())
                .isFalse();
        assertThat(VersionSchemes.named("pypi").orElseThrow().parse("1.0.dev1").isPrerelease())
                .isTrue();
        assertThat(VersionSchemes.named("pypi").orElseThrow().parse("1.0.post1").isPrerelease())
                .isFalse();
        assertThat(VersionSchemes.named("maven")
                        .orElseThrow()
                        .parse("1.0-SNAPSHOT")
                        .isPrerelease())
                .isTrue();
        assertThat(VersionSchemes.named("maven").orElseThrow().parse("1.0-jre").isPrerelease())
                .isFalse();
        assertThat(VersionSchemes.named("gem").orElseThrow().parse("1.0.pre").isPrerelease())
                .isTrue();
        assertThat(VersionSchemes.named("rpm").orElseThrow().parse("1.0~rc1").isPrerelease())
                .isFalse();
    }

    @Test
    void refusesWhatTheEcosystemRefuses() {
        refused("npm", "latest");
        refused("nuget", "1.0.0.0.0");
        refused("gem", "1.0/2");
        refused("gentoo", "1.0-foo");
        refused("cran", "1.a");
        refused("datetime", "2024-01-01");
    }

    private static void refused(String scheme, String text) {
        assertThatThrownBy(() -> VersionSchemes.named(scheme).orElseThrow().parse(text))
                .isInstanceOf(InvalidVersionException.class)
                .hasMessageContaining(text);
    }

    @Test
    void findsSchemes() {
        assertThat(VersionSchemes.forEcosystem("Debian:12").orElseThrow().id()).isEqualTo("deb");
        assertThat(VersionSchemes.forEcosystem("Ubuntu:Pro:18.04:LTS")
                        .orElseThrow()
                        .id())
                .isEqualTo("deb");
        assertThat(VersionSchemes.forEcosystem("Root:Alpine:3.18").orElseThrow().id())
                .isEqualTo("apk");
        assertThat(VersionSchemes.forEcosystem("Red Hat:rhel_aus:8.4::appstream")
                        .orElseThrow()
                        .id())
                .isEqualTo("rpm");
        assertThat(VersionSchemes.forEcosystem("crates.io").orElseThrow().id()).isEqualTo("cargo");
        assertThat(VersionSchemes.forEcosystem("GIT")).isEmpty();
        assertThat(VersionSchemes.forPurlType("github").orElseThrow().id()).isEqualTo("githubactions");
        assertThat(VersionSchemes.forPurlType("npm").orElseThrow().id()).isEqualTo("npm");
        assertThat(VersionSchemes.named("alpine").orElseThrow().id()).isEqualTo("apk");
        assertThat(VersionSchemes.named("none")).isEmpty();
        for (String id : VersionSchemes.ids())
            assertThat(VersionSchemes.named(id).orElseThrow().id()).isEqualTo(id);
    }
}
