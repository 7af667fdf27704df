// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The checks by the names that rules call them by.
public final class StructuralChecks {

    /// What is longer is not looked into.
    static final int MAX_LENGTH = 128 * 1024;

    private static final String UNDOCUMENTED = "its checksum, if it has one, is not documented";

    // keep-sorted
    private static final TreeMap<String, StructuralCheck> CHECKS = new TreeMap<>(Map.ofEntries(
            Map.entry("age-key", new AgeKey()),
            Map.entry("atlassian-checksum", new AtlassianToken()),
            Map.entry("aws-access-key-id", new AwsAccessKeyId()),
            Map.entry(
                    "aws-bedrock-key",
                    new EncodedText(
                            "ABSK",
                            Pattern.compile("BedrockAPIKey-[^:\\s]+:\\S+"),
                            "it holds the name and the secret of a key")),
            Map.entry("aws-secret-access-key", new AwsSecretAccessKey()),
            Map.entry("azure-client-secret", new AzureClientSecret()),
            Map.entry("azure-devops-token", new AzureDevOpsToken()),
            Map.entry("azure-identifiable-key", new AzureIdentifiableKey()),
            Map.entry("azure-sas", new AzureSas()),
            Map.entry("base58check", new Base58CheckCheck()),
            Map.entry("base64-32-bytes", new Base64Bytes(32)),
            Map.entry("base64-64-bytes", new Base64Bytes(64)),
            Map.entry("basic-auth", new Credentials("")),
            Map.entry("bech32", new Bech32Check()),
            Map.entry("bitcoin-private-key", new BitcoinKey()),
            Map.entry("cloudflare-token", new Unchecked(UNDOCUMENTED)),
            Map.entry("connection-string", new ConnectionString()),
            Map.entry("crc32-base62", new ChecksumSuffix()),
            Map.entry("discord-token", new DiscordToken()),
            Map.entry("docker-auth", new Credentials("a registry's ")),
            Map.entry("ethereum-keystore", new EthereumKeystore()),
            Map.entry("github-checksum", new GitHubToken()),
            Map.entry("gitlab-routable-checksum", new GitLabToken()),
            Map.entry("google-service-account", new GoogleServiceAccount()),
            Map.entry("grafana-api-key", new JsonToken("", "", List.of("k", "n", "id"), false)),
            Map.entry("grafana-checksum", new GrafanaToken()),
            Map.entry("grafana-cloud-token", new JsonToken("glc_", "", List.of("o", "n", "k"), false)),
            Map.entry(
                    "jfrog-reference-token",
                    new EncodedText(
                            "",
                            Pattern.compile("reftkn:[0-9]{2}:(?<end>[0-9]{1,11}):[0-9A-Za-z]{16,}"),
                            "it is a reference token")),
            Map.entry("jwt", new JsonWebToken()),
            Map.entry("keystore", new KeystoreCheck()),
            Map.entry("kubeconfig-client-key", new PrivateKeyCheck()),
            Map.entry("kubernetes-secret", new KubernetesSecret()),
            Map.entry("luhn", new Luhn()),
            Map.entry("macaroon", new MacaroonCheck()),
            Map.entry("mapbox-token", new MapboxToken()),
            Map.entry("nats-seed", new Base32Key(2)),
            Map.entry("netrc", new Netrc()),
            Map.entry("npm-checksum", new NpmToken()),
            Map.entry("onepassword-service-account", new JsonToken("ops_", "", List.of("signInAddress"), false)),
            Map.entry("openai-key", new OpenAiKey()),
            Map.entry("openssh-private-key", new PrivateKeyCheck()),
            Map.entry("paseto", new Paseto()),
            Map.entry("pgp-private-key", new PrivateKeyCheck()),
            Map.entry("pkcs12", new KeystoreCheck()),
            Map.entry("private-key-pem", new PrivateKeyCheck()),
            Map.entry("putty-key", new PuttyKeyCheck()),
            Map.entry("pypi-macaroon", new PypiToken()),
            Map.entry("sentry-org-token", new JsonToken("sntrys_", "_", List.of("iat", "url", "org"), true)),
            Map.entry("slack-token", new Unchecked("there is nothing in it that can be checked")),
            Map.entry("ssh-com-private-key", new PrivateKeyCheck()),
            Map.entry("stellar-seed", new Base32Key(1)),
            Map.entry("stripe-key", new Unchecked(UNDOCUMENTED)),
            Map.entry("supabase-key", new Unchecked(UNDOCUMENTED)),
            Map.entry("uuid-v4", new Uuid4()),
            Map.entry("vault-token", new VaultToken()),
            Map.entry("wireguard-key", new WireGuardKey()),
            Map.entry("zuplo-key", new Unchecked(UNDOCUMENTED))));

    private StructuralChecks() {}

    /// The check of that name; empty when there is none.
    public static Optional<StructuralCheck> find(String name) {
        return Optional.ofNullable(CHECKS.get(name)).map(Bounded::new);
    }

    public static SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(CHECKS.keySet()));
    }

    private record Bounded(StructuralCheck inner) implements StructuralCheck {
        @Override
        public Verdict check(Value value) {
            return value.text().length() > MAX_LENGTH
                    ? new Verdict.Unknown("it is too long to check")
                    : inner.check(value);
        }
    }
}
