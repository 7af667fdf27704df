// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextEncodingTest {

    private static TextEncoding of(byte[] bytes) {
        return TextEncoding.of(bytes, bytes.length);
    }

    @Test
    void knowsWideTextsWithAndWithoutMark() {
        assertThat(of("\ufeffpassword".getBytes(StandardCharsets.UTF_16LE))).isEqualTo(TextEncoding.UTF_16_LE);
        assertThat(of("\ufeffpassword".getBytes(StandardCharsets.UTF_16BE))).isEqualTo(TextEncoding.UTF_16_BE);
        assertThat(of("password = \"größe\"".getBytes(StandardCharsets.UTF_16LE)))
                .isEqualTo(TextEncoding.UTF_16_LE);
        assertThat(of("password = \"größe\"".getBytes(StandardCharsets.UTF_16BE)))
                .isEqualTo(TextEncoding.UTF_16_BE);
    }

    @Test
    void takesTextsOfSingleBytesAsTheyAre() {
        assertThat(of("größe".getBytes(StandardCharsets.UTF_8))).isEqualTo(TextEncoding.ASCII_COMPATIBLE);
        assertThat(of("größe und wärme".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(TextEncoding.ASCII_COMPATIBLE);
        assertThat(of(new byte[0])).isEqualTo(TextEncoding.ASCII_COMPATIBLE);
        assertThat(of("パスワード".repeat(50).getBytes(StandardCharsets.UTF_8))).isEqualTo(TextEncoding.ASCII_COMPATIBLE);
    }

    @Test
    void takesTheEnvironmentOfAProcessForText() {
        byte[] environment = "HOME=/home/pomona\0PATH=/usr/local/bin:/usr/bin\0LANGUAGE=de_DE.UTF-8\0"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(of(environment)).isEqualTo(TextEncoding.ASCII_COMPATIBLE);
    }

    @Test
    void knowsWhatIsNoText() throws IOException {
        byte[] random = new byte[5000];
        new Random(1).nextBytes(random);
        assertThat(of(random)).isEqualTo(TextEncoding.BINARY);
        try (InputStream in = getClass().getResourceAsStream("TextEncodingTest.class")) {
            assertThat(in).isNotNull();
            assertThat(of(in.readAllBytes())).isEqualTo(TextEncoding.BINARY);
        }
    }
}
