// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import java.io.ByteArrayOutputStream;
import java.util.random.RandomGenerator;

/// Makes texts that a pattern matches, but for its conditions: those may fail, as each part is made without a
/// look at its neighbours. For tests of this module, in any package.
public final class RegexSamples {

    /// Repetitions without a most go this far beyond their least.
    private static final int MORE = 4;

    private final Node root;

    private RegexSamples(Node root) {
        this.root = root;
    }

    public static RegexSamples of(String pattern) {
        return new RegexSamples(Parser.parse(pattern, false).root());
    }

    public byte[] next(RandomGenerator random) {
        var out = new ByteArrayOutputStream();
        write(root, random, out);
        return out.toByteArray();
    }

    private static void write(Node node, RandomGenerator random, ByteArrayOutputStream out) {
        switch (node) {
            case Node.Empty _, Node.Check _ -> {}
            case Node.One one -> out.write(any(one.set(), random));
            case Node.Sequence sequence -> sequence.parts().forEach(part -> write(part, random, out));
            case Node.Choice choice ->
                write(choice.branches().get(random.nextInt(choice.branches().size())), random, out);
            case Node.Group group -> write(group.body(), random, out);
            case Node.Repeat repeat -> {
                int most = Math.min(repeat.max() - repeat.min(), MORE);
                int rounds = repeat.min() + random.nextInt(most + 1);
                for (int i = 0; i < rounds; i++) write(repeat.body(), random, out);
            }
        }
    }

    /// A printable one, mostly.
    private static int any(ByteSet set, RandomGenerator random) {
        ByteSet wanted = set.and(ByteSet.range(' ', '~'));
        if (wanted.isEmpty() || random.nextInt(20) == 0) wanted = set;
        if (wanted.isEmpty()) return 0;
        int skip = random.nextInt(wanted.size());
        for (int value = 0; ; value++) if (wanted.has(value) && skip-- == 0) return value;
    }
}
