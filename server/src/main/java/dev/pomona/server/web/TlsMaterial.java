// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.web;

import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// The certificate that a listener shows: read when it starts and again whenever its files change, so that a renewed
/// one
/// holds for every new connection. While the files don't fit together, the one before stays.
final class TlsMaterial implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(TlsMaterial.class.getName());

    /// A handshake that began with the one before ends with it.
    private record Shown(String alias, Pem pem) {}

    /// What the Mozilla project recommends for services that need no old clients ("intermediate", version 5.7), without
    /// finite-field key exchange.
    private static final List<String> SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private final TlsFiles files;
    private final Thread watch;
    private volatile List<Shown> shown;
    private volatile List<FileTime> read;
    private String complaint = "";

    /// @param every how often the files are looked at
    /// @throws TlsException when they can't be used
    TlsMaterial(TlsFiles files, Duration every) {
        this.files = files;
        this.read = times(files);
        this.shown = List.of(new Shown("1", Pem.read(files)));
        this.watch = Thread.ofVirtual().name("certificate").start(() -> watch(every));
    }

    /// For TLS 1.3 and 1.2, with forward secrecy and authenticated encryption only.
    Tls tls() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new Current()}, null, null);
            var parameters = context.getDefaultSSLParameters();
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            List<String> known =
                    Arrays.asList(context.getSupportedSSLParameters().getCipherSuites());
            parameters.setCipherSuites(SUITES.stream().filter(known::contains).toArray(String[]::new));
            parameters.setUseCipherSuitesOrder(true);
            return Tls.builder().sslContext(context).sslParameters(parameters).build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    private void watch(Duration every) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(every);
                renew();
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void renew() {
        try {
            List<FileTime> now = times(files);
            if (now.equals(read)) return;
            Pem renewed = Pem.read(files);
            // only now: files that did not fit together are looked at again
            read = now;
            Shown before = shown.getFirst();
            shown = List.of(new Shown(Integer.toString(Integer.parseInt(before.alias()) + 1), renewed), before);
            LOG.log(
                    System.Logger.Level.INFO,
                    "the certificate was read anew; it is good until {0}",
                    renewed.chain().getFirst().getNotAfter().toInstant());
            complaint = "";
        } catch (TlsException e) {
            complain(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // whatever is in the files, the next ones are looked at, too
            complain("the certificate can't be read: " + e.getClass().getSimpleName());
        }
    }

    /// Once, not every time that it is looked at.
    private void complain(String why) {
        if (!why.equals(complaint)) LOG.log(System.Logger.Level.WARNING, "the one before stays: {0}", why);
        complaint = why;
    }

    private static List<FileTime> times(TlsFiles files) {
        try {
            return List.of(Files.getLastModifiedTime(files.certificate()), Files.getLastModifiedTime(files.key()));
        } catch (IOException e) {
            throw new TlsException("'%s' or '%s' can't be read".formatted(files.certificate(), files.key()), e);
        }
    }

    /// Until when the certificate is good.
    Instant notAfter() {
        return shown.getFirst().pem().chain().getFirst().getNotAfter().toInstant();
    }

    @Override
    public void close() {
        watch.interrupt();
    }

    /// Shows whatever certificate is the current one when a connection begins.
    private final class Current extends X509ExtendedKeyManager {

        @Override
        public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String @Nullable [] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
            String alias = alias(type);
            return alias == null ? null : new String[] {alias};
        }

        @Override
        public @Nullable String chooseServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return alias(type);
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return alias(type);
        }

        /// @param type of a key, as JSSE names it: `RSA`, `EC`, `EdDSA` …
        private @Nullable String alias(String type) {
            Shown current = shown.getFirst();
            return type.startsWith(current.pem().key().getAlgorithm()) ? current.alias() : null;
        }

        private Optional<Pem> of(String alias) {
            return shown.stream()
                    .filter(one -> one.alias().equals(alias))
                    .map(Shown::pem)
                    .findFirst();
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return of(alias)
                    .map(pem -> pem.chain().toArray(X509Certificate[]::new))
                    .orElse(null);
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return of(alias).map(Pem::key).orElse(null);
        }
    }
}
