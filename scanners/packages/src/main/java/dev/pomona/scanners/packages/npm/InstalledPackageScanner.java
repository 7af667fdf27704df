// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.npm;

import dev.pomona.model.component.Component;
import dev.pomona.model.component.Location;
import dev.pomona.model.component.Manifest;
import dev.pomona.model.component.Purl;
import dev.pomona.model.component.Relation;
import dev.pomona.model.component.Scope;
import dev.pomona.model.report.Gap;
import dev.pomona.scan.api.FileFacts;
import dev.pomona.scan.api.FileScanner;
import dev.pomona.scan.api.FileView;
import dev.pomona.scan.api.Reporter;
import dev.pomona.scan.api.ScanContext;
import dev.pomona.scan.api.ScannerInfo;
import dev.pomona.syntax.Json;
import dev.pomona.syntax.Mapping;
import dev.pomona.syntax.Node;
import dev.pomona.syntax.SyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the packages that lie in `node_modules` folders, one component a package: what is really there,
/// whatever a lock file says.
public final class InstalledPackageScanner implements FileScanner {

    private static final ScannerInfo INFO =
            new ScannerInfo("npm-installed", 1, "Reads JavaScript packages installed in node_modules");
    private static final String FOLDER = "node_modules/";
    private static final String FILE = "/package.json";

    @Override
    public ScannerInfo info() {
        return INFO;
    }

    @Override
    public boolean wants(FileFacts file) {
        return installedName(file.path()) != null;
    }

    /// The name of the package whose record this is; `null` when the path is no
    /// `node_modules/name/package.json`.
    static @Nullable String installedName(String path) {
        if (!path.endsWith(FILE)) return null;
        int start = path.lastIndexOf(FOLDER);
        if (start < 0 || (start > 0 && path.charAt(start - 1) != '/')) return null;
        start += FOLDER.length();
        int end = path.length() - FILE.length();
        String name = start < end ? path.substring(start, end) : "";
        return Coordinates.isName(name) ? name : null;
    }

    @Override
    public void scan(FileView file, Reporter reporter, ScanContext context) {
        try {
            Node json = Json.read(file.text());
            if (!(json instanceof Mapping)) throw new SyntaxException("not an object", json.line(), json.column());
            read(json, file.path(), reporter);
        } catch (SyntaxException e) {
            reporter.gap(new Gap(Gap.Kind.MALFORMED, file.path(), e.describe()));
        }
    }

    private static void read(Node json, String path, Reporter reporter) {
        String stated = json.text("name");
        String name = stated == null ? installedName(path) : stated;
        String version = json.text("version");
        Purl purl = Coordinates.purl(name, version);
        if (purl == null) {
            reporter.gap(new Gap(Gap.Kind.MALFORMED, path, "its name and version are none of a package"));
            return;
        }
        if (purl.version() == null) {
            reporter.gap(new Gap(Gap.Kind.UNRESOLVED, path, "an installed package without version"));
        }
        Component component = new Component(
                purl,
                purl.version() == null ? "*" : null,
                Scope.RUNTIME,
                Relation.UNKNOWN,
                List.of(location(json, path)),
                List.of(),
                licenses(json));
        reporter.manifest(new Manifest(path, "npm-installed", null, List.of(component), List.of()));
    }

    private static Location location(Node json, String path) {
        for (Mapping.Entry entry : json.entries()) {
            if (entry.key().equals("version")) return entry.at(path);
        }
        return json.at(path);
    }

    /// An SPDX expression under `license`, or one of the older forms: an object with a `type`, a list
    /// `licenses`.
    private static List<String> licenses(Node json) {
        var licenses = new ArrayList<String>();
        var forms = new ArrayList<Node>();
        Node single = json.find("license");
        if (single != null) forms.add(single);
        forms.addAll(json.items("licenses"));
        for (Node form : forms) {
            String text = form instanceof Mapping ? form.text("type") : form.text();
            if (text != null && !text.isBlank() && !licenses.contains(text)) licenses.add(text);
        }
        return licenses;
    }
}
