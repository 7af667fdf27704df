// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base64Text;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Azure's shared access signatures: parameters of an address, among them a signature of 32 bytes, when it ends, and
/// the
/// date that versions the service, or the name of the key (storage, and Service Bus, in Microsoft's documentation).
final class AzureSas implements StructuralCheck {

    private static final int REACH = 2048;
    private static final int SIGNATURE_BYTES = 32;

    @Override
    public Verdict check(Value value) {
        Map<String, String> parameters = parameters(value);
        String signature = parameters.get("sig");
        if (signature == null) return new Verdict.Unknown("its signature was not found");
        byte[] bytes = Base64Text.decode(signature);
        if (bytes == null || bytes.length != SIGNATURE_BYTES) {
            return new Verdict.Refuted("its signature has not 32 bytes");
        }
        LocalDate end = date(parameters.getOrDefault("se", ""));
        boolean named = date(parameters.getOrDefault("sv", "")) != null || parameters.containsKey("skn");
        if (end == null || !named)
            return new Verdict.Unknown("its signature has 32 bytes, but its dates cannot be read");
        return new Verdict.Proven("its signature has 32 bytes, and it ends on %s".formatted(end));
    }

    /// Those of the address that the value is in, or a part of.
    private static Map<String, String> parameters(Value value) {
        byte[] file = value.file();
        int from = value.start();
        while (from > Math.max(0, value.start() - REACH) && isInAddress(file[from - 1])) {
            from--;
        }
        int to = value.end();
        while (to < Math.min(file.length, value.end() + REACH) && isInAddress(file[to])) {
            to++;
        }
        var parameters = new HashMap<String, String>();
        if (to - from > 3 * REACH) return parameters;
        String text = new String(file, from, to - from, StandardCharsets.ISO_8859_1).replace("&amp;", "&");
        for (String part : text.split("[?&\\s]", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) parameters.put(part.substring(0, equals), decoded(part.substring(equals + 1)));
        }
        return parameters;
    }

    private static boolean isInAddress(byte b) {
        return (b >= '0' && b <= '9')
                || (b >= 'A' && b <= 'Z')
                || (b >= 'a' && b <= 'z')
                || "%&=._:/?+-;~".indexOf(b) >= 0;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /// The day of an ISO 8601 date or time, or of a second since 1970.
    private static @Nullable LocalDate date(String text) {
        try {
            if (text.matches("[0-9]{9,11}")) {
                return Instant.ofEpochSecond(Long.parseLong(text))
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDate();
            }
            return text.length() < 10 ? null : LocalDate.parse(text.substring(0, 10));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
