// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.maven;

import dev.pomona.scanners.packages.maven.Pom.Condition;
import dev.pomona.scanners.packages.maven.Pom.Declared;
import dev.pomona.scanners.packages.maven.Pom.Parent;
import dev.pomona.scanners.packages.maven.Pom.Place;
import dev.pomona.scanners.packages.maven.Pom.Plugin;
import dev.pomona.scanners.packages.maven.Pom.Profile;
import dev.pomona.scanners.packages.maven.Pom.Relocation;
import dev.pomona.scanners.packages.maven.Pom.Section;
import dev.pomona.syntax.Element;
import dev.pomona.syntax.SyntaxException;
import dev.pomona.syntax.Xml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads `pom.xml` of the model versions 4.0.0 and 4.1.0
/// (<https://maven.apache.org/ref/3.9.9/maven-model/maven.html>).
final class PomReader {

    private static final String PLUGIN_GROUP = "org.apache.maven.plugins";

    private PomReader() {}

    /// @param path in the scanned files; `null` for a published model
    /// @throws SyntaxException when it is no model
    static Pom read(byte[] text, @Nullable String path) {
        Element project = Xml.read(text);
        if (!project.name().equals("project")) {
            throw new SyntaxException(
                    "a model's element is <project>, but this is another one", project.line(), project.column());
        }
        String packaging = project.text("packaging");
        return new Pom(
                path,
                parent(project.child("parent")),
                project.text("groupId"),
                project.text("artifactId"),
                project.text("version"),
                packaging == null ? "jar" : packaging,
                section(project),
                project.children("profiles", "profile").stream()
                        .map(PomReader::profile)
                        .toList(),
                relocation(project.child("distributionManagement")));
    }

    private static @Nullable Parent parent(@Nullable Element parent) {
        if (parent == null) return null;
        Element relativePath = parent.child("relativePath");
        return new Parent(
                parent.text("groupId"),
                parent.text("artifactId"),
                parent.text("version"),
                relativePath == null ? null : relativePath.text(),
                place(parent));
    }

    private static Section section(Element model) {
        var properties = new HashMap<String, String>();
        Element stated = model.child("properties");
        if (stated != null) stated.children().forEach(property -> properties.put(property.name(), property.text()));
        Element management = model.child("dependencyManagement");
        Element build = model.child("build");
        Element reporting = model.child("reporting");
        Element pluginManagement = build == null ? null : build.child("pluginManagement");
        var plugins = new ArrayList<>(plugins(build));
        plugins.addAll(plugins(reporting));
        return new Section(
                properties,
                dependencies(model, "dependencies", "dependency"),
                management == null ? List.of() : dependencies(management, "dependencies", "dependency"),
                List.copyOf(plugins),
                plugins(pluginManagement),
                build == null ? List.of() : dependencies(build, "extensions", "extension"));
    }

    private static List<Declared> dependencies(Element in, String list, String each) {
        return in.children(list, each).stream().map(PomReader::dependency).toList();
    }

    private static Declared dependency(Element dependency) {
        return new Declared(
                textOr(dependency, "groupId", ""),
                textOr(dependency, "artifactId", ""),
                dependency.text("version"),
                textOr(dependency, "type", "jar"),
                dependency.text("classifier"),
                dependency.text("scope"),
                dependency.text("optional"),
                dependency.children("exclusions", "exclusion").stream()
                        .map(exclusion ->
                                new Exclusion(textOr(exclusion, "groupId", "*"), textOr(exclusion, "artifactId", "*")))
                        .toList(),
                place(dependency));
    }

    private static List<Plugin> plugins(@Nullable Element build) {
        if (build == null) return List.of();
        return build.children("plugins", "plugin").stream()
                .map(PomReader::plugin)
                .toList();
    }

    private static Plugin plugin(Element plugin) {
        var dependencies = new ArrayList<>(dependencies(plugin, "dependencies", "dependency"));
        dependencies.addAll(processors(plugin));
        plugin.children("executions", "execution").forEach(execution -> dependencies.addAll(processors(execution)));
        return new Plugin(
                textOr(plugin, "groupId", PLUGIN_GROUP),
                textOr(plugin, "artifactId", ""),
                plugin.text("version"),
                !"false".equals(plugin.text("inherited")),
                List.copyOf(dependencies),
                place(plugin));
    }

    private static List<Declared> processors(Element configured) {
        Element configuration = configured.child("configuration");
        Element paths = configuration == null ? null : configuration.child("annotationProcessorPaths");
        if (paths == null) return List.of();
        return paths.children().stream()
                .filter(path -> path.text("artifactId") != null)
                .map(PomReader::dependency)
                .toList();
    }

    private static Profile profile(Element profile) {
        return new Profile(textOr(profile, "id", ""), condition(profile.child("activation")), section(profile));
    }

    private static Condition condition(@Nullable Element activation) {
        if (activation == null) return new Condition(false, null, Map.of(), null, null, null, false);
        Element os = activation.child("os");
        var system = new HashMap<String, String>();
        if (os != null) os.children().forEach(part -> system.put(part.name(), part.text()));
        Element property = activation.child("property");
        return new Condition(
                "true".equals(activation.text("activeByDefault")),
                activation.text("jdk"),
                Map.copyOf(system),
                property == null ? null : property.text("name"),
                property == null ? null : property.text("value"),
                activation.text("packaging"),
                activation.child("file") != null || activation.child("condition") != null);
    }

    private static @Nullable Relocation relocation(@Nullable Element distribution) {
        Element relocation = distribution == null ? null : distribution.child("relocation");
        if (relocation == null) return null;
        return new Relocation(relocation.text("groupId"), relocation.text("artifactId"), relocation.text("version"));
    }

    private static String textOr(Element element, String child, String otherwise) {
        String text = element.text(child);
        return text == null ? otherwise : text;
    }

    private static Place place(Element element) {
        return new Place(element.line(), element.column());
    }
}
