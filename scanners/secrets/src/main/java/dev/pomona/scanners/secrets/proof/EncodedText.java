// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base64Text;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/// A prefix, then in Base 64 a text of a form that its issuer uses for nothing else. A group `end` in that text is the
/// second since 1970 when the secret ends; 0 is never.
///
/// @param what a clause, e.g. `it is a reference token`
record EncodedText(String prefix, Pattern inside, String what) implements StructuralCheck {

    @Override
    public Verdict check(Value value) {
        String text = value.text();
        if (!text.startsWith(prefix)) return new Verdict.Unknown("it lacks the prefix");
        String decoded = Base64Text.decodeText(text.substring(prefix.length()));
        if (decoded == null) return new Verdict.Unknown("it holds no text");
        var form = inside.matcher(decoded);
        if (!form.matches()) return new Verdict.Unknown("it holds a text, but not that of such secrets");
        if (!inside.namedGroups().containsKey("end")) return new Verdict.Proven(what);
        long end = Long.parseLong(form.group("end"));
        return new Verdict.Proven(
                end == 0
                        ? "%s that never ends".formatted(what)
                        : "%s that ends on %s"
                                .formatted(
                                        what,
                                        Instant.ofEpochSecond(end)
                                                .atOffset(ZoneOffset.UTC)
                                                .toLocalDate()));
    }
}
