// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.ops;

import dev.pomona.formats.json.JsonOut;
import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Writes what is logged as one JSON object a line: time, level, logger, thread, message, and of an
/// error its kind and where it happened. Messages are JSON strings, so that nothing foreign in them
/// can begin a line or steer a terminal.
///
/// Of exceptions only the class and the places are written, never the message: it may quote what
/// was sent.
public final class JsonLog extends Handler {

    private static final int LONGEST = 8192;
    private static final int FRAMES = 20;

    /// Talkative about what is no news; kept, since loggers that nobody holds forget their level.
    private static final List<Logger> QUIET = List.of(
            Logger.getLogger("io.helidon"), Logger.getLogger("com.zaxxer.hikari"), Logger.getLogger("org.postgresql"));

    private final PrintStream out;
    private final Formatter formatter = new SimpleFormatter();

    private JsonLog(PrintStream out) {
        this.out = out;
    }

    /// Sends everything that is logged in this process, by whomever, to a stream.
    public static void install(PrintStream out, Level level) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(level);
        root.addHandler(new JsonLog(out));
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        // a library that logs another way says so at length when nobody listens; it throws what matters
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    @Override
    public void publish(LogRecord entry) {
        if (!isLoggable(entry)) return;
        try {
            String line = line(entry);
            synchronized (out) {
                out.print(line + "\n");
                out.flush();
            }
        } catch (RuntimeException e) {
            reportError("a line could not be logged", e, ErrorManager.FORMAT_FAILURE);
        }
    }

    private String line(LogRecord entry) {
        String message = formatter.formatMessage(entry);
        return JsonOut.line(json -> {
            json.text("at", entry.getInstant().truncatedTo(ChronoUnit.MILLIS))
                    .field("level", level(entry.getLevel()))
                    .field("logger", entry.getLoggerName())
                    .field("thread", entry.getLongThreadID())
                    .field("message", message.length() > LONGEST ? message.substring(0, LONGEST) : message);
            Throwable thrown = entry.getThrown();
            if (thrown == null) return;
            json.array("errors");
            int depth = 0;
            for (Throwable cause = thrown; cause != null && depth < 5; cause = cause.getCause(), depth++) {
                json.object().field("kind", cause.getClass().getName()).array("at");
                StackTraceElement[] frames = cause.getStackTrace();
                for (int i = 0; i < Math.min(FRAMES, frames.length); i++) json.value(frames[i].toString());
                json.end().end();
            }
            json.end();
        });
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
