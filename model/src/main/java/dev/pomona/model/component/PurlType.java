// SPDX-License-Identifier: Apache-2.0
package dev.pomona.model.component;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What a purl type says about the parts (<https://github.com/package-url/purl-spec/tree/main/types>).
///
/// Types that nobody has registered have no rules. Where the registry asks for a namespace that documents of
/// all kinds leave out (`pkg:golang/stdlib`, `pkg:rpm/bash`), none is accepted: refusing it would hide a
/// component.
///
/// @param lower the parts that are written in lower case
/// @param qualifiers keys that must be there
record PurlType(Namespace namespace, List<String> lower, List<String> qualifiers) {

    enum Namespace {
        REQUIRED,
        OPTIONAL,
        PROHIBITED
    }

    private static final String TABLE = """
            alpm              optional    namespace,name
            apk               optional    namespace,name
            bazel             prohibited  -
            bitbucket         required    namespace,name
            bitnami           prohibited  name
            brew              optional    namespace,name
            cargo             prohibited  -
            chrome-extension  prohibited  name
            cocoapods         prohibited  -
            composer          required    namespace,name
            conan             optional    -
            conda             prohibited  -
            cpan              optional    -
            cran              prohibited  -
            deb               optional    namespace,name
            docker            optional    -
            gem               prohibited  -
            generic           optional    -
            git               required    namespace,name
            github            required    namespace,name
            golang            optional    -
            hackage           prohibited  -
            hex               optional    namespace,name
            huggingface       optional    version
            julia             prohibited  -                       uuid
            luarocks          optional    namespace,name
            maven             required    -
            mlflow            prohibited  -
            npm               optional    -
            nuget             prohibited  -
            oci               prohibited  name,version
            opam              prohibited  -
            otp               prohibited  name
            pub               prohibited  name
            pypi              prohibited  name,version
            qpkg              required    namespace
            rpm               optional    namespace
            swid              optional    -                       tag_id
            swift             required    -
            vcpkg             prohibited  -
            vscode-extension  required    namespace,name,version
            yocto             optional    namespace
            """;

    private static final PurlType UNREGISTERED = new PurlType(Namespace.OPTIONAL, List.of(), List.of());
    private static final Map<String, PurlType> TYPES = read();

    PurlType {
        lower = List.copyOf(lower);
        qualifiers = List.copyOf(qualifiers);
    }

    /// @param type in lower case
    static PurlType of(String type) {
        return TYPES.getOrDefault(type, UNREGISTERED);
    }

    private static Map<String, PurlType> read() {
        var types = new HashMap<String, PurlType>();
        for (String line : TABLE.lines().toList()) {
            String[] columns = line.split(" +", -1);
            types.put(
                    columns[0],
                    new PurlType(
                            Namespace.valueOf(columns[1].toUpperCase(Locale.ROOT)),
                            columns[2].equals("-") ? List.of() : List.of(columns[2].split(",", -1)),
                            columns.length > 3 ? List.of(columns[3].split(",", -1)) : List.of()));
        }
        return Map.copyOf(types);
    }

    @Nullable
    String namespace(String type, @Nullable String given) {
        if (given == null) {
            if (namespace == Namespace.REQUIRED)
                throw new InvalidPurlException("a %s purl needs a namespace".formatted(type));
            return null;
        }
        if (namespace == Namespace.PROHIBITED) {
            throw new InvalidPurlException("a %s purl has no namespace, but got '%s'".formatted(type, given));
        }
        if (type.equals("cpan")) return given.toUpperCase(Locale.ROOT);
        return lower("namespace", given);
    }

    String name(String type, String given, SortedMap<String, String> givenQualifiers) {
        String name = lower("name", given);
        return switch (type) {
            case "pypi" -> name.replace('_', '-');
            case "pub" -> underscored(name);
            case "mlflow" -> isDatabricks(givenQualifiers) ? name.toLowerCase(Locale.ROOT) : name;
            case "cpan" -> {
                if (name.contains("::")) {
                    throw new InvalidPurlException(
                            "a cpan purl names a distribution (URI-PackageURL), not a module, but got '%s'"
                                    .formatted(name));
                }
                yield name;
            }
            case "chrome-extension" -> {
                if (name.length() != 32 || name.chars().anyMatch(c -> c < 'a' || c > 'p')) {
                    throw new InvalidPurlException(
                            "a chrome-extension purl needs a name of 32 letters from a to p, but got '%s'"
                                    .formatted(name));
                }
                yield name;
            }
            default -> name;
        };
    }

    @Nullable
    String version(String type, @Nullable String given) {
        if (given == null) return null;
        if (type.equals("chrome-extension") && !isDotted(given)) {
            throw new InvalidPurlException(
                    "a chrome-extension purl has a version of one to four numbers, but got '%s'".formatted(given));
        }
        return lower("version", given);
    }

    void check(String type, SortedMap<String, String> given) {
        for (String key : qualifiers) {
            if (!given.containsKey(key)) {
                throw new InvalidPurlException("a %s purl needs the qualifier '%s'".formatted(type, key));
            }
        }
    }

    private String lower(String part, String text) {
        return lower.contains(part) ? text.toLowerCase(Locale.ROOT) : text;
    }

    /// MLflow registries keep the case of names, but the one of Databricks ignores it.
    private static boolean isDatabricks(SortedMap<String, String> qualifiers) {
        String url = qualifiers.get("repository_url");
        return url != null && url.toLowerCase(Locale.ROOT).contains("databricks");
    }

    private static String underscored(String name) {
        var out = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            out.append((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '_');
        }
        return out.toString();
    }

    private static boolean isDotted(String version) {
        String[] numbers = version.split("\\.", -1);
        if (numbers.length > 4) return false;
        for (String number : numbers) {
            if (number.isEmpty() || number.chars().anyMatch(c -> c < '0' || c > '9')) return false;
        }
        return true;
    }
}
