// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

/// Git addresses as package managers write them, turned into what a purl's `vcs_url` holds:
/// `git+https://host/path@commit`.
final class GitAddress {

    private GitAddress() {}

    /// The address with its commit or tag after an `@`, without credentials.
    static String of(String written) {
        int hash = written.indexOf('#');
        String address = hash < 0 ? written : written.substring(0, hash);
        String revision = hash < 0 ? "" : revision(written.substring(hash + 1));
        String url = withoutSecrets(url(address));
        return revision.isEmpty() ? url : url + "@" + revision;
    }

    private static String url(String address) {
        int colon = address.indexOf(':');
        String scheme = colon < 0 ? "" : address.substring(0, colon);
        return switch (scheme) {
            case "github" -> "git+https://github.com/%s.git".formatted(address.substring(colon + 1));
            case "gitlab" -> "git+https://gitlab.com/%s.git".formatted(address.substring(colon + 1));
            case "bitbucket" -> "git+https://bitbucket.org/%s.git".formatted(address.substring(colon + 1));
            case "gist" -> "git+https://gist.github.com/%s.git".formatted(address.substring(colon + 1));
            case "" -> "git+https://github.com/%s.git".formatted(address);
            case "git", "git+http", "git+https", "git+ssh", "git+file" -> address;
            case "http", "https", "ssh" -> "git+" + address;
            default -> // git@host:path
                "git+ssh://%s/%s".formatted(scheme, address.substring(colon + 1));
        };
    }

    /// Yarn writes `#commit=…&workspace=…`, npm `#…` and `#semver:…`.
    private static String revision(String fragment) {
        for (String part : fragment.split("&", -1)) {
            if (part.startsWith("commit=")) return part.substring("commit=".length());
        }
        return fragment.startsWith("semver:") || fragment.indexOf('=') >= 0 ? "" : fragment;
    }

    /// The address without the user's part before the host, unless that is the plain `git` of SSH addresses.
    static String withoutSecrets(String url) {
        int start = url.indexOf("://");
        if (start < 0) return url;
        start += 3;
        int end = url.indexOf('/', start);
        int at = url.lastIndexOf('@', end < 0 ? url.length() : end);
        if (at < start || url.startsWith("git@", start)) return url;
        return url.substring(0, start) + url.substring(at + 1);
    }
}
