// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Checksums;
import dev.pomona.scanners.secrets.proof.encoding.Der;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAPrivateKey;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The forms of private keys that [TokenMint] makes up.
public final class KeyForms {

    private KeyForms() {}

    static Map<String, List<Function<Random, String>>> all() {
        var all = new TreeMap<String, List<Function<Random, String>>>();
        all.put(
                "private-key-pem",
                List.of(
                        r -> pem("RSA PRIVATE KEY", pkcs1(rsa(r))),
                        r -> pem("PRIVATE KEY", rsa(r).getPrivate().getEncoded()),
                        r -> pem("EC PRIVATE KEY", sec1("secp256r1", r)),
                        r -> pem("EC PRIVATE KEY", sec1("secp384r1", r)),
                        r -> pem("PRIVATE KEY", ec("secp521r1", r).getPrivate().getEncoded()),
                        r -> pem("PRIVATE KEY", pair("Ed25519", r).getPrivate().getEncoded()),
                        r -> pem("PRIVATE KEY", pair("X25519", r).getPrivate().getEncoded()),
                        r -> pem("DSA PRIVATE KEY", dsa(r)),
                        r -> Base64.getEncoder()
                                .encodeToString(pem("EC PRIVATE KEY", sec1("secp256r1", r))
                                        .getBytes(StandardCharsets.US_ASCII))));
        all.put("openssh-private-key", List.of(KeyForms::openSshEd25519, KeyForms::openSshRsa));
        all.put(
                "kubeconfig-client-key",
                List.of(r -> TokenForms.base64(TokenForms.ascii(pem("EC PRIVATE KEY", sec1("secp256r1", r))))));
        all.put("google-service-account", List.of(KeyForms::serviceAccount));
        all.put("pgp-private-key", List.of(KeyForms::pgp));
        all.put("ssh-com-private-key", List.of(KeyForms::sshDotCom));
        all.put("keystore", List.of(r -> keystore("JKS", "changeit", r), r -> keystore("PKCS12", "", r)));
        all.put("pkcs12", List.of(r -> keystore("PKCS12", "notasecret", r)));
        all.put("putty-key", List.of(r -> putty(2, r), r -> putty(3, r)));
        return all;
    }

    /// Java's key generators want this kind; what it gives depends on the seed alone.
    @SuppressWarnings("serial")
    private static final class Seeded extends SecureRandom {
        private final Random random;

        Seeded(Random random) {
            this.random = random;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            random.nextBytes(bytes);
        }

        @Override
        public String getAlgorithm() {
            return "seeded";
        }
    }

    /// A pair of keys for `RSA`, `EC` or another algorithm; the same each time.
    public static KeyPair seeded(String algorithm, long seed) {
        var random = new Random(seed);
        return switch (algorithm) {
            case "RSA" -> rsa(random);
            case "EC" -> ec("secp256r1", random);
            default -> pair(algorithm, random);
        };
    }

