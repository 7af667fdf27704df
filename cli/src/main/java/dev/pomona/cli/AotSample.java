// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A made-up repository and made-up advisories on its packages, for [AotTraining]: small, but with a file of every
/// kind that repositories commonly hold, so that a scan walks the usual ways through the program.
final class AotSample {

    /// Enough packages for the lock file parsers to be seen as busy.
    private static final int PACKAGES = 120;

    private static final Map<String, String> FILES = Map.ofEntries(
            Map.entry(".gitignore", "node_modules/\n*.log\n/build\n!keep.log\n"),
            Map.entry("README.md", "An orchard.\n"),
            Map.entry("src/Main.java", code()),
            Map.entry("src/settings.py", settings()),
            Map.entry("conf/app.yaml", configuration()),
            Map.entry("conf/app.env", environment()),
            Map.entry("conf/keys.txt", keys()),
            Map.entry("web/package.json", "{\"name\":\"orchard\",\"dependencies\":{\"fruit-0\":\"^1.0.0\"}}"),
            Map.entry("web/package-lock.json", npm()),
            Map.entry("site/yarn.lock", yarn()),
            Map.entry("site/package.json", "{\"name\":\"site\",\"dependencies\":{\"fruit-0\":\"^1.0.0\"}}"),
            Map.entry("shop/pnpm-lock.yaml", pnpm()),
            Map.entry("api/composer.lock", composer()),
            Map.entry("jobs/poetry.lock", poetry()),
            Map.entry("jobs/pyproject.toml", "[project]\nname = \"jobs\"\ndependencies = [\"fruit-0>=1.0\"]\n"),
            Map.entry("tools/requirements.txt", "fruit-1==1.0.0\nfruit-2>=1.0,<2 ; python_version > '3'\n"),
            Map.entry("admin/Gemfile.lock", gems()),
            Map.entry("agent/Cargo.lock", cargo()),
            Map.entry("agent/Cargo.toml", "[package]\nname = \"agent\"\n[dependencies]\nfruit-0 = \"1\"\n"),
            Map.entry("proxy/go.mod", go()),
            Map.entry("core/pom.xml", pom()),
            Map.entry("gradle.lockfile", "org.orchard:fruit-1:1.0.0=runtimeClasspath\nempty=\n"),
            Map.entry("shell/packages.lock.json", nuget()));

    private AotSample() {}

    /// Values that look like secrets to the scanner and belong to nobody; put together, so that no scanner takes this
    /// file for a leak.
    private static String planted(int number) {
        return "%016x%016x".formatted(number * 0x9E3779B97F4A7C15L, ~number * 0xC2B2AE3D27D4EB4FL);
    }

    private static String code() {
        var text = new StringBuilder("class Main {\n");
        for (int i = 0; i < PACKAGES; i++) {
            text.append("    String tree%d(String name) { return lookUp(\"tree/\" + name, \"%s\"); }%n"
                    .formatted(i, planted(i)));
        }
        return text.append("    String api")
                .append("Key = \"")
                .append(planted(3))
                .append("\";\n}\n")
                .toString();
    }

    private static String settings() {
        return "API_" + "TOKEN = '" + planted(5) + "'\npass" + "word = os.environ['PASSWORD']\n"
                + "encoded = '" + Base64.getEncoder().encodeToString(("pass" + "word: " + planted(7)).getBytes(UTF_8))
                + "'\n";
    }

    private static String configuration() {
        return "server:\n  port: 80\n  pass" + "word: \"" + planted(11) + "\"\n  url: https://user:" + planted(13)
                + "@example.org/\n";
    }

    private static String environment() {
        return "AWS_SECRET_" + "ACCESS_KEY=" + planted(17) + "00000000\nGITHUB_" + "TOKEN=gh" + "p_" + planted(19)
                + "0000\nDB=postgres://app:" + planted(23) + "@db/app\n";
    }

    /// What structural checks look into: a checksum that holds, a web token, a user with a password, and a private key,
    /// made on the spot and used nowhere.
    private static String keys() {
        byte[] user = ("keeper:" + planted(29)).getBytes(UTF_8);
        return "GITHUB_" + "TOKEN=" + gitHub() + "\nbearer: " + webToken() + "\nauthorization: Basic "
                + Base64.getEncoder().encodeToString(user) + "\n" + privateKey() + noise();
    }

