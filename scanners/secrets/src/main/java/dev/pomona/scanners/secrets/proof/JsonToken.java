// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.syntax.Mapping;
import java.util.List;

/// A prefix, then a JSON object in Base 64, then perhaps a separator and a secret part.
///
/// @param separator what the last of stands behind the JSON; empty when nothing follows
/// @param keys what the object must have
/// @param documented whether the issuer says so, so that anything else is none of its tokens
record JsonToken(String prefix, String separator, List<String> keys, boolean documented) implements StructuralCheck {

    @Override
    public Verdict check(Value value) {
        String text = value.text();
        if (!text.startsWith(prefix)) return new Verdict.Unknown("it lacks the prefix");
        int end = separator.isEmpty() ? text.length() : text.lastIndexOf(separator);
        if (end <= prefix.length()) return other("a part of it is missing");
        Mapping object = JsonText.decode(text.substring(prefix.length(), end));
        if (object == null) return other("it holds no JSON");
        for (String key : keys) {
            if (object.find(key) == null) return new Verdict.Unknown("it holds JSON, but not that of such tokens");
        }
        return new Verdict.Proven("it holds the JSON that such tokens hold");
    }

    private Verdict other(String reason) {
        return documented ? new Verdict.Refuted(reason) : new Verdict.Unknown(reason);
    }
}
