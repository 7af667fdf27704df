// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One identity provider, as it describes itself (OpenID Connect Discovery 1.0), with its keys.
/// Thread-safe.
///
/// Keys are kept for a while and asked for again when a token names one that is not known, but not
/// more often than every half minute, whoever sends such tokens.
final class Provider {

    /// Signatures with a key of two halves only: `none`, and secrets that both sides know, are not
    /// among them, so that a public key can't be taken for such a secret.
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final Duration KEYS_ARE_KEPT = Duration.ofMinutes(15);
    private static final Duration REFRESH_TAKES = Duration.ofSeconds(15);
    private static final Duration UNKNOWN_KEYS_ARE_ASKED_FOR_EVERY = Duration.ofSeconds(30);
    private static final Duration CLOCKS_DIFFER_BY = Duration.ofSeconds(60);

    private final String issuer;
    private final OIDCProviderMetadata metadata;
    private final JWKSource<SecurityContext> keys;
    private final InstantSource clock;

    private Provider(String issuer, OIDCProviderMetadata metadata, ProviderAccess access, InstantSource clock)
            throws MalformedURLException {
        this.issuer = issuer;
        this.metadata = metadata;
        this.clock = clock;
        URI keySet = metadata.getJWKSetURI();
        if (keySet == null) throw new OidcException("the identity provider %s has no keys".formatted(issuer));
        this.keys = JWKSourceBuilder.<SecurityContext>create(keySet.toURL(), access)
                .cache(KEYS_ARE_KEPT.toMillis(), REFRESH_TAKES.toMillis())
                .refreshAheadCache(false)
                .rateLimited(UNKNOWN_KEYS_ARE_ASKED_FOR_EVERY.toMillis())
                .retrying(true)
                .build();
    }

    /// Asks it who it is.
    ///
    /// @param issuer as its tokens name it
    /// @throws OidcException when it does not answer, or calls itself something else
    static Provider discover(String issuer, ProviderAccess access, InstantSource clock) {
        try {
            URI address = URI.create(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration");
            OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(access.get(address));
            if (!metadata.getIssuer().getValue().equals(issuer)) {
                throw new OidcException("the identity provider %s calls itself something else".formatted(issuer));
            }
            return new Provider(issuer, metadata, access, clock);
        } catch (IOException | ParseException | IllegalArgumentException e) {
            throw new OidcException("the identity provider %s can't be asked".formatted(issuer), e);
        }
    }

    URI authorizationEndpoint() {
        return endpoint(metadata.getAuthorizationEndpointURI(), "place to log in");
    }

    URI tokenEndpoint() {
        return endpoint(metadata.getTokenEndpointURI(), "place to get tokens");
    }

    private URI endpoint(@Nullable URI uri, String what) {
        if (uri == null || !ProviderAccess.isAllowed(uri)) {
            throw new OidcException("the identity provider %s has no %s".formatted(issuer, what));
        }
        return uri;
    }

    /// What a token claims, when it is of this provider, for this audience, and of now.
    ///
    /// @throws OidcException when it is not; the reason says what and quotes nothing
    JWTClaimsSet verified(String token, String audience) {
        try {
            JWT jwt = JWTParser.parse(token);
            var processor = new DefaultJWTProcessor<SecurityContext>();
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
            // what is claimed is checked below, by our clock
            processor.setJWTClaimsSetVerifier((_, _) -> {});
            JWTClaimsSet claims = processor.process(jwt, null);
            check(claims, audience);
            return claims;
        } catch (java.text.ParseException | BadJOSEException e) {
            throw new OidcException("the token is damaged, or not signed with a key of its issuer", e);
        } catch (JOSEException e) {
            throw new OidcException("the token's signature can't be checked", e);
        }
    }

    private void check(JWTClaimsSet claims, String audience) {
        if (!issuer.equals(claims.getIssuer())) throw new OidcException("the token is of another issuer");
        List<String> audiences = claims.getAudience();
        if (!audiences.contains(audience)) throw new OidcException("the token is for somebody else");
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        if (expires == null || !now.isBefore(expires.toInstant().plus(CLOCKS_DIFFER_BY))) {
            throw new OidcException("the token is over");
        }
        for (Date begins : new Date[] {claims.getNotBeforeTime(), claims.getIssueTime()}) {
            if (begins != null && now.isBefore(begins.toInstant().minus(CLOCKS_DIFFER_BY))) {
                throw new OidcException("the token is not valid yet");
            }
        }
        String subject = claims.getSubject();
        if (subject == null || subject.isBlank()) throw new OidcException("the token is about nobody");
    }
}
