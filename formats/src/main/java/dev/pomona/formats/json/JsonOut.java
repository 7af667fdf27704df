// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.json;

import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.Scalar;
import dev.pomona.syntax.Sequence;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/// A JSON document that is written front to back, laid out the same way everywhere.
///
/// A field without a value (`null`) is left out. Objects and arrays are closed by [#end].
public final class JsonOut {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    private final JsonGenerator generator;
    private final Layout layout;

    private JsonOut(JsonGenerator generator, Layout layout) {
        this.generator = generator;
        this.layout = layout;
    }

    /// Writes an object of many lines, in UTF-8, with a line feed behind it. The stream is flushed,
    /// not closed.
    public static void document(OutputStream out, Consumer<JsonOut> content) throws IOException {
        var layout = new Layout(false);
        try (JsonGenerator generator = FACTORY.createGenerator(context(layout), out, JsonEncoding.UTF8)) {
            write(new JsonOut(generator, layout), content);
            generator.writeRaw('\n');
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
        out.flush();
    }

    /// An object on one line, without a line feed.
    public static String line(Consumer<JsonOut> content) {
        var out = new StringWriter();
        var layout = new Layout(true);
        try (JsonGenerator generator = FACTORY.createGenerator(context(layout), out)) {
            write(new JsonOut(generator, layout), content);
        }
        return out.toString();
    }

    private static void write(JsonOut out, Consumer<JsonOut> content) {
        out.object();
        content.accept(out);
        out.end();
    }

    private static ObjectWriteContext context(Layout layout) {
        return new ObjectWriteContext.Base() {
            @Override
            public PrettyPrinter getPrettyPrinter() {
                return layout;
            }

            @Override
            public boolean hasPrettyPrinter() {
                return true;
            }
        };
    }

    /// Begins an element of the array at hand.
    public JsonOut object() {
        generator.writeStartObject();
        return this;
    }

    public JsonOut object(String name) {
        generator.writeName(name);
        return object();
    }

    /// As [#object()], all on one line.
    public JsonOut inlineObject() {
        layout.inline();
        return object();
    }

    public JsonOut inlineObject(String name) {
        generator.writeName(name);
        return inlineObject();
    }

    public JsonOut array(String name) {
        generator.writeName(name);
        generator.writeStartArray();
        return this;
    }

    public JsonOut inlineArray(String name) {
        generator.writeName(name);
        layout.inline();
        generator.writeStartArray();
        return this;
    }

    /// Ends the innermost object or array.
    public JsonOut end() {
        if (generator.streamWriteContext().inObject()) generator.writeEndObject();
        else generator.writeEndArray();
        return this;
    }

    public JsonOut field(String name, @Nullable String value) {
        if (value == null) return this;
        generator.writeName(name);
        return value(value);
    }

    /// The text of an object that has one of its own: a purl, a date, a path.
    public JsonOut text(String name, @Nullable Object value) {
        return field(name, value == null ? null : value.toString());
    }

    /// The constant's [#word].
    public JsonOut field(String name, Enum<?> value) {
        return field(name, word(value));
    }

    public JsonOut field(String name, long value) {
        generator.writeName(name);
        generator.writeNumber(value);
        return this;
    }

    public JsonOut field(String name, double value) {
        generator.writeName(name);
        generator.writeNumber(value);
        return this;
    }

    public JsonOut field(String name, boolean value) {
        generator.writeName(name);
        generator.writeBoolean(value);
        return this;
    }

    /// A value that is JSON already and known to be, such as our own from a database.
    public JsonOut json(String name, String value) {
        generator.writeName(name);
        generator.writeRawValue(value);
        return this;
    }

    /// An array of texts, on one line.
    public JsonOut texts(String name, Collection<?> values) {
        inlineArray(name);
        for (Object value : values) value(value.toString());
        return end();
    }

    /// As [#texts], left out when it is empty.
    public JsonOut textsIfAny(String name, Collection<?> values) {
        return values.isEmpty() ? this : texts(name, values);
    }

    /// An array of whole numbers, on one line.
    public JsonOut numbers(String name, Collection<Integer> values) {
        inlineArray(name);
        for (int value : values) value(value);
        return end();
    }

    public JsonOut value(String value) {
        if (JsonText.isDelicate(value)) generator.writeRawValue(JsonText.quoted(value));
        else generator.writeString(value);
        return this;
    }

    public JsonOut value(long value) {
        generator.writeNumber(value);
        return this;
    }

    /// The fields of a JSON object that was read, in the object at hand.
    public JsonOut copyFields(Node object) {
        for (Mapping.Entry entry : object.entries()) {
            generator.writeName(entry.key());
            copy(entry.value());
        }
        return this;
    }

    /// An array of values that were read.
    public JsonOut copy(String name, Collection<? extends Node> values) {
        array(name);
        values.forEach(this::copy);
        return end();
    }

    private void copy(Node value) {
        switch (value) {
            case Mapping object -> {
                generator.writeStartObject();
                copyFields(object);
                generator.writeEndObject();
            }
            case Sequence sequence -> {
                generator.writeStartArray();
                sequence.items().forEach(this::copy);
                generator.writeEndArray();
            }
            case Scalar scalar -> {
                switch (scalar.kind()) {
                    case STRING, DATE_TIME -> value(scalar.raw());
                    case NUMBER -> generator.writeNumber(scalar.raw());
                    case BOOLEAN -> generator.writeBoolean("true".equals(scalar.raw()));
                    case NULL -> generator.writeNull();
                }
            }
        }
    }

    /// How a constant is spelt in our formats: `CVSS_3` is `cvss-3`.
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
