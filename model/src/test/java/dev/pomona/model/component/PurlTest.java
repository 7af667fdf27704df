// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PurlTest {

    /// What is read, and its canonical form.
    private static final String CANONICAL = """
            pkg:npm/left-pad@1.3.0                                  pkg:npm/left-pad@1.3.0
            pkg:npm/@types/node@20.1.0                              pkg:npm/%40types/node@20.1.0
            pkg:npm/@types/node                                     pkg:npm/%40types/node
            PKG://Maven/org.acme/App@1.0                            pkg:maven/org.acme/App@1.0
            pkg:pypi/Ruamel_YAML@1.0RC1                             pkg:pypi/ruamel-yaml@1.0rc1
            pkg:golang/github.com/BurntSushi/toml@v1.0.0#cmd//./x/  pkg:golang/github.com/BurntSushi/toml@v1.0.0#cmd/x
            pkg:golang/stdlib@1.22.0                                pkg:golang/stdlib@1.22.0
            pkg:deb/Debian/LibC6@2.36-9+deb12u4?distro=&arch=amd64  pkg:deb/debian/libc6@2.36-9%2Bdeb12u4?arch=amd64
            pkg:cpan/gdt/URI-PackageURL                             pkg:cpan/GDT/URI-PackageURL
            pkg:pub/Http-Parser@1.0.0                               pkg:pub/http_parser@1.0.0
            pkg:generic/a%20b/c%2Fd@1%2F2                           pkg:generic/a%20b/c%2Fd@1%2F2
            pkg:generic/%C3%A9t%c3%a9                               pkg:generic/%C3%A9t%C3%A9
            pkg:github/Acme/App/                                    pkg:github/acme/app
            pkg:git/Host.org/team/app@abc                           pkg:git/host.org/team/app@abc
            """;

    private static final String REFUSED = """

            npm/left-pad@1.3.0
            pkg:npm
            pkg:npm/
            pkg:npm/@1.0
            pkg:n_pm/left-pad
            pkg:%6epm/left-pad
            pkg:maven/app@1.0
            pkg:cargo/acme/serde
            pkg:generic/a%2
            pkg:generic/a%zz
            pkg:generic/%ff
            pkg:generic/a%2Fb/c
            pkg:npm/a?x
            pkg:npm/a?=x
            pkg:npm/a?1x=y
            pkg:npm/a?X=y
            pkg:npm/a?x=1&x=2
            pkg:swid/a
            pkg:julia/Dates
            pkg:swift/Alamofire
            pkg:cpan/URI::PackageURL
            pkg:chrome-extension/abc
            """;

    @Test
    void writesEverySpellingInOneWay() {
        for (String line : CANONICAL.lines().toList()) {
            String[] columns = line.split(" +", -1);
            Purl purl = Purl.parse(columns[0]);
            assertThat(purl).hasToString(columns[1]);
            assertThat(Purl.parse(columns[1])).isEqualTo(purl).hasSameHashCodeAs(purl);
        }
    }

    @Test
    void refusesWhatIsNone() {
        for (String line : REFUSED.lines().toList()) {
            assertThatThrownBy(() -> Purl.parse(line)).as(line).isInstanceOf(InvalidPurlException.class);
        }
    }

    @Test
    void refusesPartsOfHostileLockFiles() {
        assertThatThrownBy(() -> Purl.of("npm", null, "", "1")).isInstanceOf(InvalidPurlException.class);
        assertThatThrownBy(() -> Purl.of("npm", null, "///", "1")).isInstanceOf(InvalidPurlException.class);
        assertThatThrownBy(() -> Purl.of("npm", null, "a\ud800", "1")).isInstanceOf(InvalidPurlException.class);
        assertThatThrownBy(() -> Purl.of("npm", null, "a".repeat(1 << 17), "1"))
                .isInstanceOf(InvalidPurlException.class);
        assertThatThrownBy(() -> Purl.of("gem", "x", "a", "1")).isInstanceOf(InvalidPurlException.class);
        assertThat(Purl.of("npm", "", "../..\n", "\u0000")).hasToString("pkg:npm/..%2F..%0A@%00");
    }

    @Test
    void readsCapitalKeysOnlyWhenAskedTo() {
        assertThat(Purl.normalize("pkg:rpm/fedora/curl@7?Arch=i386")).hasToString("pkg:rpm/fedora/curl@7?arch=i386");
        assertThatThrownBy(() -> Purl.normalize("pkg:rpm/fedora/curl@7?Arch=i386&arch=x"))
                .isInstanceOf(InvalidPurlException.class);
    }

    @Test
    void namesThePackageByItsCoordinates() {
        assertThat(Purl.parse("pkg:npm/%40a/b@1?x=y#z").coordinates()).hasToString("pkg:npm/%40a/b");
        assertThat(Purl.parse("pkg:julia/Dates@1?uuid=u&x=y").coordinates()).hasToString("pkg:julia/Dates?uuid=u");
        assertThat(Purl.parse("pkg:npm/a").withVersion("2").withQualifiers(Map.of("b", "c")))
                .hasToString("pkg:npm/a@2?b=c");
    }

    @Test
    void ordersAsTextsAre() {
        assertThat(Purl.parse("pkg:npm/a@1"))
                .isLessThan(Purl.parse("pkg:npm/b@1"))
                .isEqualByComparingTo(Purl.of("npm", null, "a", "1"));
    }

    @Test
    void survivesAnyText() {
        long seed = 20261122;
        var random = new Random(seed);
        var starts = CANONICAL.lines().map(line -> line.split(" +", -1)[0]).toList();
        String alphabet = "@/?#&=%:.-_~+a1Z \u0000\u00e9\ud83d\ude00";
        for (int i = 0; i < 6_000; i++) {
            var text = new StringBuilder(starts.get(random.nextInt(starts.size())));
            for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
                int at = random.nextInt(text.length() + 1);
                if (random.nextBoolean() && at < text.length()) text.deleteCharAt(at);
                else text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                Purl purl = Purl.parse(text.toString());
                assertThat(Purl.parse(purl.toString())).isEqualTo(purl);
                assertThat(new Purl(
                                purl.type(),
                                purl.namespace(),
                                purl.name(),
                                purl.version(),
                                new TreeMap<>(purl.qualifiers()),
                                purl.subpath()))
                        .isEqualTo(purl);
            } catch (InvalidPurlException _) {
                // the documented answer
            } catch (RuntimeException e) {
                fail("seed " + seed + ": '" + text + "'", e);
            }
        }
    }
}
