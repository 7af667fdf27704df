// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.terminal;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Where a command writes: results to `out`, everything else to `err`.
///
/// @param isInteractive whether a person watches `err`, so that a progress bar makes sense
/// @param isColoured whether `out` may be coloured
/// @param width columns of the terminal, or a reading width where there is none
public record Terminal(PrintStream out, PrintStream err, boolean isInteractive, boolean isColoured, int width) {

    private static final int READING_WIDTH = 140;

    /// The process's own streams. Colour only on a terminal, and never with `NO_COLOR` (<https://no-color.org>).
    public static Terminal ofProcess(Map<String, String> environment) {
        boolean hasConsole = System.console() != null && System.console().isTerminal();
        boolean isDumb = "dumb".equals(environment.get("TERM"));
        boolean isPlain = !environment.getOrDefault("NO_COLOR", "").isEmpty() || isDumb;
        return new Terminal(
                stream(new java.io.FileOutputStream(java.io.FileDescriptor.out)),
                stream(new java.io.FileOutputStream(java.io.FileDescriptor.err)),
                hasConsole && !isDumb,
                hasConsole && !isPlain,
                width(environment));
    }

    private static PrintStream stream(OutputStream raw) {
        return new PrintStream(new java.io.BufferedOutputStream(raw, 1 << 16), false, StandardCharsets.UTF_8);
    }

    private static int width(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9]\\d{1,3}") ? Math.max(60, Integer.parseInt(columns)) : READING_WIDTH;
    }

    public Terminal withoutColour() {
        return new Terminal(out, err, isInteractive, false, width);
    }

    public Terminal quiet() {
        return new Terminal(out, err, false, isColoured, width);
    }

    /// The text in a style, or as it is where there are no colours. The text must be escaped already.
    public String styled(Style style, String text) {
        return isColoured ? style.wrap(text) : text;
    }

    /// Tells the person something that is not a result.
    public void say(String text) {
        err.println(text);
        err.flush();
    }
}
