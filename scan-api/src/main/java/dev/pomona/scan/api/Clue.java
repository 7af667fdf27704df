// SPDX-License-Identifier: Apache-2.0
package dev.pomona.scan.api;

import java.util.Comparator;

/// Something in a file that is no finding, and tells more about a finding of the same scanner in another file. It is
/// kept with the file's results, so it holds nothing secret.
///
/// @param path the file it is in, as in [FileFacts]
/// @param about what it is about; clues about the same thing have the same text here
/// @param says what it says, in the scanner's own words
public record Clue(String path, String about, String says) implements Comparable<Clue> {

    private static final Comparator<Clue> ORDER =
            Comparator.comparing(Clue::path).thenComparing(Clue::about).thenComparing(Clue::says);

    @Override
    public int compareTo(Clue other) {
        return ORDER.compare(this, other);
    }
}
