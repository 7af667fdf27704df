// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import dev.pomona.model.component.Location;
import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Finding;
import dev.pomona.scanners.secrets.TestRules;
import dev.pomona.scanners.secrets.rule.SecretRule;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// What tests of the detector have in common.
final class Detecting {

    private Detecting() {}

    static final String TOKEN = "apple_" + "Zq7Xv2Lk9Rt4Wp1Ns8Hd3Fj6";

    static final String OTHER = "apple_" + "Kd81mZx0QwBv73TyLp5RcN2s";

    static SecretDetector detector(SecretRule... rules) {
        return new SecretDetector(TestRules.pack(rules), SecretOptions.DEFAULT);
    }

    static Detection detect(SecretDetector detector, String text) {
        return detector.detect(text.getBytes(StandardCharsets.UTF_8), Origin.of("conf/app.txt"), () -> {});
    }

    static Detection detect(String text) {
        return detect(detector(TestRules.APPLE, TestRules.PASSWORD), text);
    }

    static Detail.Secret secret(Finding finding) {
        return (Detail.Secret) finding.detail();
    }

    static List<String> places(Detection detection) {
        return detection.findings().stream()
                .flatMap(finding -> finding.locations().stream())
                .map(Location::toString)
                .toList();
    }

    static String token(int seed) {
        var random = new java.util.Random(seed);
        String alphabet = "ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789";
        var token = new StringBuilder("apple_");
        for (int i = 0; i < 24; i++) token.append(alphabet.charAt(random.nextInt(alphabet.length())));
        return token.toString();
    }

    static String packed(String text) {
        return Base64.getEncoder().encodeToString(("some words before " + text).getBytes(StandardCharsets.UTF_8));
    }
}
