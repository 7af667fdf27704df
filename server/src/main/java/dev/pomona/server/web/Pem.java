// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A certificate with its private key, read from PEM files (RFC 7468).
///
/// @param chain its own first
record Pem(List<X509Certificate> chain, PrivateKey key) {

    private static final int LARGEST = 1 << 20;
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([^-]{1,20000})-----END \\1-----");

    /// @throws TlsException when a file can't be read or the key is of another certificate
    static Pem read(TlsFiles files) {
        List<X509Certificate> chain = chain(files.certificate());
        PrivateKey key = key(files.key(), chain.getFirst().getPublicKey());
        if (!belongs(key, chain.getFirst().getPublicKey())) {
            throw new TlsException(
                    "the key in '%s' is not the one of the certificate in '%s'"
                            .formatted(files.key(), files.certificate()),
                    null);
        }
        return new Pem(chain, key);
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > LARGEST) throw new TlsException("'%s' is too long".formatted(file), null);
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new TlsException("'%s' can't be read".formatted(file), e);
        }
    }

    private static List<X509Certificate> chain(Path file) {
        try {
            List<X509Certificate> chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes(file)))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!chain.isEmpty()) return chain;
        } catch (CertificateException e) {
            throw new TlsException("'%s' holds no certificate in PEM format".formatted(file), e);
        }
        throw new TlsException("'%s' holds no certificate in PEM format".formatted(file), null);
    }

    private static PrivateKey key(Path file, PublicKey certified) {
        String text = new String(bytes(file), StandardCharsets.US_ASCII);
        Matcher matcher = KEY.matcher(text);
        if (!matcher.find()) {
            throw new TlsException(
                    text.contains("ENCRYPTED")
                            ? "the key in '%s' is encrypted; give one that is not, readable for this user alone"
                                    .formatted(file)
                            : "'%s' holds no private key in PEM format".formatted(file),
                    null);
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
            byte[] pkcs8 = matcher.group(1).equals("PRIVATE KEY") ? der : wrapped(der, certified);
            return KeyFactory.getInstance(certified.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new TlsException(
                    "the key in '%s' is damaged, or of another kind than the certificate".formatted(file), e);
        }
    }

    /// A key as RSA and EC have it by themselves, in the form that names its kind (PKCS #8, RFC 5208): which curve it
    /// is
    /// on stands in the public key, whose first member is the same.
    private static byte[] wrapped(byte[] key, PublicKey certified) {
        byte[] info = certified.getEncoded();
        int start = 2 + (info[1] < 0 ? info[1] & 0x7f : 0);
        byte[] algorithm = Arrays.copyOfRange(info, start, start + 2 + info[start + 1]);
        var content = new ByteArrayOutputStream();
        content.writeBytes(new byte[] {2, 1, 0});
        content.writeBytes(algorithm);
        content.writeBytes(tagged(4, key));
        return tagged(0x30, content.toByteArray());
    }

    private static byte[] tagged(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static boolean belongs(PrivateKey key, PublicKey certified) {
        String algorithm = switch (certified.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> certified.getAlgorithm();
        };
        try {
            byte[] message = "pomona".getBytes(StandardCharsets.US_ASCII);
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(message);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(message);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "Pem[" + chain.getFirst().getSubjectX500Principal() + "]";
    }
}
