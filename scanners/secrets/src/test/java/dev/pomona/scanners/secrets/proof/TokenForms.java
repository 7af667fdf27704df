// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.secrets.proof;

import dev.pomona.scanners.secrets.proof.encoding.Base32Text;
import dev.pomona.scanners.secrets.proof.encoding.Base58Check;
import dev.pomona.scanners.secrets.proof.encoding.Checksums;
import dev.pomona.scanners.secrets.proof.encoding.Marvin32;
import dev.pomona.scanners.secrets.proof.encoding.Radix;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/// The forms of tokens that [TokenMint] makes up.
final class TokenForms {

    static final String BASE62 = Radix.BASE62.digits();
    static final String LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
    static final String HEX = "0123456789abcdef";
    static final String URL = BASE62 + "-_";

    private TokenForms() {}

    static Map<String, List<Function<Random, String>>> all() {
        var all = new TreeMap<String, List<Function<Random, String>>>();
        all.put(
                "github-checksum",
                List.of(
                        r -> gitHub("ghp_", 30, r),
                        r -> gitHub("gho_", 30, r),
                        r -> gitHub("ghu_", 30, r),
                        r -> gitHub("ghs_", 30, r),
                        r -> gitHub("ghr_", 70, r),
                        TokenForms::gitHubFineGrained,
                        r -> "ghs_" + number(7, r) + "_" + jwt("RS256", 256, r)));
        all.put("npm-checksum", List.of(r -> gitHub("npm_", 30, r)));
        all.put(
                "crc32-base62",
                List.of(
                        r -> gitHub("acme_", 30, r),
                        r -> summed("acme_" + text(BASE62, 32, r), Radix.BASE62_LOWER_FIRST)));
        all.put(
                "gitlab-routable-checksum",
                List.of(
                        r -> gitLab("glpat-", false, r),
                        r -> gitLab("glpat-", true, r),
                        r -> gitLab("glrt-", true, r),
                        r -> gitLab("glcbt-", true, r)));
        all.put("pypi-macaroon", List.of(r -> pypi("pypi.org", r), r -> pypi("test.pypi.org", r)));
        all.put("macaroon", List.of(r -> url(macaroon2("store.example", r)), TokenForms::macaroon1));
        all.put(
                "azure-identifiable-key",
                List.of(
                        r -> azure("+ASt", "Default0", 64, false, r),
                        r -> azure("ACDb", "MastRW00", 64, false, r),
                        r -> azure("+ABa", "AbAcct00", 64, false, r),
                        r -> azure("+ASb", "Send0000", 32, false, r),
                        r -> azure("AzFu", "Functi00", 40, true, r),
                        r -> azure("AzSe", "PAdmin00", 39, true, r),
                        r -> azure("+ACR", "ACRDflt0", 39, false, r),
                        r -> annotated("AZDO", r),
                        r -> annotated("ACOG", r)));
        all.put(
                "azure-devops-token",
                List.of(
                        r -> devOps(AzureDevOpsToken.USERS, r),
                        r -> devOps(AzureDevOpsToken.APPLICATIONS, r),
                        r -> annotated("AZDO", r)));
        all.put("azure-client-secret", List.of(TokenForms::clientSecret));
        all.put(
                "jwt",
                List.of(
                        r -> jwt("HS256", 32, r),
                        r -> jwt("RS256", 256, r),
                        r -> jwt("ES256", 64, r),
                        TokenForms::jwe));
        all.put("aws-access-key-id", List.of(r -> aws("AKIA", r), r -> aws("ASIA", r)));
        all.put(
                "slack-token",
                List.of(
                        r -> "xoxb-" + number(12, r) + "-" + number(13, r) + "-" + text(BASE62, 24, r),
                        r -> "xoxp-" + number(12, r) + "-" + number(12, r) + "-" + number(13, r) + "-"
                                + text(HEX, 32, r)));
        all.put("stripe-key", List.of(r -> "sk_live_" + text(BASE62, 24, r), r -> "rk_live_51" + text(BASE62, 97, r)));
        all.put("atlassian-checksum", List.of(r -> {
            String body = "ATATT3xFfGF0" + text(URL, 172, r) + "=";
            return body + String.format(Locale.ROOT, "%08X", Checksums.crc32(body));
        }));
        all.put("grafana-checksum", List.of(TokenForms::grafana));
        all.put(
                "grafana-cloud-token",
                List.of(r -> "glc_"
                        + base64(ascii("{\"o\":\"%s\",\"n\":\"stack-agent\",\"k\":\"%s\",\"m\":{\"r\":\"eu\"}}"
                                .formatted(number(7, r), text(BASE62, 24, r))))));
        all.put(
                "grafana-api-key",
                List.of(r -> base64(ascii("{\"k\":\"%s\",\"n\":\"agent\",\"id\":1}".formatted(text(BASE62, 32, r))))));
        all.put(
                "sentry-org-token",
                List.of(r -> "sntrys_"
                        + base64(
                                ascii(
                                        "{\"iat\":1700000000.5,\"url\":\"https://sentry.example\",\"region_url\":\"https://eu.sentry.example\",\"org\":\"acme\"}"))
                        + "_"
                        + text(BASE62, 43, r)));
        all.put(
                "onepassword-service-account",
                List.of(r -> "ops_"
                        + url(ascii(
                                "{\"signInAddress\":\"acme.1password.example\",\"email\":\"robot\",\"secretKey\":\"A3-%s\",\"muk\":{\"k\":\"%s\"}}"
                                        .formatted(text(BASE62, 26, r), text(URL, 43, r))))));
        all.put(
                "mapbox-token",
                List.of(r -> "sk."
                        + url(ascii("{\"u\":\"acme\",\"a\":\"%s\"}".formatted(text(LOWER, 25, r))))
                        + "."
                        + text(URL, 22, r)));
        all.put("vault-token", List.of(r -> "hvs." + url(vaultSigned(r)), r -> "hvb." + url(vaultBatch(r))));
        all.put(
                "discord-token",
                List.of(r -> url(ascii(number(18, r))) + "." + text(URL, 6, r) + "." + text(URL, 38, r)));
        all.put(
                "jfrog-reference-token",
                List.of(
                        r -> base64(ascii("reftkn:01:1893456000:" + text(BASE62, 27, r))),
                        r -> base64(ascii("reftkn:01:0000000000:" + text(BASE62, 27, r)))));
        all.put(
                "aws-bedrock-key",
                List.of(r -> "ABSK"
                        + base64(ascii("BedrockAPIKey-%s-at-%s:%s"
                                .formatted(text(LOWER, 4, r), number(12, r), text(BASE62, 44, r))))));
        all.put("aws-secret-access-key", List.of(r -> text(BASE62 + "+/", 40, r)));
        all.put(
                "openai-key",
                List.of(
                        r -> "sk-" + text(BASE62, 20, r) + "T3Blbk" + "FJ" + text(BASE62, 20, r),
                        r -> "sk-proj-" + text(URL, 74, r) + "T3Blbk" + "FJ" + text(URL, 74, r)));
        all.put("paseto", List.of(TokenForms::paseto));
        all.put("basic-auth", List.of(r -> base64(ascii("deploy:" + text(BASE62, 20, r)))));
        all.put("docker-auth", List.of(r -> base64(ascii("robot:" + text(BASE62, 20, r)))));
        all.put("kubernetes-secret", List.of(r -> base64(ascii(text(BASE62 + "!?*", 24, r)))));
        all.put("netrc", List.of(r -> "machine db.example login app password " + text(BASE62, 16, r)));
        all.put("base64-32-bytes", List.of(r -> base64(bytes(32, r))));
        all.put("base64-64-bytes", List.of(r -> base64(bytes(64, r))));
        all.put(
                "connection-string",
                List.of(
                        r -> "postgres://app:" + text(BASE62, 20, r) + "@db.example:5432/app",
                        r -> "Server=db.example;User Id=app;Password=" + text(BASE62, 20, r) + ";Encrypt=yes"));
        all.put(
                "azure-sas",
                List.of(
                        r -> "sv=2022-11-02&ss=b&srt=co&sp=rl&se=2030-01-01T00:00:00Z&spr=https&sig="
                                + percent(base64(bytes(32, r))),
                        r -> "sr=https%3A%2F%2Fbus.example&sig=" + percent(base64(bytes(32, r)))
                                + "&se=1893456000&skn=send"));
        all.put("age-key", List.of(r -> bech32("age-secret-key-", bytes(32, r)).toUpperCase(Locale.ROOT)));
        all.put("bech32", List.of(r -> bech32("nsec", bytes(32, r))));
        all.put("base58check", List.of(r -> Base58Check.encode(bytes(21, r))));
        all.put("bitcoin-private-key", List.of(TokenForms::walletImport, TokenForms::extendedKey));
        all.put("nats-seed", List.of(r -> seed(new byte[] {(byte) (18 << 3 | 5), 0}, r)));
        all.put("stellar-seed", List.of(r -> seed(new byte[] {(byte) (18 << 3)}, r)));
        all.put("wireguard-key", List.of(r -> base64(clamped(bytes(32, r)))));
        all.put(
                "ethereum-keystore",
                List.of(r ->
                        "{\"version\":3,\"crypto\":{\"cipher\":\"aes-128-ctr\",\"ciphertext\":\"%s\",\"kdf\":\"scrypt\",\"mac\":\"%s\"}}"
                                .formatted(text(HEX, 64, r), text(HEX, 64, r))));
        all.put("cloudflare-token", List.of(r -> "cfut_" + text(BASE62, 48, r)));
        all.put("supabase-key", List.of(r -> "sb_secret_" + text(URL, 22, r) + "_" + text(URL, 8, r)));
        all.put("zuplo-key", List.of(r -> "zpka_" + text(HEX, 32, r) + "_" + text(HEX, 8, r)));
        all.put("uuid-v4", List.of(TokenForms::uuid));
        all.put("luhn", List.of(TokenForms::luhn));
        return all;
    }

