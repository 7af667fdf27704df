// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.key;

import dev.pomona.scanners.secrets.proof.encoding.Base64Text;
import dev.pomona.scanners.secrets.proof.encoding.Der;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Certificates (RFC 5280) and public keys in the text around a private key.
public final class PublicKeys {

    private static final int MAX_BLOCKS = 32;
    private static final Pattern WRAPPED =
            Pattern.compile("LS0tLS1CRUdJTiBDRVJUSUZJQ0FUR[A-Za-z0-9+/]{100,20000}={0,2}");
    private static final Pattern SSH_LINE = Pattern.compile(
            "(?:ssh-rsa|ssh-dss|ssh-ed25519|ecdsa-sha2-nistp[0-9]{3}) (?<blob>AAAA[A-Za-z0-9+/]{40,6000}={0,2})");

    private PublicKeys() {}

    /// A public key that a text shows.
    ///
    /// @param form `certificate` or `public key`
    public record Shown(PublicKey key, String form) {}

    /// What in the text belongs to the private key with this public key: `certificate`, `public key`, or `null` when
    /// nothing does.
    public static @Nullable String matching(PublicKey key, String text) {
        return in(text).stream()
                .filter(shown -> shown.key().equals(key))
                .map(Shown::form)
                .findFirst()
                .orElse(null);
    }

    /// The public keys and certificates in a text, at most 32 of each form that they may be written in.
    public static List<Shown> in(String text) {
        if (!mayHold(text)) return List.of();
        var shown = new ArrayList<Shown>();
        addBlocks(text, shown);
        var wrapped = WRAPPED.matcher(text);
        for (int i = 0; i < MAX_BLOCKS && wrapped.find(); i++) {
            byte[] bytes = Base64Text.decode(wrapped.group());
            if (bytes != null) addBlocks(new String(bytes, StandardCharsets.ISO_8859_1), shown);
        }
        var line = SSH_LINE.matcher(text);
        for (int i = 0; i < MAX_BLOCKS && line.find(); i++) {
            byte[] blob = Base64Text.decode(line.group("blob"));
            if (blob != null) add(SshPublicKey.read(blob), "public key", shown);
        }
        return shown;
    }

    /// As [#in], of a file with nothing but one certificate or public key in DER.
    public static List<Shown> inDer(byte[] bytes) {
        var shown = new ArrayList<Shown>();
        add(certificate(bytes), "certificate", shown);
        if (shown.isEmpty()) add(publicKey(bytes), "public key", shown);
        return shown;
    }

    private static void add(@Nullable PublicKey key, String form, List<Shown> shown) {
        if (key != null) shown.add(new Shown(key, form));
    }

    /// Most texts with a private key have nothing else: that is cheap to see.
    private static boolean mayHold(String text) {
        return text.contains("CERTIFICATE-")
                || text.contains("PUBLIC KEY-")
                || text.contains("LS0tLS1CRUdJTiBDRVJUSUZJQ0FUR")
                || text.contains("ssh-")
                || text.contains("ecdsa-sha2-");
    }

    private static void addBlocks(String text, List<Shown> shown) {
        int from = 0;
        for (int i = 0; i < MAX_BLOCKS; i++) {
            PemText block =
                    PemText.find(text, from, label -> label.endsWith("CERTIFICATE") || label.endsWith("PUBLIC KEY"));
            if (block == null) return;
            from = block.end();
            byte[] bytes = block.bytes();
            if (bytes == null) continue;
            if (block.label().endsWith("CERTIFICATE")) add(certificate(bytes), "certificate", shown);
            else if (block.label().startsWith("SSH2")) add(SshPublicKey.read(bytes), "public key", shown);
            else add(publicKey(bytes), "public key", shown);
        }
    }

    private static @Nullable PublicKey certificate(byte[] bytes) {
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

    private static @Nullable PublicKey publicKey(byte[] bytes) {
        PublicKey info = info(new Der(bytes));
        return info != null ? info : rsa(new Der(bytes));
    }

    /// SubjectPublicKeyInfo.
    private static @Nullable PublicKey info(Der from) {
        Der info = from.enter(Der.SEQUENCE);
        Der algorithm = info == null ? null : info.enter(Der.SEQUENCE);
        String oid = algorithm == null ? null : algorithm.oid();
        byte[] bits = info == null ? null : info.bits();
        if (oid == null || bits == null) return null;
        return switch (oid) {
            case "1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10" -> rsa(new Der(bits));
            case "1.2.840.10040.4.1" -> dsa(new Der(bits));
            case "1.2.840.10045.2.1" -> PublicKey.ec(bits);
            case "1.3.101.112" -> PublicKey.ed25519(bits);
            default -> null;
        };
    }

    private static @Nullable PublicKey rsa(Der from) {
        Der key = from.enter(Der.SEQUENCE);
        BigInteger modulus = key == null ? null : key.integer();
        return modulus == null ? null : PublicKey.rsa(modulus);
    }

    private static @Nullable PublicKey dsa(Der from) {
        BigInteger number = from.integer();
        return number == null ? null : PublicKey.dsa(number);
    }
}
