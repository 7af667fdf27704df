// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Finds the scheme of an ecosystem.
public final class VersionSchemes {

    private static final Map<String, VersionScheme> BY_ID = byId(
            new AlpmScheme(),
            new ApkScheme(),
            new BitnamiScheme(),
            new ComposerScheme(),
            new ConanScheme(),
            new CondaScheme(),
            new DatetimeScheme(),
            new DebScheme("deb", true),
            new DebScheme("opam", false),
            new DottedScheme("cran", ".-"),
            new DottedScheme("hackage", "."),
            new DottedScheme("intdot", "."),
            new DottedScheme("nginx", "."),
            new FreebsdScheme(),
            new GemScheme(),
            new GenericScheme("android"),
            new GenericScheme("generic"),
            new GenericScheme("linux"),
            new GentooScheme(),
            new LexicographicScheme(),
            new MavenScheme(),
            new NugetScheme(),
            new OpensslScheme(),
            new PypiScheme(),
            new RpmScheme(),
            new SemverScheme("cargo", SemverScheme.Build.IGNORED),
            new SemverScheme("githubactions", SemverScheme.Build.IGNORED),
            new SemverScheme("golang", SemverScheme.Build.IGNORED),
            new SemverScheme("hex", SemverScheme.Build.IGNORED),
            new SemverScheme("julia", SemverScheme.Build.ORDERED),
            new SemverScheme("npm", SemverScheme.Build.IGNORED),
            new SemverScheme("pub", SemverScheme.Build.ORDERED),
            new SemverScheme("semver", SemverScheme.Build.IGNORED),
            new SemverScheme("swift", SemverScheme.Build.IGNORED));

    /// Other names of `vers:` schemes, as older documents and tools write them.
    private static final Map<String, String> ALIASES = Map.ofEntries(
            entry("alpine", "apk"),
            entry("arch", "alpm"),
            entry("crates", "cargo"),
            entry("debian", "deb"),
            entry("ebuild", "gentoo"),
            entry("github", "githubactions"),
            entry("go", "golang"),
            entry("gomod", "golang"),
            entry("packagist", "composer"),
            entry("rubygems", "gem"));

    /// The ecosystems of the OSV schema 1.7. `GIT`, `OSS-Fuzz` and `Docker Hardened Images` are not among them:
    /// the first two know commits only, the third holds packages of several distributions.
    private static final Map<String, String> BY_ECOSYSTEM = Map.ofEntries(
            entry("AlmaLinux", "rpm"),
            entry("Alpaquita", "apk"),
            entry("Alpine", "apk"),
            entry("Amazon Linux", "rpm"),
            entry("Android", "android"),
            entry("Arch Linux", "alpm"),
            entry("Azure Linux", "rpm"),
            entry("BellSoft Hardened Containers", "apk"),
            entry("Bioconductor", "cran"),
            entry("Bitnami", "bitnami"),
            entry("CRAN", "cran"),
            entry("Chainguard", "apk"),
            entry("CleanStart", "apk"),
            entry("ConanCenter", "conan"),
            entry("Debian", "deb"),
            entry("Echo", "deb"),
            entry("Fedora", "rpm"),
            entry("FreeBSD", "freebsd"),
            entry("GHC", "semver"),
            entry("Gentoo", "gentoo"),
            entry("GitHub Actions", "githubactions"),
            entry("Go", "golang"),
            entry("Hackage", "hackage"),
            entry("Hex", "hex"),
            entry("Julia", "julia"),
            entry("Kubernetes", "golang"),
            entry("Linux", "linux"),
            entry("Mageia", "rpm"),
            entry("Maven", "maven"),
            entry("MinimOS", "apk"),
            entry("NuGet", "nuget"),
            entry("Oracle Linux", "rpm"),
            entry("Packagist", "composer"),
            entry("Photon OS", "rpm"),
            entry("Pub", "pub"),
            entry("PyPI", "pypi"),
            entry("Red Hat", "rpm"),
            entry("Rocky Linux", "rpm"),
            entry("RubyGems", "gem"),
            entry("SUSE", "rpm"),
            entry("SwiftURL", "swift"),
            entry("TuxCare", "rpm"),
            entry("Ubuntu", "deb"),
            entry("VSCode", "semver"),
            entry("Wolfi", "apk"),
            entry("crates.io", "cargo"),
            entry("npm", "npm"),
            entry("opam", "opam"),
            entry("openEuler", "rpm"),
            entry("openSUSE", "rpm"));

    /// Purl types whose scheme bears another name.
    private static final Map<String, String> BY_PURL_TYPE = Map.ofEntries(
            entry("bazel", "semver"),
            entry("bitbucket", "semver"),
            entry("brew", "generic"),
            entry("chrome-extension", "intdot"),
            entry("cocoapods", "semver"),
            entry("cpan", "generic"),
            entry("docker", "generic"),
            entry("github", "githubactions"),
            entry("luarocks", "generic"),
            entry("oci", "generic"),
            entry("otp", "generic"),
            entry("swid", "generic"),
            entry("vcpkg", "generic"),
            entry("vscode-extension", "semver"),
            entry("yocto", "generic"));

    private VersionSchemes() {}

    /// By the name in `vers:` ranges.
    public static Optional<VersionScheme> named(String id) {
        return Optional.ofNullable(BY_ID.get(ALIASES.getOrDefault(id, id)));
    }

    /// By OSV ecosystem, with or without a release: `npm`, `Debian:12`. `Root:Alpine:3.18` is Alpine's. Empty
    /// where versions have no order.
    public static Optional<VersionScheme> forEcosystem(String ecosystem) {
        String name = ecosystem.startsWith("Root:") ? ecosystem.substring("Root:".length()) : ecosystem;
        int colon = name.indexOf(':');
        String id = BY_ECOSYSTEM.get(colon < 0 ? name : name.substring(0, colon));
        return id == null ? Optional.empty() : named(id);
    }

    /// By purl type.
    public static Optional<VersionScheme> forPurlType(String type) {
        return Optional.ofNullable(BY_ID.get(BY_PURL_TYPE.getOrDefault(type, type)));
    }

    /// The names that [#named] knows, without the other names of schemes.
    public static SortedSet<String> ids() {
        return new TreeSet<>(BY_ID.keySet());
    }

    private static Map<String, VersionScheme> byId(VersionScheme... schemes) {
        var byId = new TreeMap<String, VersionScheme>();
        for (VersionScheme scheme : schemes) byId.put(scheme.id(), scheme);
        return Map.copyOf(byId);
    }
}
