// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A random pattern in our notation and in that of `java.util.regex`, and what makes texts for it.
///
/// In Java's, each repeated group has a branch that never matches. Without it Java takes another road for
/// groups of a fixed length, on which it forgets to take back what inner groups remember when it takes back a
/// round.
record RandomPattern(String ours, String javas, List<String> letters) {

    private static final String NEVER = "|(?!)";
    private static final List<String> ALPHABET =
            List.of("a", "b", "c", "A", "B", "k", "0", "1", "_", "-", " ", "\n", ".", "\u00e9");

    static RandomPattern of(RandomGenerator random) {
        var letters = new ArrayList<>(ALPHABET.subList(0, 2 + random.nextInt(ALPHABET.size() - 1)));
        var maker = new Maker(random, letters);
        var ours = new StringBuilder();
        var javas = new StringBuilder();
        int flags = random.nextInt(8);
        for (int i = 0; i < 3; i++) {
            if ((flags >> i & 1) == 0 || random.nextInt(3) > 0) continue;
            ours.append("(?").append("ism".charAt(i)).append(')');
            javas.append("(?").append("ism".charAt(i)).append(')');
        }
        maker.choice(ours, javas, 4);
        return new RandomPattern(ours.toString(), javas.toString(), letters);
    }

    private static final class Maker {

        private final RandomGenerator random;
        private final List<String> letters;
        private int groups;

        private Maker(RandomGenerator random, List<String> letters) {
            this.random = random;
            this.letters = letters;
        }

        private void choice(StringBuilder ours, StringBuilder javas, int depth) {
            int branches = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1;
            for (int i = 0; i < branches; i++) {
                if (i > 0) both(ours, javas, "|");
                int parts = random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(4);
                for (int k = 0; k < parts; k++) part(ours, javas, depth);
            }
        }

        private void part(StringBuilder ours, StringBuilder javas, int depth) {
            if (random.nextInt(8) == 0) {
                both(ours, javas, condition());
                return;
            }
            if (depth > 0 && random.nextInt(3) == 0) {
                group(ours, javas, depth);
                return;
            }
            if (random.nextInt(12) == 0 && random.nextBoolean()) {
                both(ours, javas, random.nextBoolean() ? "(?i)" : random.nextBoolean() ? "(?-i)" : "(?s)");
                return;
            }
            both(ours, javas, single());
            if (random.nextInt(2) == 0) both(ours, javas, repetition());
        }

        private void group(StringBuilder ours, StringBuilder javas, int depth) {
            String open = "(";
            switch (random.nextInt(6)) {
                case 0, 1 -> open = "(?:";
                case 2 -> open = "(?" + (random.nextBoolean() ? "i" : "-i") + ":";
                case 3 -> open = "(?<g" + groups + ">";
                default -> {}
            }
            groups++;
            ours.append(random.nextBoolean() ? open.replace("(?<", "(?P<") : open);
            javas.append(open);
            choice(ours, javas, depth - 1);
            ours.append(')');
            javas.append(NEVER).append(')');
            if (random.nextInt(2) == 0) both(ours, javas, repetition());
        }

        private static void both(StringBuilder ours, StringBuilder javas, String text) {
            ours.append(text);
            javas.append(text);
        }

        private String condition() {
            return switch (random.nextInt(14)) {
                case 0 -> "^";
                case 1 -> "$";
                case 2 -> "\\A";
                case 3 -> "\\z";
                case 4, 5, 6 -> "\\b";
                case 7 -> "\\B";
                case 8 -> "(?=" + single() + ")";
                case 9 -> "(?!" + single() + ")";
                case 10 -> "(?<=" + single() + ")";
                case 11 -> "(?<!" + single() + ")";
                case 12 -> "(?!" + single() + "|$)";
                default -> "(?<=^|" + single() + ")";
            };
        }

        private String repetition() {
            int min = random.nextInt(3);
            String text = switch (random.nextInt(7)) {
                case 0, 1 -> "*";
                case 2 -> "+";
                case 3 -> "?";
                case 4 -> "{" + min + "}";
                case 5 -> "{" + min + ",}";
                default -> "{" + min + "," + (min + random.nextInt(3)) + "}";
            };
            return random.nextInt(3) == 0 ? text + "?" : text;
        }

        private String single() {
            return switch (random.nextInt(10)) {
                case 0 -> ".";
                case 1 -> "\\" + "dwsDWS".charAt(random.nextInt(6));
                case 2, 3 -> {
                    var text = new StringBuilder(random.nextInt(3) == 0 ? "[^" : "[");
                    int items = 1 + random.nextInt(3);
                    for (int i = 0; i < items; i++) {
                        switch (random.nextInt(6)) {
                            case 0 -> text.append("a-c");
                            case 1 -> text.append("\\w");
                            case 2 -> text.append("0-9");
                            default -> text.append(letter());
                        }
                    }
                    yield text.append(']').toString();
                }
                default -> letter();
            };
        }

        private String letter() {
            String letter = letters.get(random.nextInt(letters.size()));
            char c = letter.charAt(0);
            return Character.isLetterOrDigit(c) && c < 0x80 || c == '_' ? letter : "\\x%02x".formatted((int) c);
        }
    }
}
