// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What holds of every scheme, on texts made to provoke it.
class OrderLawsTest {

    private static final long SEED = 20261122;

    private static final List<String> PIECES = List.of(
            "0",
            "1",
            "2",
            "10",
            "00",
            "01",
            ".",
            "-",
            "_",
            "+",
            "~",
            "^",
            ":",
            "!",
            "*",
            ",",
            " ",
            "v",
            "V",
            "a",
            "b",
            "rc",
            "alpha",
            "beta",
            "SNAPSHOT",
            "dev",
            "post",
            "pre",
            "p",
            "r1",
            "-r0",
            "_p1",
            "ga",
            "final",
            "sp",
            "x",
            "2024-01-01T00:00:00Z",
            "\u00e9",
            "\ud83d\ude00",
            "\ud800",
            "%",
            "99999999999999999999999999");

    private static String anyText(Random random) {
        var text = new StringBuilder();
        for (int pieces = 1 + random.nextInt(7); pieces > 0; pieces--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static List<Version> versions(VersionScheme scheme, int count) {
        var random = new Random(SEED);
        var versions = new ArrayList<Version>();
        for (int tries = 0; tries < 20 * count && versions.size() < count; tries++) {
            String text = anyText(random);
            try {
                versions.add(scheme.parse(text));
            } catch (InvalidVersionException _) {
                // the documented answer
            } catch (RuntimeException e) {
                fail("seed %d: %s '%s'".formatted(SEED, scheme.id(), text), e);
            }
        }
        return versions;
    }

    @Test
    void ordersTotallyInEveryScheme() {
        for (String id : VersionSchemes.ids()) {
            List<Version> versions = versions(VersionSchemes.named(id).orElseThrow(), 60);
            for (Version a : versions) {
                for (Version b : versions) {
                    int ab = a.compareTo(b);
                    boolean mirrored = Integer.signum(b.compareTo(a)) == -Integer.signum(ab);
                    boolean sameHash = ab != 0 || a.hashCode() == b.hashCode();
                    if (!mirrored || !sameHash || a.equals(b) != (ab == 0)) fail("%s: %s, %s".formatted(id, a, b));
                    if (ab > 0) continue;
                    for (Version c : versions) {
                        if (b.compareTo(c) <= 0 && a.compareTo(c) > 0)
                            fail("%s: %s <= %s <= %s".formatted(id, a, b, c));
                    }
                }
            }
        }
    }

    @Test
    void readsAnyTextOrRefusesIt() {
        for (String id : VersionSchemes.ids()) {
            VersionScheme scheme = VersionSchemes.named(id).orElseThrow();
            for (Version version : versions(scheme, 200)) {
                if (!scheme.parse(version.text()).equals(version)) fail("%s: %s".formatted(id, version));
            }
            for (String hostile : List.of("", "  ", "1\u00002", "1".repeat(3_000), "1.".repeat(2_000))) {
                assertThatThrownBy(() -> scheme.parse(hostile)).isInstanceOf(InvalidVersionException.class);
            }
        }
    }

    @Test
    void readsAnyRangeOrRefusesIt() {
        var random = new Random(SEED);
        var operators = List.of(
                ">=",
                "<=",
                "<",
                ">",
                "=",
                "==",
                "===",
                "!=",
                "~",
                "~>",
                "~=",
                "^",
                " || ",
                "|",
                ", ",
                " - ",
                " as ",
                "[",
                "]",
                "(",
                ")",
                ".*",
                ".x",
                "*",
                "@dev",
                "<<",
                " and ",
                " or ",
                "vers:npm/",
                "vers:pypi/",
                "/");
        for (int i = 0; i < 8_000; i++) {
            var text = new StringBuilder();
            for (int pieces = 1 + random.nextInt(4); pieces > 0; pieces--) {
                text.append(operators.get(random.nextInt(operators.size())));
                text.append(PIECES.get(random.nextInt(8))).append(random.nextBoolean() ? "" : anyText(random));
            }
            String range = text.toString();
            String id = List.copyOf(VersionSchemes.ids())
                    .get(i % VersionSchemes.ids().size());
            try {
                VersRange read = VersRange.fromNative(id, range);
                read.contains("1.0.0");
                if (!read.isAll() && !read.constraints().isEmpty()) {
                    assertThat(VersRange.normalize(read.toString())).hasToString(read.toString());
                }
            } catch (InvalidVersionException _) {
                // the documented answer
            } catch (RuntimeException e) {
                fail("seed %d: %s '%s'".formatted(SEED, id, range), e);
            }
            try {
                String vers = range.startsWith("vers:") ? range : "vers:" + id + "/" + range;
                VersRange read = VersRange.normalize(vers);
                assertThat(VersRange.normalize(read.toString())).isEqualTo(read);
            } catch (InvalidVersionException _) {
                // the documented answer
            } catch (RuntimeException e) {
                fail("seed %d: '%s'".formatted(SEED, range), e);
            }
        }
    }

    @Test
    void refusesToCompareSchemes() {
        Version npm = VersionSchemes.named("npm").orElseThrow().parse("1.0.0");
        Version cargo = VersionSchemes.named("cargo").orElseThrow().parse("1.0.0");
        assertThat(npm).isNotEqualTo(cargo);
        assertThatThrownBy(() -> npm.compareTo(cargo)).isInstanceOf(IllegalArgumentException.class);
    }
}