    static String text(String alphabet, int length, Random random) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    static String number(int digits, Random random) {
        return 1 + random.nextInt(9) + text("0123456789", digits - 1, random);
    }

    static byte[] bytes(int length, Random random) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String gitHub(String prefix, int length, Random random) {
        String body = text(BASE62, length, random);
        return prefix + body + Radix.BASE62.text(Checksums.crc32(body), 6);
    }

    private static String summed(String all, Radix radix) {
        return all + radix.text(Checksums.crc32(all), 6);
    }

    private static String gitHubFineGrained(Random random) {
        String body = "github_pat_11" + text(BASE62, 20, random) + "_" + text(BASE62, 43, random);
        return body + Base32Text.encode(Checksums.sha256(ascii(body))).substring(0, 8) + text(BASE62, 8, random);
    }

    private static String gitLab(String prefix, boolean version, Random random) {
        byte[] routing = ascii("o:1\nu:" + Integer.toString(random.nextInt(1, 99999), 36));
        var payload = new ByteArrayOutputStream();
        if (version) payload.writeBytes(bytes(16, random));
        payload.writeBytes(routing);
        if (!version) payload.writeBytes(bytes(16, random));
        payload.write(version ? routing.length : 16);
        String base64 = url(payload.toByteArray());
        String all = prefix + base64 + (version ? ".01." : ".") + Radix.BASE36.text(base64.length(), 2);
        return all + Radix.BASE36.text(Checksums.crc32(all), 7);
    }

