// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.server.identity.Caller;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Request;
import dev.pomona.server.web.Spooled;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Tx;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Limits;
import dev.pomona.syntax.SyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A request to the API whose caller is known and allowed to make it.
public final class Call {

    static final int DEFAULT_LIMIT = 50;
    static final int LARGEST_LIMIT = 200;

    private static final int LONGEST_PARAMETER = 1024;
    private static final int LONGEST_NAME = 200;
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Pattern KEBAB = Pattern.compile("(?=.{1,60}$)[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,199}");

    private final Request request;
    private final Caller caller;
    private final byte[] body;
    private final @Nullable Spooled document;
    private final Cursors cursors;
    private final Database database;
    private final Instant now;
    private final @Nullable Tx within;

    Call(
            Request request,
            Caller caller,
            byte[] body,
            @Nullable Spooled document,
            Cursors cursors,
            Database database,
            Instant now) {
        this(request, caller, body, document, cursors, database, now, null);
    }

    private Call(
            Request request,
            Caller caller,
            byte[] body,
            @Nullable Spooled document,
            Cursors cursors,
            Database database,
            Instant now,
            @Nullable Tx within) {
        this.request = request;
        this.caller = caller;
        this.body = body;
        this.document = document;
        this.cursors = cursors;
        this.database = database;
        this.now = now.truncatedTo(ChronoUnit.MICROS);
        this.within = within;
    }

    public Caller caller() {
        return caller;
    }

    public Instant now() {
        return now;
    }

    /// Runs a transaction for the caller's tenant, or as a part of the one that this call is bound to.
    public <T> T inTenant(Function<Tx, T> work) {
        return within == null ? database.inTenant(caller.tenant(), work) : work.apply(within);
    }

    /// Runs work whose transactions for the caller's tenant become one.
    <T> T together(Function<Tx, T> work) {
        return database.together(caller.tenant(), work);
    }

    /// The same call as it is answered within a transaction.
    Call within(Tx tx) {
        return new Call(request, caller, body, document, cursors, database, now, tx);
    }

    byte[] body() {
        return body;
    }

    /// Of a route that takes one.
    Spooled document() {
        if (document == null) throw new IllegalStateException("the route takes no document");
        return document;
    }

    /// SHA-256 of the body, wherever it is.
    byte[] bodyDigest() {
        return document == null ? sha256(body) : document.digest();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    String origin() {
        return request.origin();
    }

    Optional<String> header(String name) {
        return request.header(name);
    }

    String path(String name) {
        String value = request.pathParameter(name);
        if (value.length() > LONGEST_PARAMETER) throw ProblemException.invalid(name, "is too long");
        return value;
    }

    /// @throws ProblemException when it is no `sha256:` digest
    String digest(String name) {
        return checked(name, path(name), DIGEST, "is 'sha256:' and 64 hexadecimal digits");
    }

    /// A number of a row in the path; what is no number names nothing.
    long id(String name, String what) {
        String text = path(name);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw ProblemException.notFound(what, text);
        }
    }

    Optional<String> query(String name) {
        Optional<String> value = request.query(name).filter(text -> !text.isEmpty());
        if (value.isPresent() && value.get().length() > LONGEST_PARAMETER) {
            throw ProblemException.invalid(name, "is too long");
        }
        return value;
    }

    String required(String name) {
        return query(name).orElseThrow(() -> ProblemException.invalid(name, "is missing"));
    }

    Optional<String> digestQuery(String name) {
        return query(name).map(text -> checked(name, text, DIGEST, "is 'sha256:' and 64 hexadecimal digits"));
    }

    Optional<String> keyQuery(String name) {
        return query(name).map(text -> key(name, text));
    }

    static String key(String name, String text) {
        return checked(name, text, KEY, "has letters, digits and . _ / -, and 200 at most");
    }

    /// Lower case, with dashes, and 60 characters at most.
    static String kebab(String name, String text) {
        return checked(name, text, KEBAB, "is in lower case with dashes, and 60 characters at most");
    }

    static String digest(String name, String text) {
        return checked(name, text, DIGEST, "is 'sha256:' and 64 hexadecimal digits");
    }

    private static String checked(String name, String text, Pattern form, String expected) {
        if (!form.matcher(text).matches()) throw ProblemException.invalid(name, expected);
        return text;
    }

    /// A constant of an enum, spelt in lower case.
    <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        return query(name).map(text -> choice(name, text, type));
    }

    static <E extends Enum<E>> E choice(String name, String text, Class<E> type) {
        String wanted = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> ProblemException.invalid(
                        name,
                        "is one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(constant -> constant.name()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', '-'))
                                        .toList()));
    }

    Optional<Instant> timeQuery(String name) {
        return query(name).map(text -> Fields.time(name, text));
    }

    /// A time at which something happened: a clock that is a little ahead of ours is taken for ours.
    Instant past(String name, Instant time) {
        if (time.isAfter(now.plus(TOLERANCE))) throw ProblemException.invalid(name, "is in the future");
        return time.isAfter(now) ? now : time;
    }

    /// What something is called where it runs.
    static String name(String field, String text) {
        if (text.isBlank() || text.length() > LONGEST_NAME) {
            throw ProblemException.invalid(field, "has from 1 to %d characters".formatted(LONGEST_NAME));
        }
        return text;
    }

    boolean flag(String name) {
        return query(name)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw ProblemException.invalid(name, "is true or false");
                })
                .orElse(false);
    }

    Optional<Integer> number(String name, int least, int most) {
        return query(name).map(text -> {
            if (text.matches("\\d{1,9}")) {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) return number;
            }
            throw ProblemException.invalid(name, "is from %d to %d".formatted(least, most));
        });
    }

    /// How many rows a page has.
    int limit() {
        return number("limit", 1, LARGEST_LIMIT).orElse(DEFAULT_LIMIT);
    }

    /// Where the page before ended; `null` for the beginning.
    ///
    /// @throws ProblemException when the cursor is not ours, or of another list
    @Nullable
    String after() {
        return query("cursor").map(text -> cursors.read(list(), text)).orElse(null);
    }

    /// A cursor of this list.
    String cursor(String place) {
        return cursors.write(list(), place);
    }

    /// The list: its path and everything that selects or orders it, and whose it is.
    private String list() {
        var list =
                new StringBuilder().append(caller.tenant().value()).append(' ').append(request.path());
        request.queryNames().stream()
                .filter(name -> !name.equals("cursor") && !name.equals("limit") && !name.equals("after"))
                .sorted()
                .forEach(name -> list.append('\n')
                        .append(name)
                        .append('=')
                        .append(request.query(name).orElse("")));
        return list.toString();
    }

    /// The fields of a JSON object in the body.
    ///
    /// @throws ProblemException when the body is none
    Fields fields() {
        String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/json") && !type.startsWith("application/merge-patch+json")) {
            throw new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE, "send application/json");
        }
        try {
            String text = new String(body, StandardCharsets.UTF_8);
            return new Fields(Json.read(text, Limits.ofLength(text.length())));
        } catch (SyntaxException e) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "the body is not well-formed JSON")
                    .with(List.of(new ProblemException.Mistake(
                            "body", Math.max(1, e.line()), Math.max(1, e.column()), String.valueOf(e.getMessage()))));
        }
    }
}
