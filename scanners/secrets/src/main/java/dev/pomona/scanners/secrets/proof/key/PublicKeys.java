// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.key;

import dev.pomona.scanners.secrets.proof.encoding.Base64Text;
import dev.pomona.scanners.secrets.proof.encoding.Der;
import dev.pomona.scanners.secrets.proof.key.KeyHalf.PublicKeyBits;
import dev.pomona.scanners.secrets.proof.key.KeyHalf.PublicKeyBits.Family;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Certificates (RFC 5280) and public keys in the text around a private key.
public final class PublicKeys {

    private static final int MAX_BLOCKS = 32;
    private static final Pattern WRAPPED =
            Pattern.compile("LS0tLS1CRUdJTiBDRVJUSUZJQ0FUR[A-Za-z0-9+/]{100,20000}={0,2}");
    private static final Pattern SSH_LINE = Pattern.compile(
            "(?:ssh-rsa|ssh-ed25519|ecdsa-sha2-nistp[0-9]{3}) (?<blob>AAAA[A-Za-z0-9+/]{40,3000}={0,2})");

    private PublicKeys() {}

    /// What in the text belongs to the private key: `certificate`, `public key`, or `null` when nothing does.
    public static @Nullable String matching(KeyHalf half, String text) {
        if (!mayHold(text)) return null;
        @Nullable String found = matchingBlock(half, text);
        var wrapped = WRAPPED.matcher(text);
        for (int i = 0; found == null && i < MAX_BLOCKS && wrapped.find(); i++) {
            byte[] bytes = Base64Text.decode(wrapped.group());
            if (bytes != null) found = matchingBlock(half, new String(bytes, StandardCharsets.ISO_8859_1));
        }
        var line = SSH_LINE.matcher(text);
        for (int i = 0; found == null && i < MAX_BLOCKS && line.find(); i++) {
            byte[] blob = Base64Text.decode(line.group("blob"));
            PublicKeyBits bits = blob == null ? null : ssh(new SshBytes(blob));
            if (bits != null && half.matches(bits)) found = "public key";
        }
        return found;
    }

    /// Most texts with a private key have nothing else: that is cheap to see.
    private static boolean mayHold(String text) {
        return text.contains("CERTIFICATE-")
                || text.contains("PUBLIC KEY-")
                || text.contains("LS0tLS1CRUdJTiBDRVJUSUZJQ0FUR")
                || text.contains("ssh-")
                || text.contains("ecdsa-sha2-");
    }

    private static @Nullable String matchingBlock(KeyHalf half, String text) {
        int from = 0;
        for (int i = 0; i < MAX_BLOCKS; i++) {
            PemText block =
                    PemText.find(text, from, label -> label.endsWith("CERTIFICATE") || label.endsWith("PUBLIC KEY"));
            if (block == null) return null;
            from = block.end();
            boolean certificate = block.label().endsWith("CERTIFICATE");
            byte[] bytes = block.bytes();
            PublicKeyBits bits = bytes == null ? null : certificate ? certificate(bytes) : publicKey(bytes);
            if (bits != null && half.matches(bits)) return certificate ? "certificate" : "public key";
        }
        return null;
    }

    private static @Nullable PublicKeyBits certificate(byte[] bytes) {
        Der outer = new Der(bytes).enter(Der.SEQUENCE);
        Der signed = outer == null ? null : outer.enter(Der.SEQUENCE);
        if (signed == null) return null;
        signed.skip(Der.context(0)); // version
        boolean read = signed.skip(Der.INTEGER) // serial number
                && signed.skip(Der.SEQUENCE) // how it is signed
                && signed.skip(Der.SEQUENCE) // issuer
                && signed.skip(Der.SEQUENCE) // validity
                && signed.skip(Der.SEQUENCE); // subject
        return read ? info(signed) : null;
    }

    private static @Nullable PublicKeyBits publicKey(byte[] bytes) {
        PublicKeyBits info = info(new Der(bytes));
        return info != null ? info : rsa(new Der(bytes));
    }

    /// SubjectPublicKeyInfo.
    private static @Nullable PublicKeyBits info(Der from) {
        Der info = from.enter(Der.SEQUENCE);
        Der algorithm = info == null ? null : info.enter(Der.SEQUENCE);
        String oid = algorithm == null ? null : algorithm.oid();
        byte[] bits = info == null ? null : info.bits();
        if (oid == null || bits == null) return null;
        return switch (oid) {
            case "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10" -> rsa(new Der(bits));
            case "1.2.840.10045.2.1" -> new PublicKeyBits(Family.EC, bits);
            case "1.3.101.112" -> new PublicKeyBits(Family.ED25519, bits);
            default -> null;
        };
    }

    private static @Nullable PublicKeyBits rsa(Der from) {
        Der key = from.enter(Der.SEQUENCE);
        BigInteger modulus = key == null ? null : key.integer();
        return modulus == null ? null : new PublicKeyBits(Family.RSA, modulus.toByteArray());
    }

    private static @Nullable PublicKeyBits ssh(SshBytes blob) {
        String kind = blob.text();
        if (kind == null) return null;
        return switch (kind) {
            case "ssh-rsa" -> {
                BigInteger exponent = blob.integer();
                BigInteger modulus = blob.integer();
                yield exponent == null || modulus == null ? null : new PublicKeyBits(Family.RSA, modulus.toByteArray());
            }
            case "ssh-ed25519" -> bits(Family.ED25519, blob.string());
            default -> blob.string() == null ? null : bits(Family.EC, blob.string());
        };
    }

    private static @Nullable PublicKeyBits bits(Family family, byte @Nullable [] bytes) {
        return bytes == null ? null : new PublicKeyBits(family, bytes);
    }
}
