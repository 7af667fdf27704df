// SPDX-License-Identifier: Apache-2.0
package dev.pomona.versions;

import java.util.ArrayList;
import java.util.List;

/// RubyGems' versions (`Gem::Version`): segments of digits or letters; a version with letters is a prerelease.
/// A hyphen starts a prerelease as `.pre.` does.
final class GemScheme extends KeyedScheme {

    private static final int WORD = 1;
    private static final int ZERO_BEFORE_WORD = 2;
    private static final int END = 3;
    private static final int ZERO_BEFORE_NUMBER = 4;
    private static final int NUMBER = 5;

    GemScheme() {
        super("gem");
    }

    @Override
    boolean write(String text, SortKey key) {
        if (!Text.isAlphanumeric(text.charAt(0))) throw invalid(text);
        List<String> segments = segments(text);
        boolean prerelease = segments.stream().anyMatch(GemScheme::isWord);
        dropZeros(segments, prerelease);
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (isWord(segment)) {
                key.rank(WORD).text(segment);
            } else if (!isZero(segment)) {
                key.rank(NUMBER).number(segment, 0, segment.length());
            } else {
                key.rank(leadsToWord(segments, i) ? ZERO_BEFORE_WORD : ZERO_BEFORE_NUMBER);
            }
        }
        key.rank(END);
        return prerelease;
    }

    private List<String> segments(String text) {
        var segments = new ArrayList<String>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int end = at + 1;
            if (Text.isDigit(c)) {
                end = Text.digitsEnd(text, at);
                segments.add(text.substring(at, end));
            } else if (Text.isLetter(c)) {
                end = Text.lettersEnd(text, at);
                segments.add(text.substring(at, end));
            } else if (c == '-') {
                segments.add("pre");
            } else if (c != '.' && c != '_' && c != '+') {
                throw invalid(text);
            }
            at = end;
        }
        return segments;
    }

    /// `1.0.a` is `1.a`, `1.0` is `1`: zeros before the first word and at the end say nothing.
    private static void dropZeros(List<String> segments, boolean hasWord) {
        while (!segments.isEmpty() && isZero(segments.getLast())) segments.removeLast();
        if (!hasWord) return;
        int word = 0;
        while (word < segments.size() && !isWord(segments.get(word))) word++;
        while (word > 0 && isZero(segments.get(word - 1))) segments.remove(--word);
    }

    private static boolean leadsToWord(List<String> segments, int from) {
        int i = from;
        while (isZero(segments.get(i))) i++;
        return isWord(segments.get(i));
    }

    private static boolean isWord(String segment) {
        return Text.isLetter(segment.charAt(0));
    }

    private static boolean isZero(String segment) {
        return Text.isZero(segment, 0, segment.length());
    }
}
