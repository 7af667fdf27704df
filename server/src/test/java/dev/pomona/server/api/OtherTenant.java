// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.api;

import dev.pomona.server.identity.Randomness;
import dev.pomona.server.identity.Scope;
import dev.pomona.store.identity.TokenStore;
import dev.pomona.store.sql.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.CRC32;

/// A token of a tenant that nobody has logged in to.
final class OtherTenant {

    private OtherTenant() {}

    static String token(Tx tx, Instant now) {
        String random = "o".repeat(40);
        var crc = new CRC32();
        crc.update(random.getBytes(StandardCharsets.US_ASCII));
        String alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        var check = new StringBuilder();
        for (long rest = crc.getValue(); check.length() < 6; rest /= 62)
            check.append(alphabet.charAt((int) (rest % 62)));
        String token = "pom_" + random + check.reverse();
        new TokenStore(tx)
                .add(
                        "theirs",
                        Randomness.hash(token),
                        Arrays.stream(Scope.values()).map(Scope::word).toList(),
                        null,
                        null,
                        now,
                        "test",
                        null,
                        now.plusSeconds(600));
        return token;
    }
}
