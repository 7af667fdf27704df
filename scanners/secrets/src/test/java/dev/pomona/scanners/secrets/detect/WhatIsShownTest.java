// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import static dev.pomona.scanners.secrets.detect.Detecting.OTHER;
import static dev.pomona.scanners.secrets.detect.Detecting.TOKEN;
import static dev.pomona.scanners.secrets.detect.Detecting.detect;
import static dev.pomona.scanners.secrets.detect.Detecting.detector;
import static dev.pomona.scanners.secrets.detect.Detecting.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.component.Location;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.model.finding.Proof;
import dev.pomona.scanners.secrets.TestRules;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// What a finding shows, and what tells it from others.
class WhatIsShownTest {

    @Test
    void showsAtMostTheIssuersPrefix() {
        Detection detection = detect("password = 'gh7#kQ2!vZ9x'\n");
        Detail.Secret secret = secret(detection.findings().getFirst());
        assertThat(secret.redacted()).isEqualTo("… (12 characters)");
        assertThat(secret.proof()).isEqualTo(Proof.GENERIC);
        assertThat(secret.digest()).isNull();
        assertThat(detection.toString()).doesNotContain("kQ2").doesNotContain("gh7");
    }

    @Test
    void makesDigestsOfGuessableValuesUnderOnesOwnKeyOnly() {
        var own = SecretOptions.DEFAULT.withDigestKey(DigestKey.own(new byte[] {1, 2, 3}));
        var detector = new SecretDetector(TestRules.pack(TestRules.PASSWORD), own);
        assertThat(secret(detect(detector, "password = 'gh7#kQ2!vZ9x'")
                                .findings()
                                .getFirst())
                        .digest())
                .matches("[0-9a-f]{32}");
        assertThat(detector.configuration())
                .isNotEqualTo(detector(TestRules.PASSWORD).configuration());
        assertThat(own.toString()).doesNotContain("1, 2, 3");
    }

    @Test
    void keysMakeDifferentDigests() {
        byte[] value = TOKEN.getBytes(StandardCharsets.UTF_8);
        assertThat(DigestKey.published().digest(value))
                .isEqualTo(DigestKey.published().digest(value))
                .isNotEqualTo(DigestKey.own(new byte[100]).digest(value));
        // RFC 4231, test case 2, first 128 bits
        assertThat(DigestKey.own("Jefe".getBytes(StandardCharsets.US_ASCII))
                        .digest("what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("5bdcc146bf60754e6a042426089575c7");
        // RFC 4231, test case 6: a key longer than a block
        byte[] longKey = new byte[131];
        java.util.Arrays.fill(longKey, (byte) 0xaa);
        assertThat(DigestKey.own(longKey)
                        .digest("Test Using Larger Than Block-Size Key - Hash Key First"
                                .getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f");
    }

    @Test
    void fingerprintsSurviveMovedLines() {
        String text = "password = 'gh7#kQ2!vZ9x'\nkey = " + TOKEN + "\npassword = 'Tr0ub4dor&3x'\n";
        var before = detect(text).findings().stream().map(Finding::fingerprint).toList();
        var after = detect("# a new line\n\n" + text.replace("\n", "\n\n")).findings().stream()
                .map(Finding::fingerprint)
                .toList();
        assertThat(after).isEqualTo(before).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void guessableSecretsKeepTheirFingerprintsWhenOthersComeBeforeThem() {
        String text = "one:\n  password: 'gh7#kQ2!vZ9x'\ntwo:\n  password: 'Tr0ub4dor&3x'\n";
        var before = detect(text).findings().stream().map(Finding::fingerprint).toList();
        var after = detect("zero:\n  password: 'pQ9!mX4#tB7w'\n" + text).findings().stream()
                .map(Finding::fingerprint)
                .toList();
        assertThat(before).hasSize(2).doesNotHaveDuplicates();
        assertThat(after).hasSize(3).doesNotHaveDuplicates().containsAll(before);
    }

    @Test
    void reportsOneSecretOnceWithAllItsPlaces() {
        Detection detection = detect("a = " + TOKEN + "\nb = " + OTHER + "\nc = " + TOKEN + "\n");
        assertThat(detection.findings()).hasSize(2);
        assertThat(detection.findings().getFirst().locations())
                .extracting(Location::toString)
                .containsExactly("conf/app.txt:1:5", "conf/app.txt:3:5");
    }
}
