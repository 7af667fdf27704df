// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.scanners.secrets.RuleFiles;
import dev.pomona.scanners.secrets.TestRules;
import dev.pomona.scanners.secrets.rule.RulePack;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What nothing is suspected of must bring nothing, whatever its path.
class SuspicionTest {

    private static final SecretDetector ALL = new SecretDetector(RulePack.of(RuleFiles.rules()), SecretOptions.DEFAULT);

    private static final List<String> PATHS = List.of(
            "settings.txt",
            ".npmrc",
            ".pgpass",
            "config/master.key",
            "src/App.java",
            "test/fixtures/a.py",
            "x.jks",
            "k.p12");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isSuspect(SecretDetector detector, byte[] content) {
        return detector.suspicion(content, null, new int[0], () -> {}).isRaised();
    }

    @Test
    void everythingThatIsFoundIsSuspected() {
        int found = 0;
        for (SecretRule rule : RuleFiles.rules()) {
            for (String text : rule.examples()) {
                boolean isSuspect = isSuspect(ALL, bytes(text));
                assertThat(ALL.isSuspect(MemorySegment.ofArray(bytes(text)), () -> {}))
                        .isEqualTo(isSuspect);
                assertThat(isSuspect).as(rule.id()).isTrue();
            }
            for (String text : rule.counterexamples()) {
                boolean isSuspect = isSuspect(ALL, bytes(text));
                for (String path : PATHS) {
                    Detection detection = ALL.detect(bytes(text), Origin.of(path), () -> {});
                    boolean isReported =
                            !detection.found().isEmpty() || !detection.gaps().isEmpty();
                    if (isReported) found++;
                    assertThat(isSuspect || !isReported)
                            .as("%s at %s", rule.id(), path)
                            .isTrue();
                }
            }
        }
        assertThat(found).isPositive();
    }

    @Test
    void mostTextIsNotSuspected() {
        assertThat(isSuspect(ALL, bytes("An orchard has apples, and a password = os.environ['PASSWORD']\n")))
                .isFalse();
        assertThat(isSuspect(ALL, new byte[0])).isFalse();
    }

    @Test
    void packedAndMarkedSecretsAreSuspected() {
        var detector = new SecretDetector(TestRules.pack(TestRules.APPLE), SecretOptions.DEFAULT);
        String token = "apple_" + "aB3dE6gH9jK2mN5pQ8sT1vW4";
        String packed = java.util.Base64.getEncoder().encodeToString(bytes("token: " + token + " and some more text"));
        assertThat(isSuspect(detector, bytes("x: " + packed))).isTrue();
        assertThat(isSuspect(detector, bytes(token + " # pomona:allow"))).isTrue();
        assertThat(isSuspect(detector, bytes("apple_pie"))).isFalse();
        var tight = new SecretDetector(TestRules.pack(TestRules.APPLE), SecretOptions.DEFAULT.withDecodeBytes(10));
        assertThat(isSuspect(tight, bytes("x: " + packed)))
                .as("what is not unpacked is a gap")
                .isTrue();
    }
}
