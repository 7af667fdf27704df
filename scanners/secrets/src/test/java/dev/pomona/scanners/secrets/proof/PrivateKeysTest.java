// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.scanners.secrets.proof.Verdict.Damaged;
import dev.pomona.scanners.secrets.proof.Verdict.Proven;
import dev.pomona.scanners.secrets.proof.Verdict.Refuted;
import dev.pomona.scanners.secrets.proof.Verdict.Unknown;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PrivateKeysTest {

    private static final StructuralCheck PEM = StructuralChecksTest.check("private-key-pem");

    private static String key(long seed) {
        return TokenMint.all("private-key-pem", seed).getFirst();
    }

    private static Verdict verdict(String text) {
        return PEM.check(Value.of(text));
    }

    /// The key found in a larger file.
    private static Verdict verdict(String key, String file) {
        byte[] bytes = file.getBytes(StandardCharsets.US_ASCII);
        int start = file.indexOf(key);
        return PEM.check(new Value(key, Map.of(), bytes, start, start + key.length()));
    }

    @Test
    void readsKeysAsCodeAndConfigurationHaveThem() {
        String key = key(1);
        String escaped = key.replace("\n", "\\n");
        assertThat(verdict(escaped)).isInstanceOf(Proven.class);
        assertThat(verdict(escaped.replace("\\n", "\\\\n"))).isInstanceOf(Proven.class);
        assertThat(verdict(key.replace("\n", "\r\n"))).isInstanceOf(Proven.class);
        assertThat(verdict(key.replace("\n", "\n    "))).isInstanceOf(Proven.class);
        assertThat(verdict(key.replace("\n", "\\n\" +\n    \""))).isInstanceOf(Proven.class);
        assertThat(verdict(key.replace("\n", "',\n  '"))).isInstanceOf(Proven.class);
        assertThat(verdict(key.replace("\n", "\n+"))).as("a patch").isInstanceOf(Proven.class);
        assertThat(verdict(key.replace("\n", "\n// "))).as("a comment").isInstanceOf(Proven.class);
        assertThat(verdict(key.replace("\n", "\n # "))).as("a comment").isInstanceOf(Proven.class);
        assertThat(verdict(key.replace("\n", "&#10;"))).as("XML").isInstanceOf(Proven.class);
        assertThat(verdict(key.replace("\n", " "))).as("one line").isInstanceOf(Proven.class);
    }

    @Test
    void refutesWhatIsNoKey() {
        assertThat(verdict("-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA...\n-----END RSA PRIVATE KEY-----"))
                .isEqualTo(new Refuted("part of it is left out"));
        assertThat(verdict("-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----"))
                .isEqualTo(new Refuted("it is empty"));
        assertThat(verdict("-----BEGIN PRIVATE KEY-----\nc29tZSB0ZXh0Cg==\n-----END PRIVATE KEY-----"))
                .isInstanceOf(Refuted.class);
        assertThat(verdict("-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----"))
                .isInstanceOf(Refuted.class);
        String key = key(2);
        int middle = key.length() / 2;
        String cut = key.substring(0, key.indexOf('\n', middle)) + key.substring(key.lastIndexOf('\n'));
        assertThat(verdict(cut)).isEqualTo(new Damaged("it is cut short"));
    }

    @Test
    void readsTheNewerFormUnderTheOlderLabel() {
        String key = TokenMint.all("openssh-private-key", 1).getFirst();
        assertThat(verdict(key.replace("OPENSSH PRIVATE", "RSA PRIVATE"))).isInstanceOf(Proven.class);
    }

    /// Numbers below zero have as many bits as others, and no remainders.
    @Test
    void provesNoKeysOfNegativeNumbers() {
        BigInteger p = new BigInteger(200, new Random(5)).setBit(199).negate();
        BigInteger q = new BigInteger(200, new Random(6)).setBit(199).negate();
        BigInteger one = BigInteger.ONE;
        BigInteger e = BigInteger.valueOf(65_537);
        assertThat(verdict(pem("RSA", BigInteger.ZERO, p.multiply(q), e, e, p, q, one, one, one)))
                .isEqualTo(new Damaged("its numbers do not belong together"));
        BigInteger order = one.shiftLeft(70);
        BigInteger negative = order.shiftLeft(300).negate().add(one);
        assertThat(verdict(pem("DSA", BigInteger.ZERO, negative, order, e, e, one)))
                .isNotInstanceOf(Proven.class);
        BigInteger prime = order.shiftLeft(300).add(one);
        assertThat(verdict(pem("DSA", BigInteger.ZERO, prime, order.negate(), e, e, one)))
                .isNotInstanceOf(Proven.class);
    }

    private static String pem(String label, BigInteger... numbers) {
        var body = new ByteArrayOutputStream();
        for (BigInteger number : numbers) {
            byte[] bytes = number.toByteArray();
            body.write(2);
            body.write(bytes.length);
            body.writeBytes(bytes);
        }
        var key = new ByteArrayOutputStream();
        key.writeBytes(new byte[] {0x30, (byte) 0x82, (byte) (body.size() >> 8), (byte) body.size()});
        key.writeBytes(body.toByteArray());
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.toByteArray());
        return "-----BEGIN %s PRIVATE KEY-----\n%s\n-----END %s PRIVATE KEY-----".formatted(label, base64, label);
    }

    @Test
    @Timeout(5)
    void readsBodiesThatAreMadeToTakeLongInNoTime() {
        for (String part : List.of("\\", "&#x0", "&#", "\"", "= ", "\\\\n'", "%0", "A: ")) {
            String body = part.repeat(120_000 / part.length());
            verdict("-----BEGIN RSA PRIVATE KEY-----\n" + body + "\n-----END RSA PRIVATE KEY-----");
            verdict("-----BEGIN RSA PRIVATE KEY-----" + body + "-----END RSA PRIVATE KEY-----");
        }
    }

    @Test
    void saysThatTheEndOrTheBodyCannotBeRead() {
        assertThat(verdict(key(1).substring(0, 200))).isInstanceOf(Unknown.class);
        assertThat(verdict("-----BEGIN PRIVATE KEY-----\n<%= key %>\n-----END PRIVATE KEY-----"))
                .isInstanceOf(Unknown.class);
    }

    @Test
    void noticesOneChangedCharacterOfAKey() {
        String key = key(3);
        var random = new Random(3);
        int from = key.indexOf('\n') + 20;
        int to = key.lastIndexOf('\n') - 4;
        for (int i = 0; i < 200; i++) {
            int at = random.nextInt(from, to);
            if (key.charAt(at) == '\n') continue;
            char other = key.charAt(at) == 'A' ? 'B' : 'A';
            String changed = key.substring(0, at) + other + key.substring(at + 1);
            assertThat(verdict(changed)).as("character %d", at).isInstanceOfAny(Damaged.class, Refuted.class);
        }
    }

    @Test
    void saysThatAKeyIsUnderAPassphrase() throws Exception {
        KeyPair pair = KeyForms.rsa(new Random(4));
        var secret = SecretKeyFactory.getInstance("PBEWithSHA1AndDESede")
                .generateSecret(new PBEKeySpec("correct horse".toCharArray()));
        var cipher = Cipher.getInstance("PBEWithSHA1AndDESede");
        cipher.init(Cipher.ENCRYPT_MODE, secret);
        byte[] encrypted = cipher.doFinal(pair.getPrivate().getEncoded());
        byte[] info = new EncryptedPrivateKeyInfo(cipher.getParameters(), encrypted).getEncoded();
        assertThat(verdict(KeyForms.pem("ENCRYPTED PRIVATE KEY", info)))
                .isEqualTo(new Unknown("it is a private key under a passphrase"));
        String old = KeyForms.pem("RSA PRIVATE KEY", new byte[608])
                .replaceFirst("\n", "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233\n\n");
        assertThat(verdict(old)).isEqualTo(new Unknown("it is under a passphrase"));
    }

    @Test
    void matchesTheCertificateBesideTheKey() throws Exception {
        for (String algorithm : new String[] {"RSA", "EC", "Ed25519"}) {
            KeyPair pair = KeyForms.seeded(algorithm, 5);
            String key = KeyForms.pem("PRIVATE KEY", pair.getPrivate().getEncoded());
            String own = KeyForms.pem("CERTIFICATE", KeyForms.certificate(pair).getEncoded());
            String other = KeyForms.pem(
                    "CERTIFICATE",
                    KeyForms.certificate(KeyForms.seeded(algorithm, 6)).getEncoded());
            String shown = KeyForms.pem("PUBLIC KEY", pair.getPublic().getEncoded());
            assertThat(verdict(key, other + "\n" + own + "\n" + key).reason())
                    .as(algorithm)
                    .endsWith("and it matches the certificate beside it");
            assertThat(verdict(key, key + "\n" + shown).reason()).endsWith("and it matches the public key beside it");
            assertThat(verdict(key, key + "\n" + other).reason()).as(algorithm).doesNotContain("beside");
        }
    }

    @Test
    void computesPublicPointsAsJavaDoes() {
        for (long seed = 10; seed < 16; seed++) {
            for (String curve : new String[] {"secp256r1", "secp384r1", "secp521r1"}) {
                KeyPair pair = KeyForms.ec(curve, new Random(seed));
                String key = KeyForms.pem("PRIVATE KEY", pair.getPrivate().getEncoded());
                String shown = KeyForms.pem("PUBLIC KEY", pair.getPublic().getEncoded());
                assertThat(verdict(key, key + "\n" + shown).reason()).as(curve).contains("matches the public key");
            }
        }
    }

    @Test
    void looksIntoKeystoresForPrivateKeys() throws Exception {
        var check = StructuralChecksTest.check("keystore");
        byte[] locked = KeyForms.keystoreBytes("JKS", "a long password", new Random(7));
        assertThat(check.check(new Value("x", Map.of(), locked, 0, 4))).isInstanceOf(Unknown.class);
        byte[] open = KeyForms.keystoreBytes("JKS", "changeit", new Random(7));
        assertThat(check.check(new Value("x", Map.of(), open, 0, 4))).isInstanceOf(Proven.class);
        open[40]++;
        assertThat(check.check(new Value("x", Map.of(), open, 0, 4))).isNotInstanceOf(Proven.class);
        byte[] pkcs12 = KeyForms.keystoreBytes("PKCS12", "a long password", new Random(7));
        assertThat(check.check(new Value("x", Map.of(), pkcs12, 0, 4))).isInstanceOf(Unknown.class);
        var trust = KeyStore.getInstance("JKS");
        trust.load(null, null);
        trust.setCertificateEntry("ca", KeyForms.certificate(KeyForms.rsa(new Random(8))));
        var out = new ByteArrayOutputStream();
        trust.store(out, "changeit".toCharArray());
        assertThat(check.check(new Value("x", Map.of(), out.toByteArray(), 0, 4)))
                .isEqualTo(new Refuted("it holds certificates only"));
    }

    @Test
    void readsThePrivateKeyOfAServiceAccountFromItsPlace() {
        String file = TokenMint.all("google-service-account", 9).getFirst();
        int start = file.indexOf("-----BEGIN");
        int end = file.indexOf("\\n\", \"client_email");
        byte[] bytes = file.getBytes(StandardCharsets.US_ASCII);
        var check = StructuralChecksTest.check("google-service-account");
        String key = file.substring(start, end);
        assertThat(check.check(new Value(key, Map.of(), bytes, start, end))).isInstanceOf(Proven.class);
        assertThat(check.check(Value.of(key))).isInstanceOf(Unknown.class);
    }

    @Test
    void aPuttyKeyWhoseCodeDoesNotHoldIsDamaged() {
        for (String key : TokenMint.all("putty-key", 11)) {
            var check = StructuralChecksTest.check("putty-key");
            assertThat(check.check(Value.of(key.replace("a key", "b key"))))
                    .isEqualTo(new Damaged("its authentication code does not hold"));
            assertThat(check.check(Value.of(key.replace("none", "aes256-cbc")))).isInstanceOf(Unknown.class);
            assertThat(check.check(Value.of(key.replace("Private-MAC", "Private-Mark"))))
                    .isInstanceOf(Refuted.class);
        }
    }
}
