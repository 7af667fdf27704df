// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.scanners.secrets.proof.Verdict.Proven;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for every check.
class StructuralChecksTest {

    /// Nothing of theirs shows in less than one of a thousand random texts, or only with something beside them.
    private static final Set<String> NEVER_PROVING = Set.of(
            "aws-access-key-id",
            "aws-secret-access-key",
            "base64-32-bytes",
            "base64-64-bytes",
            "cloudflare-token",
            "connection-string",
            "ethereum-keystore",
            "luhn",
            "netrc",
            "slack-token",
            "stripe-key",
            "supabase-key",
            "uuid-v4",
            "wireguard-key",
            "zuplo-key");

    static Set<String> names() {
        return StructuralChecks.names();
    }

    static StructuralCheck check(String name) {
        return StructuralChecks.find(name).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("names")
    void provesWhatIsMintedForIt(String name) {
        assertThat(TokenMint.names()).contains(name);
        for (long seed = 1; seed <= 3; seed++) {
            for (String token : TokenMint.all(name, seed)) {
                Verdict verdict = check(name).check(Value.of(token));
                assertThat(verdict)
                        .as("%s with seed %d, of length %d", name, seed, token.length())
                        .isInstanceOf(NEVER_PROVING.contains(name) ? Verdict.Unknown.class : Proven.class);
            }
        }
    }

    @Test
    void knowsNoOtherNames() {
        assertThat(StructuralChecks.find("no-such-check")).isEmpty();
        assertThat(StructuralChecks.names()).containsAll(TokenMint.names());
    }

    @Test
    void eachCheckIsDocumented() throws IOException {
        String docs = Files.readString(Path.of("../../docs/secret-proofs.md"));
        List<String> documented = docs.lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
        assertThat(documented).isSorted().containsExactlyElementsOf(StructuralChecks.names());
    }
}
