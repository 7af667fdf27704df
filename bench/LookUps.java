// SPDX-License-Identifier: Apache-2.0
import dev.pomona.advisories.snapshot.SnapshotStore;
import dev.pomona.model.advisory.PackageName;
import java.nio.file.Files;
import java.nio.file.Path;

/// Opens the index and looks up packages, timed from within a cold process: see README.md.
public class LookUps {

    /// @param arguments the cache folder, and a file of purls, one a line
    public static void main(String[] arguments) throws Exception {
        long start = System.nanoTime();
        var index = SnapshotStore.open(Path.of(arguments[0])).current().orElseThrow().index();
        long opened = System.nanoTime();
        int found = 0;
        for (String purl : Files.readAllLines(Path.of(arguments[1]))) {
            String name = purl.substring(purl.indexOf('/') + 1, purl.lastIndexOf('@'));
            found += index.advisoriesFor(new PackageName("npm", name)).size();
        }
        long done = System.nanoTime();
        System.out.printf(
                "open %.0f ms, look-ups %.0f ms, %d advisories%n", (opened - start) / 1e6, (done - opened) / 1e6, found);
    }
}