    private static String pypi(String location, Random random) {
        return "pypi-" + url(macaroon2(location, random));
    }

    static byte[] macaroon2(String location, Random random) {
        var bytes = new ByteArrayOutputStream();
        bytes.write(2);
        field(bytes, 1, ascii(location));
        field(bytes, 2, ascii(uuid(random)));
        bytes.write(0);
        field(bytes, 2, ascii("[3, \"" + uuid(random) + "\"]"));
        bytes.write(0);
        bytes.write(0);
        field(bytes, 6, bytes(32, random));
        return bytes.toByteArray();
    }

    private static void field(ByteArrayOutputStream to, int type, byte[] data) {
        to.write(type);
        to.write(data.length);
        to.writeBytes(data);
    }

    private static String macaroon1(Random random) {
        var bytes = new ByteArrayOutputStream();
        packet(bytes, "location", ascii("https://store.example"));
        packet(bytes, "identifier", ascii(uuid(random)));
        packet(bytes, "cid", ascii("valid_until 2030"));
        packet(bytes, "signature", bytes(32, random));
        return url(bytes.toByteArray());
    }

    private static void packet(ByteArrayOutputStream to, String name, byte[] data) {
        byte[] key = ascii(name + " ");
        to.writeBytes(ascii(String.format(Locale.ROOT, "%04x", 4 + key.length + data.length + 1)));
        to.writeBytes(key);
        to.writeBytes(data);
        to.write('\n');
    }

