// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.key;

import dev.pomona.scanners.secrets.proof.key.KeyReading.Broken;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Sound;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Unreadable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// Java's own keystores, JKS and JCEKS: entries in clear, of which private keys are encrypted, and a SHA-1 over the
/// password, a fixed text and all before (`sun.security.provider.JavaKeyStore`).
final class JavaKeystore {

    private static final int JKS = 0xfeedfeed;
    private static final int JCEKS = 0xcececece;
    private static final int PRIVATE_KEY = 1;
    private static final int CERTIFICATE = 2;
    private static final int DIGEST_BYTES = 20;
    private static final int MAX_ENTRIES = 10_000;
    private static final byte[] WHITENER = "Mighty Aphrodite".getBytes(StandardCharsets.US_ASCII);
    private static final KeyReading CUT = new Broken("it is cut short");

    private final byte[] bytes;
    private int at;

    JavaKeystore(byte[] bytes) {
        this.bytes = bytes;
    }

    static boolean isOne(byte[] bytes) {
        if (bytes.length < 12) return false;
        int magic = int32(bytes, 0);
        return magic == JKS || magic == JCEKS;
    }

    private static int int32(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }

    KeyReading read() {
        at = 4;
        int version = number(4);
        int entries = number(4);
        if ((version != 1 && version != 2) || entries < 0 || entries > MAX_ENTRIES) {
            return new Unreadable("it is of an unknown version");
        }
        boolean key = false;
        for (int i = 0; i < entries; i++) {
            int kind = number(4);
            if (kind != PRIVATE_KEY && kind != CERTIFICATE) return secretKey(kind);
            boolean whole = skip(number(2)) && skip(8); // alias, date
            if (whole && kind == PRIVATE_KEY) {
                key = true;
                whole = skip(number(4));
                int chain = number(4);
                for (int c = 0; whole && c < chain; c++) {
                    whole = skipCertificate(version);
                }
            } else if (whole) {
                whole = skipCertificate(version);
            }
            if (!whole) return CUT;
        }
        if (bytes.length - at < DIGEST_BYTES) return CUT;
        if (!key) return Keystore.NO_KEY;
        for (String password : Keystore.KNOWN_PASSWORDS) {
            if (opens(password)) return new Sound("it holds a private key, and %s".formatted(Keystore.OPENS), null);
        }
        return Keystore.LOCKED;
    }

    /// Entries of the third kind are serialized Java objects, whose end only deserializing would show.
    private static KeyReading secretKey(int kind) {
        return kind == 3 ? Keystore.LOCKED : CUT;
    }

    private int number(int octets) {
        if (bytes.length - at < octets) return -1;
        int number = 0;
        for (int i = 0; i < octets; i++) {
            number = number << 8 | (bytes[at++] & 0xff);
        }
        return number;
    }

    private boolean skip(int octets) {
        if (octets < 0 || octets > bytes.length - at) return false;
        at += octets;
        return true;
    }

    private boolean skipCertificate(int version) {
        return (version == 1 || skip(number(2))) && skip(number(4));
    }

    private boolean opens(String password) {
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            digest.update(password.getBytes(StandardCharsets.UTF_16BE));
            digest.update(WHITENER);
            digest.update(bytes, 0, at);
            return Arrays.equals(digest.digest(), Arrays.copyOfRange(bytes, at, at + DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java runtime has SHA-1", e);
        }
    }
}
