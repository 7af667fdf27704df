// SPDX-License-Identifier: Apache-2.0
package dev.pomona.advisories.match;

import dev.pomona.model.advisory.PackageName;
import dev.pomona.model.component.Purl;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// Packages of operating systems: their purls name the release in the qualifier `distro` (`debian-12`,
/// `alpine-3.20.3`), the OSV schema as part of the ecosystem (`Debian:12`, `Alpine:v3.20`).
final class Distributions {

    private static final Map<String, String> CODE_NAMES = Map.ofEntries(
            Map.entry("stretch", "9"),
            Map.entry("buster", "10"),
            Map.entry("bullseye", "11"),
            Map.entry("bookworm", "12"),
            Map.entry("trixie", "13"),
            Map.entry("forky", "14"),
            Map.entry("trusty", "14.04"),
            Map.entry("xenial", "16.04"),
            Map.entry("bionic", "18.04"),
            Map.entry("focal", "20.04"),
            Map.entry("jammy", "22.04"),
            Map.entry("noble", "24.04"));

    /// Where advisories name source packages, which a purl has in its qualifier `upstream`.
    private static final Set<String> BY_SOURCE = Set.of("deb", "apk");

    private Distributions() {}

    /// Empty when the purl is of no distribution or does not tell which release.
    static List<PackageName> packages(Purl purl, SortedSet<String> known) {
        if (!Set.of("deb", "apk", "rpm").contains(purl.type())) return List.of();
        String distro = purl.qualifiers().getOrDefault("distro", "").toLowerCase(Locale.ROOT);
        int dash = distro.lastIndexOf('-');
        String release = release(distro.substring(dash + 1));
        String family = purl.namespace() == null ? distro.substring(0, Math.max(dash, 0)) : purl.namespace();
        var packages = new LinkedHashSet<PackageName>();
        for (String ecosystem : ecosystems(family.toLowerCase(Locale.ROOT), release, known)) {
            for (String name : names(purl)) packages.add(new PackageName(ecosystem, name));
        }
        return List.copyOf(packages);
    }

    private static String release(String text) {
        return CODE_NAMES.getOrDefault(text, text);
    }

    private static List<String> ecosystems(String family, String release, SortedSet<String> known) {
        return switch (family) {
            case "debian" -> release(release, "Debian", major(release));
            case "ubuntu" -> release(release, "Ubuntu", release + (isLongTerm(release) ? ":LTS" : ""));
            case "alpine" -> release(release, "Alpine", release.equals("edge") ? release : "v" + minor(release));
            case "wolfi" -> List.of("Wolfi");
            case "chainguard" -> List.of("Chainguard");
            case "minimos" -> List.of("MinimOS");
            case "echo" -> List.of("Echo");
            case "almalinux", "alma" -> release(release, "AlmaLinux", major(release));
            case "rocky", "rockylinux", "rocky-linux" -> release(release, "Rocky Linux", major(release));
            case "oracle", "ol", "oraclelinux" -> release(release, "Oracle Linux", major(release));
            case "amazon", "amzn", "amazonlinux" -> release(release, "Amazon Linux", major(release));
            case "fedora" -> release(release, "Fedora", major(release));
            case "mageia" -> release(release, "Mageia", major(release));
            case "photon" -> release(release, "Photon OS", release);
            case "azurelinux", "mariner" -> release(release, "Azure Linux", major(release));
            case "openeuler" -> release(release, "openEuler", release);
            case "redhat", "rhel" -> startingWith("Red Hat:enterprise_linux:" + major(release) + ":", release, known);
            case "opensuse", "opensuse-leap", "opensuse.leap" -> release(release, "openSUSE", "Leap " + minor(release));
            case "opensuse-tumbleweed", "opensuse.tumbleweed" -> List.of("openSUSE:Tumbleweed");
            case "suse", "sles" -> suse(release, known);
            default -> List.of();
        };
    }

    private static List<String> release(String release, String name, String suffix) {
        return release.isEmpty() ? List.of() : List.of(name + ":" + suffix);
    }

    /// Red Hat has an ecosystem for each repository of a release.
    private static List<String> startingWith(String prefix, String release, SortedSet<String> known) {
        if (release.isEmpty()) return List.of();
        List<String> parts =
                known.stream().filter(ecosystem -> ecosystem.startsWith(prefix)).toList();
        return parts.isEmpty() ? List.of(prefix.substring(0, prefix.length() - 1)) : parts;
    }

    /// SUSE has an ecosystem for each product and module, all ending in the release: `… 15 SP5`.
    private static List<String> suse(String release, SortedSet<String> known) {
        if (release.isEmpty()) return List.of();
        int dot = release.indexOf('.');
        String suffix = dot < 0 ? release : release.substring(0, dot) + " SP" + release.substring(dot + 1);
        List<String> parts = known.stream()
                .filter(ecosystem -> ecosystem.startsWith("SUSE:") && ecosystem.endsWith(" " + suffix))
                .toList();
        return parts.isEmpty() ? List.of("SUSE:Linux Enterprise Server " + suffix) : parts;
    }

    private static String major(String release) {
        int dot = release.indexOf('.');
        return dot < 0 ? release : release.substring(0, dot);
    }

    private static String minor(String release) {
        int dot = release.indexOf('.', release.indexOf('.') + 1);
        return dot < 0 || release.indexOf('.') == dot ? release : release.substring(0, dot);
    }

    /// Ubuntu's April releases of even years.
    private static boolean isLongTerm(String release) {
        return release.length() == 5 && release.endsWith(".04") && (release.charAt(1) - '0') % 2 == 0;
    }

    private static List<String> names(Purl purl) {
        String source = purl.qualifiers().get("upstream");
        if (source == null || !BY_SOURCE.contains(purl.type())) return List.of(purl.name());
        int at = source.indexOf('@');
        return List.of(at < 0 ? source : source.substring(0, at));
    }

    /// The version as advisories of the component's package count it: with the epoch that RPM purls keep apart,
    /// and the source package's where that differs from the binary's.
    static @Nullable String version(Purl purl) {
        String version = purl.version();
        if (version == null) return null;
        String epoch = purl.qualifiers().get("epoch");
        if (purl.type().equals("rpm") && epoch != null && !version.contains(":")) return epoch + ":" + version;
        String source = purl.qualifiers().getOrDefault("upstream", "");
        int at = source.indexOf('@');
        return at >= 0 && BY_SOURCE.contains(purl.type()) ? source.substring(at + 1) : version;
    }
}