    public static KeyPair rsa(Random random) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(1024, new Seeded(random));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyPair ec(String curve, Random random) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve), new Seeded(random));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyPair pair(String algorithm, Random random) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(255, new Seeded(random));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----";
    }

    public static byte[] element(int tag, byte[]... contents) {
        var inside = new ByteArrayOutputStream();
        for (byte[] content : contents) {
            inside.writeBytes(content);
        }
        var out = new ByteArrayOutputStream();
        out.write(tag);
        int length = inside.size();
        if (length >= 0x100) {
            out.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
        } else if (length >= 0x80) {
            out.writeBytes(new byte[] {(byte) 0x81, (byte) length});
        } else {
            out.write(length);
        }
        out.writeBytes(inside.toByteArray());
        return out.toByteArray();
    }

    static byte[] integer(BigInteger number) {
        return element(Der.INTEGER, number.toByteArray());
    }

    static byte[] pkcs1(KeyPair pair) {
        var key = (RSAPrivateCrtKey) pair.getPrivate();
        return element(
                Der.SEQUENCE,
                integer(BigInteger.ZERO),
                integer(key.getModulus()),
                integer(key.getPublicExponent()),
                integer(key.getPrivateExponent()),
                integer(key.getPrimeP()),
                integer(key.getPrimeQ()),
                integer(key.getPrimeExponentP()),
                integer(key.getPrimeExponentQ()),
                integer(key.getCrtCoefficient()));
    }

    static byte[] sec1(String curve, Random random) {
        KeyPair pair = ec(curve, random);
        var key = (ECPrivateKey) pair.getPrivate();
        int width = (key.getParams().getOrder().bitLength() + 7) / 8;
        byte[] oid = HexFormat.of().parseHex(curve.equals("secp256r1") ? "06082a8648ce3d030107" : "06052b81040022");
        byte[] info = pair.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(info, info.length - 2 * width - 1, info.length);
        byte[] bits = new byte[point.length + 1];
        System.arraycopy(point, 0, bits, 1, point.length);
        return element(
                Der.SEQUENCE,
                integer(BigInteger.ONE),
                element(Der.OCTET_STRING, padded(key.getS(), width)),
                element(Der.context(0), oid),
                element(Der.context(1), element(Der.BIT_STRING, bits)));
    }

    static byte[] padded(BigInteger number, int width) {
        byte[] bytes = number.toByteArray();
        var padded = new byte[width];
        int count = Math.min(width, bytes.length);
        System.arraycopy(bytes, bytes.length - count, padded, width - count, count);
        return padded;
    }

    private static byte[] dsa(Random random) {
        try {
            var generator = KeyPairGenerator.getInstance("DSA");
            generator.initialize(1024, new Seeded(random));
            KeyPair pair = generator.generateKeyPair();
            var key = (DSAPrivateKey) pair.getPrivate();
            return element(
                    Der.SEQUENCE,
                    integer(BigInteger.ZERO),
                    integer(key.getParams().getP()),
                    integer(key.getParams().getQ()),
                    integer(key.getParams().getG()),
                    integer(((DSAPublicKey) pair.getPublic()).getY()),
                    integer(key.getX()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] ssh(byte[] string) {
        return ByteBuffer.allocate(4 + string.length)
                .putInt(string.length)
                .put(string)
                .array();
    }

    static byte[] ssh(String text) {
        return ssh(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] ssh(BigInteger number) {
        return ssh(number.toByteArray());
    }

    public static byte[] joined(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    /// As OpenSSH writes it under a passphrase: the public part in clear, and bytes that nobody can read.
    public static String lockedOpenSsh(KeyPair pair, Random random) {
        byte[] all = joined(
                "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII),
                ssh("aes256-ctr"),
                ssh("bcrypt"),
                ssh(joined(ssh(TokenForms.bytes(16, random)), new byte[] {0, 0, 0, 16})),
                new byte[] {0, 0, 0, 1},
                ssh(sshPublic(pair)),
                ssh(TokenForms.bytes(160, random)));
        return pem("OPENSSH PRIVATE KEY", all);
    }

    /// A line of `authorized_keys`, or of a file `.pub`.
    public static String sshLine(KeyPair pair) {
        return "ssh-ed25519 " + TokenForms.base64(sshPublic(pair)) + " someone@host\n";
    }

    private static byte[] sshPublic(KeyPair pair) {
        return joined(ssh("ssh-ed25519"), ssh(tail(pair.getPublic().getEncoded(), 32)));
    }

    private static String openSsh(byte[] publicKey, byte[] numbers, Random random) {
        byte[] check = TokenForms.bytes(4, random);
        byte[] inner = joined(check, check, numbers, ssh("someone@host"));
        int padding = (8 - inner.length % 8) % 8;
        byte[] padded = Arrays.copyOf(inner, inner.length + padding);
        for (int i = 0; i < padding; i++) {
            padded[inner.length + i] = (byte) (i + 1);
        }
        byte[] all = joined(
                "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII),
                ssh("none"),
                ssh("none"),
                ssh(""),
                new byte[] {0, 0, 0, 1},
                ssh(publicKey),
                ssh(padded));
        return pem("OPENSSH PRIVATE KEY", all);
    }

    private static byte[] tail(byte[] bytes, int length) {
        return Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
    }

    private static String openSshEd25519(Random random) {
        KeyPair pair = pair("Ed25519", random);
        byte[] seed = tail(pair.getPrivate().getEncoded(), 32);
        byte[] shown = tail(pair.getPublic().getEncoded(), 32);
        byte[] publicKey = joined(ssh("ssh-ed25519"), ssh(shown));
        return openSsh(publicKey, joined(publicKey, ssh(joined(seed, shown))), random);
    }

    private static String openSshRsa(Random random) {
        var key = (RSAPrivateCrtKey) rsa(random).getPrivate();
        byte[] publicKey = joined(ssh("ssh-rsa"), ssh(key.getPublicExponent()), ssh(key.getModulus()));
        byte[] numbers = joined(
                ssh("ssh-rsa"),
                ssh(key.getModulus()),
                ssh(key.getPublicExponent()),
                ssh(key.getPrivateExponent()),
                ssh(key.getCrtCoefficient()),
                ssh(key.getPrimeP()),
                ssh(key.getPrimeQ()));
        return openSsh(publicKey, numbers, random);
    }

    private static String putty(int version, Random random) {
        KeyPair pair = pair("Ed25519", random);
        byte[] shown = joined(ssh("ssh-ed25519"), ssh(tail(pair.getPublic().getEncoded(), 32)));
        byte[] hidden = ssh(tail(pair.getPrivate().getEncoded(), 32));
        byte[] message = joined(ssh("ssh-ed25519"), ssh("none"), ssh("a key"), ssh(shown), ssh(hidden));
        try {
            String algorithm = version == 2 ? "HmacSHA1" : "HmacSHA256";
            var mac = Mac.getInstance(algorithm);
            byte[] key = version == 2
                    ? MessageDigest.getInstance("SHA-1")
                            .digest("putty-private-key-file-mac-key".getBytes(StandardCharsets.US_ASCII))
                    : new byte[32];
            mac.init(new SecretKeySpec(key, algorithm));
            return """
                    PuTTY-User-Key-File-%d: ssh-ed25519
                    Encryption: none
                    Comment: a key
                    Public-Lines: 1
                    %s
                    Private-Lines: 1
                    %s
                    Private-MAC: %s
                    """.formatted(
                            version,
                            TokenForms.base64(shown),
                            TokenForms.base64(hidden),
                            HexFormat.of().formatHex(mac.doFinal(message)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String serviceAccount(Random random) {
        return """
                {"type": "service_account", "project_id": "acme", "private_key_id": "%s",
                 "private_key": "%s", "client_email": "robot@acme.example"}
                """.formatted(
                        TokenForms.text(TokenForms.HEX, 40, random),
                        (pem("PRIVATE KEY", rsa(random).getPrivate().getEncoded()) + "\n").replace("\n", "\\n"));
    }

    /// An Ed25519 key of version 4 without a passphrase.
    private static String pgp(Random random) {
        byte[] secret = TokenForms.bytes(32, random);
        secret[0] |= (byte) 0x80;
        byte[] point = TokenForms.bytes(33, random);
        point[0] = 0x40;
        int sum = 0x01 + 0x00;
        for (byte b : secret) {
            sum += b & 0xff;
        }
        byte[] body = joined(
                new byte[] {4, 0x60, 0, 0, 0, 22, 9},
                HexFormat.of().parseHex("2b06010401da470f01"),
                new byte[] {1, 7},
                point,
                new byte[] {0, 1, 0},
                secret,
                new byte[] {(byte) (sum >> 8), (byte) sum});
        byte[] packet = joined(new byte[] {(byte) 0xc5, (byte) body.length}, body);
        int crc = Checksums.crc24(packet);
        String checksum = TokenForms.base64(new byte[] {(byte) (crc >> 16), (byte) (crc >> 8), (byte) crc});
        return "-----BEGIN PGP PRIVATE KEY BLOCK-----\nComment: made up\n\n%s\n=%s\n-----END PGP PRIVATE KEY BLOCK-----"
                .formatted(TokenForms.base64(packet), checksum);
    }

    private static String sshDotCom(Random random) {
        byte[] rest = joined(ssh("if-modn{sign{rsa}}"), ssh("none"), ssh(TokenForms.bytes(120, random)));
        byte[] all = ByteBuffer.allocate(8 + rest.length)
                .putInt(0x3f6ff9eb)
                .putInt(8 + rest.length)
                .put(rest)
                .array();
        return "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nComment: \"a key\"\n%s\n---- END SSH2 ENCRYPTED PRIVATE KEY ----"
                .formatted(TokenForms.base64(all));
    }

    static byte[] keystoreBytes(String type, String password, Random random) {
        try {
            KeyPair pair = ec("secp256r1", random);
            var store = KeyStore.getInstance(type);
            store.load(null, null);
            store.setKeyEntry("key", pair.getPrivate(), password.toCharArray(), new Certificate[] {certificate(pair)});
            var out = new ByteArrayOutputStream();
            store.store(out, password.toCharArray());
            return out.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String keystore(String type, String password, Random random) {
        return TokenForms.base64(keystoreBytes(type, password, random));
    }

    /// A self-signed certificate with nothing in it but names, dates and the key.
    public static X509Certificate certificate(KeyPair pair) {
        try {
            String algorithm = switch (pair.getPublic().getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> "Ed25519";
            };
            byte[] signedHow = element(
                    Der.SEQUENCE,
                    HexFormat.of()
                            .parseHex(
                                    switch (algorithm) {
                                        case "SHA256withRSA" -> "06092a864886f70d01010b0500";
                                        case "SHA256withECDSA" -> "06082a8648ce3d040302";
                                        default -> "06032b6570";
                                    }));
            byte[] name = element(
                    Der.SEQUENCE,
                    element(
                            Der.SET,
                            element(
                                    Der.SEQUENCE,
                                    HexFormat.of().parseHex("0603550403"),
                                    element(0x0c, TokenForms.ascii("acme.example")))));
            byte[] validity = element(
                    Der.SEQUENCE,
                    element(0x17, TokenForms.ascii("200101000000Z")),
                    element(0x17, TokenForms.ascii("400101000000Z")));
            byte[] signed = element(
                    Der.SEQUENCE,
                    element(Der.context(0), integer(BigInteger.TWO)),
                    integer(BigInteger.ONE),
                    signedHow,
                    name,
                    validity,
                    name,
                    pair.getPublic().getEncoded());
            var signer = Signature.getInstance(algorithm);
            signer.initSign(pair.getPrivate());
            signer.update(signed);
            byte[] bits = joined(new byte[1], signer.sign());
            byte[] all = element(Der.SEQUENCE, signed, signedHow, element(Der.BIT_STRING, bits));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(all));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