    /// The signature stands at four Base 64 digits of its own, so it is put into the text and read back as bytes.
    private static String azure(String signature, String seed, int length, boolean forUrls, Random random) {
        String digits = forUrls ? URL : BASE62 + "+/";
        int characters = (length * 8 + 5) / 6;
        String text = text(digits, characters - 10, random) + signature + "A".repeat(6);
        byte[] bytes = (forUrls ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
        int hash = Marvin32.hash(bytes, length - 4, AzureIdentifiableKey.seed(seed));
        for (int i = 0; i < 4; i++) {
            bytes[length - 4 + i] = (byte) (hash >>> 8 * i);
        }
        return (forUrls ? Base64.getUrlEncoder() : Base64.getEncoder()).encodeToString(bytes);
    }

    private static String annotated(String signature, Random random) {
        String body = text(BASE62, 52, random) + "JQQJ99BCAAAAAAAAAAAAAAAA" + signature;
        int hash = Marvin32.hash(Base64.getDecoder().decode(body), 60, AzureIdentifiableKey.seed("Default0"));
        return body + AzureAnnotatedKey.base62(hash).substring(0, 4);
    }

    private static String devOps(long mask, Random random) {
        byte[] bytes = Base32Text.decode(text("abcdefghijklmnopqrstuvwxyz234567", 52, random));
        long checksum = Checksums.crc32(AzureDevOpsToken.summed(bytes)) ^ mask;
        for (int i = 0; i < 4; i++) {
            bytes[AzureDevOpsToken.CHECKSUM_AT[i]] = (byte) (checksum >>> 24 - 8 * i);
        }
        return Base32Text.encode(bytes).toLowerCase(Locale.ROOT);
    }

    private static String clientSecret(Random random) {
        String body = text(AzureClientSecret.DIGITS, 3, random) + "8Q~" + text(AzureClientSecret.DIGITS, 31, random);
        return body + AzureClientSecret.checksum(body);
    }

    static String jwt(String algorithm, int signatureBytes, Random random) {
        String header = "{\"alg\":\"%s\",\"typ\":\"JWT\"}".formatted(algorithm);
        String payload = "{\"sub\":\"%s\",\"exp\":1893456000}".formatted(number(10, random));
        return url(ascii(header)) + "." + url(ascii(payload)) + "." + url(bytes(signatureBytes, random));
    }

    private static String jwe(Random random) {
        String header = "{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\"}";
        return String.join(
                ".",
                url(ascii(header)),
                url(bytes(256, random)),
                url(bytes(12, random)),
                url(bytes(80, random)),
                url(bytes(16, random)));
    }

    private static String aws(String prefix, Random random) {
        long account = random.nextLong(100_000_000_000L, 1_000_000_000_000L);
        byte[] bytes = bytes(10, random);
        long head = 1L << 47 | account << 7 | bytes[5] & 0x7f;
        for (int i = 0; i < 6; i++) {
            bytes[i] = (byte) (head >>> 40 - 8 * i);
        }
        return prefix + Base32Text.encode(bytes);
    }

    private static String grafana(Random random) {
        String body = "glsa_" + text(BASE62, 32, random);
        return body + "_%08x".formatted(Integer.reverseBytes((int) Checksums.crc32(body)));
    }

    private static byte[] vaultSigned(Random random) {
        var token = new ByteArrayOutputStream();
        token.write(0x0a);
        token.write(24);
        token.writeBytes(ascii(text(BASE62, 24, random)));
        token.writeBytes(new byte[] {0x10, 0x2a});
        var signed = new ByteArrayOutputStream();
        signed.writeBytes(new byte[] {0x08, 1, 0x12, 32});
        signed.writeBytes(bytes(32, random));
        signed.write(0x1a);
        signed.write(token.size());
        signed.writeBytes(token.toByteArray());
        return signed.toByteArray();
    }

    private static byte[] vaultBatch(Random random) {
        byte[] batch = bytes(100, random);
        System.arraycopy(new byte[] {0, 0, 0, 1, 2}, 0, batch, 0, 5);
        return batch;
    }

    private static String paseto(Random random) {
        var payload = new ByteArrayOutputStream();
        payload.writeBytes(ascii("{\"sub\":\"%s\"}".formatted(number(8, random))));
        payload.writeBytes(bytes(64, random));
        return "v4.public." + url(payload.toByteArray());
    }

    private static String percent(String text) {
        return text.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D");
    }

    private static String walletImport(Random random) {
        byte[] bytes = bytes(34, random);
        bytes[0] = (byte) 0x80;
        bytes[33] = 1;
        return Base58Check.encode(bytes);
    }

    private static String extendedKey(Random random) {
        byte[] bytes = bytes(78, random);
        System.arraycopy(new byte[] {0x04, (byte) 0x88, (byte) 0xad, (byte) 0xe4}, 0, bytes, 0, 4);
        bytes[45] = 0;
        return Base58Check.encode(bytes);
    }

    private static String seed(byte[] kind, Random random) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(kind);
        bytes.writeBytes(bytes(32, random));
        int crc = Checksums.crc16(bytes.toByteArray(), bytes.size());
        bytes.write(crc);
        bytes.write(crc >> 8);
        return Base32Text.encode(bytes.toByteArray());
    }

