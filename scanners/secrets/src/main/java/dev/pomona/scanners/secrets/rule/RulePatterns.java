// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.rule;

import dev.pomona.scanners.secrets.regex.Regex;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The patterns of a rule, compiled.
///
/// @param main what the secret looks like, with what must be around it; for an assigned value, the value
/// @param name what must be found in the name; `null` when a keyword is enough, and for tokens
/// @param each what each secret looks like in what the pattern finds; `null` when there is one
/// @param allow values that are no secrets
/// @param files the paths where the rule looks; empty for all
public record RulePatterns(
        Regex main, @Nullable Regex name, @Nullable Regex each, List<Regex> allow, List<PathGlob> files) {

    public RulePatterns {
        allow = List.copyOf(allow);
        files = List.copyOf(files);
    }

    static RulePatterns of(SecretRule rule) {
        String each = rule.each();
        return new RulePatterns(
                Regex.compile(pattern(rule)),
                name(rule),
                each == null ? null : Regex.compile(each),
                rule.allow().stream().map(Regex::compile).toList(),
                rule.files().stream().map(PathGlob::of).toList());
    }

    private static String pattern(SecretRule rule) {
        return switch (rule.shape()) {
            case SecretRule.Shape.Token token -> token.pattern();
            case SecretRule.Shape.Assigned assigned -> assigned.value();
        };
    }

    private static @Nullable Regex name(SecretRule rule) {
        return rule.shape() instanceof SecretRule.Shape.Assigned assigned && assigned.name() != null
                ? Regex.compileIgnoringCase(assigned.name())
                : null;
    }

    byte[] toBytes() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        main.write(out);
        optional(out, name);
        optional(out, each);
        out.writeInt(allow.size());
        for (Regex allowed : allow) allowed.write(out);
        out.writeInt(files.size());
        for (PathGlob glob : files) glob.write(out);
        return bytes.toByteArray();
    }

    private static void optional(DataOutputStream out, @Nullable Regex regex) throws IOException {
        out.writeBoolean(regex != null);
        if (regex != null) regex.write(out);
    }

    static RulePatterns read(byte[] bytes, int start, int end) {
        var in = new DataInputStream(new ByteArrayInputStream(bytes, start, end - start));
        try {
            Regex main = Regex.read(in);
            Regex name = in.readBoolean() ? Regex.read(in) : null;
            Regex each = in.readBoolean() ? Regex.read(in) : null;
            var allow = new ArrayList<Regex>();
            for (int left = in.readInt(); left > 0; left--) allow.add(Regex.read(in));
            var files = new ArrayList<PathGlob>();
            for (int left = in.readInt(); left > 0; left--) files.add(PathGlob.read(in));
            return new RulePatterns(main, name, each, allow, files);
        } catch (IOException e) {
            throw new UncheckedIOException("a damaged pack of rules", e);
        }
    }
}
