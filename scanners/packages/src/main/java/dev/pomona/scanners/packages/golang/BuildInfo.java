// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.golang;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the linker writes into a Go binary: the toolchain and the modules it was built from
/// (<https://pkg.go.dev/runtime/debug#BuildInfo>).
///
/// @param goVersion as Go says it: `go1.22.3`, `go1.22.3 X:boringcrypto`, `devel go1.23-0123abc`
/// @param main the main module; `null` when the binary was built without modules
/// @param unreadable lines that are none of the form
record BuildInfo(String goVersion, @Nullable Module main, List<Module> dependencies, int unreadable) {

    /// @param version `(devel)` or empty when it is built from a folder
    /// @param replacement what was built instead; `null` when the module itself was
    record Module(String path, String version, @Nullable Module replacement) {}

    /// Reads the lines apart by tabs: `mod`, `dep`, and `=>` for a replacement of the line before.
    static BuildInfo parse(String goVersion, String text) {
        Module main = null;
        var dependencies = new ArrayList<Module>();
        boolean afterMain = false;
        int unreadable = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            String[] words = line.split("\t", -1);
            boolean module = words.length == 3 || words.length == 4;
            switch (words[0]) {
                case "mod" -> {
                    if (module) main = new Module(words[1], words[2], null);
                    else unreadable++;
                    afterMain = true;
                }
                case "dep" -> {
                    if (module) dependencies.add(new Module(words[1], words[2], null));
                    else unreadable++;
                    afterMain = false;
                }
                case "=>" -> {
                    if (!module || (afterMain ? main == null : dependencies.isEmpty())) {
                        unreadable++;
                        continue;
                    }
                    var replacement = new Module(words[1], words[2], null);
                    if (afterMain && main != null) {
                        main = new Module(main.path(), main.version(), replacement);
                    } else {
                        Module last = dependencies.removeLast();
                        dependencies.add(new Module(last.path(), last.version(), replacement));
                    }
                }
                case "path", "build", "" -> {}
                default -> unreadable++;
            }
        }
        return new BuildInfo(goVersion, main, List.copyOf(dependencies), unreadable);
    }
}
