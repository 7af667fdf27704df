// SPDX-License-Identifier: Apache-2.0
package dev.pomona.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads YAML 1.2 (core schema) into nodes: anchors and aliases resolved, merge keys (`<<`) merged, tags ignored.
public final class Yaml {

    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+");

    private Yaml() {}

    /// Reads the documents of a stream; an empty text has none.
    ///
    /// @throws SyntaxException when it is not well-formed or beyond the limits
    public static List<Node> readAll(String text) {
        return readAll(text, Limits.DEFAULT);
    }

    /// Reads the first document; an empty text is a null value.
    ///
    /// @throws SyntaxException as [#readAll(String)]
    public static Node read(String text) {
        List<Node> documents = readAll(text);
        return documents.isEmpty() ? new Scalar("", Scalar.Kind.NULL, 1, 1) : documents.getFirst();
    }

    static List<Node> readAll(String text, Limits limits) {
        var settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE) // the text is in memory already; the nodes are counted
                .setUseMarks(true)
                .build();
        try {
            return new TreeBuilder(limits).build(new Parse(settings).parseString(text));
        } catch (MarkedYamlEngineException e) {
            throw failure(e.getProblem(), e.getProblemMark());
        } catch (YamlEngineException | IndexOutOfBoundsException | NumberFormatException e) {
            // the library's scanner trips over some broken texts, such as an unfinished escape at the end
            throw new SyntaxException(e.getMessage() == null ? "not well-formed" : e.getMessage(), 0, 0);
        }
    }

    private static SyntaxException failure(@Nullable String message, Optional<Mark> at) {
        return new SyntaxException(
                message == null ? "not well-formed" : message,
                at.map(mark -> mark.getLine() + 1).orElse(0),
                at.map(mark -> mark.getColumn() + 1).orElse(0));
    }

    private static Scalar.Kind kind(ScalarEvent scalar) {
        if (!scalar.isPlain()) return Scalar.Kind.STRING;
        return switch (scalar.getValue()) {
            case "", "~", "null", "Null", "NULL" -> Scalar.Kind.NULL;
            case "true", "True", "TRUE", "false", "False", "FALSE" -> Scalar.Kind.BOOLEAN;
            case String text when text.length() < 100 && NUMBER.matcher(text).matches() -> Scalar.Kind.NUMBER;
            default -> Scalar.Kind.STRING;
        };
    }

    /// A finished value and how many values it stands for once its aliases are written out.
    private record Weighed(Node node, long weight) {}

    private static final class TreeBuilder {

        private final Limits limits;
        private final List<Node> documents = new ArrayList<>();
        private final Deque<Open> open = new ArrayDeque<>();
        private final Map<Anchor, Weighed> anchors = new HashMap<>();

        private static final class Open {
            final boolean mapping;
            final @Nullable Anchor anchor;
            final int line;
            final int column;
            final List<Node> children = new ArrayList<>();
            long weight = 1;

            Open(CollectionStartEvent start, int line, int column) {
                this.mapping = start instanceof MappingStartEvent;
                this.anchor = start.getAnchor().orElse(null);
                this.line = line;
                this.column = column;
            }

            Node close() {
                if (!mapping) return new Sequence(children, line, column);
                var entries = new ArrayList<Mapping.Entry>(children.size() / 2);
                for (int i = 0; i + 1 < children.size(); i += 2) {
                    Node key = children.get(i);
                    String name = key instanceof Scalar scalar ? scalar.raw() : "";
                    entries.add(new Mapping.Entry(name, key.line(), key.column(), children.get(i + 1)));
                }
                return new Mapping(merged(entries), line, column);
            }

            /// What stands in the mapping itself wins over what is merged in, and an earlier merge over a later.
            private static List<Mapping.Entry> merged(List<Mapping.Entry> entries) {
                if (entries.stream().noneMatch(entry -> entry.key().equals("<<"))) return entries;
                Set<String> present = new HashSet<>();
                var result = new ArrayList<Mapping.Entry>();
                for (Mapping.Entry entry : entries) {
                    if (entry.key().equals("<<")) continue;
                    present.add(entry.key());
                    result.add(entry);
                }
                for (Mapping.Entry entry : entries) {
                    if (!entry.key().equals("<<")) continue;
                    List<Node> sources = entry.value() instanceof Sequence list ? list.items() : List.of(entry.value());
                    for (Node source : sources) {
                        for (Mapping.Entry inherited : source.entries()) {
                            if (present.add(inherited.key())) result.add(inherited);
                        }
                    }
                }
                return result;
            }
        }

        TreeBuilder(Limits limits) {
            this.limits = limits;
        }

        List<Node> build(Iterable<Event> events) {
            long count = 0;
            for (Event event : events) {
                Optional<Mark> mark = event.getStartMark();
                int line = mark.map(m -> m.getLine() + 1).orElse(1);
                int column = mark.map(m -> m.getColumn() + 1).orElse(1);
                limits.check(open.size(), ++count, line, column);
                switch (event) {
                    case AliasEvent alias -> add(resolve(alias, line, column), null);
                    case ScalarEvent scalar ->
                        add(new Weighed(new Scalar(scalar.getValue(), kind(scalar), line, column), 1), anchor(scalar));
                    case CollectionStartEvent start -> open.push(new Open(start, line, column));
                    case CollectionEndEvent _ -> {
                        Open done = open.pop();
                        add(new Weighed(done.close(), done.weight), done.anchor);
                    }
                    default -> {
                        if (event.getEventId() == Event.ID.DocumentStart) anchors.clear();
                    }
                }
            }
            return documents;
        }

        private static @Nullable Anchor anchor(NodeEvent event) {
            return event.getAnchor().orElse(null);
        }

        private Weighed resolve(AliasEvent alias, int line, int column) {
            Weighed target = anchors.get(alias.getAlias());
            if (target == null) {
                throw new SyntaxException(
                        "the alias *%s has no anchor before it".formatted(alias.getAlias()), line, column);
            }
            return target;
        }

        private void add(Weighed value, @Nullable Anchor anchor) {
            if (anchor != null) anchors.put(anchor, value);
            if (open.isEmpty()) {
                documents.add(value.node());
                return;
            }
            Open parent = open.getFirst();
            parent.children.add(value.node());
            parent.weight += value.weight();
            limits.check(0, parent.weight, value.node().line(), value.node().column());
        }
    }
}
