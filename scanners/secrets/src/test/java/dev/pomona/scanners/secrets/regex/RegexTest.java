// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RegexTest {

    private static String found(String pattern, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        var matcher = Regex.compile(pattern).matcher();
        if (!matcher.find(bytes, 0, bytes.length, bytes.length)) return "none";
        return new String(bytes, matcher.start(), matcher.end() - matcher.start(), UTF_8);
    }

    private static boolean matches(String pattern, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return Regex.compile(pattern).matcher().matches(bytes, 0, bytes.length);
    }

    @Test
    void readsWhatOtherToolsWrite() {
        assertThat(found("(?P<secret>[[:alnum:]]{3})\\z", "..ab1")).isEqualTo("ab1");
        assertThat(found("[\\x60'\"]x", "`x")).isEqualTo("`x");
        assertThat(found("a(?i)bc(?-i:d)e", "abcde aBCDE aBCdE")).isEqualTo("abcde");
        assertThat(found("a(?i)bc(?-i:d)e", "aBCDE aBCdE")).isEqualTo("aBCdE");
        assertThat(found("a(?s:.)b.", "a\nb\na\nbc")).isEqualTo("a\nbc");
        assertThat(found("${[A-Z]+}", "${X}")).isEqualTo("none");
        assertThat(found("\\${[A-Z]+}", "${X}")).isEqualTo("${X}");
        assertThat(found("{{a}}", "{{a}}")).isEqualTo("{{a}}");
        assertThat(found("[]a-]+", "x]-a")).isEqualTo("]-a");
        assertThat(found("[\\w.-]+", "!a.-b")).isEqualTo("a.-b");
        assertThat(found("[[a]+", "[a")).isEqualTo("[a");
        assertThat(found("\\Qa.b*\\E+", "a.b**")).isEqualTo("a.b**");
        assertThat(found("\\Qa|(", "a|(")).isEqualTo("a|(");
        assertThat(found("[[:^digit:]]+", "1ab2")).isEqualTo("ab");
        assertThat(found("\\a\\f\\v", "\u0007\f\u000b")).isEqualTo("\u0007\f\u000b");
        assertThat(found("(?m)^b$", "a\nb\nc")).isEqualTo("b");
        assertThat(found("(?i-s:A)", "a")).isEqualTo("a");
    }

    @Test
    void takesCharactersAsTheirBytes() {
        assertThat(found("é+", "xéé")).isEqualTo("éé");
        assertThat(found("[aà-ü]+", "xàaüþ")).isEqualTo("àaü");
        assertThat(found("[ -😀]+", "ſ😀\u0001")).isEqualTo("ſ😀");
        assertThat(found("\\x{1F600}", "😀")).isEqualTo("😀");
        assertThat(matches("\\xc3.", "é")).isTrue();
        assertThat(matches("[^a]", "é")).isFalse();
        assertThat(matches("[^a]{2}", "é")).isTrue();
        assertThat(found("(?i)É", "é")).isEqualTo("none");
    }

    @Test
    void takesEachCharacterOfARangeAndNoOther() {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            int low = character(random);
            int high = Math.min(low + random.nextInt(1 << 1 + random.nextInt(18)), 0x10FFFF);
            if (low < 0x80 || low <= 0xDFFF && high >= 0xD800) continue;
            var regex = Regex.compile("[\\x{%x}-\\x{%x}]".formatted(Math.max(low, 0x100), Math.max(high, 0x100)));
            for (int i = 0; i < 200; i++) {
                int c = i == 0 ? low : i == 1 ? high : character(random);
                byte[] bytes = Character.toString(c).getBytes(UTF_8);
                assertThat(regex.matcher().matches(bytes, 0, bytes.length))
                        .as("%x in %x-%x", c, low, high)
                        .isEqualTo(c >= Math.max(low, 0x100) && c <= Math.max(high, 0x100));
            }
        }
    }

    private static int character(Random random) {
        int c = random.nextInt(0x110000 >> random.nextInt(14));
        return c >= 0xD800 && c <= 0xDFFF ? 'a' : c;
    }

    @Test
    void startsAndEndsWhereItMay() {
        byte[] text = "xab ab ab".getBytes(UTF_8);
        var matcher = Regex.compile("\\bab").matcher();
        assertThat(matcher.find(text, 0, 3, 9)).isFalse();
        assertThat(matcher.start()).isEqualTo(-1);
        assertThat(matcher.find(text, 0, 4, 9)).isTrue();
        assertThat(matcher.start()).isEqualTo(4);
        assertThat(matcher.find(text, 1, 9, 5)).isFalse();
        assertThat(matcher.find(text, 1, 9, 6)).isTrue();
        assertThat(Regex.compile("ab$").matcher().find(text, 0, 9, 6)).isFalse();
        assertThat(Regex.compile("^ab$").matcher().matches(text, 4, 6)).isTrue();
        assertThat(Regex.compile("(?<=x)ab\\b(?= )").matcher().matches(text, 1, 3))
                .isTrue();
        assertThatThrownBy(() -> matcher.find(text, 0, 9, 10)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void knowsItsGroupsAndLengths() {
        var regex = Regex.compile("(?<a>x{2,3})(y)?(?:z|(?P<long_1>\\d{10}))");
        assertThat(regex.groupCount()).isEqualTo(3);
        assertThat(regex.group("long_1")).hasValue(3);
        assertThat(regex.group("b")).isEmpty();
        assertThat(regex.minLength()).isEqualTo(3);
        assertThat(regex.maxLength()).hasValue(14);
        assertThat(Regex.compile("a{3,}").maxLength()).isEmpty();
        var matcher = regex.matcher();
        byte[] text = "xxxz".getBytes(UTF_8);
        assertThat(matcher.matches(text, 0, 4)).isTrue();
        assertThat(matcher.end(1)).isEqualTo(3);
        assertThat(matcher.start(2)).isEqualTo(-1);
        assertThatThrownBy(() -> matcher.start(4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void ignoresCaseOfAsciiOnRequest() {
        byte[] text = "TOKEN".getBytes(UTF_8);
        assertThat(Regex.compileIgnoringCase("[a-z]oken").matcher().matches(text, 0, 5))
                .isTrue();
        assertThat(Regex.compileIgnoringCase("[^t]oken").matcher().matches(text, 0, 5))
                .isFalse();
        assertThat(Regex.compile("token").matcher().matches(text, 0, 5)).isFalse();
    }

    @Test
    void saysWhereAPatternIsWrong() {
        refuses("a(b", 1, "not closed");
        refuses("ab)", 2, "closes no group");
        refuses("[a", 0, "not closed");
        refuses("*a", 0, "nothing to repeat");
        refuses("(?i)*", 4, "nothing to repeat");
        refuses("a|+", 2, "nothing to repeat");
        refuses("a**", 2, "as a group");
        refuses("a++", 2, "possessive");
        refuses("a{2}{3}", 4, "as a group");
        refuses("a{3,2}", 1, "at most 2");
        refuses("a{,2}", 1, "{0,n}");
        refuses("(a)\\1", 3, "back-references");
        refuses("\\pL", 0, "Unicode classes");
        refuses("x\\p{Greek}", 1, "Unicode classes");
        refuses("[\\pN]", 1, "Unicode classes");
        refuses("(?>a)", 0, "atomic");
        refuses("(?#a)", 0, "comments");
        refuses("(?x)a", 2, "no such flag");
        refuses("(?P=a)", 0, "(?P");
        refuses("(?<1>a)", 3, "name");
        refuses("(?<a>b)(?<a>c)", 10, "already");
        refuses("(?=ab)", 0, "one byte");
        refuses("(?!(a))", 0, "look-around");
        refuses("[z-a]", 1, "higher to the lower");
        refuses("[a-\\d]", 1, "range");
        refuses("[^é]", 0, "negated");
        refuses("[[:foo:]]", 1, "no class");
        refuses("\\xg0", 2, "hexadecimal");
        refuses("\\x1", 0, "hexadecimal");
        refuses("\\x{110000}", 0, "no such character");
        refuses("a\\", 1, "behind the backslash");
        refuses("\\y", 0, "no such escape");
        refuses("\ud800", 0, "half");
    }

    private static void refuses(String pattern, int offset, String why) {
        var e = catchThrowableOfType(RegexException.class, () -> Regex.compile(pattern));
        assertThat(e).as(pattern).isNotNull();
        assertThat(e).as(pattern).hasMessageContaining(why);
        assertThat(e.offset()).as(pattern).isEqualTo(offset);
    }

    @Test
    void showsThePlace() {
        var e = catchThrowableOfType(RegexException.class, () -> Regex.compile("ab\t[c"));
        assertThat(e.caret()).isEqualTo("ab [c\n   ^");
        e = catchThrowableOfType(RegexException.class, () -> Regex.compile("x".repeat(500) + "(" + "y".repeat(500)));
        assertThat(e.caret().lines().toList().get(0))
                .hasSize(122)
                .startsWith("…x")
                .endsWith("y…");
        assertThat(e.caret().lines().toList().get(1)).isEqualTo(" ".repeat(61) + "^");
    }

    @Test
    void holdsItsLimits() {
        refuses("a{10001}", 2, "10000 times");
        refuses("a{99999999999}", 2, "10000 times");
        refuses("(?:[ab]{10000}c){6}", 3, "50000 instructions");
        refuses("x" + "(".repeat(251) + ")".repeat(251), 251, "deeper than 250");
        refuses("a".repeat(65_537), 65_536, "at most 65536");
        refuses("(?:(?:(?:a{1000}b){1000}c){1000}d){1000}", 9, "50000 instructions");
        refuses("()".repeat(2000), 0, "too many groups");
        String nested = "(?:".repeat(250) + "a" + ")*".repeat(250);
        assertThat(catchThrowableOfType(RegexException.class, () -> Regex.compile(nested)))
                .satisfiesAnyOf(e -> assertThat(e).isNull(), e -> assertThat(e).hasMessageContaining("instructions"));
        assertThat(Regex.compile("[ab]{10000}").minLength()).isEqualTo(10_000);
        assertThat(Regex.compile("(".repeat(250) + "a" + ")".repeat(250)).groupCount())
                .isEqualTo(250);
    }

    @Test
    void staysLinearOnPatternsThatMakeOthersHang() {
        for (String pattern : new String[] {
            "(a+)+b",
            "(a|a)*b",
            "(.*)*b",
            "(?:a?){60}a{60}b",
            "(a*)*(a*)*(a*)*b",
            "([a-z]+)*[a-z]*1",
            "[a-z]+1",
            "(?:a|b|ab)*bc",
            "(.*?,){25}x",
            "(?:x?a?)*?$1",
            "(((a*)*)*)*c",
            "a.*b.*c.*d.*e"
        }) {
            var regex = Regex.compile(pattern);
            long before = steps(regex, 20_000);
            long after = steps(regex, 40_000);
            assertThat(after).as(pattern).isLessThan(before * 5 / 2 + 20_000);
        }
    }

    private static long steps(Regex regex, int length) {
        byte[] text = new byte[length];
        Arrays.fill(text, (byte) 'a');
        var matcher = regex.matcher();
        matcher.find(text, 0, length, length);
        return matcher.steps();
    }

    /// Each byte of the text begins what the literal nearly is.
    @Test
    @Timeout(20)
    void countsTheBytesOfLongLiterals() {
        byte[] text = "a".repeat(200_000).getBytes(UTF_8);
        Matcher matcher = Regex.compile("a".repeat(400) + "b").matcher();
        assertThat(matcher.find(text, 0, text.length, text.length)).isFalse();
        assertThat(matcher.steps()).isGreaterThan(text.length * 20L);
    }

    @Test
    void givesUpAndSaysSo() {
        byte[] text = "a".repeat(2000).getBytes(UTF_8);
        Regex regex = Regex.compile("a{400}b|(a{300})c?");
        var patient = new Lockstep(regex.unrolled(), 10_000_000);
        assertThat(patient.search(text, 0, 1000, text.length, false, 0, text.length))
                .isTrue();
        assertThat(patient.steps()).isLessThan(10_000_000);
        var impatient = new Lockstep(regex.unrolled(), 1000);
        assertThat(impatient.search(text, 0, 1000, text.length, false, 0, text.length))
                .isFalse();
        assertThat(impatient.steps()).isEqualTo(Lockstep.GIVEN_UP);
    }

    @Test
    void matchesLongTextsInBothWays() {
        String line = "0123456789abcdef".repeat(4) + "\n";
        String text = "-----BEGIN KEY-----\n" + line.repeat(900) + "-----END KEY-----";
        byte[] bytes = text.getBytes(ISO_8859_1);
        for (String pattern : new String[] {
            "-----BEGIN KEY-----[\\s\\S]{64,}?KEY-----", "-----BEGIN KEY-----\\n(?:[0-9a-f]{1,64}\\n)*-----END KEY-----"
        }) {
            var regex = Regex.compile(pattern);
            for (Matcher matcher : new Matcher[] {regex.matcher(), regex.steadyMatcher()}) {
                assertThat(matcher.find(bytes, 0, 10, bytes.length)).as(pattern).isTrue();
                assertThat(matcher.end()).isEqualTo(bytes.length);
            }
        }
    }

    @Test
    void needsNoMoreMemoryForLongerTexts() {
        byte[] text = "ab".repeat(500_000).getBytes(ISO_8859_1);
        var matcher = Regex.compile("(?:(a)|b|ba)*").matcher();
        assertThat(matcher.find(text, 0, 0, text.length)).isTrue();
        assertThat(matcher.end()).isEqualTo(text.length);
        assertThat(matcher.start(1)).isEqualTo(text.length - 2);
        assertThat(matcher.stackSize()).isLessThan(1 << 18);
    }
}
