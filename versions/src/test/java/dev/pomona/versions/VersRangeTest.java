// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class VersRangeTest {

    /// Scheme, native range, its VERS text, then versions: those behind `-` are out.
    private static final String NATIVE = """
            npm       | ^1.2.3              | >=1.2.3|<2.0.0            | 1.2.3 1.9.0 - 1.2.2 2.0.0 2.0.0-rc.1 1.3.0-rc.1
            npm       | ^0.2.3-beta.1       | >=0.2.3-beta.1|<0.3.0     | 0.2.3-beta.2 0.2.9 - 0.2.4-beta.1 0.3.0
            npm       | ~1.2                | >=1.2.0|<1.3.0            | 1.2.0 1.2.9 - 1.3.0 1.3.0-a
            npm       | 1.x || >=2.5.0 <3   | >=1.0.0|<2.0.0|>=2.5.0|<3.0.0 | 1.5.0 2.6.0 - 2.0.0 3.0.0
            npm       | 1.2 - 2             | >=1.2.0|<3.0.0            | 1.2.0 2.9.9 - 1.1.9 3.0.0
            npm       | *                   | *                         | 0.0.1 9.0.0 - 1.0.0-rc.1
            npm       | <=1.2               | <1.3.0                    | 1.2.9 - 1.3.0
            cargo     | 1.2                 | >=1.2.0|<2.0.0            | 1.2.0 1.9.9 - 1.1.0 2.0.0 1.3.0-rc.1
            cargo     | =1.2.3, <2          | 1.2.3|<2.0.0              | 1.2.3 - 1.2.4
            hex       | ~> 1.2 and != 1.5.0 | >=1.2.0|!=1.5.0|<2.0.0    | 1.4.0 - 1.5.0 2.0.0
            pypi      | >=1.0,!=1.5.*,<2    | >=1.0|<1.5|>=1.6|<2       | 1.0 1.4.9 1.6 1.0+local - 1.5.1 2.0 1.7rc1 2.0rc1
            pypi      | ~=2.2.1             | >=2.2.1|<2.3              | 2.2.1 2.2.9 - 2.3 2.2
            pypi      | >=1.0rc1            | >=1.0rc1                  | 1.0rc1 1.1a1 - 1.0b1
            pypi      | ==1.0               | 1.0                       | 1 1.0.0 1.0+x - 1.0.1
            pypi      | >1.0                | >1.0                      | 1.0.1 - 1.0 1.0.post1 1.0+x
            maven     | [1.0,2.0),[3.0]     | >=1.0|<2.0|3.0            | 1 1.9 3 - 2.0 3.1 0.9
            maven     | (,1.0]              | <=1.0                     | 0.1 1.0 1.0-rc1 - 1.0.1
            nuget     | 1.0                 | >=1.0                     | 1.0 2.0 - 0.9 1.0-beta
            nuget     | 1.2.*               | >=1.2|<1.3                | 1.2.7 - 1.3
            nuget     | 1.*-*               | >=1|<2                    | 1.5-rc - 2.0
            nuget     | 1.0.0-*             | >=1.0.0-0                 | 1.0.0-a 1.0.0 - 0.9
            conan     | [>=1.0 <2]          | >=1.0|<2                  | 1.5 - 2.0
            gem       | ~> 2.0.8, != 2.0.9  | >=2.0.8|!=2.0.9|<2.1      | 2.0.8 2.0.10 - 2.0.9 2.1 2.1.0.rc1
            gem       | ~> 2                | >=2|<3                    | 2.0 2.9 - 3.0 3.0.a
            composer  | ^1.2 || ~2.3.4      | >=1.2|<2.0|>=2.3.4|<2.4.0 | 1.2.0 1.9 2.3.9 - 2.0 2.4
            composer  | 1.2.*               | >=1.2|<1.3                | 1.2.0 1.2 - 1.3.0 1.3.0-beta1
            composer  | >=1.0 <=1.2         | >=1.0|<=1.2               | 1.0 1.2.0 - 1.2.1
            composer  | dev-main            | dev-main                  | dev-main - dev-other 1.0
            conan     | ~1.2 || ^3, include_prerelease | >=1.2|<1.3-|>=3|<4- | 1.2.9 3.1-rc - 1.3 4.0-rc
            nginx     | 0.7.52-0.8.39       | >=0.7.52|<=0.8.39         | 0.8.0 - 0.8.40
            nginx     | none                |                           | - 1.0
            openssl   | 1.0.2, 1.0.2a       | 1.0.2|1.0.2a              | 1.0.2 - 1.0.2b
            deb       | >= 1.0, << 2.0      | >=1.0|<2.0                | 1.5-1 - 2.0
            """;

    @Test
    void readsNativeRanges() {
        for (String line : NATIVE.lines().toList()) {
            String[] outer = line.split(" \\| ", 2);
            int versions = line.lastIndexOf(" | ");
            int vers = line.lastIndexOf(" | ", versions - 1);
            String scheme = outer[0].strip();
            String text = line.substring(outer[0].length() + 3, vers).strip();
            VersRange range = VersRange.fromNative(scheme, text);
            assertThat(range.toString())
                    .as(line)
                    .isEqualTo("vers:" + scheme + "/"
                            + line.substring(vers + 3, versions).strip());
            boolean expected = true;
            for (String version : line.substring(versions + 3).strip().split(" +", -1)) {
                if (version.equals("-")) expected = false;
                else
                    assertThat(range.contains(version))
                            .as("%s, %s", text, version)
                            .isEqualTo(expected);
            }
        }
    }

    @Test
    void readsConstraintsAsSignposts() {
        VersRange range = VersRange.parse("vers:maven/1.0|>=2.0|!=2.5|<3.0|>4.0");
        assertThat(range.contains("1.0.0")).isTrue();
        assertThat(range.contains("2.4")).isTrue();
        assertThat(range.contains("2.5")).isFalse();
        assertThat(range.contains("3.0")).isFalse();
        assertThat(range.contains("4.0")).isFalse();
        assertThat(range.contains("99")).isTrue();
        assertThat(VersRange.parse("vers:npm/!=1.0.0").contains("2.0.0")).isTrue();
        assertThat(range.scheme()).isEqualTo("maven");
        assertThat(range.constraints()).hasSize(5);
    }

    @Test
    void refusesWhatIsNotCanonical() {
        for (String text : new String[] {
            "",
            "vers:",
            "vers:npm",
            "vers:npm/",
            "vers:none/1",
            "npm/1.0.0",
            "vers:NPM/1.0.0",
            "vers:npm/=1.0.0",
            "vers:npm/<2.0.0|>=1.0.0",
            "vers:npm/1.0.0|1.0.0",
            "vers:npm/>=1.0.0|>=2.0.0",
            "vers:npm/1.0.0|<2.0.0",
            "vers:npm/*|1.0.0",
            "vers:npm/1.0.0 ",
            "vers:npm/1.0.0%2",
            "vers:npm/1.0.0-%61",
            "vers:npm/latest"
        }) {
            assertThatThrownBy(() -> VersRange.parse(text)).as(text).isInstanceOf(InvalidVersionException.class);
        }
    }

    @Test
    void writesWhatItReadsInOneOrder() {
        assertThat(VersRange.normalize("vers:npm/2.0.0|<1.0.0|=1.5.0")).hasToString("vers:npm/<1.0.0|1.5.0|2.0.0");
        assertThat(VersRange.normalize("vers:npm/<1.0.0|<2.0.0").contains("1.5.0"))
                .isTrue();
        assertThat(VersRange.normalize("vers:npm/2.0.0|1.0.0")).isEqualTo(VersRange.parse("vers:npm/1.0.0|2.0.0"));
        assertThat(VersRange.parse("vers:generic/a%7Cb")
                        .constraints()
                        .getFirst()
                        .version())
                .isEqualTo("a|b");
    }

    @Test
    void refusesNativeNonsense() {
        for (String text :
                new String[] {"latest", "^", ">=", "1.2.3.4", "git+https://example.org/x", "file:../x", ">>1"}) {
            assertThatThrownBy(() -> VersRange.fromNative("npm", text))
                    .as(text)
                    .isInstanceOf(InvalidVersionException.class);
        }
        assertThatThrownBy(() -> VersRange.fromNative("maven", "[1.0")).isInstanceOf(InvalidVersionException.class);
        assertThatThrownBy(() -> VersRange.fromNative("pypi", "1.0")).isInstanceOf(InvalidVersionException.class);
        assertThatThrownBy(() -> VersRange.fromNative("pypi", "~=1")).isInstanceOf(InvalidVersionException.class);
        assertThatThrownBy(() -> VersRange.fromNative("none", "1")).isInstanceOf(InvalidVersionException.class);
    }
}
