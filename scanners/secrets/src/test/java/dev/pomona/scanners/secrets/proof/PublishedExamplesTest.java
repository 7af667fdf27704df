// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pomona.scanners.secrets.proof.Verdict.Proven;
import dev.pomona.scanners.secrets.proof.Verdict.Refuted;
import dev.pomona.scanners.secrets.proof.Verdict.Unknown;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Values that issuers and standards print as examples: they show that the formats are understood, not only that mint
/// and
/// check agree with each other.
class PublishedExamplesTest {

    private static Verdict verdict(String check, String text) {
        return StructuralChecksTest.check(check).check(Value.of(text));
    }

    @Test
    void readsGitLabsShortestRoutableToken() {
        String token = "bzoxd_Rb5_cHeWe1JH56wr2" + "FCBA.0r1pum4t4";
        assertThat(verdict("gitlab-routable-checksum", token)).isInstanceOf(Proven.class);
        assertThat(verdict("gitlab-routable-checksum", token.replace("bzox", "bzoy")))
                .isInstanceOf(Refuted.class);
    }

    @Test
    void readsNpmsAnnouncedExample() {
        assertThat(verdict("npm-checksum", "npm_" + "qkJaB6MffYVzZXWqmcoF49yrUxP3wf" + "0LsakP"))
                .isInstanceOf(Proven.class);
    }

    @Test
    void readsMicrosoftsClientSecretOfOneLetter() {
        assertThat(verdict("azure-client-secret", "zzz8Q" + "~" + "z".repeat(31) + "blP"))
                .isInstanceOf(Proven.class);
        assertThat(verdict("azure-client-secret", "yyy7Q" + "~" + "y".repeat(31)))
                .isInstanceOf(Unknown.class);
    }

    @Test
    void readsStellarsExampleSeed() {
        String seed = "SBU2RRGLXH3E5CQHTD3ODLDF2BWD" + "CYUSSBLLZ5GNW7JXHDIYKXZWHOKR";
        assertThat(verdict("stellar-seed", seed)).isInstanceOf(Proven.class);
        assertThat(verdict("nats-seed", seed)).isInstanceOf(Refuted.class);
    }

    @Test
    void refutesKeyIdsOfImpossibleAccountsOnly() {
        assertThat(verdict("aws-access-key-id", "ASIA" + "Y34FZKBOKMUTVV7A")).isInstanceOf(Unknown.class);
        assertThat(verdict("aws-access-key-id", "AKIA" + "IOSFODNN7EXAMPLE").reason())
                .contains("older kind");
        assertThat(verdict("aws-access-key-id", "AKIA" + "7777777777777777")).isInstanceOf(Refuted.class);
        assertThat(verdict("aws-access-key-id", "AKIA" + "0123456789ABCDEF")).isInstanceOf(Refuted.class);
    }

    @Test
    void readsTheTokenOfRfc7519() {
        String token = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
                + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
                + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assertThat(verdict("jwt", token))
                .isEqualTo(new Proven("it is a JSON web token, signed with HS256, that ends on 2011-03-22"));
        assertThat(verdict("jwt", token.substring(0, token.length() - 4))).isInstanceOf(Refuted.class);
        assertThat(verdict("jwt", "eyJhbGciOiJub25lIn0.eyJhIjoxfQ.")).isInstanceOf(Unknown.class);
    }

    @Test
    void tellsLuhnAndVersionsButProvesNothing() {
        assertThat(verdict("luhn", "7992 7398 713")).isInstanceOf(Unknown.class);
        assertThat(verdict("luhn", "79927398710")).isInstanceOf(Refuted.class);
        assertThat(verdict("uuid-v4", "c232ab00-9414-11ec-b3c8-9f6bdeced846")).isInstanceOf(Refuted.class);
    }

    @Test
    void readsTheCredentialsOfRfc7617() {
        assertThat(verdict("basic-auth", "Basic QWxhZGRpbjpvcGVu" + "IHNlc2FtZQ=="))
                .isInstanceOf(Proven.class);
        assertThat(verdict("basic-auth", "QWxhZGRpbjo=")).isInstanceOf(Refuted.class);
    }

    @Test
    void readsWireGuardKeysBesideTheirPublicKey() {
        // the key pairs of RFC 7748, 6.1
        String secret = "dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo=";
        String shown = "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=";
        byte[] file = ("[Interface]\nPrivateKey = " + secret + "\n# " + shown + "\n")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        var check = StructuralChecksTest.check("wireguard-key");
        assertThat(check.check(new Value(secret, Map.of(), file, 25, 69))).isInstanceOf(Proven.class);
        assertThat(check.check(Value.of(secret))).isInstanceOf(Unknown.class);
    }

    @Test
    void knowsConnectionStringsWithoutPasswords() {
        assertThat(verdict("connection-string", "postgres://db.example/app")).isInstanceOf(Refuted.class);
        assertThat(verdict("connection-string", "postgres://app@db.example/app"))
                .isInstanceOf(Refuted.class);
        assertThat(verdict("connection-string", "Server=db;Trusted_Connection=yes"))
                .isInstanceOf(Refuted.class);
        assertThat(verdict("connection-string", "jdbc:postgresql://db/app?user=a&password=b"))
                .isInstanceOf(Unknown.class);
    }

    @Test
    void provesIdentifiableKeysInConnectionStrings() {
        String key = TokenMint.all("azure-identifiable-key", 5).getFirst();
        String text =
                "DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=" + key + ";EndpointSuffix=core.example";
        assertThat(verdict("connection-string", text)).isInstanceOf(Proven.class);
    }

    @Test
    void refusesPublicTokensOfMapbox() {
        String token = TokenMint.all("mapbox-token", 1).getFirst();
        assertThat(verdict("mapbox-token", "pk" + token.substring(2))).isInstanceOf(Refuted.class);
    }
}
