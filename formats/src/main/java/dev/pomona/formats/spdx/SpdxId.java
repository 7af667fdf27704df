// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.spdx;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pomona.model.component.Purl;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names inside an SPDX document: letters, digits, dots and dashes (SPDX 2.3 §7.2). The readable part is cut
/// from what is named, the digest behind it tells two that read alike apart.
final class SpdxId {

    private static final int READABLE = 60;

    private SpdxId() {}

    static String of(Purl purl) {
        String text = purl.toString();
        return "SPDXRef-Package-" + name(text.substring("pkg:".length()), text);
    }

    /// For a licence that is stated in words.
    static String ofLicense(String statement) {
        return "LicenseRef-" + name(statement, statement);
    }

    private static String name(String readable, String whole) {
        var out = new StringBuilder(READABLE + 17);
        for (int i = 0; i < readable.length() && out.length() < READABLE; i++) {
            char c = readable.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.';
            if (plain) out.append(c);
            else if (!out.isEmpty() && out.charAt(out.length() - 1) != '-') out.append('-');
        }
        if (!out.isEmpty() && out.charAt(out.length() - 1) != '-') out.append('-');
        return out.append(digest(whole)).toString();
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
