// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.pomona.formats.json.JsonOut;
import dev.pomona.server.audit.Audit;
import dev.pomona.server.identity.Authentication;
import dev.pomona.server.identity.FirstAdministrator;
import dev.pomona.server.identity.Randomness;
import dev.pomona.server.identity.Role;
import dev.pomona.server.identity.Sessions;
import dev.pomona.server.keys.KeyException;
import dev.pomona.server.keys.ServerKey;
import dev.pomona.server.web.Method;
import dev.pomona.server.web.ProblemException;
import dev.pomona.server.web.ProblemType;
import dev.pomona.server.web.Request;
import dev.pomona.server.web.Response;
import dev.pomona.server.web.Route;
import dev.pomona.store.identity.AnswerStore;
import dev.pomona.store.identity.Issuer;
import dev.pomona.store.identity.IssuerStore;
import dev.pomona.store.identity.Person;
import dev.pomona.store.identity.PersonStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Login by an identity provider: the authorization code flow of OpenID Connect Core 1.0 with PKCE
/// (RFC 7636), state and nonce. What must be remembered between the two steps travels in a sealed
/// cookie of the browser that began, so that nobody else can end it, and any node can.
public final class OidcLogin {

    private static final String COOKIE = "pomona-login";
    private static final String PURPOSE = "oidc-login";
    private static final String CALLBACK = "/login/callback";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Database database;
    private final Audit audit;
    private final Providers providers;
    private final Sessions sessions;
    private final ServerKey key;
    private final Randomness randomness;
    private final InstantSource clock;

