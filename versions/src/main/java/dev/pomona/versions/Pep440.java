// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The parts of a Python version (PEP 440, appendix B). Numbers stay texts, as they have no upper bound.
///
/// @param epoch `0` when not written
/// @param release at least one number
/// @param preRank 1 for alpha, 2 for beta, 3 for a release candidate, 0 for none
/// @param pre the number of the prerelease, empty for an unwritten zero; `null` when it is none
/// @param post likewise for the post-release
/// @param dev likewise for the development release
/// @param local lower case, segments joined by `.`; `null` when there is none
record Pep440(
        String epoch,
        List<String> release,
        int preRank,
        @Nullable String pre,
        @Nullable String post,
        @Nullable String dev,
        @Nullable String local) {

    Pep440 {
        release = List.copyOf(release);
    }

    boolean isPrerelease() {
        return pre != null || dev != null;
    }

    /// The release without trailing zeros: `1.0` and `1` are one version.
    List<String> significantRelease() {
        int end = release.size();
        while (end > 0
                && Text.isZero(release.get(end - 1), 0, release.get(end - 1).length())) end--;
        return release.subList(0, end);
    }

    /// Reads a version in any permitted spelling; `null` when it is none.
    static @Nullable Pep440 read(String text) {
        return new Reader(text.strip().toLowerCase(Locale.ROOT)).read();
    }

    private static final class Reader {

        private static final List<String> PRE = List.of("alpha", "a", "beta", "b", "preview", "pre", "c", "rc");
        private static final List<String> POST = List.of("post", "rev", "r");
        private static final List<String> DEV = List.of("dev");

        private final String text;
        private int at;
        private String word = "";

        Reader(String text) {
            this.text = text;
        }

        @Nullable
        Pep440 read() {
            if (Text.isAt(text, at, 'v')) at++;
            String epoch = "0";
            int end = Text.digitsEnd(text, at);
            if (end > at && Text.isAt(text, end, '!')) {
                epoch = text.substring(at, end);
                at = end + 1;
                end = Text.digitsEnd(text, at);
            }
            if (end == at) return null;
            var release = new ArrayList<String>();
            release.add(digits());
            while (Text.isAt(text, at, '.') && Text.digitsEnd(text, at + 1) > at + 1) {
                at++;
                release.add(digits());
            }
            String pre = phase(PRE);
            int preRank = pre == null
                    ? 0
                    : switch (word.charAt(0)) {
                        case 'a' -> 1;
                        case 'b' -> 2;
                        default -> 3;
                    };
            String post = null;
            if (Text.isAt(text, at, '-') && Text.digitsEnd(text, at + 1) > at + 1) {
                at++;
                post = digits();
            } else {
                post = phase(POST);
            }
            String dev = phase(DEV);
            String local = null;
            if (Text.isAt(text, at, '+')) {
                local = local();
                if (local == null) return null;
            }
            return at == text.length() ? new Pep440(epoch, release, preRank, pre, post, dev, local) : null;
        }

        private String digits() {
            int start = at;
            at = Text.digitsEnd(text, at);
            return text.substring(start, at);
        }

        /// One of the words with an optional separator on either side and an optional number; leaves it in
        /// `word`.
        private @Nullable String phase(List<String> words) {
            int start = isSeparator(at) ? at + 1 : at;
            int end = Text.lettersEnd(text, start);
            String found = text.substring(start, end);
            if (!words.contains(found)) return null;
            word = found;
            at = end;
            if (isSeparator(at) && Text.digitsEnd(text, at + 1) > at + 1) at++;
            else if (isSeparator(at) && at + 1 == text.length()) at++;
            return digits();
        }

        private boolean isSeparator(int index) {
            return index < text.length() && ".-_".indexOf(text.charAt(index)) >= 0;
        }

        private @Nullable String local() {
            var segments = new StringBuilder();
            do {
                at++;
                int start = at;
                while (at < text.length() && Text.isAlphanumeric(text.charAt(at))) at++;
                if (at == start) return null;
                if (!segments.isEmpty()) segments.append('.');
                segments.append(text, start, at);
            } while (isSeparator(at));
            return segments.toString();
        }
    }
}