    private static byte[] clamped(byte[] key) {
        key[0] &= (byte) 0xf8;
        key[31] = (byte) (key[31] & 0x7f | 0x40);
        return key;
    }

    /// As BIP 173 has it.
    private static String bech32(String name, byte[] bytes) {
        String digits = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
        var values = new ArrayList<Integer>();
        for (int i = 0; i < name.length(); i++) values.add(name.charAt(i) >> 5);
        values.add(0);
        for (int i = 0; i < name.length(); i++) values.add(name.charAt(i) & 31);
        var text = new StringBuilder(name).append('1');
        int held = 0;
        int bits = 0;
        for (byte b : bytes) {
            held = (held << 8 | b & 0xff) & 0xfff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                values.add(held >> bits & 31);
                text.append(digits.charAt(held >> bits & 31));
            }
        }
        if (bits > 0) {
            values.add(held << 5 - bits & 31);
            text.append(digits.charAt(held << 5 - bits & 31));
        }
        for (int i = 0; i < 6; i++) values.add(0);
        int[] generator = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
        int sum = 1;
        for (int value : values) {
            int top = sum >>> 25;
            sum = (sum & 0x1ffffff) << 5 ^ value;
            for (int i = 0; i < 5; i++) {
                if ((top >> i & 1) == 1) sum ^= generator[i];
            }
        }
        sum ^= 1;
        for (int i = 0; i < 6; i++) text.append(digits.charAt(sum >> 5 * (5 - i) & 31));
        return text.toString();
    }

    static String uuid(Random random) {
        return "%s-%s-4%s-%s%s-%s"
                .formatted(
                        text(HEX, 8, random),
                        text(HEX, 4, random),
                        text(HEX, 3, random),
                        text("89ab", 1, random),
                        text(HEX, 3, random),
                        text(HEX, 12, random));
    }

    private static String luhn(Random random) {
        String body = number(15, random);
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = (body.charAt(i) - '0') * (i % 2 == 0 ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }
        return body + (10 - sum % 10) % 10;
    }
}
