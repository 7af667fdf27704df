// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scanners.packages.golang;

import dev.pomona.model.component.Location;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A `vendor/modules.txt` file: the modules whose packages are copied into the `vendor` folder
/// (<https://go.dev/ref/mod#vendoring>).
///
/// @param unreadable lines that are none of the form
record VendorList(List<Module> modules, List<Integer> unreadable) {

    /// @param version `null` for a replacement of all versions that nothing is copied for
    /// @param explicit whether the main module's `go.mod` names it
    /// @param hasPackages whether anything of it was copied
    record Module(
            String path,
            @Nullable String version,
            @Nullable String replacement,
            @Nullable String replacementVersion,
            boolean explicit,
            boolean hasPackages,
            Location location) {

        private Module with(boolean nowExplicit, boolean nowPackages) {
            return new Module(path, version, replacement, replacementVersion, nowExplicit, nowPackages, location);
        }
    }

    static VendorList parse(String path, String text) {
        var modules = new ArrayList<Module>();
        var unreadable = new ArrayList<Integer>();
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            if (line.isBlank() || line.equals("## workspace")) continue;
            if (line.startsWith("## ")) {
                if (modules.isEmpty()) unreadable.add(number);
                else if (isExplicit(line)) {
                    Module last = modules.removeLast();
                    modules.add(last.with(true, last.hasPackages()));
                }
            } else if (line.startsWith("# ")) {
                Module module = module(line.substring(2), Location.at(path, number, 3));
                if (module == null) unreadable.add(number);
                else modules.add(module);
            } else if (modules.isEmpty() || line.strip().indexOf(' ') >= 0) {
                unreadable.add(number);
            } else {
                Module last = modules.removeLast();
                modules.add(last.with(last.explicit(), true));
            }
        }
        return new VendorList(modules, unreadable);
    }

    private static boolean isExplicit(String annotations) {
        for (String part : annotations.substring(3).split(";", -1)) {
            if (part.strip().equals("explicit")) return true;
        }
        return false;
    }

    /// `path version`, `path version => path version`, `path => folder` and their mixtures.
    private static @Nullable Module module(String text, Location location) {
        List<String> words = List.of(text.strip().split(" ", 8));
        int arrow = words.indexOf("=>");
        int left = arrow < 0 ? words.size() : arrow;
        int right = arrow < 0 ? 0 : words.size() - arrow - 1;
        boolean understood = left >= 1 && left <= 2 && right <= 2 && (arrow < 0 ? left == 2 : right >= 1);
        if (!understood) return null;
        return new Module(
                words.getFirst(),
                left == 2 ? words.get(1) : null,
                right >= 1 ? words.get(arrow + 1) : null,
                right == 2 ? words.get(arrow + 2) : null,
                false,
                false,
                location);
    }
}
