// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.golang;

import dev.pomona.model.component.Location;
import dev.pomona.model.report.Gap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A `go.mod` or a `go.work` file (<https://go.dev/ref/mod#go-mod-file>,
/// <https://go.dev/ref/mod#workspaces>).
///
/// @param folder that it stands in; empty for the root of the scan
/// @param module the module's path; `null` in `go.work`
/// @param language the `go` line: the oldest version that may build it
/// @param toolchain the `toolchain` line, with its `go` in front
/// @param excluded versions that are never selected, as `path@version`
/// @param tools packages that `go tool` runs
/// @param uses the folders of a workspace's modules
record ModFile(
        String path,
        String folder,
        @Nullable Named module,
        @Nullable Named language,
        @Nullable Named toolchain,
        List<Require> requires,
        List<Replace> replaces,
        Set<String> excluded,
        List<String> tools,
        List<Named> uses) {

    private static final int MOST_GAPS = 20;

    /// A text and where it stands.
    record Named(String text, Location location) {}

    /// @param indirect whether no package of the module itself imports it
    record Require(String path, String version, boolean indirect, Location location) {}

    /// @param oldVersion `null` when all versions are replaced
    /// @param version `null` when a folder replaces the module
    record Replace(
            String oldPath,
            @Nullable String oldVersion,
            String path,
            @Nullable String version,
            Location location) {

        boolean applies(String modulePath, String moduleVersion) {
            return oldPath.equals(modulePath) && (oldVersion == null || oldVersion.equals(moduleVersion));
        }
    }

    /// Reads what is understood; every line that is not becomes a gap, a limited number of times.
    static ModFile parse(String path, String text, Consumer<Gap> gaps) {
        return new Reader(path, gaps).read(Directives.read(text));
    }

    /// Whether the file lists everything that its packages need (since Go 1.17), see
    /// <https://go.dev/ref/mod#graph-pruning>.
    boolean isPruned() {
        if (language == null) return false;
        String[] parts = language.text().split("[.a-z]", 3);
        if (parts.length < 2 || !isNumber(parts[0]) || !isNumber(parts[1])) return false;
        int major = Integer.parseInt(parts[0]);
        return major > 1 || (major == 1 && Integer.parseInt(parts[1]) >= 17);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 6 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static final class Reader {

        private final String path;
        private final Consumer<Gap> gaps;
        private int reported;
        private @Nullable Named module;
        private @Nullable Named language;
        private @Nullable Named toolchain;
        private final List<Require> requires = new ArrayList<>();
        private final List<Replace> replaces = new ArrayList<>();
        private final Set<String> excluded = new HashSet<>();
        private final List<String> tools = new ArrayList<>();
        private final List<Named> uses = new ArrayList<>();

        Reader(String path, Consumer<Gap> gaps) {
            this.path = path;
            this.gaps = gaps;
        }

        ModFile read(Directives file) {
            for (int line : file.unreadable()) gap(Gap.Kind.MALFORMED, line, "not a directive");
            for (Directives.Directive directive : file.all()) {
                if (!read(directive)) {
                    gap(Gap.Kind.MALFORMED, directive.line(), "'%s' with other arguments".formatted(directive.verb()));
                }
            }
            if (module == null && path.endsWith("go.mod")) gap(Gap.Kind.MALFORMED, 1, "no module directive");
            int slash = path.lastIndexOf('/');
            String folder = slash < 0 ? "" : path.substring(0, slash);
            return new ModFile(path, folder, module, language, toolchain, requires, replaces, excluded, tools, uses);
        }

        private void gap(Gap.Kind kind, int line, String message) {
            if (reported++ < MOST_GAPS) gaps.accept(new Gap(kind, path, "line %d: %s".formatted(line, message)));
        }

        private boolean read(Directives.Directive directive) {
            List<String> arguments = directive.arguments();
            Location location = Location.at(path, directive.line(), directive.column());
            var first = new Named(arguments.getFirst(), location);
            int count = arguments.size();
            switch (directive.verb()) {
                case "module" -> module = first;
                case "go" -> language = first;
                case "toolchain" -> toolchain = first;
                case "require" -> {
                    if (count != 2) return false;
                    requires.add(
                            new Require(first.text(), arguments.get(1), isIndirect(directive.comment()), location));
                    return true;
                }
                case "exclude" -> {
                    if (count != 2) return false;
                    excluded.add(first.text() + "@" + arguments.get(1));
                    return true;
                }
                case "replace" -> {
                    return replace(arguments, location);
                }
                case "tool" -> tools.add(first.text());
                case "use" -> uses.add(first);
                case "retract", "godebug", "ignore" -> {
                    return true; // of interest to those who depend on the module, or to its run-time, not here
                }
                default -> {
                    gap(
                            Gap.Kind.UNSUPPORTED,
                            directive.line(),
                            "the directive '%s' is not known".formatted(directive.verb()));
                    return true;
                }
            }
            return count == 1;
        }

        private static boolean isIndirect(String comment) {
            return comment.equals("indirect") || comment.startsWith("indirect;");
        }

        private boolean replace(List<String> arguments, Location location) {
            int arrow = arguments.indexOf("=>");
            int after = arguments.size() - arrow - 1;
            if (arrow < 1 || arrow > 2 || after < 1 || after > 2) return false;
            String version = after == 2 ? arguments.getLast() : null;
            String replacement = arguments.get(arrow + 1);
            if (version == null && !Modules.isFolder(replacement)) return false;
            replaces.add(new Replace(
                    arguments.getFirst(), arrow == 2 ? arguments.get(1) : null, replacement, version, location));
            return true;
        }
    }
}
