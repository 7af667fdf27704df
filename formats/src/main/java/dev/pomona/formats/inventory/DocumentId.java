// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pomona.model.report.Report;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/// The identity of a document: the same verdict gives the same id, another verdict another one.
public final class DocumentId {

    private DocumentId() {}

    /// A UUID of version 8 (RFC 9562 §5.8): the first bits of the SHA-256 over what the document is made from.
    public static UUID of(Report report, String format) {
        var inputs = report.inputs();
        String parts = String.join(
                "\n",
                format,
                inputs.input().toString(),
                inputs.advisories(),
                inputs.rules().toString(),
                inputs.policy().toString(),
                inputs.engine(),
                inputs.asOf().toString(),
                report.artifact());
        try {
            var bytes = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(parts.getBytes(UTF_8)));
            long high = (bytes.getLong() & ~0xF000L) | 0x8000L;
            long low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
