// SPDX-License-Identifier: Apache-2.0
package dev.pomona.cli.history;

import dev.pomona.git.object.GitGap;
import dev.pomona.model.report.Gap;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Collects what of a repository was not seen, from several threads, in the words of a report.
final class HistoryGaps {

    private static final int MOST = 1000;

    private final SortedSet<Gap> gaps = new TreeSet<>();
    private boolean isCut;

    void add(GitGap gap) {
        Gap.Kind kind = switch (gap.kind()) {
            case MISSING, OUTSIDE -> Gap.Kind.UNREADABLE;
            case DAMAGED -> Gap.Kind.MALFORMED;
            case TOO_LARGE -> Gap.Kind.LIMIT;
            case UNSUPPORTED -> Gap.Kind.UNSUPPORTED;
        };
        add(new Gap(kind, gap.object() == null ? ".git" : path(gap.object().toString()), gap.reason()));
    }

    /// The path under which a report speaks of an object that has no other.
    static String path(String id) {
        return ".git/objects/" + id;
    }

    /// Beyond a number only that there are more: the same ones are kept whatever the order they come in.
    synchronized void add(Gap gap) {
        gaps.add(gap);
        if (gaps.size() > MOST) {
            gaps.removeLast();
            isCut = true;
        }
    }

    synchronized List<Gap> sorted() {
        var all = new TreeSet<>(gaps);
        if (isCut)
            all.add(new Gap(Gap.Kind.LIMIT, ".git", "more than %d gaps; the others are not listed".formatted(MOST)));
        return List.copyOf(all);
    }
}
