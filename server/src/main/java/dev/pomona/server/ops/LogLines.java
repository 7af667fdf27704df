// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.ops;

import dev.pomona.formats.json.JsonOut;
import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Writes what is logged as one line an event: time, level, logger, message, what request and trace it belongs to, and
/// of
/// an error its kind and where it happened. Nothing foreign in a message can begin a line or steer a terminal: as JSON
/// it
/// is a string, as text every character that is not to be seen is written as its number.
///
/// Of exceptions only the class and the places are written, never the message: it may quote what was sent.
public final class LogLines extends Handler {

    private static final int LONGEST = 8192;
    private static final int FRAMES = 20;
    private static final int CAUSES = 5;

    /// Talkative about what is no news; kept, since loggers that nobody holds forget their level.
    private static final List<Logger> QUIET = List.of(
            Logger.getLogger("io.helidon"), Logger.getLogger("com.zaxxer.hikari"), Logger.getLogger("org.postgresql"));

    public enum Format {
        /// An object a line, for programs.
        JSON,
        /// For people at a terminal.
        TEXT
    }

    private final PrintStream out;
    private final Format format;
    private final Formatter formatter = new SimpleFormatter();

    private LogLines(PrintStream out, Format format) {
        this.out = out;
        this.format = format;
    }

    /// Sends everything that is logged in this process, by whomever, to a stream.
    public static void install(PrintStream out, Level level, Format format) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(level);
        root.addHandler(new LogLines(out, format));
        Level quiet = level.intValue() > Level.WARNING.intValue() ? level : Level.WARNING;
        QUIET.forEach(logger -> logger.setLevel(quiet));
        // a library that logs another way says so at length when nobody listens; it throws what matters
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    @Override
    public void publish(LogRecord entry) {
        if (!isLoggable(entry)) return;
        try {
            String line = format == Format.JSON ? json(entry) : text(entry);
            synchronized (out) {
                out.print(line + "\n");
                out.flush();
            }
        } catch (RuntimeException e) {
            reportError("a line could not be logged", e, ErrorManager.FORMAT_FAILURE);
        }
    }

    private String message(LogRecord entry) {
        String message = formatter.formatMessage(entry);
        return message.length() > LONGEST ? message.substring(0, LONGEST) : message;
    }

    private String json(LogRecord entry) {
        return JsonOut.line(json -> {
            json.text("at", entry.getInstant().truncatedTo(ChronoUnit.MILLIS))
                    .field("level", level(entry.getLevel()))
                    .field("logger", entry.getLoggerName())
                    .field("thread", entry.getLongThreadID())
                    .field("message", message(entry));
            LogContext.current().ifPresent(context -> {
                json.field("request", context.request());
                if (!context.trace().isEmpty())
                    json.field("trace", context.trace()).field("span", context.span());
            });
            Throwable thrown = entry.getThrown();
            if (thrown == null) return;
            json.array("errors");
            int depth = 0;
            for (Throwable cause = thrown; cause != null && depth < CAUSES; cause = cause.getCause(), depth++) {
                json.object().field("kind", cause.getClass().getName()).array("at");
                StackTraceElement[] frames = cause.getStackTrace();
                for (int i = 0; i < Math.min(FRAMES, frames.length); i++) json.value(frames[i].toString());
                json.end().end();
            }
            json.end();
        });
    }

    private String text(LogRecord entry) {
        var line = new StringBuilder()
                .append(entry.getInstant().truncatedTo(ChronoUnit.MILLIS))
                .append(String.format(Locale.ROOT, " %-7s ", level(entry.getLevel())))
                .append(entry.getLoggerName())
                .append(": ")
                .append(message(entry));
        LogContext.current()
                .ifPresent(context ->
                        line.append(" [request ").append(context.request()).append(']'));
        int depth = 0;
        for (Throwable cause = entry.getThrown(); cause != null && depth < CAUSES; cause = cause.getCause(), depth++) {
            StackTraceElement[] frames = cause.getStackTrace();
            line.append(depth == 0 ? " (" : " by ").append(cause.getClass().getName());
            if (frames.length > 0) line.append(" at ").append(frames[0]);
        }
        if (depth > 0) line.append(')');
        return visible(line.toString());
    }

    /// Without what ends a line, moves the cursor, colours, or turns the direction of text.
    private static String visible(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean isSeen = type != Character.CONTROL
                    && type != Character.FORMAT
                    && type != Character.LINE_SEPARATOR
                    && type != Character.PARAGRAPH_SEPARATOR
                    && type != Character.SURROGATE;
            if (isSeen) out.appendCodePoint(c);
            else out.append(String.format(Locale.ROOT, "\\u{%x}", c));
        });
        return out.toString();
    }

    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) return "error";
        if (level.intValue() >= Level.WARNING.intValue()) return "warning";
        return level.intValue() >= Level.INFO.intValue() ? "info" : "debug";
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
