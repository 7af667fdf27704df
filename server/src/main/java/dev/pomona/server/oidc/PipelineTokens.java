// SPDX-License-Identifier: Apache-2.0
package dev.pomona.server.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import dev.pomona.server.identity.BearerTokens;
import dev.pomona.server.identity.Caller;
import dev.pomona.server.identity.Scope;
import dev.pomona.store.identity.Issuer;
import dev.pomona.store.identity.IssuerStore;
import dev.pomona.store.sql.Database;
import dev.pomona.store.sql.Purpose;
import java.text.ParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/// The identity tokens of CI jobs, taken as they are: nobody stores a secret. Which jobs may do
/// what follows from what their service claims of them; a token whose claims give nothing is
/// nobody's.
public final class PipelineTokens implements BearerTokens {

    private static final System.Logger LOG = System.getLogger(PipelineTokens.class.getName());

    private final Database database;
    private final Providers providers;

    public PipelineTokens(Database database, Providers providers) {
        this.database = database;
        this.providers = providers;
    }

    @Override
    public Optional<Caller> find(String token) {
        Optional<String> named = issuer(token);
        if (named.isEmpty()) return Optional.empty();
        // only issuers that a tenant trusts are ever asked for their keys
        List<Issuer> trusted =
                database.as(Purpose.IDENTITY, tx -> new IssuerStore(tx).byUrl(named.get(), Issuer.Kind.PIPELINE));
        for (Issuer issuer : trusted) {
            Optional<Caller> caller = caller(issuer, token);
            if (caller.isPresent()) return caller;
        }
        return Optional.empty();
    }

    /// The issuer it names itself, which is not believed yet.
    private static Optional<String> issuer(String token) {
        try {
            return Optional.ofNullable(JWTParser.parse(token).getJWTClaimsSet()).map(JWTClaimsSet::getIssuer);
        } catch (ParseException | RuntimeException | StackOverflowError _) {
            return Optional.empty(); // no such token, whatever else it is
        }
    }

    private Optional<Caller> caller(Issuer issuer, String token) {
        try {
            // the audience tells tenants of one issuer apart
            JWTClaimsSet claims = providers.get(issuer.url()).verified(token, issuer.clientId());
            ClaimMapping mapping = ClaimMapping.read(issuer.mapping());
            var scopes = EnumSet.noneOf(Scope.class);
            mapping.given(claims).forEach(word -> Scope.of(word).ifPresent(scopes::add));
            if (scopes.isEmpty()) return Optional.empty();
            String project = null;
            if (mapping.project() != null) {
                List<String> values = ClaimMapping.values(claims.getClaim(mapping.project()));
                // without the claim it would be all projects
                if (values.size() != 1 || values.getFirst().isBlank()) return Optional.empty();
                project = values.getFirst();
            }
            return Optional.of(
                    new Caller(issuer.tenant(), "pipeline:" + claims.getSubject(), scopes, project, null, null, null));
        } catch (OidcException e) {
            LOG.log(System.Logger.Level.INFO, "a pipeline token of {0} was refused: {1}", issuer.url(), e.getMessage());
            return Optional.empty();
        }
    }
}
