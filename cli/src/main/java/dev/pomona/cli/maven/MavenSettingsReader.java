// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.maven;

import dev.pomona.cli.settings.UsageException;
import dev.pomona.syntax.Element;
import dev.pomona.syntax.SyntaxException;
import dev.pomona.syntax.Xml;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads one of Maven's settings files (settings 1.0.0 to 1.2.0, <https://maven.apache.org/settings.html>).
final class MavenSettingsReader {

    private final String name;
    private final Placeholders placeholders;

    /// @param name of the file, for messages
    MavenSettingsReader(String name, Map<String, String> environment) {
        this.name = name;
        this.placeholders = new Placeholders(environment);
    }

    /// @throws UsageException when it is malformed or something in it lacks what it needs
    MavenSettings read(byte[] content) {
        Element root;
        try {
            root = Xml.read(content);
        } catch (SyntaxException e) {
            throw new UsageException("%s: %s".formatted(name, e.describe()), e);
        }
        if (!root.name().equals("settings")) {
            throw new UsageException("%s is no Maven settings file: it starts with <%s>".formatted(name, root.name()));
        }
        return new MavenSettings(
                optional(root, "localRepository"),
                isTrue(root, "offline", false),
                root.children("mirrors", "mirror").stream().map(this::mirror).toList(),
                root.children("servers", "server").stream().map(this::server).toList(),
                root.children("profiles", "profile").stream().map(this::profile).toList(),
                root.children("activeProfiles", "activeProfile").stream()
                        .map(profile -> placeholders.replace(profile.text()))
                        .toList());
    }

    private Mirror mirror(Element mirror) {
        return new Mirror(
                optional(mirror, "id").orElse("default"),
                required(mirror, "url"),
                required(mirror, "mirrorOf"),
                isTrue(mirror, "blocked", false));
    }

    private Server server(Element server) {
        String id = required(server, "id");
        String username = optional(server, "username").orElse("");
        String password = optional(server, "password").orElse("");
        String problem = "";
        if (username.contains("${") || password.contains("${")) {
            problem = "the login of server '%s' in %s names a variable that is not set".formatted(id, name);
        } else if (isEncrypted(password)) {
            problem = "the password of server '%s' in %s is encrypted, and only Maven can read it".formatted(id, name);
        } else if (username.isEmpty() && hasHeaders(server)) {
            problem = "server '%s' in %s wants HTTP headers of its own, which are not sent".formatted(id, name);
        }
        return new Server(id, username, password.replace("\\{", "{").replace("\\}", "}"), problem);
    }

    /// Maven marks an encrypted password with braces; a backslash makes one an ordinary character.
    private static boolean isEncrypted(String password) {
        for (int open = password.indexOf('{'); open >= 0; open = password.indexOf('{', open + 1)) {
            if (open > 0 && password.charAt(open - 1) == '\\') continue;
            for (int close = password.indexOf('}', open); close >= 0; close = password.indexOf('}', close + 1)) {
                if (close > open + 1 && password.charAt(close - 1) != '\\') return true;
            }
            return false;
        }
        return false;
    }

    private static boolean hasHeaders(Element server) {
        Element configuration = server.child("configuration");
        return configuration != null && configuration.child("httpHeaders") != null;
    }

    private Profile profile(Element profile) {
        Element activation = profile.child("activation");
        List<Repository> repositories = profile.children("repositories", "repository").stream()
                .map(this::repository)
                .toList();
        return new Profile(
                optional(profile, "id").orElse("default"),
                activation != null && isTrue(activation, "activeByDefault", false),
                repositories);
    }

    private Repository repository(Element repository) {
        return new Repository(
                required(repository, "id"),
                required(repository, "url"),
                isEnabled(repository, "releases"),
                isEnabled(repository, "snapshots"));
    }

    private boolean isEnabled(Element repository, String policy) {
        Element child = repository.child(policy);
        return child == null || isTrue(child, "enabled", true);
    }

    private boolean isTrue(Element element, String child, boolean fallback) {
        return optional(element, child).map("true"::equalsIgnoreCase).orElse(fallback);
    }

    private Optional<String> optional(Element element, String child) {
        return Optional.ofNullable(element.text(child)).map(placeholders::replace);
    }

    private String required(Element element, String child) {
        return optional(element, child)
                .orElseThrow(() -> new UsageException(
                        "%s:%d: this %s has no %s".formatted(name, element.line(), element.name(), child)));
    }
}
