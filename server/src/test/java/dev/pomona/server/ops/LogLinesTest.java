// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.syntax.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogLinesTest {

    private static final String HOSTILE = "one\r\n{\"level\":\"error\"}\u001b[31m\u202etext\u2028\0";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Logger logger = Logger.getLogger("dev.pomona.test");

    private void install(Level level, LogLines.Format format) {
        LogLines.install(new PrintStream(bytes, true, StandardCharsets.UTF_8), level, format);
    }

    @AfterEach
    void backToWhatItWas() throws Exception {
        LogManager.getLogManager().readConfiguration();
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void anEventIsALineWhateverItsMessageHolds() {
        for (LogLines.Format format : LogLines.Format.values()) {
            bytes.reset();
            install(Level.INFO, format);
            logger.info(HOSTILE);
            assertThat(text()).as(format.name()).endsWith("\n");
            String line = text().substring(0, text().length() - 1);
            assertThat(line.chars()).as(format.name()).noneMatch(c -> c < ' ' || c == 0x7f);
            if (format == LogLines.Format.TEXT) assertThat(line).doesNotContain("\u202e", "\u2028");
            else assertThat(Json.read(line).text("message")).isEqualTo(HOSTILE);
        }
    }

    @Test
    void whatBelongsToARequestSaysSo() {
        install(Level.INFO, LogLines.Format.JSON);
        new LogContext("0123456789abcdef", "a".repeat(32), "b".repeat(16)).run(() -> logger.info("asked"));
        logger.info("by itself");
        var lines = text().lines().map(Json::read).toList();
        assertThat(lines.getFirst().text("request")).isEqualTo("0123456789abcdef");
        assertThat(lines.getFirst().text("trace")).isEqualTo("a".repeat(32));
        assertThat(lines.getLast().text("request")).isNull();
    }

    @Test
    void ofAnExceptionTheMessageIsNotTold() {
        for (LogLines.Format format : LogLines.Format.values()) {
            install(Level.INFO, format);
            logger.log(Level.WARNING, "failed", new IllegalStateException("hunter2", new RuntimeException("hunter2")));
        }
        assertThat(text()).contains("IllegalStateException", "LogLinesTest").doesNotContain("hunter2");
        assertThat(text().lines()).hasSize(2);
    }

    @Test
    void levelsLeaveOutWhatIsBelow() {
        install(Level.WARNING, LogLines.Format.TEXT);
        logger.info("left out");
        logger.warning("told");
        assertThat(text()).contains(" warning dev.pomona.test: told").doesNotContain("left out");
    }
}
