// SPDX-License-Identifier: Apache-2.0
package dev.pomona.syntax;

import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// Reads JSON (RFC 8259) into nodes.
public final class Json {

    private static final JsonFactory STRICT =
            JsonFactory.builder().streamReadConstraints(constraints()).build();

    private static final JsonFactory RELAXED = JsonFactory.builder()
            .streamReadConstraints(constraints())
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private Json() {}

    /// Reads one document.
    ///
    /// @throws SyntaxException when it is not well-formed, beyond the limits, or followed by anything but space
    public static Node read(String text) {
        return read(STRICT, text, Limits.DEFAULT);
    }

    /// Reads one document in which comments and trailing commas are allowed (`bun.lock`, `tsconfig.json`).
    ///
    /// @throws SyntaxException as [#read(String)]
    public static Node readRelaxed(String text) {
        return read(RELAXED, text, Limits.DEFAULT);
    }

    /// As many values, and as long a text, as one part of a document that is walked may have.
    private static final Limits PART = new Limits(256, 1_000_000);

    private static final int LONGEST_IN_PART = 16 << 20;

    private static final JsonFactory WALKED = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(256)
                    .maxStringLength(LONGEST_IN_PART)
                    .maxNumberLength(10_000)
                    .maxNameLength(LONGEST_IN_PART)
                    .build())
            .build();

    /// Takes the fields of an object one after the other.
    @FunctionalInterface
    public interface FieldVisitor {

        /// @param value to be read here and now, or not at all
        void field(String name, FieldValue value);
    }

    /// The value of a field that is being walked over.
    public static final class FieldValue {

        private final JsonParser parser;

        private FieldValue(JsonParser parser) {
            this.parser = parser;
        }

        /// All of it.
        public Node node() {
            return new TreeBuilder(parser, PART).buildHere();
        }

        /// The items of a list one after the other; none when it is no list.
        public void items(Consumer<Node> each) {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                parser.skipChildren();
                return;
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) each.accept(new TreeBuilder(parser, PART).buildHere());
        }
    }

    /// Goes through a document of any length, whose root is an object, field by field. No more of it is in memory than
    /// the part that is read.
    ///
    /// @param document to its end; it is left open
    /// @throws SyntaxException as [#read(String)], or when a part is beyond the limits
    public static void walk(Reader document, FieldVisitor visitor) {
        try (JsonParser parser = WALKED.createParser(ObjectReadContext.empty(), document)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw failure("an object was expected", parser.currentTokenLocation());
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                JsonToken before = parser.nextToken();
                visitor.field(name, new FieldValue(parser));
                // what nobody read is passed over
                boolean isUntouched = parser.currentToken() == before && before.isStructStart();
                if (isUntouched) parser.skipChildren();
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw failure("text after the document", parser.currentTokenLocation());
            }
        } catch (JacksonException e) {
            throw failure(e.getOriginalMessage(), e.getLocation());
        }
    }

    /// As [#read(String)], within other limits.
    public static Node read(String text, Limits limits) {
        return read(STRICT, text, limits);
    }

    private static StreamReadConstraints constraints() {
        return StreamReadConstraints.builder()
                .maxNestingDepth(Integer.MAX_VALUE) // ours is checked while the tree grows
                .maxStringLength(Integer.MAX_VALUE) // a string is never longer than the text it is cut from
                .maxNumberLength(10_000)
                .maxNameLength(Integer.MAX_VALUE)
                .build();
    }

    private static Node read(JsonFactory factory, String text, Limits limits) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            Node root = new TreeBuilder(parser, limits).build();
            if (parser.nextToken() != null) throw failure("text after the document", parser.currentTokenLocation());
            return root;
        } catch (JacksonException e) {
            throw failure(e.getOriginalMessage(), e.getLocation());
        }
    }

    private static SyntaxException failure(@Nullable String message, @Nullable TokenStreamLocation at) {
        String what = message == null ? "not well-formed" : message;
        return at == null
                ? new SyntaxException(what, 0, 0)
                : new SyntaxException(what, Math.max(at.getLineNr(), 0), Math.max(at.getColumnNr(), 0));
    }

    /// Grows the tree with a stack of its own, so that depth costs memory and never the thread's stack.
    private static final class TreeBuilder {

        private final JsonParser parser;
        private final Limits limits;
        private final Deque<Open> open = new ArrayDeque<>();
        private long count;

        /// A collection whose end has not been read yet. `entries` is `null` for sequences.
        private static final class Open {
            final int line;
            final int column;
            final List<Node> items = new ArrayList<>(0);
            final @Nullable List<Mapping.Entry> entries;
            String key = "";
            int keyLine;
            int keyColumn;

            Open(boolean mapping, int line, int column) {
                this.line = line;
                this.column = column;
                this.entries = mapping ? new ArrayList<>() : null;
            }

            void add(Node node) {
                if (entries == null) items.add(node);
                else entries.add(new Mapping.Entry(key, keyLine, keyColumn, node));
            }

            Node close() {
                return entries == null ? new Sequence(items, line, column) : new Mapping(entries, line, column);
            }
        }

        TreeBuilder(JsonParser parser, Limits limits) {
            this.parser = parser;
            this.limits = limits;
        }

        Node build() {
            parser.nextToken();
            return buildHere();
        }

        /// From the token at which the parser stands.
        Node buildHere() {
            for (JsonToken token = parser.currentToken(); ; token = parser.nextToken()) {
                TokenStreamLocation at = parser.currentTokenLocation();
                if (token == null) throw failure("the document ends early", at);
                int line = at.getLineNr();
                int column = at.getColumnNr();
                limits.check(open.size(), ++count, line, column);
                Node done = switch (token) {
                    case START_OBJECT, START_ARRAY -> {
                        open.push(new Open(token == JsonToken.START_OBJECT, line, column));
                        yield null;
                    }
                    case END_OBJECT, END_ARRAY -> open.pop().close();
                    case PROPERTY_NAME -> {
                        Open mapping = open.getFirst();
                        mapping.key = parser.currentName();
                        mapping.keyLine = line;
                        mapping.keyColumn = column;
                        yield null;
                    }
                    case VALUE_STRING -> new Scalar(parser.getString(), Scalar.Kind.STRING, line, column);
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                        new Scalar(parser.getString(), Scalar.Kind.NUMBER, line, column);
                    case VALUE_TRUE, VALUE_FALSE -> new Scalar(parser.getString(), Scalar.Kind.BOOLEAN, line, column);
                    case VALUE_NULL -> new Scalar("null", Scalar.Kind.NULL, line, column);
                    case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                        throw new IllegalStateException("a text has no %s".formatted(token));
                };
                if (done == null) continue;
                if (open.isEmpty()) return done;
                open.getFirst().add(done);
            }
        }
    }
}
