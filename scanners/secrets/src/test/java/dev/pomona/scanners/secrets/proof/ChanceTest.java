// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.pomona.scanners.secrets.proof.Verdict.Proven;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What chance, damage and malice get out of the checks.
class ChanceTest {

    /// Each character of these is covered by a checksum.
    private static final List<String> SUMMED = List.of(
            "age-key",
            "atlassian-checksum",
            "azure-client-secret",
            "base58check",
            "bech32",
            "bitcoin-private-key",
            "gitlab-routable-checksum",
            "grafana-checksum",
            "nats-seed",
            "npm-checksum",
            "stellar-seed");

    /// These do work on each text that looks right at first, so fewer are tried.
    private static final Set<String> COSTLY = Set.of(
            "google-service-account",
            "keystore",
            "kubeconfig-client-key",
            "openssh-private-key",
            "pgp-private-key",
            "pkcs12",
            "private-key-pem",
            "putty-key",
            "ssh-com-private-key",
            "wireguard-key");

    /// The figures in `docs/secret-proofs.md` were measured with 100,000.
    private static final int TRIES = Integer.getInteger("proof.tries", 10_000);

    static Set<String> names() {
        return StructuralChecks.names();
    }

    static List<String> summed() {
        return SUMMED;
    }

    private static boolean proves(StructuralCheck check, String text) {
        return check.check(Value.of(text)) instanceof Proven;
    }

    @ParameterizedTest
    @MethodSource("summed")
    void anyChangedCharacterOfASummedTextIsNoticed(String name) {
        var random = new Random(name.hashCode());
        var check = StructuralChecksTest.check(name);
        for (String token : TokenMint.all(name, 21)) {
            // the last digit of NATS has bits that fill no byte
            int end = name.equals("nats-seed") ? token.length() - 1 : token.length();
            for (int at = 0; at < end; at++) {
                char c = token.charAt(at);
                String set = Character.isDigit(c)
                        ? "0123456789"
                        : Character.isUpperCase(c) ? "ABCDEFGHJKLMNPQRSTUVWXYZ" : "abcdefghijkmnopqrstuvwxyz";
                if (!Character.isLetterOrDigit(c)) continue;
                char other = set.charAt(random.nextInt(set.length()));
                if (other == c) continue;
                String changed = token.substring(0, at) + other + token.substring(at + 1);
                assertThat(proves(check, changed)).as("character %d", at).isFalse();
            }
        }
    }

    @Test
    void changedCharactersOfIdentifiableKeysAreNoticed() {
        for (String name : List.of("azure-identifiable-key", "azure-devops-token", "github-checksum")) {
            var check = StructuralChecksTest.check(name);
            List<String> tokens = TokenMint.all(name, 22);
            // GitHub's last two forms have parts that nothing covers
            for (String token : name.startsWith("github") ? tokens.subList(0, 5) : tokens) {
                int end = token.indexOf('=') > 0 ? token.indexOf('=') - 1 : token.length() - 1;
                // which kind of token it is, GitHub does not sum up
                for (int at = name.startsWith("github") ? 4 : 0; at < end; at++) {
                    char c = token.charAt(at);
                    if (!Character.isLetterOrDigit(c)) continue;
                    char other = "bB3".charAt(Character.isLowerCase(c) ? 0 : Character.isUpperCase(c) ? 1 : 2);
                    if (other == c) continue;
                    String changed = token.substring(0, at) + other + token.substring(at + 1);
                    assertThat(proves(check, changed))
                            .as("%s, character %d", name, at)
                            .isFalse();
                }
            }
        }
    }

    /// The minted text with other letters and digits where the issuer has random ones.
    private static String shuffled(String token, String alphabet, Random random) {
        int keep = 4;
        for (int i = 0; i < Math.min(16, token.length()); i++) {
            if ("_-.~".indexOf(token.charAt(i)) >= 0) keep = i + 1;
        }
        int begin = token.indexOf("KEY-----");
        int end = token.length();
        if (begin >= 0) {
            keep = begin + 8;
            end = token.lastIndexOf("-----END");
        }
        var text = new StringBuilder(token);
        for (int i = keep; i < end; i++) {
            if (Character.isLetterOrDigit(text.charAt(i))) {
                text.setCharAt(i, alphabet.charAt(random.nextInt(alphabet.length())));
            }
        }
        return text.toString();
    }

