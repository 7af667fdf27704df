// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.assign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentFuzzTest {

    private static final List<String> PIECES = List.of(
            "password",
            "token",
            "=",
            ":",
            "\"",
            "'",
            "`",
            "\\",
            " ",
            "\n",
            "\t",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "<",
            ">",
            "/",
            ",",
            ";",
            "&",
            "|",
            "?",
            "$",
            "#",
            "@",
            "!",
            "*",
            "-",
            ".",
            "::",
            "=>",
            ":=",
            "==",
            "||",
            "\"\"\"",
            "<![CDATA[",
            "]]>",
            "name",
            "value",
            "curl -u ",
            "mysql -p",
            "ENV ",
            "new ",
            "String::from(",
            "- ",
            "x",
            "é",
            "9",
            "</",
            "\r\n");

    @Test
    void staysInTheTextWhateverItHolds() {
        Random random = new Random(20261127);
        int found = 0;
        for (int round = 0; round < 60_000; round++) {
            StringBuilder built = new StringBuilder();
            for (int i = random.nextInt(24); i >= 0; i--) built.append(PIECES.get(random.nextInt(PIECES.size())));
            byte[] text = built.toString().getBytes(UTF_8);
            int start = random.nextInt(text.length);
            int stop = start + 1 + random.nextInt(Math.min(8, text.length - start));
            int end = stop + random.nextInt(text.length - stop + 1);
            if (holds(text, start, stop, end)) found++;
        }
        assertThat(found).isPositive();
    }

    @Test
    void staysInRandomBytes() {
        Random random = new Random(3);
        for (int round = 0; round < 20_000; round++) {
            byte[] text = new byte[1 + random.nextInt(80)];
            random.nextBytes(text);
            int start = random.nextInt(text.length);
            holds(text, start, start + 1, text.length);
        }
    }

    @Test
    void takesNothingBehindTheEnd() {
        byte[] text =
                "a: 1\nexport DB_PASSWORD=\"hunter2\" # x\n- name: password\n  value: |\n    abc\n".getBytes(UTF_8);
        for (int end = 21; end <= text.length; end++) {
            for (int start = 0; start + 8 <= end; start++) {
                Assignment whole = AssignmentParser.at(text, start, start + 8, end);
                Assignment cut = AssignmentParser.at(Arrays.copyOf(text, end), start, start + 8, end);
                assertThat(whole).isEqualTo(cut);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password=", "password:", "password ", "\"password\":", "<password>", "password=\"", "password='\\",
                        "password(\"",
                "password.", "password: |\n ", "password=x", "password = a || ", "curl -", "name=password ",
                        "[password", "password==",
                "password`", "x password: &a ", "password=${", "-password x", "\\\\\\", "password: \n  "
            })
    @Timeout(60)
    void takesLinearTimeOnOneLongLine(String piece) {
        byte[] unit = piece.getBytes(UTF_8);
        byte[] text = new byte[10 << 20];
        for (int i = 0; i < text.length; i++) text[i] = unit[i % unit.length];
        int keyword = Math.max(0, piece.indexOf("password"));
        int length = Math.min(8, unit.length);
        long before = System.nanoTime();
        int calls = 0;
        for (int at = keyword; at + 8 < text.length; at += unit.length) {
            AssignmentParser.at(text, at, at + length, text.length);
            calls++;
        }
        assertThat(calls).isPositive();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }

    private static boolean holds(byte[] text, int start, int stop, int end) {
        Assignment found = AssignmentParser.at(text, start, stop, end);
        if (found == null) return false;
        assertThat(found.valueStart()).isLessThan(found.valueEnd()).isNotNegative();
        assertThat(found.valueEnd()).isLessThanOrEqualTo(end);
        assertThat(found.nameStart()).isLessThanOrEqualTo(found.nameEnd()).isNotNegative();
        assertThat(found.nameStart() < found.nameEnd() || found.form() == Form.URL_USERINFO)
                .isTrue();
        assertThat(found.nameEnd()).isLessThanOrEqualTo(end);
        assertThat(found.valueEnd() - found.valueStart()).isLessThanOrEqualTo(8 * 1024);
        return true;
    }
}
