// SPDX-License-Identifier: Apache-2.0
package dev.pomona.formats.osv;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who publishes a record: told by the prefix of its id, as registered with the OSV schema.
final class OsvSource {

    private static final Map<String, String> BY_PREFIX = Map.ofEntries(
            Map.entry("A", "android"),
            Map.entry("ALBA", "almalinux"),
            Map.entry("ALEA", "almalinux"),
            Map.entry("ALPINE", "alpine"),
            Map.entry("ALSA", "almalinux"),
            Map.entry("ASB", "android"),
            Map.entry("AZL", "azurelinux"),
            Map.entry("BELL", "bellsoft"),
            Map.entry("BIT", "bitnami"),
            Map.entry("CGA", "chainguard"),
            Map.entry("CURL", "curl"),
            Map.entry("CVE", "cve"),
            Map.entry("DEBIAN", "debian"),
            Map.entry("DLA", "debian"),
            Map.entry("DRUPAL", "drupal"),
            Map.entry("DSA", "debian"),
            Map.entry("DTSA", "debian"),
            Map.entry("ECHO", "echo"),
            Map.entry("EEF", "erlang"),
            Map.entry("ELA", "freexian"),
            Map.entry("GHSA", "ghsa"),
            Map.entry("GMS", "glad"),
            Map.entry("GO", "go"),
            Map.entry("GSD", "gsd"),
            Map.entry("HSEC", "haskell"),
            Map.entry("JLSEC", "julia"),
            Map.entry("KUBE", "kubernetes"),
            Map.entry("LBSEC", "loopback"),
            Map.entry("LSN", "ubuntu"),
            Map.entry("MAL", "malicious-packages"),
            Map.entry("MGASA", "mageia"),
            Map.entry("MINI", "minimos"),
            Map.entry("OESA", "openeuler"),
            Map.entry("OSEC", "ocaml"),
            Map.entry("OSV", "oss-fuzz"),
            Map.entry("openSUSE", "suse"),
            Map.entry("PHSA", "photon"),
            Map.entry("PSF", "psf"),
            Map.entry("PUB", "android"),
            Map.entry("PYSEC", "pypa"),
            Map.entry("RHBA", "redhat"),
            Map.entry("RHEA", "redhat"),
            Map.entry("RHSA", "redhat"),
            Map.entry("RLBA", "rocky"),
            Map.entry("RLEA", "rocky"),
            Map.entry("RLSA", "rocky"),
            Map.entry("ROOT", "root"),
            Map.entry("RSEC", "r"),
            Map.entry("RUSTSEC", "rustsec"),
            Map.entry("RXSA", "rocky"),
            Map.entry("SUSE", "suse"),
            Map.entry("UBUNTU", "ubuntu"),
            Map.entry("USN", "ubuntu"),
            Map.entry("V8", "v8"));

    private OsvSource() {}

    /// The publisher in one word; `osv` for a prefix that is not registered.
    ///
    /// @param convertedFrom what the record itself calls its origin; converted records keep foreign ids
    static String of(String id, @Nullable String convertedFrom) {
        if (convertedFrom != null && convertedFrom.startsWith("GLAD")) return "glad";
        if (id.startsWith("DSA-CONTRIB-") || id.startsWith("DSA-CORE-")) return "drupal";
        int dash = id.indexOf('-');
        return BY_PREFIX.getOrDefault(dash < 0 ? id : id.substring(0, dash), "osv");
    }
}
