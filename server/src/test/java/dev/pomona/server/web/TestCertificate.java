// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate for localhost that the JDK's keytool makes, signed by itself.
public record TestCertificate(X509Certificate certificate, PrivateKey key) {

    private static final String PASSWORD = "changeit";

    public static TestCertificate make(Path folder, String name, String algorithm) throws Exception {
        Path store = folder.resolve(name + ".p12");
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) throw new IllegalStateException(said);
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new TestCertificate(
                (X509Certificate) keys.getCertificate("a"), (PrivateKey) keys.getKey("a", PASSWORD.toCharArray()));
    }

    /// Writes both, as whoever renews certificates does.
    void write(TlsFiles files) throws IOException {
        write(files, "PRIVATE KEY", key.getEncoded());
    }

    /// Writes the key without the shell that names its kind.
    void writeBare(TlsFiles files) throws IOException {
        byte[] pkcs8 = key.getEncoded();
        // SEQUENCE { INTEGER 0, SEQUENCE { kind }, OCTET STRING { the key }}
        int at = contentOf(pkcs8, 0) + 3;
        at = contentOf(pkcs8, at) + (pkcs8[at + 1] & 0xff);
        byte[] bare = Arrays.copyOfRange(pkcs8, contentOf(pkcs8, at), pkcs8.length);
        write(files, (key.getAlgorithm().equals("RSA") ? "RSA" : "EC") + " PRIVATE KEY", bare);
    }

    private static int contentOf(byte[] der, int at) {
        return at + 2 + (der[at + 1] < 0 ? der[at + 1] & 0x7f : 0);
    }

    private void write(TlsFiles files, String label, byte[] der) throws IOException {
        try {
            Files.writeString(files.certificate(), pem("CERTIFICATE", certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        Files.writeString(files.key(), pem(label, der));
    }

    static String pem(String label, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), label);
    }

    /// Files written within the same moment look unchanged.
    static void touch(TlsFiles files, long seconds) throws IOException {
        Files.setLastModifiedTime(files.certificate(), FileTime.fromMillis(seconds * 1000));
    }

    /// A client that trusts this one alone.
    public SSLContext trusting() throws Exception {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("a", certificate);
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
