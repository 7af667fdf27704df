// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.remote;

import dev.pomona.cli.settings.UsageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Who is trusted to vouch for servers: those whom Java trusts, and those that a person names.
final class Authorities {

    private static final long LARGEST = 4 << 20;

    private Authorities() {}

    /// @param file certificates in PEM format
    /// @throws UsageException when it can't be read or holds none
    static SSLContext besides(Path file) {
        try {
            KeyStore usual = KeyStore.getInstance(KeyStore.getDefaultType());
            usual.load(null, null);
            int number = 0;
            for (X509Certificate one : trusted(null).getAcceptedIssuers()) {
                usual.setCertificateEntry("usual-" + number++, one);
            }
            for (Certificate one : certificates(file)) usual.setCertificateEntry("named-" + number++, one);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trusted(usual)}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("certificates can't be trusted", e);
        }
    }

    /// @param store `null` for what Java trusts
    private static X509TrustManager trusted(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager known) return known;
        }
        throw new IllegalStateException("Java knows no trust manager for X.509");
    }

    private static Collection<? extends Certificate> certificates(Path file) {
        try {
            if (Files.size(file) > LARGEST)
                throw new UsageException("ca-certificate: '%s' is too long".formatted(file));
            var in = new ByteArrayInputStream(Files.readAllBytes(file));
            Collection<? extends Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (!all.isEmpty()) return all;
        } catch (IOException e) {
            throw new UsageException("ca-certificate: '%s' can't be read".formatted(file), e);
        } catch (CertificateException e) {
            throw new UsageException("ca-certificate: '%s' holds no certificate in PEM format".formatted(file), e);
        }
        throw new UsageException("ca-certificate: '%s' holds no certificate in PEM format".formatted(file));
    }
}
