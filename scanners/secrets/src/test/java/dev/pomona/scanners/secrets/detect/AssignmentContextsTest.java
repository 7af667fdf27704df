// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.scanners.secrets.rule.RulePack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Passwords in the ways in which languages and formats give them names. Each example stands for a file of its own; `¤`
/// is put in the place of what looks like a password.
class AssignmentContextsTest {

    private static final SecretDetector DETECTOR = new SecretDetector(RulePack.builtIn(), SecretOptions.DEFAULT);

    private static final List<String> PASSWORDS = List.of("x7Kq9vTz4Lw2", "q7Rt9_vK2.zP");

    /// All examples of a file: each begins with a line of three dashes and what it is written in.
    private static Stream<String> examples(String file) throws IOException {
        try (var in = Objects.requireNonNull(AssignmentContextsTest.class.getResourceAsStream(file))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("(?m)^--- ", -1)).filter(example -> !example.isBlank());
        }
    }

    static Stream<String> given() throws IOException {
        return examples("given-to-names.txt")
                .flatMap(example -> PASSWORDS.stream().map(password -> example.replace("¤", password)));
    }

    static Stream<String> harmless() throws IOException {
        return examples("not-given-to-names.txt");
    }

    private static List<Found> found(String example) {
        String text = example.substring(example.indexOf('\n') + 1);
        return DETECTOR.detect(text.getBytes(StandardCharsets.UTF_8), Origin.of("deploy/shop"), () -> {})
                .found();
    }

    @ParameterizedTest
    @MethodSource("given")
    void findsWhatIsGivenToAName(String example) {
        assertThat(found(example)).extracting(Found::value).anyMatch(PASSWORDS::contains);
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void passesOverReferencesAndPlaceholders(String example) {
        assertThat(found(example)).extracting(Found::value).isEmpty();
    }
}
