// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.noise;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Hashes, of files and of passwords; identifiers of commits; UUIDs; what is public by nature.
final class Digest {

    private static final List<String> ALGORITHMS = List.of(
            "sha1-",
            "sha256-",
            "sha384-",
            "sha512-",
            "md5-",
            "sha1:",
            "sha256:",
            "sha384:",
            "sha512:",
            "md5:",
            "h1:",
            "sha224:",
            "blake2b:",
            "blake3:",
            "sha3-256:");

    private static final List<String> OF_PASSWORDS = List.of(
            "$2a$",
            "$2b$",
            "$2x$",
            "$2y$",
            "$1$",
            "$5$",
            "$6$",
            "$7$",
            "$y$",
            "$gy$",
            "$apr1$",
            "$argon2",
            "$pbkdf2",
            "$scrypt$",
            "$sha1$",
            "$md5",
            "$p$",
            "$h$",
            "$s$",
            "pbkdf2_sha",
            "pbkdf2:",
            "pbkdf2$",
            "scrypt:",
            "argon2$",
            "bcrypt$",
            "bcrypt_sha256$",
            "scram-sha-",
            "{ssha",
            "{sha",
            "{smd5}",
            "{md5}",
            "{crypt}",
            "{bcrypt}",
            "{pbkdf2}",
            "{scrypt}",
            "{argon2",
            "{x-");

    private static final Set<Integer> HEX_LENGTHS = Set.of(32, 40, 48, 56, 64, 96, 128);

    /// Words in a name or before a value that say what a row of hexadecimal digits is.
    private static final List<String> WORDS = List.of(
            "sha1",
            "sha256",
            "sha384",
            "sha512",
            "sha-",
            "sha_",
            "sha3",
            "md5",
            "hash",
            "checksum",
            "digest",
            "commit",
            "revision",
            "integrity",
            "etag",
            "fingerprint",
            "thumbprint",
            "sri",
            "blake",
            "crc",
            "rev =",
            "rev:",
            "rev\"",
            "ref:",
            "ref =",
            "ref=",
            "tree ",
            "blob ",
            "object ",
            "parent ",
            "index ",
            "gitlink",
            "changeset",
            "sum\"",
            "sums",
            "submodule",
            "pinned",
            "resolved",
            "cachekey",
            "cache-key",
            "cache_key",
            "narhash",
            "nonce",
            "modulus");

    private static final List<String> PUBLIC = List.of(
            "ssh-rsa ",
            "ssh-ed25519 ",
            "ssh-dss ",
            "ecdsa-sha2-",
            "sk-ssh-",
            "-----begin public key",
            "-----begin rsa public key",
            "-----begin certificate",
            "-----begin pgp public",
            "-----begin ssh2 public",
            "-----begin x509",
            "-----begin new certificate request",
            "-----begin pkcs7");

    /// How the base64 of public keys (SubjectPublicKeyInfo) begins: RSA of usual sizes, elliptic curves, DSA, Ed25519.
    private static final List<String> PUBLIC_DER = List.of(
            "MIGfMA0GCSqGSIb3DQEBAQUAA4",
            "MIIBIjANBgkqhkiG9w0BAQEFAAOC",
            "MIICIjANBgkqhkiG9w0BAQEFAAOC",
            "MIIBojANBgkqhkiG9w0BAQEFAAOC",
            "MFkwEwYHKoZIzj0CAQ",
            "MHYwEAYHKoZIzj0CAQ",
            "MIGbMBAGByqGSM49AgEG",
            "MCowBQYDK2Vw",
            "MFYwEAYHKoZIzj0CAQ",
            "AAAAB3NzaC1yc2E",
            "AAAAC3NzaC1lZDI1NTE5",
            "AAAAE2VjZHNhLXNoYTIt");

    private Digest() {}

    static @Nullable String reason(Candidate candidate, String value, String name) {
        String lower = value.toLowerCase(Locale.ROOT);
        // a rule that asks for the form of a hash wants it
        for (String prefix : candidate.strictness() == Strictness.TOKEN ? List.<String>of() : OF_PASSWORDS) {
            if (lower.startsWith(prefix)) return "a hash of a password";
        }
        for (String prefix : PUBLIC) {
            if (lower.startsWith(prefix)) return "a public key or certificate";
        }
        for (String prefix : PUBLIC_DER) {
            if (value.startsWith(prefix)) return "a public key";
        }
        String before = candidate.before(80);
        for (String algorithm : ALGORITHMS) {
            if (lower.startsWith(algorithm) || before.endsWith(algorithm))
                return "a hash: %s…".formatted(algorithm.substring(0, algorithm.length() - 1));
        }
        if (candidate.strictness() == Strictness.TOKEN) return null;

        boolean hex = isHex(value);
        if (value.length() == 41 && value.charAt(0) == '*' && isHex(value.substring(1))) return "a hash of a password";
        if (value.length() == 35 && lower.startsWith("md5") && isHex(value.substring(3))) return "a hash of a password";
        if (hex && HEX_LENGTHS.contains(value.length())) {
            for (String word : WORDS) {
                if (name.contains(word) || before.contains(word)) return "a hash: its context says so";
            }
        }
        if (name.contains("public")
                || name.contains("pubkey")
                || name.contains("pub_key")
                || name.contains("pub-key")) {
            return "public by its name";
        }
        boolean isEncrypted = (name.contains("encrypted") && !name.contains("unencrypted"))
                || name.contains("ciphertext")
                || name.contains("wrapped");
        if (isEncrypted && candidate.strictness() == Strictness.GENERIC) {
            return "encrypted by its name";
        }
        if (hex && before.endsWith("@") && value.length() == 40) return "a commit";
        if (isUuid(value) && (name.isEmpty() || isIdName(name))) return "a UUID";
        return null;
    }

    static boolean isHex(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.digit(value.charAt(i), 16) < 0) return false;
        }
        return !value.isEmpty();
    }

    static boolean isUuid(String value) {
        if (value.length() != 36) return false;
        for (int i = 0; i < 36; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? value.charAt(i) != '-' : Character.digit(value.charAt(i), 16) < 0) return false;
        }
        return true;
    }

    private static boolean isIdName(String name) {
        return name.endsWith("id")
                || name.endsWith("ids")
                || name.endsWith("uuid")
                || name.endsWith("guid")
                || name.endsWith("identifier");
    }
}
