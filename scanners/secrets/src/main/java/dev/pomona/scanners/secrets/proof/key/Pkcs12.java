// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof.key;

import dev.pomona.scanners.secrets.proof.encoding.Der;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Broken;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Locked;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Sound;
import dev.pomona.scanners.secrets.proof.key.KeyReading.Unreadable;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.jspecify.annotations.Nullable;

/// PKCS #12 (RFC 7292): safes of bags, and a code over them under the password. Only safes in clear are looked into,
/// which
/// is where programs put private keys, each encrypted by itself.
final class Pkcs12 {

    private static final KeyReading NONE = new Broken("it has not the structure of PKCS #12");
    private static final String DATA = "1.2.840.113549.1.7.1";
    private static final String KEY_BAG = "1.2.840.113549.1.12.10.1.1";
    private static final String SHROUDED_KEY_BAG = "1.2.840.113549.1.12.10.1.2";
    /// As many as Java's keytool asks for; trying the known passwords then takes some milliseconds.
    private static final int MAX_ITERATIONS = 10_000;
    private static final int MAX_BAGS = 1000;

    private boolean encryptedSafe;
    private boolean shroudedKey;
    private boolean clearKey;

    private Pkcs12() {}

    static KeyReading read(byte[] bytes) {
        Der pfx = new Der(bytes).enter(Der.SEQUENCE);
        if (pfx == null || pfx.integer() == null) return new Unreadable("it is cut short or not PKCS #12");
        byte[] safes = data(pfx);
        if (safes == null) return NONE;
        var store = new Pkcs12();
        store.lookInto(safes);
        Der mac = pfx.enter(Der.SEQUENCE);
        if (store.clearKey) return new Sound("it holds a private key that is not encrypted", null);
        if (!store.shroudedKey) {
            return store.encryptedSafe ? new Locked("what it holds is encrypted") : Keystore.NO_KEY;
        }
        return mac == null ? Keystore.LOCKED : opened(mac, safes);
    }

    /// What is in a ContentInfo that is not encrypted.
    private static byte @Nullable [] data(Der from) {
        Der info = from.enter(Der.SEQUENCE);
        if (info == null || !DATA.equals(info.oid())) return null;
        Der content = info.enter(Der.context(0));
        return content == null ? null : content.contents(Der.OCTET_STRING);
    }

    private void lookInto(byte[] safes) {
        Der all = new Der(safes).enter(Der.SEQUENCE);
        for (int i = 0; all != null && !all.atEnd() && i < MAX_BAGS; i++) {
            byte[] safe = data(all);
            if (safe == null) {
                encryptedSafe = true; // data() has passed it over, unless it is no element at all
            } else {
                bags(new Der(safe).enter(Der.SEQUENCE));
            }
            if (safe == null && all.tag() != Der.SEQUENCE) return;
        }
    }

    private void bags(@Nullable Der bags) {
        for (int i = 0; bags != null && !bags.atEnd() && i < MAX_BAGS; i++) {
            Der bag = bags.enter(Der.SEQUENCE);
            String kind = bag == null ? null : bag.oid();
            if (kind == null) return;
            clearKey |= kind.equals(KEY_BAG);
            shroudedKey |= kind.equals(SHROUDED_KEY_BAG);
        }
    }

    private static KeyReading opened(Der mac, byte[] safes) {
        Der info = mac.enter(Der.SEQUENCE);
        Der algorithm = info == null ? null : info.enter(Der.SEQUENCE);
        String digest = algorithm == null ? null : algorithm.oid();
        byte[] code = info == null ? null : info.contents(Der.OCTET_STRING);
        byte[] salt = mac.contents(Der.OCTET_STRING);
        BigInteger iterations = mac.atEnd() ? BigInteger.ONE : mac.integer();
        if (digest == null || code == null || salt == null || iterations == null) return NONE;
        String name = switch (digest) {
            case "1.3.14.3.2.26" -> "HmacPBESHA1";
            case "2.16.840.1.101.3.4.2.1" -> "HmacPBESHA256";
            case "2.16.840.1.101.3.4.2.2" -> "HmacPBESHA384";
            case "2.16.840.1.101.3.4.2.3" -> "HmacPBESHA512";
            default -> null;
        };
        boolean feasible =
                iterations.signum() > 0 && iterations.bitLength() < 31 && iterations.intValue() <= MAX_ITERATIONS;
        if (name == null || !feasible || salt.length == 0) return Keystore.LOCKED;
        for (String password : Keystore.KNOWN_PASSWORDS) {
            if (opens(name, password, salt, iterations.intValue(), safes, code)) {
                return new Sound("it holds a private key, and %s".formatted(Keystore.OPENS), null);
            }
        }
        return Keystore.LOCKED;
    }

    /// No password is written in two ways: as nothing at all, which Java calls one zero, or as the end of a text.
    private static boolean opens(String name, String password, byte[] salt, int iterations, byte[] safes, byte[] code) {
        return verifies(name, password.toCharArray(), salt, iterations, safes, code)
                || (password.isEmpty() && verifies(name, new char[1], salt, iterations, safes, code));
    }

    private static boolean verifies(
            String name, char[] password, byte[] salt, int iterations, byte[] safes, byte[] code) {
        try {
            var key = SecretKeyFactory.getInstance("PBE").generateSecret(new PBEKeySpec(password));
            var mac = Mac.getInstance(name);
            mac.init(key, new PBEParameterSpec(salt, iterations));
            return Arrays.equals(mac.doFinal(safes), code);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
