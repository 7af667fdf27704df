// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.detect;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was seen in a text, before lines and columns are known. It may hold a secret, so it goes no further than this
/// package.
///
/// @param start where it starts in the text
/// @param value nothing when it is no secret
@SuppressWarnings("ArrayRecordComponent") // not copied, and never compared
record Seen(
        CompiledRule rule,
        TextView text,
        int start,
        int end,
        Judgement judgement,
        @Nullable String name,
        byte[] value,
        Map<String, String> groups) {

    /// A match that is no secret.
    static Seen none(CompiledRule rule, TextView text, int start, int end, Judgement.NoSecret judgement) {
        return new Seen(rule, text, start, end, judgement, null, new byte[0], Map.of());
    }

    Seen with(Judgement other) {
        return new Seen(rule, text, start, end, other, name, value, groups);
    }

    int sourceStart() {
        return text.sourceStart(start);
    }

    int sourceEnd() {
        return text.sourceEnd(end);
    }

    @Override
    public String toString() {
        return "Seen[%s, %d to %d]".formatted(rule.rule().id(), start, end);
    }
}
