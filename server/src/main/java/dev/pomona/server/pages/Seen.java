// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.pages;

import dev.pomona.server.change.Precondition;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.store.sql.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;

/// What somebody saw before they changed it. A form brings a digest of it back, as `If-Match` does in the API: nothing
/// is changed that somebody else has changed since.
final class Seen {

    /// The field of forms.
    static final String FIELD = "seen";

    private Seen() {}

    /// @param things records and lists of them, whose texts say all that is in them
    static String of(Object things) {
        try {
            byte[] text = things.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Makes a change, if all is as it was seen.
    ///
    /// @param now what is seen in the transaction of the change
    /// @throws ProblemException when it is not
    static void unchanged(Form form, Function<Tx, Object> now, Runnable change) {
        String seen = form.text(FIELD).orElse("");
        Precondition.<Boolean>demanding(
                tx -> {
                    if (of(now.apply(tx)).equals(seen)) return;
                    throw new ProblemException(
                            ProblemType.PRECONDITION_FAILED,
                            "somebody else changed it since you opened the page; open it again and look");
                },
                () -> {
                    change.run();
                    return true;
                });
    }
}
