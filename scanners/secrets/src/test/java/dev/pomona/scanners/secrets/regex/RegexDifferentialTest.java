// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Compares with `java.util.regex` over the ISO 8859-1 view of the same bytes: whether and where there is a
/// match, and where each group is, for both ways of matching.
class RegexDifferentialTest {

    private static final int PATTERNS = 4_000;
    private static final int TEXTS = 12;
    private static final String HANGS = "hangs";

    @Test
    void findsWhatJavaFinds() {
        int matches = 0;
        int hanging = 0;
        for (int seed = 0; seed < PATTERNS; seed++) {
            var random = new Random(seed);
            RandomPattern pattern = RandomPattern.of(random);
            Regex regex;
            try {
                regex = seed % 2 == 0 ? Regex.compile(pattern.ours()) : packed(Regex.compile(pattern.ours()));
            } catch (RegexException e) {
                throw new AssertionError("seed %d: %s%n%s".formatted(seed, e.getMessage(), e.caret()), e);
            }
            var java = Pattern.compile(pattern.javas(), Pattern.UNIX_LINES);
            var samples = RegexSamples.of(pattern.ours());
            var fast = regex.matcher();
            var steady = regex.steadyMatcher();
            for (int i = 0; i < TEXTS; i++) {
                byte[] text = mutated(samples.next(random), pattern, random);
                int from = random.nextInt(4) == 0 ? random.nextInt(text.length + 1) : 0;
                int end = random.nextInt(4) == 0 ? from + random.nextInt(text.length - from + 1) : text.length;
                int to = random.nextInt(3) == 0 ? from + random.nextInt(end - from + 1) : end;
                String wanted = javaFind(java, text, from, to, end);
                if (!wanted.equals("none")) matches++;
                if (wanted.equals(HANGS)) hanging++;
                compare(seed, pattern, text, wanted, find(fast, text, from, to, end), "find");
                compare(seed, pattern, text, wanted, find(steady, text, from, to, end), "steady find");
                // Java forgets within look-around that its bounds are anchoring.
                if (pattern.ours().contains("|$)") || pattern.ours().contains("(?<=^|")) continue;
                wanted = javaMatches(java, text, from, end);
                compare(seed, pattern, text, wanted, matches(fast, text, from, end), "matches");
                compare(seed, pattern, text, wanted, matches(steady, text, from, end), "steady matches");
            }
        }
        assertThat(hanging).as("texts on which Java hangs").isLessThan(PATTERNS * TEXTS / 100);
        assertThat(matches).isGreaterThan(PATTERNS * TEXTS / 2);
    }

    /// As a pack of rules has it.
    private static Regex packed(Regex regex) {
        try {
            var bytes = new ByteArrayOutputStream();
            regex.write(new DataOutputStream(bytes));
            return Regex.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compare(int seed, RandomPattern pattern, byte[] text, String wanted, String got, String what) {
        if (wanted.equals(got) || wanted.equals(HANGS)) return;
        fail("%s, seed %d: Java %s, ours %s%n<%s>%n<%s>%n%s"
                .formatted(what, seed, wanted, got, pattern.ours(), pattern.javas(), Arrays.toString(text)));
    }

    /// Some bytes put in, taken out or changed, and some around.
    private static byte[] mutated(byte[] sample, RandomPattern pattern, Random random) {
        var text = new StringBuilder(new String(sample, ISO_8859_1));
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            String letter =
                    pattern.letters().get(random.nextInt(pattern.letters().size()));
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, letter);
                case 1 -> text.delete(at, Math.min(text.length(), at + 1));
                case 2 -> text.replace(at, Math.min(text.length(), at + 1), letter);
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(5))));
            }
        }
        return text.toString().getBytes(ISO_8859_1);
    }

    private static String find(Matcher matcher, byte[] text, int from, int to, int end) {
        return matcher.find(text, from, to, end) ? positions(matcher) : "none";
    }

    private static String matches(Matcher matcher, byte[] text, int from, int end) {
        return matcher.matches(text, from, end) ? positions(matcher) : "none";
    }

    private static String positions(Matcher matcher) {
        var positions = new StringBuilder();
        for (int i = 0; i <= matcher.groupCount(); i++)
            positions
                    .append(matcher.start(i))
                    .append('-')
                    .append(matcher.end(i))
                    .append(' ');
        return positions.toString();
    }

    private static String javaFind(Pattern pattern, byte[] text, int from, int to, int end) {
        var matcher = pattern.matcher(new Impatient(new String(text, ISO_8859_1)));
        matcher.useTransparentBounds(true).useAnchoringBounds(false).region(from, end);
        try {
            return matcher.find() && matcher.start() <= to ? positions(matcher) : "none";
        } catch (Impatient.Exception e) {
            return HANGS;
        }
    }

    private static String javaMatches(Pattern pattern, byte[] text, int from, int end) {
        var matcher = pattern.matcher(new Impatient(new String(text, ISO_8859_1)));
        matcher.useTransparentBounds(true).useAnchoringBounds(true).region(from, end);
        try {
            return matcher.matches() ? positions(matcher) : "none";
        } catch (Impatient.Exception e) {
            return HANGS;
        }
    }

    private static String positions(java.util.regex.Matcher matcher) {
        var positions = new StringBuilder();
        for (int i = 0; i <= matcher.groupCount(); i++)
            positions
                    .append(matcher.start(i))
                    .append('-')
                    .append(matcher.end(i))
                    .append(' ');
        return positions.toString();
    }
}
