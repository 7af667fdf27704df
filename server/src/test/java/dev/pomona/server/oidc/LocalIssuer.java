// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pomona.server.identity.Randomness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// An identity provider of our own: it describes itself, shows its keys, changes them, and gives
/// tokens for codes.
final class LocalIssuer implements AutoCloseable {

    private final HttpServer server;
    final AtomicInteger keysAskedFor = new AtomicInteger();
    private volatile RSAKey key = freshKey("one");
    private volatile String code = "";
    private volatile String challenge = "";
    private volatile String idToken = "";

    LocalIssuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/.well-known/openid-configuration", exchange -> answer(exchange, 200, """
                {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "authorization_endpoint": "%1$s/authorize",
                 "token_endpoint": "%1$s/token", "response_types_supported": ["code"],
                 "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"]}
                """.formatted(url())));
        server.createContext("/keys", exchange -> {
            keysAskedFor.incrementAndGet();
            answer(exchange, 200, new JWKSet(key).toString(true));
        });
        server.createContext("/token", this::token);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    static RSAKey freshKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    RSAKey key() {
        return key;
    }

    void change(RSAKey newKey) {
        key = newKey;
    }

    /// What somebody gets who comes with this code and the verifier of this challenge.
    void gives(String newCode, String newChallenge, String token) {
        code = newCode;
        challenge = newChallenge;
        idToken = token;
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String proof = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Randomness.hash(form.getOrDefault("code_verifier", "")));
        boolean isRight = form.getOrDefault("code", "").equals(code) && proof.equals(challenge);
        if (isRight)
            answer(
                    exchange,
                    200,
                    "{\"token_type\": \"Bearer\", \"access_token\": \"x\", \"id_token\": \"%s\"}".formatted(idToken));
        else answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
    }

    static Map<String, String> form(String text) {
        var form = new HashMap<String, String>();
        for (String part : text.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                form.put(
                        part.substring(0, equals),
                        URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    static String signed(RSAKey key, JWTClaimsSet claims) {
        return signed(
                key,
                claims,
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build());
    }

    private static String signed(RSAKey key, JWTClaimsSet claims, JWSHeader header) {
        try {
            var jwt = new SignedJWT(header, claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Signed with a key that stands in the token itself, and that an address in it leads to.
    static String bringing(RSAKey key, JWTClaimsSet claims, String url) {
        return signed(
                key,
                claims,
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .jwk(key.toPublicJWK())
                        .jwkURL(URI.create(url + "/keys"))
                        .build());
    }

    /// Signed, with an extension that must be understood.
    static String critical(RSAKey key, JWTClaimsSet claims) {
        return signed(
                key,
                claims,
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(key.getKeyID())
                        .criticalParams(Set.of("exotic"))
                        .customParam("exotic", true)
                        .build());
    }

    /// These bytes as header and claims, with something for a signature.
    static String of(String header, String claims) {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".AAAA";
    }

    static String unsigned(JWTClaimsSet claims) {
        return new PlainJWT(claims).serialize();
    }

    /// Signed with the public key, as if it were a secret that both sides know.
    static String confused(RSAKey key, JWTClaimsSet claims) {
        try {
            var jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
