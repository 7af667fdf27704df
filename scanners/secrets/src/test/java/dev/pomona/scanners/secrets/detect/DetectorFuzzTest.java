// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Location;
import dev.pomona.model.finding.Finding;
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

/// Whatever the text: all rules together neither throw nor point outside it.
class DetectorFuzzTest {

    private static final long SEED = 31_337;
    private static final List<byte[]> PIECES = pieces();
    private static final SecretDetector DETECTOR =
            new SecretDetector(RulePack.of(RuleFiles.rules()), SecretOptions.DEFAULT);

    private static List<byte[]> pieces() {
        var pieces = new ArrayList<byte[]>();
        for (SecretRule rule : RuleFiles.rules()) {
            for (List<String> texts : List.of(rule.examples(), rule.counterexamples(), rule.keywords())) {
                for (String text : texts) pieces.add(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        for (String text :
                List.of("\n", "=", "\"", "'", ": ", "\\n", "\\\"", "%", "\\u0061", "<", ">", "\0", "://", "@")) {
            pieces.add(text.getBytes(StandardCharsets.UTF_8));
        }
        return pieces;
    }

    private static byte[] text(Random random) {
        var text = new ByteArrayOutputStream();
        for (int i = random.nextInt(12); i >= 0; i--) {
            byte[] piece = PIECES.get(random.nextInt(PIECES.size()));
            if (random.nextInt(6) == 0) piece = Base64.getEncoder().encode(piece);
            int from = random.nextInt(4) == 0 ? random.nextInt(piece.length + 1) : 0;
            int to = random.nextInt(4) == 0 ? from + random.nextInt(piece.length - from + 1) : piece.length;
            text.write(piece, from, to - from);
            if (random.nextInt(10) == 0) text.write(random.nextInt(256));
        }
        byte[] bytes = text.toByteArray();
        if (random.nextInt(8) == 0) {
            return new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16LE);
        }
        return bytes;
    }

    @Test
    void neverThrowsAndPointsIntoTheText() {
        var random = new Random(SEED);
        long found = 0;
        for (int round = 0; round < 4_000; round++) {
            byte[] text = text(random);
            Detection detection = DETECTOR.detect(text, Origin.of("conf/a.txt"), () -> {});
            int lines = (int) new String(text, StandardCharsets.ISO_8859_1)
                            .chars()
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            for (Finding finding : detection.findings()) {
                found++;
                for (Location location : finding.locations()) {
                    if (location.region() == null) continue;
                    assertThat(location.region().endLine())
                            .as("round %d", round)
                            .isLessThanOrEqualTo(lines);
                    assertThat(location.region().startColumn()).isLessThanOrEqualTo(text.length + 1);
                }
            }
            assertThat(detection.findings())
                    .as("round %d", round)
                    .extracting(Finding::fingerprint)
                    .doesNotHaveDuplicates();
        }
        assertThat(found).isGreaterThan(1_000);
    }
}
