// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.model.finding.Detail;
import dev.pomona.model.finding.Proof;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.testkit.MemoryFile;
import dev.pomona.scan.testkit.ScannerTester;
import dev.pomona.scanners.secrets.detect.SecretOptions;
import dev.pomona.scanners.secrets.proof.KeyForms;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A private key and what belongs to it, in files beside each other.
class KeyPairsTest {

    private static final SecretScanner SCANNER = SecretScanners.standard(SecretOptions.DEFAULT);

    private static String key(KeyPair pair) {
        return KeyForms.pem("PRIVATE KEY", pair.getPrivate().getEncoded()) + "\n";
    }

    private static byte[] der(KeyPair pair) {
        try {
            return KeyForms.certificate(pair).getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String certificate(KeyPair pair) {
        return KeyForms.pem("CERTIFICATE", der(pair)) + "\n";
    }

    private static String publicKey(KeyPair pair) {
        return KeyForms.pem("PUBLIC KEY", pair.getPublic().getEncoded()) + "\n";
    }

    /// What is said of the one private key in some files.
    private static Detail.Secret found(FileView... files) {
        var found = new ScannerTester(SCANNER).scan(List.of(files)).findings();
        assertThat(found).hasSize(1);
        return (Detail.Secret) found.getFirst().detail();
    }

    private static Detail.Secret found(String keyPath, String key, String otherPath, String other) {
        return found(MemoryFile.of(keyPath, key), MemoryFile.of(otherPath, other));
    }

    @ParameterizedTest
    @CsvSource({
        "tls.key, tls.crt",
        "server.pem, server.crt",
        "live/privkey.pem, live/fullchain.pem",
        "etc/key.txt, etc/cert.cer",
        "app.war!/WEB-INF/tls.key, app.war!/WEB-INF/tls.crt",
        "config/secrets.env, config/ca-bundle",
    })
    void matchesACertificateInTheSameFolder(String keyPath, String certificatePath) {
        String name = new FileFacts(certificatePath, 0, false).name();
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            KeyPair own = KeyForms.seeded(algorithm, 1);
            String chain = certificate(KeyForms.seeded(algorithm, 2)) + certificate(own);
            var secret = found(keyPath, key(own), certificatePath, chain);
            assertThat(secret.proof()).isEqualTo(Proof.PROVEN);
            assertThat(secret.proofReason()).as(algorithm).endsWith(", and it matches the certificate in " + name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void matchesPublicKeysAndBytes(String algorithm) {
        KeyPair own = KeyForms.seeded(algorithm, 3);
        assertThat(found("jwt.key", key(own), "jwt.pub", publicKey(own)).proofReason())
                .endsWith("it matches the public key in jwt.pub");
        assertThat(found("jwt-private.pem", key(own), "jwt-public.key", publicKey(own))
                        .proofReason())
                .endsWith("it matches the public key in jwt-public.key");
        var key = MemoryFile.of("a/tls.key", key(own));
        assertThat(found(key, new MemoryFile("a/tls.der", der(own))).proofReason())
                .endsWith("it matches the certificate in tls.der");
        assertThat(found(key, new MemoryFile("a/spki.der", own.getPublic().getEncoded()))
                        .proofReason())
                .endsWith("it matches the public key in spki.der");
    }

    @Test
    void namesTheCertificateFirst() {
        KeyPair own = KeyForms.seeded("EC", 4);
        assertThat(found(
                                MemoryFile.of("tls.key", key(own)),
                                MemoryFile.of("a.pub", publicKey(own)),
                                MemoryFile.of("z.crt", certificate(own)),
                                MemoryFile.of("y.crt", certificate(own)))
                        .proofReason())
                .endsWith("it matches the certificate in y.crt");
        assertThat(found("both.pem", key(own) + certificate(own), "z.crt", certificate(own))
                        .proofReason())
                .endsWith("it matches the certificate beside it");
    }

    @Test
    void readsCompressedPoints() {
        KeyPair own = KeyForms.seeded("EC", 5);
        var point = ((ECPublicKey) own.getPublic()).getW();
        byte[] whole = own.getPublic().getEncoded();
        byte[] x = Arrays.copyOfRange(whole, whole.length - 64, whole.length - 32);
        byte[] algorithm = Arrays.copyOfRange(whole, 2, whole.length - 68);
        byte[] bits = KeyForms.joined(new byte[] {0, (byte) (point.getAffineY().testBit(0) ? 3 : 2)}, x);
        byte[] compressed = KeyForms.element(0x30, algorithm, KeyForms.element(3, bits));
        assertThat(found(MemoryFile.of("tls.key", key(own)), new MemoryFile("tls.pub", compressed))
                        .proofReason())
                .endsWith("it matches the public key in tls.pub");
    }

    @Test
    void aLockedKeyStaysPlausible() {
        KeyPair own = KeyForms.seeded("Ed25519", 6);
        String locked = KeyForms.lockedOpenSsh(own, new Random(6));
        for (String name : List.of("id_ed25519.pub", "authorized_keys")) {
            var secret = found(".ssh/id_ed25519", locked, ".ssh/" + name, KeyForms.sshLine(own));
            assertThat(secret.proof()).isEqualTo(Proof.PLAUSIBLE);
            assertThat(secret.proofReason())
                    .isEqualTo("it is under a passphrase, and it matches the public key in " + name);
        }
        String other = KeyForms.sshLine(KeyForms.seeded("Ed25519", 7));
        assertThat(found("id_ed25519", locked, "id_ed25519.pub", other).proofReason())
                .isEqualTo("it is under a passphrase");
    }

    @Test
    void matchesNothingElse() {
        KeyPair own = KeyForms.seeded("RSA", 8);
        String alone = found(MemoryFile.of("tls.key", key(own))).proofReason();
        assertThat(alone).isEqualTo("its numbers belong together");
        String stranger = certificate(KeyForms.seeded("RSA", 9));
        assertThat(found("tls.key", key(own), "tls.crt", stranger).proofReason())
                .isEqualTo(alone);
        assertThat(found("a/tls.key", key(own), "b/tls.crt", certificate(own)).proofReason())
                .isEqualTo(alone);
        assertThat(found("a.zip!/tls.key", key(own), "tls.crt", certificate(own))
                        .proofReason())
                .isEqualTo(alone);
        assertThat(found("tls.key", key(own), "notes.md", certificate(own)).proofReason())
                .isEqualTo(alone);
        String huge = certificate(own) + "#".repeat(200_000);
        assertThat(found("tls.key", key(own), "tls.crt", huge).proofReason()).isEqualTo(alone);
    }

    @Test
    void aFingerprintDoesNotDependOnWhatStandsBeside() {
        KeyPair own = KeyForms.seeded("EC", 10);
        var tester = new ScannerTester(SCANNER);
        var alone = tester.scan("tls.key", key(own)).findings();
        var beside = tester.scan(
                        List.of(MemoryFile.of("tls.key", key(own)), MemoryFile.of("tls.crt", certificate(own))))
                .findings();
        assertThat(beside.getFirst().fingerprint()).isEqualTo(alone.getFirst().fingerprint());
    }

    @Test
    void readsAnyBytesAsCertificates() {
        var random = new Random(20_260);
        var samples = new ArrayList<byte[]>();
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            KeyPair own = KeyForms.seeded(algorithm, 11);
            samples.add(der(own));
            samples.add(own.getPublic().getEncoded());
            samples.add(certificate(own).getBytes(StandardCharsets.US_ASCII));
        }
        samples.add(KeyForms.sshLine(KeyForms.seeded("Ed25519", 11)).getBytes(StandardCharsets.US_ASCII));
        for (byte[] sample : samples) {
            assertThat(KeyClues.shown("x.pem", sample)).hasSize(1);
            for (int round = 0; round < 3000; round++) {
                byte[] mutant =
                        Arrays.copyOf(sample, random.nextInt(4) == 0 ? random.nextInt(sample.length) : sample.length);
                for (int i = random.nextInt(8); i >= 0 && mutant.length > 0; i--) {
                    mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
                }
                assertThat(KeyClues.shown("x.pem", mutant)).hasSizeLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void takesNoMoreThanAFewKeysFromAFile() {
        String one = KeyForms.sshLine(KeyForms.seeded("Ed25519", 12));
        assertThat(KeyClues.shown("authorized_keys", one.repeat(1000).getBytes(StandardCharsets.US_ASCII)))
                .hasSize(32);
    }
}