    public OidcLogin(
            Database database,
            Audit audit,
            Providers providers,
            Sessions sessions,
            ServerKey key,
            Randomness randomness,
            InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.providers = providers;
        this.sessions = sessions;
        this.key = key;
        this.randomness = randomness;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.of(Method.GET, "/login/with/{issuer}", this::begin), Route.of(Method.GET, CALLBACK, this::end));
    }

    /// Who logs in the people of a tenant.
    ///
    /// @param tenant its key
    public List<Issuer> of(String tenant) {
        return database.as(Purpose.IDENTITY, tx -> new IssuerStore(tx).ofTenant(tenant, Issuer.Kind.LOGIN));
    }

    /// Where logging in by an issuer begins.
    public static String path(Issuer issuer, String tenant) {
        return "/login/with/%d?organisation=%s".formatted(issuer.id(), encoded(tenant));
    }

    private Response begin(Request request) {
        String tenant = request.query("organisation").orElse(FirstAdministrator.TENANT);
        Issuer issuer = of(tenant).stream()
                .filter(known -> Long.toString(known.id()).equals(request.pathParameter("issuer")))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("identity provider", request.pathParameter("issuer")));
        String state = randomness.secret();
        String nonce = randomness.secret();
        String verifier = randomness.secret();
        try {
            String endpoint =
                    providers.get(issuer.url()).authorizationEndpoint().toString();
            String address = endpoint
                    + (endpoint.contains("?") ? "&" : "?")
                    + form(
                            "response_type",
                            "code",
                            "client_id",
                            issuer.clientId(),
                            "redirect_uri",
                            request.origin() + CALLBACK,
                            "scope",
                            "openid profile email",
                            "state",
                            state,
                            "nonce",
                            nonce,
                            "code_challenge",
                            base64(Randomness.hash(verifier)),
                            "code_challenge_method",
                            "S256");
            String remembered = JsonOut.line(json -> json.field("tenant", tenant)
                    .field("issuer", issuer.id())
                    .field("state", state)
                    .field("nonce", nonce)
                    .field("verifier", verifier)
                    .text("until", clock.instant().plus(PATIENCE)));
            return Response.seeOther(address).header("Set-Cookie", cookie(request, sealed(remembered), PATIENCE));
        } catch (OidcException e) {
            throw new ProblemException(ProblemType.UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private Response end(Request request) {
        Node remembered = remembered(request).orElseThrow(() -> refused("this login was not begun here, or is over"));
        if (!isSame(text(remembered, "state"), request.query("state").orElse(""))) {
            throw refused("this login was not begun here");
        }
        if (request.query("error").isPresent()) throw refused("the identity provider said no");
        String code = request.query("code").orElseThrow(() -> refused("the identity provider sent no code"));
        Issuer issuer = of(text(remembered, "tenant")).stream()
                .filter(known -> Long.toString(known.id()).equals(text(remembered, "issuer")))
                .findFirst()
                .orElseThrow(() -> refused("this identity provider is not trusted any more"));
        try {
            JWTClaimsSet claims = claims(issuer, code, remembered, request.origin());
            useUp(issuer, text(remembered, "state"));
            Person person = person(issuer, claims);
            Sessions.Opened opened = sessions.open(person, Authentication.sessionId(request));
            return Authentication.withSession(Response.seeOther("/"), request, opened.id())
                    .header("Set-Cookie", cookie(request, "", Duration.ZERO));
        } catch (OidcException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    /// A login that was begun ends once, also should its cookie be stolen and its provider give tokens for
    /// the same code again.
    private void useUp(Issuer issuer, String state) {
        Instant now = clock.instant();
        boolean isFirst = database.inTenant(issuer.tenant(), tx -> {
            var answers = new AnswerStore(tx);
            String key = "login\n" + base64(Randomness.hash(state));
            return answers.find(key, now).isEmpty() && answers.keep(key, new byte[0], 204, new byte[0], now);
        });
        if (!isFirst) throw refused("this login was ended already");
    }

    private JWTClaimsSet claims(Issuer issuer, String code, Node remembered, String origin) {
        Provider provider = providers.get(issuer.url());
        String secret = secret(issuer);
        String authorization = secret.isEmpty()
                ? ""
                : "Basic "
                        + Base64.getEncoder()
                                .encodeToString((encoded(issuer.clientId()) + ":" + encoded(secret))
                                        .getBytes(StandardCharsets.UTF_8));
        String answer;
        try {
            answer = providers
                    .access()
                    .post(
                            provider.tokenEndpoint(),
                            form(
                                    "grant_type",
                                    "authorization_code",
                                    "code",
                                    code,
                                    "redirect_uri",
                                    origin + CALLBACK,
                                    "client_id",
                                    issuer.clientId(),
                                    "code_verifier",
                                    text(remembered, "verifier")),
                            authorization);
        } catch (IOException e) {
            throw new OidcException("the identity provider gives no token for the code", e);
        }
        JWTClaimsSet claims = provider.verified(idToken(answer), issuer.clientId());
        // of several audiences it must say that it is for us (OpenID Connect Core 1.0, 3.1.3.7)
        Object party = claims.getClaim("azp");
        boolean isOthers = party != null && !party.equals(issuer.clientId());
        if (isOthers || (claims.getAudience().size() > 1 && party == null)) {
            throw new OidcException("the token is for somebody else");
        }
        Object nonce = claims.getClaim("nonce");
        if (!(nonce instanceof String text) || !isSame(text(remembered, "nonce"), text)) {
            throw new OidcException("the token is of another login");
        }
        return claims;
    }

    private static String idToken(String answer) {
        try {
            String token = Json.read(answer).text("id_token");
            if (token != null) return token;
        } catch (SyntaxException _) {
            // said below
        }
        throw new OidcException("the identity provider gives no identity");
    }

    /// Roles follow the claims at each login: who left a group has lost its role.
    private Person person(Issuer issuer, JWTClaimsSet claims) {
        List<String> roles = ClaimMapping.read(issuer.mapping()).given(claims).stream()
                .filter(name -> Role.of(name).isPresent())
                .toList();
        if (roles.isEmpty())
            throw new OidcException("nothing that the identity provider says of you opens anything here");
        String mail = claim(claims, "email");
        String name = Optional.of(claim(claims, "preferred_username"))
                .filter(text -> !text.isBlank())
                .orElse(mail.isBlank() ? claims.getSubject() : mail);
        Instant now = clock.instant();
        return database.inTenant(issuer.tenant(), tx -> {
            Person person = new PersonStore(tx)
                    .seen(issuer.url(), claims.getSubject(), name, mail.isBlank() ? null : mail, roles, now);
            audit.add(
                    tx,
                    "person:" + name,
                    "logged-in",
                    "person " + name,
                    json -> json.field("issuer", issuer.url()).texts("roles", roles),
                    now);
            return person;
        });
    }

    private static String claim(JWTClaimsSet claims, String name) {
        String text = claims.getClaim(name) instanceof String found ? found : "";
        return text.length() > 200 ? text.substring(0, 200) : text;
    }

    private String secret(Issuer issuer) {
        byte[] sealed = issuer.clientSecret();
        return sealed == null ? "" : new String(key.unseal(sealed, Issuers.PURPOSE), StandardCharsets.UTF_8);
    }

    private String sealed(String text) {
        return base64(key.seal(text.getBytes(StandardCharsets.UTF_8), PURPOSE));
    }

    private Optional<Node> remembered(Request request) {
        try {
            return request.cookie(COOKIE)
                    .filter(text -> !text.isEmpty())
                    .map(text -> key.unseal(Base64.getUrlDecoder().decode(text), PURPOSE))
                    .map(bytes -> Json.read(new String(bytes, StandardCharsets.UTF_8)))
                    .filter(node -> clock.instant().isBefore(Instant.parse(text(node, "until"))));
        } catch (KeyException | IllegalArgumentException _) {
            return Optional.empty(); // not ours, or changed
        }
    }

    private static String text(Node node, String name) {
        return String.valueOf(node.text(name));
    }

    private static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static ProblemException refused(String why) {
        return new ProblemException(ProblemType.NOT_AUTHENTICATED, why + "; log in again");
    }

    private static String cookie(Request request, String value, Duration lasts) {
        return "%s=%s; Path=/login; Max-Age=%d; HttpOnly; SameSite=Lax%s"
                .formatted(COOKIE, value, lasts.toSeconds(), request.isSecure() ? "; Secure" : "");
    }

    private static String form(String... fields) {
        var form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            if (!form.isEmpty()) form.append('&');
            form.append(fields[i]).append('=').append(encoded(fields[i + 1]));
        }
        return form.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
