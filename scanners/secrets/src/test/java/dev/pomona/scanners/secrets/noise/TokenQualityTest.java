// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.noise;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenQualityTest {

    @ParameterizedTest
    @CsvSource({
        "hex,       0123456789abcdef",
        "HEX,       0123456789ABCDEF",
        "base32,    ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
        "base32 l,  abcdefghijklmnopqrstuvwxyz234567",
        "base36,    0123456789abcdefghijklmnopqrstuvwxyz",
        "alnum,     0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        "base64,    ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
        "base64url, ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
        "letters,   ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
        "lower,     abcdefghijklmnopqrstuvwxyz"
    })
    void knowsRandomTokens(String name, String alphabet) {
        Random random = new Random(name.hashCode());
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            StringBuilder token = new StringBuilder();
            for (int length = 20 + random.nextInt(21); length > 0; length--) {
                token.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            tokens.add(token.toString());
        }
        List<String> missed =
                tokens.stream().filter(token -> quality(token) < 0.5).toList();
        assertThat(missed.size() / (double) tokens.size())
                .as(() -> some(missed))
                .isLessThan(0.02);
    }

    /// Whatever the table was made of, the sources of this program were not in it.
    @ParameterizedTest
    @CsvSource({
        "identifiers, '[A-Za-z_][A-Za-z0-9_]{7,}'",
        "words,       '[A-Za-z]{8,}'",
        "paths,       '[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)+'",
        "sentences,   '[A-Z][a-z]+( [A-Za-z,'']+){3,}'",
        "keys,        '[a-z0-9]+([.-][a-z0-9]+)+'"
    })
    void knowsWhatWasWritten(String name, String pattern) throws IOException {
        TreeSet<String> texts = new TreeSet<>();
        Pattern compiled = Pattern.compile(pattern);
        for (String file : sources()) compiled.matcher(file).results().forEach(match -> texts.add(match.group()));
        texts.removeIf(text -> text.length() < 8 || text.length() > 120);
        assertThat(texts).as(name).hasSizeGreaterThan(300);
        List<String> missed =
                texts.stream().filter(text -> quality(text) >= 0.5).toList();
        assertThat(missed.size() / (double) texts.size()).as(() -> some(missed)).isLessThan(0.02);
    }

    @Test
    void ranksFromWordsToRandom() {
        assertThat(quality("password")).isLessThan(0.1);
        assertThat(quality("spring.datasource.password")).isLessThan(0.05);
        assertThat(quality("Das Passwort wurde falsch eingegeben")).isLessThan(0.05);
        assertThat(quality("Неверный пароль")).isLessThan(0.05);
        assertThat(quality("/usr/share/doc/java")).isLessThan(0.05);
        assertThat(quality("AbstractSingletonProxyFactoryBean2")).isLessThan(0.05);
        assertThat(quality("kX9vQ2mZ7pL4wR8t")).isGreaterThan(0.95);
        assertThat(quality("9f86d081884c7d659a2feaa0c55ad015")).isGreaterThan(0.95);
        assertThat(quality("")).isZero();
    }

    @Test
    void measuresEntropy() {
        assertThat(entropy("")).isZero();
        assertThat(entropy("aaaa")).isZero();
        assertThat(entropy("abab")).isEqualTo(1.0);
        assertThat(entropy("0123456789abcdef")).isEqualTo(4.0);
    }

    @Test
    void takesAnyBytes() {
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(600)];
            random.nextBytes(bytes);
            assertThat(TokenQuality.of(bytes, 0, bytes.length)).isBetween(0.0, 1.0);
            assertThat(Entropy.bitsPerByte(bytes, 0, bytes.length)).isBetween(0.0, 8.0);
        }
    }

    private static double quality(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return TokenQuality.of(bytes, 0, bytes.length);
    }

    private static double entropy(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return Entropy.bitsPerByte(bytes, 0, bytes.length);
    }

    private static String some(List<String> texts) {
        return "%d, e.g. %s"
                .formatted(
                        texts.size(),
                        texts.stream()
                                .limit(60)
                                .map(text -> "%s %.2f".formatted(text, quality(text)))
                                .toList());
    }

    private static List<String> sources() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("mvnw"))) root = root.getParent();
        List<String> files = new ArrayList<>();
        for (String tree : List.of(
                "model/src/main", "syntax/src/main", "engine/src/main", "cli/src/main", "docs", "policy/src/main")) {
            try (Stream<Path> paths = Files.walk(root.resolve(tree))) {
                for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                    files.add(root.relativize(path).toString().replace('\\', '/'));
                    files.add(new String(Files.readAllBytes(path), ISO_8859_1));
                }
            }
        }
        return files;
    }
}
