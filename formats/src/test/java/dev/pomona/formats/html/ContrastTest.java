// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// WCAG 2.2: 4.5 for text (1.4.3), 3 for what drawings are read by (1.4.11), in light and in dark.
class ContrastTest {

    private static final String STYLE = DesignTokens.css();

    @ParameterizedTest
    @CsvSource({
        "ink, ground, 7",
        "ink, card, 7",
        "ink, sunk, 7",
        "muted, ground, 4.5",
        "muted, card, 4.5",
        "muted, sunk, 4.5",
        "link, ground, 4.5",
        "link, card, 4.5",
        "link, sunk, 4.5",
        "pass, card, 4.5",
        "pass, sunk, 4.5",
        "violated, card, 4.5",
        "violated, sunk, 4.5",
        "incomplete, card, 4.5",
        "incomplete, sunk, 4.5",
        "on-fill, pass, 4.5",
        "on-fill, violated, 4.5",
        "on-fill, incomplete, 4.5",
        "on-s5, s5, 4.5",
        "on-s4, s4, 4.5",
        "on-s3, s3, 4.5",
        "on-s2, s2, 4.5",
        "on-s1, s1, 4.5",
        "on-s0, s0, 4.5",
        "s5, card, 3",
        "s4, card, 3",
        "s3, card, 3",
        "s2, card, 3",
        "s1, card, 3",
        "s0, card, 3"
    })
    void canBeRead(String one, String other, double least) {
        for (int scheme : new int[] {1, 2}) {
            assertThat(contrast(color(one, scheme), color(other, scheme)))
                    .as("%s on %s, %s", one, other, scheme == 1 ? "light" : "dark")
                    .isGreaterThanOrEqualTo(least);
        }
    }

    private static int color(String name, int scheme) {
        var matcher = Pattern.compile("--" + name + ": light-dark\\(#(\\w{6}), #(\\w{6})\\)")
                .matcher(STYLE);
        assertThat(matcher.find()).as(name).isTrue();
        return Integer.parseInt(matcher.group(scheme), 16);
    }

    private static double contrast(int one, int other) {
        double a = luminance(one) + 0.05;
        double b = luminance(other) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    private static double luminance(int color) {
        return 0.2126 * linear(color >> 16) + 0.7152 * linear(color >> 8) + 0.0722 * linear(color);
    }

    private static double linear(int channel) {
        double share = (channel & 255) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
