// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.html;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// A style or script of ours that goes into the page as it is.
///
/// @param text with `\n` at the end of lines, however the sources were checked out: browsers hash it so
record Asset(String text) {

    /// @param name of the file next to this class
    static Asset named(String name) {
        try (var in = Asset.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("the program lacks its own file '%s'".formatted(name));
            return new Asset(new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The source expression that allows this text and no other (CSP Level 3, §2.3.1).
    String policySource() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