    private static String alphabet(String token) {
        if (token.matches("[^A-Zg-z]*")) return TokenForms.HEX;
        if (token.substring(4).matches("[A-Z2-7]*")) return "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        if (token.matches("[a-z2-7]*")) return "abcdefghijklmnopqrstuvwxyz234567";
        return TokenForms.BASE62;
    }

    @ParameterizedTest
    @MethodSource("names")
    void provesNoRandomTextsOfTheSameShape(String name) {
        var check = StructuralChecksTest.check(name);
        var random = new Random(23);
        List<String> tokens = TokenMint.all(name, 24);
        int tries = COSTLY.contains(name) ? 1_000 : TRIES;
        int proven = 0;
        for (int i = 0; i < tries; i++) {
            String token = tokens.get(i % tokens.size());
            if (proves(check, shuffled(token, alphabet(token), random))) proven++;
        }
        assertThat(proven).as("%s: of %d", name, tries).isZero();
    }

    @ParameterizedTest
    @MethodSource("names")
    void nothingIsThrownAndNothingIsToldOfDamagedSecrets(String name) {
        var check = StructuralChecksTest.check(name);
        var random = new Random(25);
        List<String> tokens = TokenMint.all(name, 26);
        for (int round = 0; round < 400; round++) {
            String text = damaged(tokens.get(random.nextInt(tokens.size())), random);
            byte[] file = ("before " + text + " behind").getBytes(StandardCharsets.UTF_8);
            int end = file.length - 7;
            try {
                String reason =
                        check.check(new Value(text, Map.of(), file, 7, end)).reason();
                // dates are told on purpose
                reason = reason.replaceAll("[0-9]{4}-[0-9]{2}(-[0-9]{2})?", "");
                assertThat(reason).isNotBlank().hasSizeLessThan(120).doesNotContain("\n");
                for (int at = 0; at + 10 <= text.length(); at += 5) {
                    String piece = text.substring(at, at + 10);
                    if (!piece.isBlank()) assertThat(reason).doesNotContain(piece);
                }
            } catch (RuntimeException | StackOverflowError e) {
                fail("%s, round %d: %s".formatted(name, round, e), e);
            }
        }
    }

    private static String damaged(String token, Random random) {
        var text = new StringBuilder(token);
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = text.isEmpty() ? 0 : random.nextInt(text.length());
            switch (random.nextInt(6)) {
                case 0 -> text.insert(at, (char) random.nextInt(0x250));
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
                case 2 -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
                case 3 -> text.setLength(at);
                case 4 -> {
                    if (!text.isEmpty()) text.setCharAt(at, "AZaz09+/=._-{}\" \n\\".charAt(random.nextInt(18)));
                }
                default ->
                    text.append(new String(TokenForms.bytes(random.nextInt(20), random), StandardCharsets.ISO_8859_1));
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("names")
    void noiseIsNeverProven(String name) {
        var check = StructuralChecksTest.check(name);
        var random = new Random(27);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = TokenForms.bytes(random.nextInt(400), random);
            assertThat(proves(check, new String(bytes, StandardCharsets.ISO_8859_1)))
                    .isFalse();
        }
    }

    @Test
    void hugeAndRepetitiveTextsAreGotThrough() {
        for (String name : names()) {
            var check = StructuralChecksTest.check(name);
            for (String unit : List.of(
                    "A", "-----BEGIN PRIVATE KEY-----\n", "1", "{\"a\":", "eyJ.", "=;", "Private-Lines: 999\n")) {
                assertThat(proves(check, unit.repeat(120_000 / unit.length())))
                        .as(name)
                        .isFalse();
            }
        }
    }
}
