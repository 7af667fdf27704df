// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.jar;

import dev.pomona.model.component.Digest;
import dev.pomona.model.component.Purl;
import dev.pomona.scan.api.FileView;
import dev.pomona.scanners.packages.maven.Coordinates;
import dev.pomona.syntax.Element;
import dev.pomona.syntax.SyntaxException;
import dev.pomona.syntax.Xml;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One archive and what its entries say it is.
final class Archive {

    private static final int MAX_SHADED = 10_000;

    /// Group, artifact and version as an entry states them, and the entry.
    record Stated(Coordinates coordinates, String entry) {}

    private final String path;
    private final Map<String, Stated> byFolder = new TreeMap<>();
    private Map<String, String> manifest = Map.of();
    private @Nullable Purl purl;
    private boolean isStated;
    private List<Digest> digests = List.of();

    Archive(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }

    /// Takes over what an entry states.
    ///
    /// @return why it can't be understood; `null` when it was
    @Nullable
    String take(String name, FileView entry) {
        if (name.endsWith("MANIFEST.MF")) {
            manifest = JarManifest.mainAttributes(entry.text());
            return null;
        }
        if (byFolder.size() >= MAX_SHADED) return "more models than are read";
        String folder = name.substring(0, name.lastIndexOf('/'));
        try {
            Coordinates stated = name.endsWith(".properties") ? properties(entry.text()) : model(entry.bytes());
            if (stated == null) return "states no coordinates";
            // the properties were written by the build, the model may still have open places
            if (name.endsWith(".properties")) byFolder.put(folder, new Stated(stated, entry.path()));
            else byFolder.putIfAbsent(folder, new Stated(stated, entry.path()));
            return null;
        } catch (SyntaxException e) {
            return byFolder.containsKey(folder) ? null : e.describe();
        }
    }

    private static @Nullable Coordinates properties(String text) {
        Map<String, String> properties = new TreeMap<>();
        text.lines().limit(1_000).map(String::strip).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                properties.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        });
        return coordinates(properties.get("groupId"), properties.get("artifactId"), properties.get("version"));
    }

    private static @Nullable Coordinates model(byte[] text) {
        Element project = Xml.read(text);
        Element parent = project.child("parent");
        String groupId = project.text("groupId");
        String version = project.text("version");
        if (groupId == null && parent != null) groupId = parent.text("groupId");
        if (version == null && parent != null) version = parent.text("version");
        return coordinates(groupId, project.text("artifactId"), version);
    }

    private static @Nullable Coordinates coordinates(
            @Nullable String groupId, @Nullable String artifactId, @Nullable String version) {
        if (groupId == null || artifactId == null || version == null) return null;
        var coordinates = new Coordinates(groupId, artifactId, version);
        return coordinates.isPublishable() ? coordinates : null;
    }

    /// Decides what the archive is.
    ///
    /// @param file the archive itself, where the scan has it
    /// @return what is not certain about it; `null` when nothing is
    @Nullable
    String identify(@Nullable FileView file, Identities identities) {
        if (file != null) {
            digests = List.of(file.digest(Digest.Algorithm.SHA1), file.digest(Digest.Algorithm.SHA256));
        }
        FileName name = FileName.of(path);
        Stated own = own(name);
        if (own != null) {
            purl = identities.purl(own.coordinates(), name);
            isStated = true;
            return null;
        }
        if (identities.isPlatform(manifest)) return null;
        if (file != null) {
            Purl listed = identities.listed(file);
            if (listed != null) {
                purl = listed;
                return null;
            }
        }
        List<Coordinates> guesses = Guesses.of(manifest, name);
        var candidates = new LinkedHashSet<>(guesses);
        candidates.addAll(Guesses.provable(manifest, name));
        for (Coordinates candidate : candidates) {
            if (file != null && identities.isProven(candidate, name, file)) {
                purl = identities.purl(candidate, name);
                return null;
            }
        }
        if (!guesses.isEmpty()) {
            purl = identities.purl(guesses.getFirst(), name);
            return "its coordinates are a guess from its manifest: " + guesses.getFirst();
        }
        String version = name.version() == null ? Guesses.version(manifest) : name.version();
        purl = Purl.of("generic", null, name.artifactId(), version);
        return version == null
                ? "nothing in it tells what it is or its version"
                : "its group is unknown; name and version are those of the file";
    }

    /// The statement that is about this archive and not about something shaded into it.
    private @Nullable Stated own(FileName name) {
        List<Stated> fitting = byFolder.values().stream()
                .filter(stated -> name.fits(stated.coordinates()))
                .toList();
        if (!fitting.isEmpty()) return fitting.getFirst();
        if (byFolder.size() != 1) return null;
        Stated only = byFolder.values().iterator().next();
        // a renamed archive, unless its own manifest names something else
        String title = manifest.getOrDefault("Implementation-Title", "").toLowerCase(Locale.ROOT);
        boolean isOther = name.version() != null
                && !name.version().equals(only.coordinates().version());
        return isOther && !title.contains(only.coordinates().artifactId().toLowerCase(Locale.ROOT)) ? null : only;
    }

    @Nullable
    Purl purl() {
        return purl;
    }

    List<Digest> digests() {
        return digests;
    }

    /// What else was built into this archive.
    List<Stated> shaded() {
        var shaded = new ArrayList<Stated>();
        for (Stated stated : byFolder.values()) {
            boolean isOwn = isStated && purl != null && isSame(purl, stated.coordinates());
            if (!isOwn) shaded.add(stated);
        }
        return shaded;
    }

    private static boolean isSame(Purl purl, Coordinates coordinates) {
        return purl.coordinates().equals(coordinates.purl().coordinates())
                && coordinates.version().equals(purl.version());
    }
}
