// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.scanners.secrets.RuleFiles;
import dev.pomona.scanners.secrets.rule.RulePack;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What was made of a text must be suspected whenever a search of the whole of it suspects it, and what is known of it
/// must be what the whole search knows.
class InheritedSuspicionTest {

    private static final SecretDetector ALL = new SecretDetector(RulePack.of(RuleFiles.rules()), SecretOptions.DEFAULT);
    private static final int[] NOTHING = {};

    /// A text and what it has from another one.
    private static final class Edited {

        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private final List<Integer> copies = new ArrayList<>();

        void copy(byte[] base, int from, int to) {
            int length = to - from;
            if (length == 0) return;
            int last = copies.size() - 3;
            boolean goesOn = last >= 0
                    && copies.get(last) + copies.get(last + 2) == text.size()
                    && copies.get(last + 1) + copies.get(last + 2) == from;
            if (goesOn) copies.set(last + 2, copies.get(last + 2) + length);
            else copies.addAll(List.of(text.size(), from, length));
            text.write(base, from, length);
        }

        void insert(String piece) {
            text.writeBytes(piece.getBytes(StandardCharsets.UTF_8));
        }

        int[] copies() {
            return copies.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    private static Suspicion whole(byte[] text) {
        return ALL.suspicion(text, null, NOTHING, () -> {});
    }

    private final List<String> pieces = new ArrayList<>();
    private int raised;
    private int carried;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void editsAreSuspectedWhenTheWholeTextIs(long seed) {
        var random = new Random(seed);
        collectPieces(random);
        for (int file = 0; file < 60; file++) {
            byte[] text = quietText(random);
            Suspicion known = whole(text);
            for (int version = 0; version < 12; version++) {
                Edited next = edited(text, random);
                byte[] edited = next.text.toByteArray();
                Suspicion inherited = ALL.suspicion(edited, known, next.copies(), () -> {});
                check(edited, inherited, "seed %d, file %d, version %d".formatted(seed, file, version));
                if (inherited.isRaised()) {
                    raised++;
                    if (random.nextBoolean()) continue; // another version of the one before
                }
                text = edited;
                known = inherited;
            }
        }
        assertThat(raised).isGreaterThan(20);
        assertThat(carried).as("versions that something was known of").isGreaterThan(100);
    }

    private void check(byte[] text, Suspicion inherited, String which) {
        Suspicion expected = whole(text);
        assertThat(inherited.isRaised() || !expected.isRaised()).as(which).isTrue();
        Trail trail = inherited.trail();
        Trail other = expected.trail();
        if (inherited.isRaised() || trail == null || other == null) return;
        carried++;
        assertThat(places(trail)).as(which).isEqualTo(places(other));
        assertThat(trail.length()).isEqualTo(text.length);
        assertThat(trail.steps()).isGreaterThanOrEqualTo(0);
    }

    /// Places and keywords, without what is known of them.
    private static List<Long> places(Trail trail) {
        var places = new ArrayList<Long>();
        for (long hit : trail.hits()) places.add(hit & ~3L);
        return places;
    }

    private void collectPieces(Random random) {
        List<SecretRule> rules = RuleFiles.rules();
        for (int i = 0; i < 120; i++) {
            SecretRule rule = rules.get(random.nextInt(rules.size()));
            List<String> texts = random.nextBoolean() ? rule.examples() : rule.counterexamples();
            pieces.add(texts.get(random.nextInt(texts.size())));
        }
        for (int i = 0; i < 40; i++) {
            var bytes = new byte[random.nextInt(10, 400)];
            random.nextBytes(bytes);
            pieces.add(
                    random.nextBoolean()
                            ? Base64.getMimeEncoder().encodeToString(bytes)
                            : Base64.getEncoder().encodeToString(pieces.get(i).getBytes(StandardCharsets.UTF_8)));
        }
        pieces.addAll(List.of(
                "&#112;assword&#61;",
                "%70%61%73s",
                "\\u0070assword",
                "\\n",
                "\"",
                "'",
                "`",
                "=",
                ":",
                "\n",
                " ",
                "\r\n",
                "password = ",
                "token: ",
                "api_key => ",
                "user = \"me\"\n",
                "-----BEGIN PRIVATE KEY-----\n",
                "-----END PRIVATE KEY-----\n",
                "int main(void) { return 0; }\n",
                "é",
                "x".repeat(300),
                "a b ".repeat(100)));
    }

    /// Some kilobytes in which nothing is suspected, mostly.
    private byte[] quietText(Random random) {
        var text = new StringBuilder();
        int length = random.nextInt(200, 30_000);
        while (text.length() < length) {
            text.append("    for (Tree tree : orchard.trees()) { pick(tree, %d); } // the key of season %d\n"
                    .formatted(random.nextInt(100), random.nextInt(10)));
            if (random.nextInt(8) == 0) text.append("log(\"%d\\n\", a && b, token(), \"&lt;\");\n");
            if (random.nextInt(20) == 0) {
                String piece = pieces.get(random.nextInt(pieces.size()));
                if (!whole(piece.getBytes(StandardCharsets.UTF_8)).isRaised()) text.append(piece);
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Edited edited(byte[] text, Random random) {
        var next = new Edited();
        int at = 0;
        for (int edits = random.nextInt(1, 5); edits > 0; edits--) {
            int to = random.nextInt(at, text.length + 1);
            next.copy(text, at, to);
            at = to;
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> next.insert(part(pieces.get(random.nextInt(pieces.size())), random));
                case 3 -> at = Math.min(text.length, at + random.nextInt(200));
                case 4 -> {
                    int from = random.nextInt(text.length + 1);
                    next.copy(text, from, Math.min(text.length, from + random.nextInt(3000)));
                }
                default -> {
                    next.insert("#");
                    at = Math.min(text.length, at + 1);
                }
            }
        }
        next.copy(text, at, text.length);
        return next;
    }

    /// Mostly all of it.
    private static String part(String piece, Random random) {
        if (random.nextInt(3) > 0) return piece;
        int from = random.nextInt(piece.length() + 1);
        return piece.substring(from, random.nextInt(from, piece.length() + 1));
    }

    @Test
    void whatIsCutOutOfASecretsWayLetsItBeSeen() {
        String secret = "ghp_aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789".substring(0, 4)
                + "16C7e42F292c6912E7710c838347Ae178B4a".substring(0, 36);
        String before =
                "x".repeat(9000) + "\nkey = \"" + secret.substring(0, 20) + " and " + secret.substring(20) + "\"\n";
        byte[] base = before.getBytes(StandardCharsets.UTF_8);
        int gap = before.indexOf(" and ");
        var next = new Edited();
        next.copy(base, 0, gap);
        next.copy(base, gap + 5, base.length);
        Suspicion known = whole(base);
        assertThat(known.isRaised()).isFalse();
        byte[] text = next.text.toByteArray();
        assertThat(ALL.suspicion(text, known, next.copies(), () -> {}).isRaised())
                .isEqualTo(whole(text).isRaised())
                .isTrue();
    }

    @Test
    void aDoubtThatIsCopiedIsOneStill() {
        byte[] base = "password = \"aB3dE6gH9jKlM2\"\n".getBytes(StandardCharsets.UTF_8);
        Suspicion known = whole(base);
        assertThat(known.isRaised()).isTrue();
        var next = new Edited();
        next.insert("// new\n");
        next.copy(base, 0, base.length);
        Suspicion inherited = ALL.suspicion(next.text.toByteArray(), known, next.copies(), () -> {});
        assertThat(inherited.isRaised()).isTrue();
        var without = new Edited();
        without.copy(base, 0, 8);
        assertThat(ALL.suspicion(without.text.toByteArray(), inherited, without.copies(), () -> {})
                        .isRaised())
                .isFalse();
    }
}
