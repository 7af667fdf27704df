// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import static dev.pomona.scanners.secrets.detect.Detecting.OTHER;
import static dev.pomona.scanners.secrets.detect.Detecting.TOKEN;
import static dev.pomona.scanners.secrets.detect.Detecting.detect;
import static dev.pomona.scanners.secrets.detect.Detecting.detector;
import static dev.pomona.scanners.secrets.detect.Detecting.places;
import static dev.pomona.scanners.secrets.detect.Detecting.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.scanners.secrets.TestRules;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/// Secrets in what is packed or escaped.
class PackedTextsTest {

    @Test
    void looksIntoLayers() {
        String inner = "{\"key\":\"" + TOKEN + "\"}";
        String once = Base64.getEncoder().encodeToString(inner.getBytes(StandardCharsets.UTF_8));
        String twice = Base64.getEncoder().encodeToString(("data: " + once).getBytes(StandardCharsets.UTF_8));
        Detection detection = detect("line\n  v = " + twice + "\n");
        assertThat(detection.findings()).singleElement().satisfies(finding -> {
            assertThat(secret(finding).layers()).containsExactly("base64", "base64");
            assertThat(finding.locations().getFirst().region())
                    .hasToString("Region[startLine=2, startColumn=7, endLine=2, endColumn=%d]"
                            .formatted(7 + twice.length()));
            assertThat(finding.message()).contains("packed as base64 in base64");
        });
        var shallow = new SecretDetector(TestRules.pack(TestRules.APPLE), SecretOptions.DEFAULT.withDecodeDepth(1));
        assertThat(detect(shallow, twice).findings()).isEmpty();
    }

    @Test
    void keepsSeveralSecretsOfOneStretchApart() {
        String packed = Base64.getEncoder().encodeToString((TOKEN + "\n" + OTHER).getBytes(StandardCharsets.UTF_8));
        assertThat(detect("password = \"" + packed + "\"").findings())
                .hasSize(2)
                .allMatch(finding -> finding.rule().value().equals("secret-apple-token"));
    }

    @Test
    void seesThroughEscapes() {
        String hidden = TOKEN.replace("apple", "\\u0061pple").replace("7", "\\x37");
        assertThat(detect("key = \"" + hidden + "\"").findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(secret(finding).layers()).containsExactly("escapes");
                    assertThat(finding.locations().getFirst()).hasToString("conf/app.txt:1:8");
                });
        assertThat(detect("?next=%2Fa%3Ftoken%3D" + TOKEN).findings()).hasSize(1);
    }

    @Test
    void judgesEscapedValuesByWhatTheyStandFor() {
        assertThat(detect("password = \"\\u30D1\\u30B9\\u30EF\\u30FC\\u30C9\"").findings())
                .isEmpty();
        Detection detection = detect("password = \"gh7#\\u006bQ2!vZ9x\"");
        assertThat(detection.found()).singleElement().satisfies(found -> {
            assertThat(found.value()).isEqualTo("gh7#kQ2!vZ9x");
            assertThat(found.finding().locations().getFirst()).hasToString("conf/app.txt:1:13");
        });
    }

    @Test
    void readsNotebooks() {
        String notebook = """
                {"cells": [{"cell_type": "code", "source": [
                  "import os\\n",
                  "key = \\"%s\\"\\n"
                ], "outputs": [{"text": ["key is %s\\n"]}]}]}
                """.formatted(TOKEN, OTHER);
        Detection detection = detector(TestRules.APPLE)
                .detect(notebook.getBytes(StandardCharsets.UTF_8), Origin.of("a.ipynb"), () -> {});
        assertThat(places(detection)).containsExactly("a.ipynb:3:12", "a.ipynb:4:34");
        assertThat(secret(detection.findings().getFirst()).name()).isEqualTo("key");
        assertThat(secret(detection.findings().getFirst()).layers()).isEmpty();
    }
}
