// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.rule;

import dev.pomona.model.advisory.Severity;
import dev.pomona.model.finding.Confidence;
import dev.pomona.scanners.secrets.regex.Anchor;
import dev.pomona.scanners.secrets.regex.Regex;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A rule as bytes: its fields in the order of [SecretRule], texts with their length in front; examples are left out.
/// Behind them stands what was worked out about its pattern when it was packed.
///
/// @param prefix see [RulePack#prefix]
/// @param maxBefore see [RulePack#maxBefore]
record RuleRecord(SecretRule rule, String prefix, int maxBefore) {

    /// Farther ahead, looking back from the keyword costs more than reading on.
    private static final int MOST_BEFORE = 32 * 1024;

    static byte[] write(SecretRule rule) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        text(out, rule.id());
        text(out, rule.provider());
        text(out, rule.category());
        text(out, rule.summary());
        text(out, rule.severity().name());
        text(out, rule.confidence().name());
        texts(out, rule.keywords());
        switch (rule.shape()) {
            case SecretRule.Shape.Token(var pattern) -> {
                out.writeBoolean(true);
                text(out, pattern);
            }
            case SecretRule.Shape.Assigned(var value, var name) -> {
                out.writeBoolean(false);
                text(out, value);
                optional(out, name);
            }
        }
        optional(out, rule.each());
        texts(out, rule.near());
        texts(out, rule.files());
        out.writeDouble(rule.entropy());
        out.writeDouble(rule.quality());
        texts(out, rule.allow());
        texts(out, rule.proofs());
        optional(out, rule.cost());
        text(out, rule.revoke());
        texts(out, rule.references());
        out.writeBoolean(rule.verify() != null);
        if (rule.verify() != null) write(out, rule.verify());
        switch (rule.shape()) {
            case SecretRule.Shape.Token(var pattern) -> {
                text(out, LiteralPrefix.of(pattern));
                out.writeInt(maxBefore(rule, Regex.compile(pattern)));
            }
            case SecretRule.Shape.Assigned assigned -> {
                text(out, LiteralPrefix.of(assigned.value()));
                out.writeInt(0);
            }
        }
        return bytes.toByteArray();
    }

    private static int maxBefore(SecretRule rule, Regex regex) {
        if (rule.keywords().isEmpty()) return -1;
        return switch (regex.anchor(rule.keywords())) {
            case Anchor.Anchored anchored -> anchored.maxBefore() <= MOST_BEFORE ? anchored.maxBefore() : -1;
            case Anchor.Unanchored _ -> -1;
        };
    }

    private static void write(DataOutputStream out, Verify verify) throws IOException {
        text(out, verify.method());
        text(out, verify.url());
        var headers = new TreeMap<>(verify.headers());
        texts(out, List.copyOf(headers.keySet()));
        texts(out, List.copyOf(headers.values()));
        optional(out, verify.body());
        for (Verify.Answer answer : List.of(verify.live(), verify.dead())) {
            writeNumbers(out, answer.status());
            optional(out, answer.contains());
        }
    }

    static RuleRecord read(byte[] bytes, int start, int end) {
        var in = new DataInputStream(new ByteArrayInputStream(bytes, start, end - start));
        try {
            return new RuleRecord(rule(in), text(in), in.readInt());
        } catch (IOException e) {
            throw new UncheckedIOException("a damaged pack of rules", e);
        }
    }

    private static SecretRule rule(DataInputStream in) throws IOException {
        return new SecretRule(
                text(in),
                text(in),
                text(in),
                text(in),
                Severity.valueOf(text(in)),
                Confidence.valueOf(text(in)),
                texts(in),
                in.readBoolean()
                        ? new SecretRule.Shape.Token(text(in))
                        : new SecretRule.Shape.Assigned(text(in), optional(in)),
                optional(in),
                texts(in),
                texts(in),
                in.readDouble(),
                in.readDouble(),
                texts(in),
                texts(in),
                optional(in),
                text(in),
                texts(in),
                in.readBoolean() ? verify(in) : null,
                List.of(),
                List.of());
    }

    private static Verify verify(DataInputStream in) throws IOException {
        String method = text(in);
        String url = text(in);
        List<String> names = texts(in);
        List<String> values = texts(in);
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) headers.put(names.get(i), values.get(i));
        String body = optional(in);
        return new Verify(method, url, headers, body, answer(in), answer(in));
    }

    private static Verify.Answer answer(DataInputStream in) throws IOException {
        var statuses = new ArrayList<Integer>();
        for (int status : readNumbers(in)) statuses.add(status);
        return new Verify.Answer(statuses, optional(in));
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void texts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) text(out, text);
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        int size = in.readInt();
        var texts = new ArrayList<String>(size);
        for (int i = 0; i < size; i++) texts.add(text(in));
        return texts;
    }

    private static void optional(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) text(out, text);
    }

    private static @Nullable String optional(DataInputStream in) throws IOException {
        return in.readBoolean() ? text(in) : null;
    }

    static void writeNumbers(DataOutputStream out, List<Integer> numbers) throws IOException {
        out.writeInt(numbers.size());
        for (int number : numbers) out.writeInt(number);
    }

    static int[] readNumbers(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt() * Integer.BYTES];
        in.readFully(bytes);
        int[] numbers = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).asIntBuffer().get(numbers);
        return numbers;
    }
}