    /// What looks like a secret and is none, for each reason a line.
    private static String noise() {
        String[] values = {
            "whitepear",
            "open_sesame",
            "${NAME}",
            "xxxxxxxxxxxx",
            "your-token-here",
            "abcdefgh12345678",
            "qwertyuiop12",
            "4c1b52409cf6be3896cf163fa17b32e4da293f2e",
            "123e4567-e89b-12d3-a456-426614174000",
            "settings.value(name)",
            "4ian1234",
            "changeme",
            "aaaaaaaa1111"
        };
        var text = new StringBuilder("user = keeper\n");
        for (String value : values) {
            text.append("db_pass").append("word = \"").append(value).append("\"\n");
            text.append("api_to").append("ken: ").append(value).append('\n');
        }
        return text.toString();
    }

    private static String gitHub() {
        String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        String body =
                planted(31).substring(0, 15) + planted(37).substring(0, 15).toUpperCase(Locale.ROOT);
        var sum = new CRC32();
        sum.update(body.getBytes(UTF_8));
        long rest = sum.getValue();
        var checksum = new StringBuilder();
        for (int i = 0; i < 6; i++, rest /= 62) checksum.insert(0, digits.charAt((int) (rest % 62)));
        return "gh" + "p_" + body + checksum;
    }

    private static String webToken() {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"HS256\"}".getBytes(UTF_8))
                + "." + encoder.encodeToString("{\"sub\":\"keeper\",\"exp\":1900000000}".getBytes(UTF_8))
                + "." + encoder.encodeToString(planted(41).getBytes(UTF_8));
    }

    private static String privateKey() {
        try {
            byte[] key = KeyPairGenerator.getInstance("RSA")
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded();
            String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
            return "-----BEGIN " + "PRIVATE KEY-----\n" + text + "\n-----END " + "PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    /// Files by name, for a repository without folders.
    static SortedMap<String, byte[]> flatFiles() {
        var files = new TreeMap<String, byte[]>();
        FILES.forEach((path, text) -> files.put(path.replace('/', '-'), text.getBytes(UTF_8)));
        files.put("leaf.bin", new byte[1024]); // neither text nor an archive
        return files;
    }

    static void writeRepository(Path folder) throws IOException {
        for (Map.Entry<String, String> file : FILES.entrySet()) write(folder.resolve(file.getKey()), file.getValue());
        try (var jar = new ZipOutputStream(Files.newOutputStream(folder.resolve("fruit.jar")))) {
            jar.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            jar.write("Manifest-Version: 1.0\r\nImplementation-Title: fruit-1\r\n\r\n".getBytes(UTF_8));
            jar.putNextEntry(new ZipEntry("META-INF/maven/org.orchard/fruit-1/pom.properties"));
            jar.write("groupId=org.orchard\nartifactId=fruit-1\nversion=1.0.0\n".getBytes(UTF_8));
        }
    }

    /// Writes advisories in the layout of an OSV bucket.
    static void writeAdvisories(Path folder) throws IOException {
        Map<String, String> prefixes = Map.of(
                "npm",
                "",
                "PyPI",
                "",
                "crates.io",
                "",
                "RubyGems",
                "",
                "NuGet",
                "",
                "Packagist",
                "orchard/",
                "Go",
                "example.org/",
                "Maven",
                "org.orchard:");
        for (Map.Entry<String, String> ecosystem : prefixes.entrySet()) {
            Path part = folder.resolve(ecosystem.getKey());
            Files.createDirectories(part);
            var modified = new StringBuilder();
            try (var zip = new ZipOutputStream(Files.newOutputStream(part.resolve("all.zip")))) {
                for (int i = 0; i < PACKAGES; i += 3) {
                    String id = "FRUIT-%s-%d".formatted(ecosystem.getKey(), i);
                    zip.putNextEntry(new ZipEntry(id + ".json"));
                    zip.write(advisory(id, ecosystem.getKey(), ecosystem.getValue() + "fruit-" + i, i)
                            .getBytes(UTF_8));
                    modified.append("2025-01-01T00:00:00Z,").append(id).append('\n');
                }
            }
            write(part.resolve("modified_id.csv"), modified.toString());
        }
    }

    private static String advisory(String id, String ecosystem, String name, int number) {
        return """
                {"schema_version": "1.6.0", "id": "%s", "modified": "2025-01-01T00:00:00Z",
                 "published": "2025-01-01T00:00:00Z", "aliases": ["CVE-2025-%d"],
                 "summary": "A worm in the apple", "details": "It gets in by the stalk.",
                 "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"},
                              {"type": "CVSS_V4",
                               "score": "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"}],
                 "affected": [{"package": {"ecosystem": "%s", "name": "%s"}, "versions": ["0.9.0"],
                   "ranges": [{"type": "%s", "events": [{"introduced": "0"}, {"fixed": "1.%d.1"}]}]}],
                 "references": [{"type": "WEB", "url": "https://example.org/%s"}],
                 "database_specific": {"cwe_ids": ["CWE-79"]}}
                """.formatted(
                        id,
                        10000 + number,
                        ecosystem,
                        name,
                        ecosystem.matches("npm|Go|crates.io") ? "SEMVER" : "ECOSYSTEM",
                        number % 2,
                        id);
    }

    private static String npm() {
        var json = new StringBuilder("{\"name\":\"orchard\",\"lockfileVersion\":3,\"packages\":{\n");
        json.append("\"\":{\"name\":\"orchard\",\"dependencies\":{\"fruit-0\":\"^1.0.0\"}}");
        for (int i = 0; i < PACKAGES; i++) {
            json.append("""
                    ,
                    "node_modules/fruit-%d": {
                      "version": "1.0.0",
                      "resolved": "https://registry.npmjs.org/fruit-%1$d/-/fruit-%1$d-1.0.0.tgz",
                      "integrity": "sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                      "license": "MIT",
                      "dependencies": {"fruit-%2$d": "^1.0.0"}
                    }""".formatted(i, next(i)));
        }
        return json.append("\n}}\n").toString();
    }

    private static String yarn() {
        return "# yarn lockfile v1\n\n" + each("""
                fruit-%d@^1.0.0:
                  version "1.0.0"
                  resolved "https://registry.yarnpkg.com/fruit-%1$d/-/fruit-%1$d-1.0.0.tgz"
                  dependencies:
                    fruit-%2$d "^1.0.0"

                """);
    }

    private static String pnpm() {
        return """
                lockfileVersion: '9.0'
                importers:
                  .:
                    dependencies:
                      fruit-0:
                        specifier: ^1.0.0
                        version: 1.0.0
                packages:
                """ + each("""
                  fruit-%d@1.0.0:
                    resolution: {integrity: sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=}
                """.indent(2)) + "snapshots:\n" + each("""
                  fruit-%d@1.0.0:
                    dependencies:
                      fruit-%2$d: 1.0.0
                """.indent(2));
    }

    private static String composer() {
        String packages = each("""
                {"name": "orchard/fruit-%d", "version": "1.0.0", "license": ["MIT"],
                 "require": {"php": ">=8", "orchard/fruit-%2$d": "^1.0"}},
                """);
        return "{\"packages\": [\n%s\n], \"packages-dev\": []}"
                .formatted(packages.substring(0, packages.lastIndexOf(',')));
    }

    private static String poetry() {
        return each("""
                [[package]]
                name = "fruit-%d"
                version = "1.0.0"
                optional = false
                files = [{file = "fruit.tar.gz", hash = "sha256:%064d"}]
                [package.dependencies]
                fruit-%2$d = ">=1.0"

                """) + "[metadata]\nlock-version = \"2.1\"\n";
    }

    private static String gems() {
        return "GEM\n  remote: https://rubygems.org/\n  specs:\n"
                + each("    fruit-%d (1.0.0)\n      fruit-%2$d (>= 1.0)\n")
                + "\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  fruit-0\n";
    }

    private static String cargo() {
        return "version = 4\n" + each("""
                [[package]]
                name = "fruit-%d"
                version = "1.0.0"
                source = "registry+https://github.com/rust-lang/crates.io-index"
                dependencies = [
                 "fruit-%2$d",
                ]

                """);
    }

    private static String go() {
        return "module example.org/orchard\n\ngo 1.23\n\nrequire (\n" + each("\texample.org/fruit-%d v1.0.0\n") + ")\n";
    }

    private static String pom() {
        return """
                <project><modelVersion>4.0.0</modelVersion>
                  <groupId>org.orchard</groupId><artifactId>core</artifactId><version>1.0.0</version>
                  <properties><fruit>1.0.0</fruit></properties>
                  <dependencies><dependency>
                    <groupId>org.orchard</groupId><artifactId>fruit-3</artifactId><version>${fruit}</version>
                  </dependency></dependencies>
                </project>
                """;
    }

    private static String nuget() {
        return """
                {"version": 1, "dependencies": {"net8.0": {"fruit-3": {"type": "Direct", "requested": "[1.0.0, )",
                  "resolved": "1.0.0", "dependencies": {"fruit-6": "1.0.0"}},
                  "fruit-6": {"type": "Transitive", "resolved": "1.0.0"}}}}
                """;
    }

    /// The text for each package; `%d` is its number and `%2$d` that of one it needs.
    private static String each(String format) {
        var text = new StringBuilder();
        for (int i = 0; i < PACKAGES; i++) text.append(format.formatted(i, next(i)));
        return text.toString();
    }

    private static int next(int number) {
        return (number + 1) % PACKAGES;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
