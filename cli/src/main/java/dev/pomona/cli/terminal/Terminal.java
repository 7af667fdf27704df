// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// Where a command writes: results to `out`, everything else to `err`.
///
/// @param isInteractive whether a person watches `err`, so that a progress bar makes sense
/// @param isColoured whether `out` may be coloured
/// @param width columns of the terminal, or a reading width where there is none
/// @param isQuiet whether only results and warnings are wanted
public record Terminal(
        PrintStream out, PrintStream err, boolean isInteractive, boolean isColoured, int width, boolean isQuiet) {

    private static final int READING_WIDTH = 140;

    /// The process's own streams. Colour only on a terminal, and never with `NO_COLOR` (<https://no-color.org>).
    public static Terminal ofProcess(Map<String, String> environment) {
        boolean hasConsole = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        boolean isDumb = "dumb".equals(environment.get("TERM"));
        boolean isPlain = !environment.getOrDefault("NO_COLOR", "").isEmpty() || isDumb;
        return new Terminal(
                stream(new FileOutputStream(FileDescriptor.out)),
                stream(new FileOutputStream(FileDescriptor.err)),
                hasConsole && !isDumb,
                hasConsole && !isPlain,
                width(environment),
                false);
    }

    private static PrintStream stream(OutputStream raw) {
        return new PrintStream(new BufferedOutputStream(raw, 1 << 16), false, StandardCharsets.UTF_8);
    }

    private static int width(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9]\\d{1,3}") ? Math.max(60, Integer.parseInt(columns)) : READING_WIDTH;
    }

    public Terminal withoutColour() {
        return new Terminal(out, err, isInteractive, false, width, isQuiet);
    }

    public Terminal quiet() {
        return new Terminal(out, err, false, isColoured, width, true);
    }

    /// The text in a style, or as it is where there are no colours. The text must be escaped already.
    public String styled(Style style, String text) {
        return isColoured ? style.wrap(text) : text;
    }

    /// A terminal for a file: no colours, nobody watches.
    public static Terminal plain(PrintStream out) {
        return new Terminal(out, out, false, false, READING_WIDTH, true);
    }

    /// Says in passing what happens; left out with `--quiet`.
    public void note(String text) {
        if (isQuiet) return;
        // results that were written before it stand before it
        out.flush();
        err.println("pomona: " + Escape.line(text));
        err.flush();
    }

    /// Says what the person should know although the command goes on.
    public void warn(String text) {
        out.flush();
        err.println("pomona: warning: " + Escape.line(text));
        err.flush();
    }
}
