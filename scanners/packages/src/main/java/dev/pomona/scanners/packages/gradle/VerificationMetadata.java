// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.gradle;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileView;
import dev.pomona.scanners.packages.maven.Coordinates;
import dev.pomona.syntax.Element;
import dev.pomona.syntax.SyntaxException;
import dev.pomona.syntax.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads `gradle/verification-metadata.xml`: the modules that a build may download, with digests
/// (<https://docs.gradle.org/current/userguide/dependency_verification.html>). It tells nothing about what they
/// are for, and often lists more versions than are in use.
public final class VerificationMetadata {

    private static final Map<String, Digest.Algorithm> ALGORITHMS = Map.of(
            "md5", Digest.Algorithm.MD5,
            "sha1", Digest.Algorithm.SHA1,
            "sha256", Digest.Algorithm.SHA256,
            "sha512", Digest.Algorithm.SHA512);

    private static final String PATH = "gradle/verification-metadata.xml";

    private VerificationMetadata() {}

    /// Whether a file is called as Gradle calls it.
    public static boolean isNamed(FileFacts file) {
        return file.path().equals(PATH) || file.path().endsWith("/" + PATH);
    }

    /// The modules with the digests of their main archives.
    ///
    /// @throws SyntaxException when it is no such file, or a component has no name or version
    public static Manifest read(FileView file) {
        Element root = Xml.read(file.bytes());
        if (!root.name().equals("verification-metadata")) {
            throw new SyntaxException("not verification metadata", root.line(), root.column());
        }
        var components = new ArrayList<Component>();
        for (Element module : root.children("components", "component")) {
            String group = module.attributes().get("group");
            String name = module.attributes().get("name");
            String version = module.attributes().get("version");
            if (group == null
                    || name == null
                    || version == null
                    || !new Coordinates(group, name, version).isPublishable()) {
                throw new SyntaxException("a component without name or version", module.line(), module.column());
            }
            var component = Component.of(
                    Purl.of("maven", group, name, version), Scope.RUNTIME, Relation.UNKNOWN, module.at(file.path()));
            components.add(component.withDigests(digests(module, name, version)));
        }
        return new Manifest(file.path(), "gradle-verification", null, components, List.of());
    }

    /// Of the module's main archive only: its metadata files and other artifacts are something else.
    private static List<Digest> digests(Element module, String name, String version) {
        var digests = new ArrayList<Digest>();
        for (Element artifact : module.children("artifact")) {
            String file = artifact.attributes().getOrDefault("name", "");
            boolean isMain = file.equals(name + "-" + version + ".jar") || file.equals(name + "-" + version + ".aar");
            if (!isMain) continue;
            for (Element checksum : artifact.children()) {
                Digest.Algorithm algorithm = ALGORITHMS.get(checksum.name());
                String value = checksum.attributes().getOrDefault("value", "").toLowerCase(Locale.ROOT);
                boolean isHex = value.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
                if (algorithm == null || !isHex || value.length() != 2 * algorithm.bytes()) continue;
                digests.add(new Digest(algorithm, value));
            }
        }
        return digests;
    }
}
