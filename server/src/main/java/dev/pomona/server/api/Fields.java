// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Scalar;
import dev.pomona.syntax.Sequence;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A JSON object of a request, read strictly: what is missing, of the wrong kind or not known is a
/// problem with its place.
final class Fields {

    private static final int LONGEST_TEXT = 10_000;
    private static final int LONGEST_NAME = 320;

    private final Node object;
    private final Set<String> read = new HashSet<>();

    /// @throws ProblemException when it is no object
    Fields(Node object) {
        this.object = object;
        if (!(object instanceof Mapping)) throw problem("body", object, "is a JSON object");
    }

    Optional<String> optionalText(String name) {
        return optionalText(name, LONGEST_TEXT);
    }

    Optional<String> optionalText(String name, int longest) {
        return find(name).map(node -> {
            if (!(node instanceof Scalar scalar) || scalar.kind() != Scalar.Kind.STRING) {
                throw problem(name, node, "is a text");
            }
            if (scalar.raw().length() > longest) {
                throw problem(name, node, "has %d characters at most".formatted(longest));
            }
            if (scalar.raw().indexOf('\0') >= 0) throw problem(name, node, "has no zero characters");
            return scalar.raw();
        });
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> problem(name, object, "is missing"));
    }

    boolean flag(String name, boolean fallback) {
        return find(name)
                .map(node -> {
                    if (!(node instanceof Scalar scalar) || scalar.kind() != Scalar.Kind.BOOLEAN) {
                        throw problem(name, node, "is true or false");
                    }
                    return "true".equals(scalar.raw());
                })
                .orElse(fallback);
    }

    Optional<Boolean> flag(String name) {
        return has(name) ? Optional.of(flag(name, false)) : Optional.empty();
    }

    Optional<Long> number(String name, long least, long most) {
        return find(name).map(node -> {
            if (node instanceof Scalar scalar
                    && scalar.kind() == Scalar.Kind.NUMBER
                    && scalar.raw().matches("-?\\d{1,18}")) {
                long number = Long.parseLong(scalar.raw());
                if (number >= least && number <= most) return number;
            }
            throw problem(name, node, "is a whole number from %d to %d".formatted(least, most));
        });
    }

    Optional<Instant> time(String name) {
        return optionalText(name, 64).map(text -> time(name, text));
    }

    static Instant time(String name, String text) {
        try {
            Instant time = Instant.parse(text);
            if (time.isBefore(Instant.EPOCH) || time.isAfter(Instant.parse("9999-01-01T00:00:00Z"))) {
                throw ProblemException.invalid(name, "is a time of our days");
            }
            return time;
        } catch (DateTimeException _) {
            throw ProblemException.invalid(name, "is a time such as 2026-01-31T12:00:00Z");
        }
    }

    /// ISO 8601 as people write it: `P7D`, which a duration alone would say in hours.
    static @Nullable String iso(@Nullable Duration duration) {
        if (duration == null) return null;
        return duration.equals(Duration.ofDays(duration.toDays()))
                ? "P" + duration.toDays() + "D"
                : duration.toString();
    }

    /// ISO 8601: `P7D`, `PT12H`.
    Optional<Duration> duration(String name) {
        return optionalText(name, 64).map(text -> {
            try {
                Duration duration = Duration.parse(text);
                if (!duration.isNegative() && duration.compareTo(Duration.ofDays(36_500)) <= 0) return duration;
            } catch (DateTimeException _) {
                // said below
            }
            throw ProblemException.invalid(name, "is a duration such as P7D or PT12H");
        });
    }

    List<String> texts(String name, int most) {
        return find(name)
                .map(node -> {
                    if (!(node instanceof Sequence) || node.items().size() > most) {
                        throw problem(name, node, "is a list of %d texts at most".formatted(most));
                    }
                    List<String> texts = new ArrayList<>();
                    for (Node item : node.items()) {
                        if (!(item instanceof Scalar scalar)
                                || scalar.kind() != Scalar.Kind.STRING
                                || scalar.raw().length() > LONGEST_TEXT) {
                            throw problem(name, item, "is a list of texts");
                        }
                        texts.add(scalar.raw());
                    }
                    return texts;
                })
                .orElse(List.of());
    }

    /// An object of texts, in its order.
    Map<String, String> textsByName(String name, int most) {
        var texts = new LinkedHashMap<String, String>();
        find(name).ifPresent(node -> {
            if (!(node instanceof Mapping) || node.entries().size() > most) {
                throw problem(name, node, "is an object of %d texts at most".formatted(most));
            }
            for (Mapping.Entry entry : node.entries()) {
                if (!(entry.value() instanceof Scalar scalar)
                        || scalar.kind() != Scalar.Kind.STRING
                        || entry.key().length() > LONGEST_NAME
                        || scalar.raw().length() > LONGEST_NAME) {
                    throw problem(
                            name, entry.value(), "is an object of texts of %d characters".formatted(LONGEST_NAME));
                }
                texts.put(entry.key(), scalar.raw());
            }
        });
        return texts;
    }

    List<Long> numbers(String name, int most) {
        return find(name)
                .map(node -> {
                    if (!(node instanceof Sequence) || node.items().size() > most) {
                        throw problem(name, node, "is a list of %d numbers at most".formatted(most));
                    }
                    List<Long> numbers = new ArrayList<>();
                    for (Node item : node.items()) {
                        if (!(item instanceof Scalar scalar)
                                || scalar.kind() != Scalar.Kind.NUMBER
                                || !scalar.raw().matches("\\d{1,18}")) {
                            throw problem(name, item, "is a list of numbers");
                        }
                        numbers.add(Long.parseLong(scalar.raw()));
                    }
                    return numbers;
                })
                .orElse(List.of());
    }

    boolean has(String name) {
        return find(name).isPresent();
    }

    List<Fields> objects(String name, int most) {
        return find(name)
                .map(node -> {
                    if (!(node instanceof Sequence) || node.items().size() > most) {
                        throw problem(name, node, "is a list of %d objects at most".formatted(most));
                    }
                    return node.items().stream().map(Fields::new).toList();
                })
                .orElse(List.of());
    }

    Optional<Fields> object(String name) {
        return find(name).map(Fields::new);
    }

    /// To be called last: whatever was not asked for is not known.
    ///
    /// @throws ProblemException when there is more
    void end() {
        for (Mapping.Entry entry : object.entries()) {
            if (!read.contains(entry.key())) {
                throw new ProblemException(ProblemType.INVALID_REQUEST, "the body has a field that is not known")
                        .with(List.of(new ProblemException.Mistake(
                                entry.key(), entry.line(), entry.column(), "is not known")));
            }
        }
    }

    private Optional<Node> find(String name) {
        read.add(name);
        Node node = object.find(name);
        if (node == null || (node instanceof Scalar scalar && scalar.kind() == Scalar.Kind.NULL)) {
            return Optional.empty();
        }
        return Optional.of(node);
    }

    private static ProblemException problem(String name, Node node, String message) {
        return new ProblemException(ProblemType.INVALID_REQUEST, "%s %s".formatted(name, message))
                .with(List.of(new ProblemException.Mistake(name, node.line(), node.column(), message)));
    }
}
