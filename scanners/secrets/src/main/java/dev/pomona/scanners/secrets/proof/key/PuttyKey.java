// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.key;

import dev.pomona.scanners.secrets.proof.encoding.Base64Text;
import dev.pomona.scanners.secrets.proof.encoding.Checksums;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Broken;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Locked;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Sound;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Unreadable;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// PuTTY's `.ppk` files of versions 2 and 3 (the appendix of its manual): a code over all fields, whose key follows
/// from
/// the passphrase, so that it can be verified where there is none.
public final class PuttyKey {

    private static final String MAGIC = "PuTTY-User-Key-File-";
    private static final String MAC_KEY = "putty-private-key-file-mac-key";
    private static final int MAX_LINES = 1000;

    private final Map<String, String> fields = new HashMap<>();

    private PuttyKey(String text) {
        Iterator<String> lines = text.lines().limit(2L * MAX_LINES).iterator();
        while (lines.hasNext()) {
            String line = lines.next().strip();
            int colon = line.indexOf(": ");
            if (colon < 0) continue;
            String name = line.substring(0, colon);
            String field = line.substring(colon + 2);
            if (name.endsWith("-Lines")) field = block(field, lines);
            fields.putIfAbsent(name, field);
        }
    }

    private static String block(String count, Iterator<String> lines) {
        var block = new StringBuilder();
        int left = count.matches("[0-9]{1,3}") ? Integer.parseInt(count) : 0;
        for (; left > 0 && lines.hasNext(); left--) {
            block.append(lines.next().strip());
        }
        return block.toString();
    }

    /// @param text from `PuTTY-User-Key-File-` on; what follows the key does no harm
    public static KeyReading read(String text) {
        if (text.startsWith(MAGIC + "2: ")) return new PuttyKey(text).verify(MAGIC + "2", "HmacSHA1");
        if (text.startsWith(MAGIC + "3: ")) return new PuttyKey(text).verify(MAGIC + "3", "HmacSHA256");
        return new Unreadable("it is of a version whose form is not known");
    }

    private KeyReading verify(String kindField, String algorithm) {
        String kind = fields.getOrDefault(kindField, "");
        String encryption = fields.get("Encryption");
        String comment = fields.getOrDefault("Comment", "");
        byte[] publicPart = bytes("Public-Lines");
        byte[] privatePart = bytes("Private-Lines");
        String mac = fields.get("Private-MAC");
        if (encryption == null || publicPart == null || privatePart == null || mac == null) {
            return new Broken("fields of it are missing");
        }
        if (!encryption.equals("none")) {
            return new Locked("it is under a passphrase", SshPublicKey.read(publicPart));
        }
        byte[] key = algorithm.equals("HmacSHA1")
                ? Checksums.sha1(MAC_KEY.getBytes(StandardCharsets.US_ASCII))
                : new byte[1]; // an empty key: codes fill up with zeros anyway, and Java wants a byte
        byte[] message = message(
                kind.getBytes(StandardCharsets.UTF_8),
                encryption.getBytes(StandardCharsets.UTF_8),
                comment.getBytes(StandardCharsets.UTF_8),
                publicPart,
                privatePart);
        return HexFormat.of().formatHex(mac(algorithm, key, message)).equalsIgnoreCase(mac)
                ? new Sound("its authentication code holds, without a passphrase", SshPublicKey.read(publicPart))
                : new KeyReading.Damaged("its authentication code does not hold");
    }

    private byte @Nullable [] bytes(String field) {
        String text = fields.get(field);
        return text == null || text.isEmpty() ? null : Base64Text.decode(text);
    }

    private static byte[] message(byte[]... parts) {
        var message = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            message.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
            message.writeBytes(part);
        }
        return message.toByteArray();
    }

    private static byte[] mac(String algorithm, byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("each Java runtime has %s".formatted(algorithm), e);
        }
    }
}
